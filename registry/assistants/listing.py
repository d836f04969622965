"""Conferrals page by page: newest first, by a cursor that costs the same on every page."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import TupleLessThan

from registry.errors import InvalidInput
from registry.honours import records
from registry.honours.records import Record
from registry.questions.query import from_machine

_PLACE = re.compile(r"(|[0-9]{4}(?:-[0-9]{2}){0,2}),([0-9]{1,18})", re.ASCII)


def page(narrowed: Mapping[str, Any], limit: int, cursor: str) -> tuple[list[Record], str | None]:
    """The rows that a query's machine form lets through after a cursor, and the next cursor.

    Raises NotFound or InvalidInput naming the field.
    """
    parts = from_machine({"kind": "holders", **narrowed}).parts()
    if cursor:
        parts = [part.filter(_after(cursor)) for part in parts]
    found = records.read(parts, limit + 1)
    more = len(found) > limit
    del found[limit:]
    return found, _cursor(found[-1]) if more else None


def _cursor(record: Record) -> str:
    day = record.day.iso() if record.day else ""
    return base64.urlsafe_b64encode(f"{day},{record.pk}".encode()).decode().rstrip("=")


def _after(cursor: str) -> Q:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        place = _PLACE.fullmatch(text.decode("ascii"))
    except (binascii.Error, ValueError):
        place = None
    if place is None:
        raise InvalidInput("bad_cursor", "cursor: not one that this tool has given")
    return Q(TupleLessThan((F("counts_on"), F("id")), (place[1], int(place[2]))))
