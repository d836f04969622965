"""Documents as the registry would have told them at a time (`honours.history`).

Whatever changed since stands, as it was then, in tables of the statement itself, which bear the
names of the real ones: the same conditions, orders and documents are read of them. A list is the
untouched rows of the registry and the rows of these tables, merged; the work is that of what has
changed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson
from django.db import connection, models

from registry.dates import PartialDate
from registry.documents.sql import (
    Condition,
    Order,
    Selection,
    Value,
    counted,
    keys_of_page,
    page_order,
    rows,
)
from registry.honours.history import Parts, Rewind
from registry.honours.models import (
    Citizenship,
    Conferral,
    ConferralEvent,
    ConferralOffice,
    Evidence,
    ExternalId,
    Recipient,
    RecipientName,
)
from registry.honours.offices import offices_in

Row = dict[str, Any]
_Row = TypeVar("_Row")
# Table → its columns that statements name, each with PostgreSQL's type.
_KEY, _TEXT, _DATE, _TRUTH = "bigint", "text", 'text COLLATE "C"', "boolean"
_COLUMNS: dict[type[models.Model], dict[str, str]] = {
    Conferral: {
        **dict.fromkeys(("id", "recipient_id", "award_id", "grade_id", "decree_id"), _KEY),
        **dict.fromkeys(("conferred_on", "presented_on", "counts_on"), _DATE),
        **dict.fromkeys(
            ("public_id", "state", "conferred_on_basis", "presented_by", "presented_at",
             "office_kk", "office_ru", "office_en", "reason_kk", "reason_ru", "reason_en"), _TEXT,
        ),
        **dict.fromkeys(("posthumous", "ex_officio", "contested"), _TRUTH),
    },
    Recipient: {
        **dict.fromkeys(("id", "honours"), _KEY),
        **dict.fromkeys(("birth", "death"), _DATE),
        **dict.fromkeys(
            ("public_id", "kind", "gender", "description_kk", "description_ru",
             "description_en"), _TEXT,
        ),
    },
    RecipientName: {
        **dict.fromkeys(("id", "recipient_id"), _KEY),
        **dict.fromkeys(("text", "language", "kind", "script"), _TEXT),
    },
    Citizenship: {"id": _KEY, "recipient_id": _KEY, "country": _TEXT},
    ExternalId: {"id": _KEY, "recipient_id": _KEY, "register": _TEXT, "value": _TEXT},
    Evidence: {
        **dict.fromkeys(("id", "conferral_id", "source_id"), _KEY),
        **dict.fromkeys(("stance", "date_kind", "grade"), _TEXT),
        "date": _DATE, "fields": "jsonb",
    },
    ConferralEvent: {
        **dict.fromkeys(("id", "conferral_id", "decree_id", "source_id"), _KEY),
        **dict.fromkeys(("kind", "reason"), _TEXT),
        "date": _DATE,
    },
    ConferralOffice: {"conferral_id": _KEY, "office": _TEXT},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Then:
    """What reads otherwise than now, as it was: which records, and their tables."""

    rewound: Rewind
    conferrals: frozenset[int]
    recipients: frozenset[int]
    tables: dict[type[models.Model], list[Row]]

    def shadowing(self) -> tuple[str, list[Value]]:
        """`WITH` clauses that put the tables over the real ones, and their values."""
        parts = [_table(model, columns) for model, columns in _COLUMNS.items()]
        values: list[Value] = [_json(self.tables[model]) for model in _COLUMNS]
        return "WITH " + ", ".join(parts) + " ", values


def as_then(rewound: Rewind) -> Then:
    """The tables of what changed, as they were."""
    conferrals = {*rewound.conferrals, *rewound.absent}
    conferrals |= _owners(rewound.evidence, Evidence) | _owners(rewound.events, ConferralEvent)
    people = set(rewound.recipients)
    for parts, model in (
        (rewound.names, RecipientName),
        (rewound.citizenships, Citizenship),
        (rewound.external_ids, ExternalId),
    ):
        people |= _owners(parts, model)
    # Whoever is told otherwise is so with all honours: each of them names its recipient.
    published = Conferral.objects.published()
    people |= set(published.filter(pk__in=conferrals).values_list("recipient", flat=True))
    people |= {c["recipient_id"] for c in rewound.conferrals.values() if "recipient_id" in c}
    conferrals |= set(published.filter(recipient__in=people).values_list("pk", flat=True))
    tables = _tables(rewound, conferrals - rewound.absent)
    return Then(rewound, frozenset(conferrals), frozenset(people), tables)


def _owners(parts: Parts, model: type[models.Model]) -> set[int]:
    made_since = model._default_manager.filter(pk__in=parts.gone).values_list(parts.link, flat=True)
    return {*made_since, *(row[parts.link] for row in parts.then.values())}


def _tables(rewound: Rewind, wanted: Collection[int]) -> dict[type[models.Model], list[Row]]:
    held = {r["id"]: r for r in _rows(Conferral, "id", wanted) if r["state"] == "published"}
    conferrals = [{**row, **rewound.conferrals.get(pk, {})} for pk, row in held.items()]
    owners = {row["recipient_id"] for row in conferrals}
    people = {row["id"]: row for row in _rows(Recipient, "id", owners)}
    merged = {pk: row for pk, row in rewound.recipients.items() if pk in owners}
    recipients = [{**people.get(pk, {}), **merged.get(pk, {}), "id": pk} for pk in owners]
    for row in recipients:
        row["honours"] = sum(c["recipient_id"] == row["id"] for c in conferrals)
    offices = [
        {"conferral_id": row["id"], "office": office}
        for row in conferrals
        for office in sorted(offices_in(row["office_kk"], row["office_ru"], row["office_en"]))
    ]
    of_person, of_conferral = sorted(owners), [row["id"] for row in conferrals]
    return {
        Conferral: conferrals,
        Recipient: recipients,
        RecipientName: list(_parts(RecipientName, rewound.names, of_person)),
        Citizenship: list(_parts(Citizenship, rewound.citizenships, of_person)),
        ExternalId: list(_parts(ExternalId, rewound.external_ids, of_person)),
        Evidence: list(_parts(Evidence, rewound.evidence, of_conferral)),
        ConferralEvent: list(_parts(ConferralEvent, rewound.events, of_conferral)),
        ConferralOffice: offices,
    }


def _rows(model: type[models.Model], column: str, keys: Iterable[int]) -> Iterator[Row]:
    rows = model._default_manager.filter(**{f"{column}__in": list(keys)}).order_by()
    yield from rows.values(*_COLUMNS[model])


def _parts(model: type[models.Model], parts: Parts, owners: Collection[int]) -> Iterator[Row]:
    held: dict[int, list[Row]] = {owner: [] for owner in owners}
    for row in _rows(model, parts.link, owners):
        held[row[parts.link]].append(row)
    for owner, theirs in held.items():
        yield from parts.as_then(owner, theirs)


def _table(model: type[models.Model], columns: dict[str, str]) -> str:
    """One shadowing table, made of a JSON array of objects."""
    name = model._meta.db_table
    if connection.vendor == "postgresql":
        told = ", ".join(f'"{c}"' + _collated(t) for c, t in columns.items())
        typed = ", ".join(f'"{c}" {t.split()[0]}' for c, t in columns.items())
        return f"{name} AS (SELECT {told} FROM jsonb_to_recordset(%s::jsonb) AS t({typed}))"  # noqa: S608
    told = ", ".join(f"json_extract(value, '$.{c}') AS \"{c}\"" for c in columns)
    return f"{name} AS (SELECT {told} FROM json_each(%s))"  # noqa: S608


def _collated(kind: str) -> str:
    return ' COLLATE "C"' if "COLLATE" in kind else ""


def _json(rows: list[Row]) -> str:
    return orjson.dumps(rows, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso()
    raise TypeError(repr(value))


def untouched(keys: Collection[int]) -> Condition:
    """Rows that none of these keys name. The keys are one value, however many they are."""
    if connection.vendor == "postgresql":
        listed = "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)"
    else:
        listed = "SELECT value FROM json_each(%s)"
    return Condition(f"x.id NOT IN ({listed})", (orjson.dumps(sorted(keys)).decode(),))


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Row]):
    """How the rows of a table are read: the statement of a page's keys, and what its rows are."""

    table: str
    statement: Callable[[str, str], str]
    row: Callable[[Sequence[Any]], _Row]
    place_of: Callable[[_Row, Order], tuple[Any, ...]]

    def page(
        self, selection: Selection, then: Then | None = None, touched: Collection[int] = ()
    ) -> list[_Row]:
        """The rows of a selection, in its order whichever side of its place is meant.

        `then`: as it was; the rows that are not `touched`, and those of its tables.
        """
        if then is None:
            found = self._rows(selection)
        else:
            rest = selection.within(untouched(touched))
            found = [*self._rows(rest), *self._rows(selection, *then.shadowing())]
            order = selection.order
            found.sort(key=lambda row: self.place_of(row, order), reverse=selection.backwards)
            found = found[: selection.limit]
        return found[::-1] if selection.place and selection.place.before else found

    def count(
        self, selection: Selection, then: Then | None = None, touched: Collection[int] = ()
    ) -> int:
        """How many rows the conditions of a selection leave."""
        if then is None:
            return counted(self.table, selection)
        rest = selection.within(untouched(touched))
        return counted(self.table, rest) + counted(self.table, selection, *then.shadowing())

    def _rows(self, selection: Selection, above: str = "", its: Sequence[Value] = ()) -> list[_Row]:
        keys, values = keys_of_page(self.table, selection)
        sql = above + self.statement(keys, page_order(selection))
        return [self.row(row) for row in rows(sql, [*its, *values])]
