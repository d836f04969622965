"""Conferrals by everything that tells them apart: all that a question can ask for."""

from collections.abc import Callable, Iterable
from typing import Any

from registry.api import values as v
from registry.api.filters import (
    AUTHORITY,
    CHANGED_SINCE,
    FROM,
    TO,
    UNKNOWN,
    Given,
    Narrowed,
    known_authority,
    period_of,
    refuse,
    since,
)
from registry.api.parameters import Parameter
from registry.api.visible import shown_decrees, shown_recipients, survivor_of
from registry.documents import narrowing as n
from registry.documents.shelf import Shelf
from registry.documents.sql import Condition
from registry.honours.models import Award, ConferralEvent, Recipient
from registry.honours.offices import office_keys

STATUSES = ("in_force", *ConferralEvent.Kind.values)
DATES = ("counting", "conferred", "presented")

CONFERRAL_PARAMETERS = (
    Parameter("award", v.text, "slug of the award", example="dostyk"),
    Parameter("kind", v.one_of(Award.Kind.values), "kind of the award",
              v.choice(Award.Kind.values), "order"),
    AUTHORITY,
    Parameter("grade", v.grade, "1, 2, 3 …, single, special or unstated: no source tells",
              v.GRADE, "1"),
    Parameter("recipient", v.text, "id of the recipient, also a merged one",
              example="r-4pyvoymugu"),
    Parameter("recipient_kind", v.one_of(Recipient.Kind.values), "persons or bodies",
              v.choice(Recipient.Kind.values), "person"),
    Parameter("gender", v.one_of(Recipient.Gender.values), "gender of the recipient",
              v.choice(Recipient.Gender.values), "f"),
    Parameter("country", v.country, "on citizens of this state", v.COUNTRY, "KG"),
    Parameter("office", v.one_of(sorted(office_keys())), "office that the recipient held then",
              v.choice(sorted(office_keys())), "president"),
    Parameter("presenter", v.text, "written name of whoever handed the insignia over",
              example="Tokayev"),
    Parameter("decree", v.text, "id of the decree", example="d-dy2g6xc2t5"),
    FROM, TO,
    Parameter("date", v.one_of(DATES), "which date `from` and `to` mean: `counting` (the act's, or "
              "the presentation's; the rule of answers), `conferred` or `presented` alone; a date "
              "too coarse to decide is left out", v.choice(DATES), "conferred"),
    Parameter("day", v.day_of_year, "MM-DD: conferred or presented on this day of any year",
              v.DAY_OF_YEAR, "04-19"),
    Parameter("posthumous", v.truth, "after the recipient's death", v.TRUTH, "false"),
    Parameter("status", v.one_of(STATUSES), "today's, or that of the day of `as_of`; those "
              "restored are in force, too", v.choice(STATUSES), "in_force"),
    Parameter("as_of", v.day, "held on this day: conferred by then for sure, and in force then "
              "unless `status` asks otherwise; `status` in the rows is that day's", v.DAY,
              "2024-12-31"),
    CHANGED_SINCE,
)  # fmt: skip


def narrow_conferrals(given: Given, shelf: Shelf) -> Narrowed:
    """The conditions of the parameters given, and the day whose status is asked for."""
    found = Narrowed([*_by_award(given, shelf), *_by_record(given), *since(given, "conferral")])
    for name, condition in _BY_VALUE.items():
        if (value := given.get(name)) is not None:
            found.conditions.append(condition(value))
    _by_status(given, found)
    _by_period(given, found)
    return found


_BY_VALUE: dict[str, Callable[[Any], Condition]] = {
    "recipient_kind": lambda value: n.recipient_is("kind", value),
    "gender": lambda value: n.recipient_is("gender", value),
    "country": n.on_citizens,
    "office": n.of_office,
    "presenter": n.presented_by,
    "day": n.on_day_of_year,
    "posthumous": n.is_posthumous,
}
_BY_DATE = {"conferred": n.conferred_in, "presented": n.presented_in}


def _by_period(given: Given, found: Narrowed) -> None:
    days = period_of(given)
    if days is None:
        if "date" in given:
            raise refuse("date", "Says what `from` and `to` mean: give one of them.")
    elif given.get("date", "counting") == "counting":
        found.alternatives = n.in_period(days)
    else:
        found.conditions.append(_BY_DATE[given["date"]](days))


def _by_status(given: Given, found: Narrowed) -> None:
    day = given.get("as_of")
    status = given.get("status") or ("in_force" if day else None)
    if day is not None:
        found.day = day.isoformat()
        found.conditions.append(n.conferred_by(day))
    if status:
        found.conditions.append(n.has_status(status, found.day))


def _by_award(given: Given, shelf: Shelf) -> Iterable[Condition]:
    """Award, its kind and authority, and the grade: they name grades of awards that are known."""
    authority = known_authority(given)
    if "award" in given and given["award"] not in shelf.slugs.values():
        raise refuse("award", UNKNOWN)
    awards = [
        award
        for award in shelf.award_rows
        if given.get("award") in (None, award.slug)
        and given.get("kind") in (None, award.kind)
        and authority in (None, award.authority.slug)
    ]
    if {"award", "kind", "authority"} & set(given):
        yield n.of_awards([award.pk for award in awards])
    code = given.get("grade")
    if code == "unstated":
        yield n.GRADE_UNSTATED
    elif code:
        grades = [grade for award in awards for grade in award.grades.all()]
        yield n.of_grades([grade.pk for grade in grades if grade.code() == code])


def _by_record(given: Given) -> Iterable[Condition]:
    """By recipient and decree: one that the public cannot reach is one that never was."""
    if text := given.get("recipient"):
        shown = shown_recipients().filter(public_id=text).first() or survivor_of(text)
        if shown is None:
            raise refuse("recipient", UNKNOWN)
        yield n.of_recipient(shown.pk)
    if text := given.get("decree"):
        decree = shown_decrees().filter(public_id=text).first()
        if decree is None:
            raise refuse("decree", UNKNOWN)
        yield n.by_decree(decree.pk)
