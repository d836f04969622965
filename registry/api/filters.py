"""What lists can be narrowed by: parameters, and the conditions that they come to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rest_framework.exceptions import ValidationError

from registry.api import values as v
from registry.api.parameters import Parameter
from registry.dates import DateRange
from registry.documents import narrowing as n
from registry.documents.shelf import Shelf
from registry.documents.sql import Condition
from registry.honours.models import Authority, Award, Change, Decree, Recipient

UNKNOWN = "Nothing is published under this name."
Given = dict[str, Any]


@dataclass(slots=True)
class Narrowed:
    """What the parameters of a list came to; `day`: whose status the rows tell, None: today's."""

    conditions: list[Condition] = field(default_factory=list)
    alternatives: n.Alternatives = ((),)
    day: str | None = None


def refuse(name: str, why: str) -> ValidationError:
    """The problem of one parameter."""
    return ValidationError({name: why})


def period_of(given: Given) -> DateRange | None:
    """The days from `from` to `to`, both included."""
    start, end = given.get("from"), given.get("to")
    if not start and not end:
        return None
    days = DateRange(start.earliest() if start else None, end.latest() if end else None)
    if days.start and days.end and days.start > days.end:
        raise refuse("from", "The period begins after it ends.")
    return days


def change_number(value: str) -> int | dt.datetime:
    """A change's number, or a moment."""
    return v.number(value) if value.isdecimal() else v.moment(value)


def since(given: Given, kind: str) -> Iterable[Condition]:
    """Records of a kind that changed after a change or a moment."""
    start = given.get("changed_since")
    if start is None:
        return
    if isinstance(start, dt.datetime):
        earlier = Change.objects.filter(at__lte=start).order_by("-pk")
        start = earlier.values_list("pk", flat=True).first() or 0
    yield n.changed_since(start, kind)


def known_authority(given: Given) -> str | None:
    """The slug of `authority`, which has to be one."""
    slug = given.get("authority")
    if slug and not Authority.objects.filter(slug=slug).exists():
        raise refuse("authority", UNKNOWN)
    return slug


CHANGED_SINCE = Parameter(
    "changed_since", change_number,
    "records that the journal tells of after this change (its number, or a moment)",
    {"anyOf": [v.NUMBER, v.MOMENT]}, "0",
)  # fmt: skip
FROM = Parameter("from", v.date, "from the start of this day, month or year", v.DATE, "1994")
TO = Parameter("to", v.date, "to the end of this day, month or year", v.DATE, "2030-12")
AUTHORITY = Parameter("authority", v.text, "slug of the authority, as kz", example="kz")

AWARD_PARAMETERS = (
    Parameter("kind", v.one_of(Award.Kind.values), "kind of the award",
              v.choice(Award.Kind.values), "order"),
    AUTHORITY,
    Parameter("status", v.text, "the status exactly as the awards show it", example="current"),
)  # fmt: skip
RECIPIENT_PARAMETERS = (
    Parameter("name", v.text, "a written name in any script, spelling, order or case, found as "
              "the bot finds it; rows then say how well they fit and why, the best first",
              example="Жапаровқа"),
    Parameter("country", v.country, "citizens of this state", v.COUNTRY, "KG"),
    Parameter("gender", v.one_of(Recipient.Gender.values), "m or f",
              v.choice(Recipient.Gender.values), "f"),
    Parameter("kind", v.one_of(Recipient.Kind.values), "persons or bodies",
              v.choice(Recipient.Kind.values), "person"),
    CHANGED_SINCE,
)  # fmt: skip
DECREE_PARAMETERS = (
    Parameter("number", v.text, "exactly as written; unique only with its date", example="353"),
    Parameter("year", v.year, "of this year", v.YEAR, "2024"),
    FROM, TO, AUTHORITY,
    Parameter("kind", v.one_of(Decree.Kind.values), "decree, law or order",
              v.choice(Decree.Kind.values), "decree"),
    CHANGED_SINCE,
)  # fmt: skip


def narrow_awards(given: Given, shelf: Shelf) -> Narrowed:
    """Awards by kind, authority and status."""
    authority = known_authority(given)
    kept = [
        award.pk
        for award in shelf.award_rows
        if given.get("kind") in (None, award.kind)
        and authority in (None, award.authority.slug)
        and given.get("status") in (None, award.status)
    ]
    return Narrowed([n.keyed(kept)])


def narrow_recipients(given: Given, shelf: Shelf) -> Narrowed:
    """Recipients by country, gender and kind; by name elsewhere, since names have a rank."""
    found = Narrowed()
    if country := given.get("country"):
        found.conditions.append(n.on_citizens(country, "x.id"))
    for column in ("gender", "kind"):
        if value := given.get(column):
            found.conditions.append(n.equal(column, value))
    found.conditions += since(given, "recipient")
    return found


def narrow_decrees(given: Given, shelf: Shelf) -> Narrowed:
    """Decrees by number, date, authority and kind."""
    found = Narrowed()
    for column in ("number", "kind"):
        if value := given.get(column):
            found.conditions.append(n.equal(column, value))
    if authority := known_authority(given):
        found.conditions.append(n.of_authority(authority))
    for days in (DateRange.of(given["year"]) if "year" in given else None, period_of(given)):
        if days is not None:
            found.conditions.append(n.dated_in(days))
    found.conditions += since(given, "decree")
    return found
