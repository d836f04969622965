"""Keeping the tallies: one more, one fewer, or counted again from the conferrals themselves."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr

from registry.honours.models import (
    Citizenship,
    Conferral,
    ConferralOffice,
    CountryTally,
    OfficeTally,
    Recipient,
    YearTally,
)
from registry.honours.services.writing import locked_head

Cell = tuple[int | str, ...]
# Each tally: its columns, and where the last of them is read from.
_COLUMNS: dict[Any, tuple[str, ...]] = {
    YearTally: ("award_id", "year"),
    CountryTally: ("award_id", "year", "country"),
    OfficeTally: ("award_id", "year", "office"),
}
_BESIDE: dict[Any, tuple[str, ...]] = {
    YearTally: (),
    CountryTally: ("recipient__citizenships__country",),
    OfficeTally: ("offices__office",),
}


def tally(conferral: Conferral, change: int) -> None:
    """Count a published conferral in (`+1`) or out (`-1`), as it and what is beside it stand."""
    if conferral.award_id is None:
        return
    locked_head()
    day = conferral.conferred_on or conferral.presented_on
    cell = (conferral.award_id, f"{day.year:04}" if day else "")
    holder = Recipient.objects.filter(pk=conferral.recipient_id)
    holder.update(honours=F("honours") + change)
    countries = Citizenship.objects.filter(recipient=conferral.recipient_id)
    offices = ConferralOffice.objects.filter(conferral=conferral.pk)
    _add(YearTally, {cell: change})
    for table, beside in (
        (CountryTally, countries.values_list("country", flat=True)),
        (OfficeTally, offices.values_list("office", flat=True)),
    ):
        _add(table, {(*cell, key): change for key in list(beside) or [""]})


def tally_citizens(recipients: Collection[int], change: int) -> None:
    """Count what recipients (by keys) received in or out under the states they are citizens of.

    Called before their citizenships change, and after.
    """
    locked_head()
    cells: Counter[Cell] = Counter()
    rows = Conferral.objects.published().filter(recipient__in=recipients).order_by()
    found = rows.values_list("award", "counts_on", "recipient__citizenships__country")
    for award, day, country in found:
        cells[award, day[:4], country or ""] += change
    _add(CountryTally, cells)


def tally_record(record: models.Model | None, change: int) -> None:
    """What the desk's write of any record does to the tallies, before it and after."""
    if isinstance(record, Conferral) and record.state == Conferral.State.PUBLISHED:
        tally(record, change)
    if isinstance(record, Citizenship):
        tally_citizens([record.recipient_id], change)


def _add(table: Any, cells: Mapping[Cell, int]) -> None:
    for cell, change in cells.items():
        where = dict(zip(_COLUMNS[table], cell, strict=True))
        row = table.objects.filter(**where)
        if not row.update(conferrals=F("conferrals") + change):
            table.objects.create(**where, conferrals=max(0, change))


@transaction.atomic
def recount() -> int:
    """Make the tallies again, after a bulk write; hands back the number of their rows."""
    held = Conferral.objects.published().filter(recipient=OuterRef("pk")).order_by()
    number = held.values("recipient").annotate(count=Count("pk")).values("count")
    Recipient.objects.update(honours=Coalesce(Subquery(number), 0))
    return sum(_count_again(table) for table in _COLUMNS)


def _count_again(table: Any) -> int:
    year = Substr("counts_on", 1, 4)
    published = Conferral.objects.published().order_by().annotate(year=year)
    counted = published.values_list("award", "year", *_BESIDE[table]).annotate(count=Count("pk"))
    rows = [
        table(
            **dict(zip(_COLUMNS[table], (key or "" for key in cell), strict=True)),
            conferrals=count,
        )
        for *cell, count in counted
    ]
    table.objects.all().delete()
    return len(table.objects.bulk_create(rows, batch_size=5_000))
