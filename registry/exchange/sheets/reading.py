"""A sheet as it was sent → its lines in parts, read once however often it is imported."""

import io
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from registry.errors import InvalidInput
from registry.exchange.models import Sheet, SheetPart
from registry.exchange.sheets.cells import unguarded
from registry.exchange.sheets.jobs import Claim, State, advance
from registry.exchange.sheets.opening import open_sheet
from registry.exchange.sheets.rows import Row, rows_of

# What is imported in one transaction. The more, the fewer times a page of the indexes of names is
# written again; the fewer, the shorter other writers wait.
PART_ROWS = 500


def read_sheet(held: Claim, sheet: Sheet) -> None:
    """The sheet's lines into parts; a sheet that was read before is not read again."""
    if sheet.rows is not None:
        return
    content = Sheet.objects.values_list("content", flat=True).get(pk=sheet.pk)
    opened = open_sheet(io.BytesIO(bytes(content)))
    places = [at for at, key in enumerate(opened.header.keys) if key]
    sheet.columns = [opened.header.keys[at] for at in places]
    sheet.form, rows, number = opened.form, 0, 0
    for lines in _in_parts(opened.lines):
        kept = [[n, [unguarded(c[at]) if at < len(c) else "" for at in places]] for n, c in lines]
        rows += len(kept)
        if rows > settings.IMPORT_MAX_ROWS:
            most = settings.IMPORT_MAX_ROWS
            raise InvalidInput("too_many_rows", f"The sheet has more than {most} lines: split it.")
        SheetPart.objects.update_or_create(
            sheet=sheet, number=number, defaults={"lines": json.dumps(kept, ensure_ascii=False)}
        )
        number += 1
        advance(held, State.UPLOADED)
    if not rows:
        raise InvalidInput("empty_sheet", "There is no line under the titles.")
    sheet.notes, sheet.rows, sheet.parts = opened.notes, rows, number
    sheet.save(update_fields=["columns", "form", "notes", "rows", "parts"])


def _in_parts(lines: Iterator[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for line in lines:
        part.append(line)
        if len(part) == PART_ROWS:
            yield part
            part = []
    if part:
        yield part


def part_rows(sheet: Sheet, number: int) -> list[Row]:
    """The rows of one part."""
    part = SheetPart.objects.get(sheet=sheet, number=number)
    return rows_of(sheet.columns, part.lines)
