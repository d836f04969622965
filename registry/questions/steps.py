"""Steps from an answer to its neighbours: the year before and after, each degree of the award."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from registry.honours.catalogue import current_catalogue
from registry.honours.models import Grade
from registry.questions.answer import Answer
from registry.questions.kinds import LISTS, TABLES

_ROMAN = ("", "I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Step:
    """A query near the one that ran: a short label and its machine form. `row` groups steps."""

    row: str
    label: str
    machine: dict[str, Any]


def steps_from(answer: Answer, today: dt.date) -> tuple[Step, ...]:
    """Where one may go from an answer. Nowhere from one that ran no query."""
    machine = answer.understood.machine
    if answer.status not in ("answered", "no_record") or len(machine) < 2:
        return ()
    return (*_years(machine, today), *_degrees(machine))


def _years(machine: dict[str, Any], today: dt.date) -> tuple[Step, ...]:
    year = _whole_year(machine)
    if year is None:
        return ()
    found = [Step("years", f"‹ {year - 1}", _in_year(machine, year - 1))]
    if year < today.year:
        found.append(Step("years", f"{year + 1} ›", _in_year(machine, year + 1)))
    return tuple(found)


def _whole_year(machine: dict[str, Any]) -> int | None:
    since, until = str(machine.get("from", "")), str(machine.get("to", ""))
    if since[4:] == "-01-01" and until[4:] == "-12-31" and since[:4] == until[:4]:
        return int(since[:4])
    return None


def _in_year(machine: dict[str, Any], year: int) -> dict[str, Any]:
    return {**machine, "from": f"{year}-01-01", "to": f"{year}-12-31"}


def _degrees(machine: dict[str, Any]) -> tuple[Step, ...]:
    kind, slug = machine["kind"], machine.get("award")
    if kind not in (*LISTS, *TABLES, "about") or not slug or "recipient" in machine:
        return ()
    catalogue = current_catalogue()
    award = catalogue.by_slug(slug)
    grades = catalogue.grades_of.get(award.pk, ()) if award else ()
    degrees = [g for g in grades if g.kind == Grade.Kind.DEGREE and g.rank < len(_ROMAN)]
    if len(degrees) < 2 or "all_degrees" in machine or kind == "all_degrees":
        return ()
    asked = "holders" if kind == "about" else kind
    return tuple(
        Step("degrees", _ROMAN[g.rank], {**machine, "kind": asked, "grade": g.code()})
        for g in degrees
        if str(machine.get("grade", "")) != g.code()
    )
