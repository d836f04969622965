"""The admin's front page: what waits for whoever has come in, and what the registry holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.desk import warnings_page
from registry.desk.counting import counted_words, first_rows
from registry.desk.figures import figures
from registry.desk.lines import RECORDS, line_of
from registry.desk.worklists import WORKLISTS, Worklist

# So many rows of each list are shown.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a card: where it leads, what it says, and what is told beside it."""

    address: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """One list, as far as the front page shows it."""

    key: str
    title: str
    count: str
    address: str
    lines: Sequence[Line]
    figures: Sequence[tuple[str, int]]


def context(request: HttpRequest) -> dict[str, Any]:
    """What the template of the front page is handed beside the admin's own."""
    lists = {
        section.__name__: found for section in WORKLISTS if (found := section(request)) is not None
    }
    rows = first_rows({name: (one.rows, one.words) for name, one in lists.items()})
    records = _records(lists, rows)
    return {
        "title": _("The desk"),
        "cards": [
            _card(name, lists[name], found, records) for name, found in rows.items() if found
        ],
        "quiet": [(lists[name].title, lists[name].address) for name in rows if not rows[name]],
        "figures": figures(),
        "warnings": _warnings(request),
        "say": {
            "all": _("All of them"),
            "quiet": _("Nothing waits here:"),
            "tables": _("All tables"),
        },
    }


def _warnings(request: HttpRequest) -> dict[str, str]:
    """The card that is asked for later; nothing for readers."""
    if not may(request, Role.CLERK):
        return {}
    return {"title": warnings_page.title(), "address": warnings_page.address()}


Rows = Mapping[int, str]
Records = Mapping[type[Model], Mapping[int, Any]]


def _records(lists: Mapping[str, Worklist], rows: Mapping[str, Rows]) -> Records:
    """The rows that are shown and say more than their words, read once for each table."""
    wanted: dict[type[Model], set[int]] = {}
    for name, one in lists.items():
        if not one.words:
            wanted.setdefault(one.rows.model, set()).update(islice(rows[name], SHOWN))
    return {model: RECORDS[model]().in_bulk(pks) for model, pks in wanted.items() if pks}


def _card(name: str, worklist: Worklist, rows: Rows, records: Records) -> Card:
    beside = worklist.beside(list(rows))
    shown = islice(rows.items(), SHOWN)
    return Card(
        key=name,
        title=worklist.title,
        count=counted_words(rows),
        address=worklist.address,
        lines=[_line(worklist, pk, words, records, beside.notes) for pk, words in shown],
        figures=beside.figures,
    )


def _line(
    worklist: Worklist, pk: int, words: str, records: Records, notes: Mapping[int, str]
) -> Line:
    meta = worklist.rows.model._meta
    note = notes.get(pk, "")
    if worklist.words:
        text = worklist.said.format(name=words)
    else:
        record = records[worklist.rows.model][pk]
        text, note = line_of(record), note or worklist.note(record)
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[pk])
    return Line(address, text, note)
