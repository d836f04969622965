"""What the right answer is, worked out from the bundled CSV files by plain Python.

It shares no line with the program: a labelled case says which conferrals are meant by their
facts (`set:`), and the oracle lists them. So cases stay true when a conferral is added, and a
wrong filter in the program cannot hide in its own test.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "registry" / "honours" / "data"
Row = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """The published conferrals, and who and what they refer to, as the files have them."""

    conferrals: tuple[Row, ...]
    people: Mapping[str, Row]
    names: Mapping[str, tuple[str, ...]]
    decrees: Mapping[str, Row]
    awards: Mapping[str, Row]
    grades: Mapping[str, frozenset[str]] = field(default_factory=dict)


@cache
def facts() -> Facts:
    """Read once."""
    names: dict[str, list[str]] = {}
    for row in _table("recipient_names"):
        names.setdefault(row["recipient"], []).append(row["text"])
    grades: dict[str, set[str]] = {}
    for row in _table("grades"):
        grades.setdefault(row["award"], set()).add(_code(row["kind"], row["rank"]))
    return Facts(
        tuple(row for row in _table("conferrals") if row["state"] == "published"),
        {row["key"]: row for row in _table("recipients")},
        {key: tuple(texts) for key, texts in names.items()},
        {row["key"]: row for row in _table("decrees")},
        {row["slug"]: row for row in _table("awards")},
        {award: frozenset(codes) for award, codes in grades.items()},
    )


def _table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _code(kind: str, rank: str) -> str:
    return rank if kind == "degree" else kind


def meant(wanted: Mapping[str, Any]) -> list[Row]:
    """The published conferrals that fulfil every condition; raises KeyError for an unknown one."""
    rows = list(facts().conferrals)
    for name, value in wanted.items():
        test = CONDITIONS[name]
        rows = [row for row in rows if test(row, str(value))]
    return rows


def recipients(rows: Iterable[Row]) -> set[str]:
    """The keys of those who received them."""
    return {row["recipient"] for row in rows}


def _award(row: Row, value: str) -> bool:
    known = facts().awards
    slugs = value.split()
    assert all(slug in known for slug in slugs), f"no award {value!r}"
    return row["award"] in slugs


def _person(row: Row, value: str) -> bool:
    keys = value.split()
    assert all(key in facts().people for key in keys), f"no recipient {value!r}"
    return row["recipient"] in keys


def _country(row: Row, value: str) -> bool:
    """An ISO code, or `foreign`: some citizenship is known, and none of them is Kazakhstan's."""
    codes = facts().people[row["recipient"]]["citizenships"].split()
    return bool(codes) and "KZ" not in codes if value == "foreign" else value in codes


def _period(row: Row, value: str) -> bool:
    """`2024`, `2024-04`, `2019/2021`, `2019/..`, `../2019`: one of the two dates lies within."""
    first, _, last = value.partition("/")
    first, last = first.strip("."), (last or first).strip(".")
    dates = [row["conferred_on"], row["presented_on"]]
    return any(date and _inside(date, first, last) for date in dates)


def _inside(date: str, first: str, last: str) -> bool:
    earliest, latest = date + "-01-01"[len(date) - 4 :], date + "-31"
    latest = date if len(date) == 10 else date + ("-12-31" if len(date) == 4 else "-31")
    low = first + "-01-01"[len(first) - 4 :] if first else ""
    high = last + {4: "-12-31", 7: "-31", 10: ""}[len(last)] if last else "9999"
    return low <= earliest and latest <= high


def _on_day(row: Row, value: str) -> bool:
    """`04-19`: on that day of any year."""
    return any(row[name][5:] == value for name in ("conferred_on", "presented_on"))


def _decree(row: Row, value: str) -> bool:
    decree = facts().decrees.get(row["decree"])
    return decree is not None and decree["number"] == value


def _matches(*columns: str) -> Any:
    def test(row: Row, value: str) -> bool:
        said = " | ".join(row[column] for column in columns)
        return re.search(value, said, re.IGNORECASE) is not None

    return test


CONDITIONS: dict[str, Any] = {
    "award": _award,
    "award_kind": lambda row, value: facts().awards[row["award"]]["kind"] in value.split(),
    "grade": lambda row, value: row["grade"] == value,
    "person": _person,
    "country": _country,
    "period": _period,
    "on_day": _on_day,
    "decree": _decree,
    "gender": lambda row, value: facts().people[row["recipient"]]["gender"] == value,
    "posthumous": lambda row, value: row["posthumous"] == "yes",
    "presenter": _matches("presented_by"),
    "office": _matches("office_en", "office_ru", "office_kk"),
    "any": lambda row, value: True,
}
