"""The admin's front page: what waits for whoever has come in, and what the registry holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.desk.counting import counted_words, first_keys
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
    keys = first_keys({name: one.rows for name, one in lists.items()})
    records = _records(lists, keys)
    waiting = {name: one for name, one in lists.items() if keys[name]}
    return {
        "title": _("The desk"),
        "cards": [_card(name, one, keys[name], records) for name, one in waiting.items()],
        "quiet": [(one.title, one.address) for name, one in lists.items() if not keys[name]],
        "figures": figures(),
        "say": {
            "all": _("All of them"),
            "quiet": _("Nothing waits here:"),
            "tables": _("All tables"),
        },
    }


def _records(
    lists: Mapping[str, Worklist], keys: Mapping[str, Sequence[int]]
) -> dict[type[Model], dict[int, Any]]:
    """The rows that are shown, read once for each table."""
    wanted: dict[type[Model], set[int]] = {}
    for name, one in lists.items():
        wanted.setdefault(one.rows.model, set()).update(keys[name][:SHOWN])
    return {model: RECORDS[model]().in_bulk(pks) for model, pks in wanted.items() if pks}


def _card(
    name: str,
    worklist: Worklist,
    keys: list[int],
    records: Mapping[type[Model], Mapping[int, Any]],
) -> Card:
    beside = worklist.beside(keys)
    found = records[worklist.rows.model]
    return Card(
        key=name,
        title=worklist.title,
        count=counted_words(keys),
        address=worklist.address,
        lines=list(_lines((found[pk] for pk in keys[:SHOWN] if pk in found), beside.notes)),
        figures=beside.figures,
    )


def _lines(records: Iterable[Any], notes: Mapping[int, str]) -> Iterable[Line]:
    for record in records:
        meta = record._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
        yield Line(address, line_of(record), notes.get(record.pk, ""))
