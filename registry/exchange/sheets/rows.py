"""One line of a sheet: its cells by column, what they say, and what is wrong with them."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from registry.dates import PartialDate
from registry.errors import InvalidInput
from registry.exchange.sheets.cells import date_of, flag_of, plain
from registry.exchange.sheets.columns import columns
from registry.honours.models import Conferral, Decree, Recipient, Source
from registry.names import fold

NAMES = ("name_kk", "name_ru", "name_en")
CHOICES: dict[str, Sequence[str]] = {
    "kind": Recipient.Kind.values,
    "gender": Recipient.Gender.values,
    "decree_kind": Decree.Kind.values,
    "conferred_on_basis": Conferral.DateBasis.values,
    "source_strength": Source.Strength.values,
}
# Made once: for each call with options of its own, json makes an encoder.
_JSON = json.JSONEncoder(ensure_ascii=False)
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a line out: the column, what stands there, a code and the values of its words."""

    line: int
    column: str
    code: str
    value: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


class BadCell(InvalidInput):
    """A cell that cannot be used; `extra` has what a `Problem` needs."""

    def __init__(self, column: str, code: str, value: str = "", **said: Any) -> None:
        super().__init__(code, f"{column}: {code} {value!r} {said or ''}".rstrip())
        self.column, self.value, self.said = column, value, said

    def at(self, line: int) -> Problem:
        """The problem that it is in a line."""
        return Problem(line, self.column, self.code, self.value[:300], self.said)


@dataclass(slots=True)
class Row:
    """One line. Reading a cell as what it should be raises BadCell."""

    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell without blanks around it; empty or no such column: ''."""
        return self.cells.get(column, "")

    def date(self, column: str) -> PartialDate | None:
        """A partial date, in any of the forms in which people write one."""
        value = self.text(column)
        try:
            return date_of(value)
        except ValueError:
            raise BadCell(column, "date", value) from None

    def flag(self, column: str) -> bool:
        """Yes or no."""
        value = self.text(column)
        try:
            return flag_of(value)
        except ValueError:
            raise BadCell(column, "flag", value) from None

    def choice(self, column: str) -> str:
        """One of a closed set of words, or ''."""
        value = self.text(column).lower()
        if value and value not in CHOICES[column]:
            raise BadCell(column, "choice", value, choices=", ".join(CHOICES[column]))
        return value

    def countries(self) -> list[str]:
        """The states whose citizen the person is."""
        codes = [code.upper() for code in re.split(r"[\s,;]+", self.text("citizenships")) if code]
        for code in codes:
            if not _COUNTRY.fullmatch(code):
                raise BadCell("citizenships", "country", code)
        return list(dict.fromkeys(codes))

    def names(self) -> dict[str, str]:
        """Column → name, of those that are filled."""
        return {column: text for column in NAMES if (text := self.text(column))}

    def problems(self) -> list[Problem]:
        """Every cell that cannot be read, so that all of a line's faults are told at once."""
        found = []
        for key, column in columns().items():
            if key not in self.cells:
                continue
            try:
                if column.kind == "date":
                    self.date(key)
                elif column.kind == "flag":
                    self.flag(key)
                elif column.kind == "choice":
                    self.choice(key)
                elif column.kind == "codes":
                    self.countries()
            except BadCell as error:
                found.append(error.at(self.line))
        return found


@dataclass(frozen=True)
class Description:
    """A person as a line describes one: names and birth, and what tells this honour from others."""

    row: Row

    @cached_property
    def birth(self) -> PartialDate | None:
        """The birth, where it can be read."""
        try:
            return self.row.date("birth")
        except BadCell:
            return None

    @cached_property
    def written(self) -> dict[str, str]:
        """What a person who has to decide is shown."""
        shown = (*NAMES, "birth", "gender", "citizenships", "office_kk", "office_ru", "office_en")
        return {column: text for column in shown if (text := self.row.text(column))}

    @cached_property
    def digest(self) -> str:
        """Of names and birth: lines that share it describe a person in the same words."""
        names = [fold(self.row.text(column)) for column in NAMES]
        return _digest([*names, self.birth.iso() if self.birth else ""])

    @cached_property
    def key(self) -> str:
        """What a decision is kept under.

        Without a birth the same words may mean another person in the next decree: then the honour
        belongs to the key, so that a decision is kept for this line and for no other.
        """
        if self.birth:
            return self.digest
        honour = ("award", "award_stated", "grade", "decree_number", "decree_date",
                  "conferred_on", "presented_on")  # fmt: skip
        return _digest([self.digest, *(fold(self.row.text(column)) for column in honour)])


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()


def rows_of(keys: Sequence[str], lines: str) -> list[Row]:
    """The rows of a part of a sheet as it is stored."""
    return [
        Row(number, {key: plain(cell) for key, cell in zip(keys, cells, strict=False) if cell})
        for number, cells in json.loads(lines)
    ]
