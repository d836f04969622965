"""The journal as a hash chain: sealing a row, and proving that no row was altered.

The seal of a row is SHA-256 over every column of it and the seal of the row before. Ids are gapless
from 1, and the head keeps the last id and seal, so an altered, missing, inserted or cut-off row
shows at the first place where the chain does not hold.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from registry.honours.models import Change, JournalHead

_SEALED = (
    "id",
    "action",
    "object_type",
    "object_id",
    "object_text",
    "before",
    "after",
    "by_id",
    "by_text",
    "reason",
    "source_id",
    "previous_hash",
)


# Made once: for each call with options of its own, json makes an encoder.
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> str:
    """JSON in one spelling only: sorted keys, no spaces, letters as they are."""
    return _JSON.encode(value)


def seal(change: Change) -> str:
    """The row's hash, from every column but itself."""
    columns = {name: getattr(change, name) for name in _SEALED}
    columns["at"] = change.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical(columns).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found."""

    rows: int
    intact: bool
    finding: str = ""
    row_id: int | None = None


def verify() -> Verdict:
    """Walk the chain from its first row; stop at the first that does not hold, and name it."""
    head = JournalHead.objects.filter(pk=1).first() or JournalHead(last_id=0, last_hash="")
    expected, previous, rows = 1, "", 0
    for row_id, change in _rows():
        problem = _problem(change, row_id, expected, previous)
        if problem:
            return Verdict(rows, False, problem, row_id)
        assert change is not None
        rows, expected, previous = rows + 1, row_id + 1, change.hash
    if rows != head.last_id:
        return Verdict(
            rows, False, f"rows {expected} to {head.last_id} are missing at the end", expected
        )
    if previous != head.last_hash:
        return Verdict(rows, False, f"row {rows} is not the row the journal's head names", rows)
    return Verdict(rows, True)


def _problem(change: Change | None, row_id: int, expected: int, previous: str) -> str:
    if row_id > expected:
        missing = (
            f"row {expected} is"
            if row_id == expected + 1
            else f"rows {expected} to {row_id - 1} are"
        )
        return f"{missing} missing before row {row_id}"
    if row_id < expected:
        return f"row {row_id} was inserted"
    if change is None:
        return f"row {row_id} was altered: it can no longer be read"
    if change.previous_hash != previous:
        return f"row {row_id} was altered or inserted: it does not follow row {row_id - 1}"
    if change.hash != seal(change):
        return f"row {row_id} ({change.action} {change.object_text}) was altered"
    return ""


def _rows(batch: int = 1000) -> Iterator[tuple[int, Change | None]]:
    """Every row in order of id; None where the stored bytes can no longer be read as a row."""
    last: int | None = None
    while True:
        rest = Change.objects.order_by("pk")
        rest = rest.filter(pk__gt=last) if last is not None else rest
        ids: list[int] = list(rest.values_list("pk", flat=True)[:batch])
        if not ids:
            return
        try:
            found = {c.pk: c for c in Change.objects.filter(pk__gte=ids[0], pk__lte=ids[-1])}
        except (ValueError, TypeError, OverflowError):
            found = {pk: change for pk in ids if (change := _read_one(pk))}
        for pk in ids:
            yield pk, found.get(pk)
        last = ids[-1]


def _read_one(pk: int) -> Change | None:
    try:
        return Change.objects.get(pk=pk)
    except (ValueError, TypeError, OverflowError):
        return None
