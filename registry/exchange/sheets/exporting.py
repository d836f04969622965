"""The registry as a sheet: CSV line by line, XLSX row by row, some hundred records in memory."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import QuerySet

from registry.errors import InvalidInput
from registry.exchange.sheets.cells import guarded
from registry.exchange.sheets.columns import titles
from registry.exchange.sheets.telling import cells_of, with_all
from registry.exchange.sheets.xlsx import XlsxFile
from registry.exchange.snapshot import one_state
from registry.honours.models import Conferral

AT_ONCE = 500
FORMATS = ("csv", "xlsx")
# Which records `--filter` and the address of an export may name.
FILTERS = {
    "state": "state",
    "award": "award__slug",
    "grade": "grade__rank",
    "authority": "award__authority__slug",
    "year": "counts_on__startswith",
    "country": "recipient__citizenships__country",
    "decree": "decree__public_id",
    "recipient": "recipient__public_id",
}


def chosen(filters: Iterable[tuple[str, str]] = ()) -> "QuerySet[Conferral]":
    """The records that filters leave: all that were not withdrawn, without any.

    Raises InvalidInput for a filter that does not exist.
    """
    found = Conferral.objects.exclude(state=Conferral.State.WITHDRAWN)
    for name, value in filters:
        if name not in FILTERS:
            known = ", ".join(FILTERS)
            raise InvalidInput("unknown_filter", f"There is no filter {name!r}; there are: {known}")
        found = found.filter(**{FILTERS[name]: value})
    return found


def sheet_rows(conferrals: "QuerySet[Conferral]") -> Iterator[list[list[str]]]:
    """The rows of these records, some hundred at a time, in the order of their entry."""
    last = 0
    ordered = conferrals.order_by("pk")
    while keys := list(ordered.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        found = with_all(Conferral.objects.filter(pk__in=keys)).order_by("pk")
        yield [[guarded(text) for text in cells_of(record).values()] for record in found]
        last = keys[-1]


def csv_text(conferrals: "QuerySet[Conferral]", lang: str = "") -> Iterator[str]:
    """The sheet as CSV, in pieces. The mark in front lets Excel know that it is UTF-8."""
    yield "\ufeff" + _lines([titles(lang)])
    with one_state():
        for rows in sheet_rows(conferrals):
            yield _lines(rows)


def write_xlsx(conferrals: "QuerySet[Conferral]", file: Any, lang: str = "") -> None:
    """The sheet as XLSX, into a file or under a path."""
    with XlsxFile("Marapat", titles(lang)) as sheet:
        with one_state():
            for rows in sheet_rows(conferrals):
                sheet.add(rows)
        sheet.save(file)


def xlsx_file(conferrals: "QuerySet[Conferral]", lang: str = "") -> IO[bytes]:
    """The sheet as XLSX in a file without a name, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    write_xlsx(conferrals, file, lang)
    file.seek(0)
    return file


def _lines(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
