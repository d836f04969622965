"""Rows of a data file, each knowing where it stands, so that a refusal can say so."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from registry.dates import PartialDate
from registry.errors import InvalidInput


class BadCell(Exception):
    """A cell that cannot be used: which column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that did not enter: file, line (the header is line 1), column and reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.reason}"


@dataclass(slots=True)
class Row:
    """One line of a file. Reading a column marks it as known."""

    file: str
    line: int
    cells: dict[str, str]
    children: list["Row"] = field(default_factory=list)

    def text(self, column: str, default: str = "") -> str:
        """The cell, stripped; empty or absent: the default."""
        return (self.cells.get(column) or "").strip() or default

    def need(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if not value:
            raise BadCell(column, "must not be empty")
        return value

    def date(self, column: str) -> PartialDate | None:
        """A partial date or nothing."""
        value = self.text(column)
        try:
            return PartialDate.parse(value) if value else None
        except ValueError as error:
            raise BadCell(column, str(error)) from None

    def flag(self, column: str) -> bool:
        """`yes` or empty."""
        value = self.text(column)
        if value not in ("", "yes", "no"):
            raise BadCell(column, f"wanted yes, no or nothing, found {value!r}")
        return value == "yes"

    def number(self, column: str) -> int | None:
        """A whole number or nothing."""
        value = self.text(column)
        if value and not value.isdecimal():
            raise BadCell(column, f"wanted a whole number, found {value!r}")
        return int(value) if value else None

    def texts(self, *columns: str) -> dict[str, str]:
        """Several plain columns under their own names."""
        return {column: self.text(column) for column in columns}

    def digest(self) -> str:
        """A fingerprint of the row and its children: the same file loads as nothing new."""
        content = [sorted(self.cells.items()), [child.digest() for child in self.children]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def refusal(self, error: BadCell | InvalidInput | Exception) -> Refusal:
        """The refusal of this row, with the column where the error names one."""
        if isinstance(error, BadCell):
            return Refusal(self.file, self.line, error.column, error.reason)
        column, _, reason = str(error).partition(": ")
        if column not in self.cells:
            column, reason = "", str(error)
        return Refusal(self.file, self.line, column, reason)


def read_rows(path: Path, columns: tuple[str, ...], refused: list[Refusal]) -> Iterator[Row]:
    """The rows of a CSV file. A file that is missing or lacks columns is refused as a whole."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [c for c in columns if c not in (reader.fieldnames or ())]
            if missing:
                refused.append(Refusal(path.name, 1, ", ".join(missing), "column missing"))
                return
            yield from _rows(path.name, reader, refused)
    except FileNotFoundError:
        refused.append(Refusal(path.name, 0, "", "file missing"))
    except UnicodeDecodeError as error:
        refused.append(Refusal(path.name, 0, "", f"not UTF-8 at byte {error.start}"))
    except csv.Error as error:
        refused.append(Refusal(path.name, reader.line_num, "", f"not CSV: {error}"))


def _rows(name: str, reader: "csv.DictReader[str]", refused: list[Refusal]) -> Iterator[Row]:
    width = len(reader.fieldnames or ())
    line = reader.line_num
    for cells in reader:
        start, line = line + 1, reader.line_num
        count = width + len(cells.get(None) or ()) - sum(v is None for v in cells.values())
        if count != width:
            refused.append(Refusal(name, start, "", f"{count} cells, the header has {width}"))
            continue
        yield Row(name, start, cells)
