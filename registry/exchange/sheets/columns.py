"""The columns of a sheet: one table for import and export, and what people call them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from registry.exchange.lite import DATA
from registry.names import fold

# Under this likeness no column is offered for an unknown one.
_ALIKE = 60
ERROR = {"kk": "Қате", "ru": "Ошибка", "en": "Error"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, the kind of its cells, its title and meaning in each language."""

    key: str
    kind: str
    titles: dict[str, str]
    also: tuple[str, ...]
    about: dict[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """What a sheet's first line came to: for each place the column's key, or '' for none.

    `unknown` are titles that no column has, each with the title of the nearest ('' for none);
    `twice` are columns that stand in the sheet more than once.
    """

    keys: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    twice: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data, as it is kept with the sheet."""
        return {
            "keys": list(self.keys),
            "unknown": [list(pair) for pair in self.unknown],
            "twice": list(self.twice),
        }


@lru_cache(maxsize=1)
def columns() -> dict[str, Column]:
    """Every column by its key, in the order of a sheet."""
    with (DATA / "sheet_columns.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["column"]: Column(
                row["column"],
                row["kind"],
                {lang: row[lang] for lang in ERROR},
                tuple(part.strip() for part in row["also"].split(";") if part.strip()),
                {lang: row[f"about_{lang}"] for lang in ERROR},
            )
            for row in csv.DictReader(file)
        }


def titles(lang: str = "") -> list[str]:
    """The first line of a sheet: titles in a language, or the keys themselves."""
    return [column.titles[lang] if lang else column.key for column in columns().values()]


def title_of(key: str, lang: str) -> str:
    """What readers of a language call a column; what is no column is called as it is."""
    column = columns().get(key)
    return column.titles[lang] if column else key


def recognise(line: Sequence[str]) -> Header:
    """Whose titles stand in the first line, in any of the languages or as keys.

    The column of a report's errors is passed over, so that a corrected report is a sheet again.
    """
    known, keys, unknown, twice = _spellings(), list[str](), list[tuple[str, str]](), list[str]()
    errors = {_plain(text) for text in ERROR.values()}
    for title in line:
        key = known.get(_plain(title), "")
        if key and key in keys:
            twice.append(title)
            key = ""
        elif not key and _plain(title) not in errors and title.strip():
            unknown.append((title, _nearest(title)))
        keys.append(key)
    return Header(tuple(keys), tuple(unknown), tuple(twice))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {
        _plain(text): column.key
        for column in columns().values()
        for text in (column.key, *column.titles.values(), *column.also)
    }


def _nearest(title: str) -> str:
    known = _spellings()
    best = process.extractOne(_plain(title), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return known[best[0]] if best else ""


def _plain(title: str) -> str:
    return " ".join(fold(title.replace("_", " ")).split())
