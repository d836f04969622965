"""Keeping the tally: one more, one fewer, or counted again from the conferrals themselves."""

from django.db import transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce, Substr

from registry.honours.models import Conferral, YearTally


def tally(conferral: Conferral, change: int) -> None:
    """Count a published conferral in (`+1`) or out (`-1`)."""
    day = conferral.conferred_on or conferral.presented_on
    award, year = conferral.award, f"{day.year:04}" if day else ""
    if award is None:
        return
    rows = YearTally.objects.filter(award=award, year=year)
    if not rows.update(conferrals=F("conferrals") + change):
        YearTally.objects.create(award=award, year=year, conferrals=max(0, change))


@transaction.atomic
def recount() -> int:
    """Make the tally again, after a bulk write; hands back the number of its rows."""
    year = Coalesce(Substr(Coalesce("conferred_on", "presented_on"), 1, 4), Value(""))
    published = Conferral.objects.published().order_by().annotate(year=year)
    counted = published.values_list("award", "year").annotate(count=Count("pk"))
    YearTally.objects.all().delete()
    rows = [YearTally(award_id=award, year=y, conferrals=count) for award, y, count in counted]
    return len(YearTally.objects.bulk_create(rows))
