"""A clerk puts right what the reader misread, before a draft is accepted."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from registry.accounts.actors import Actor, System, actor_text, require
from registry.accounts.models import Role
from registry.dates import PartialDate
from registry.errors import InvalidInput
from registry.honours.models import Award, Grade
from registry.intake.models import Draft, DraftCorrection
from registry.intake.services import draft_open
from registry.mentions.finder import Mentions, find
from registry.mentions.lexicon import current_lexicon
from registry.mentions.people import resolve_name

# Characters; where the column has a length of its own, that one.
LONGEST = {"name": 200, "decree": 40, "reason": 2_000, "date": 100, "degree": 100, "award": 300}
CORRECTED = "corrected: "


@transaction.atomic
def draft_correct(*, draft: Draft, by: Actor, field: str, value: str) -> Draft:
    """Set one of `FIELDS` of an open draft to what a clerk says; who changed what is kept.

    Raises InvalidInput with the reason, Conflict if the draft is decided, NotAllowed by role.
    """
    require(by, Role.CLERK)
    draft = draft_open(draft)
    value = " ".join(value.split())
    if field not in FIELDS or not value:
        raise InvalidInput("unknown_field", f"field: one of {', '.join(FIELDS)}, and its value")
    if len(value) > LONGEST[field]:
        raise InvalidInput("too_long", f"{field}: at most {LONGEST[field]} characters")
    before = _stated(draft, field)
    FIELDS[field](draft, value)
    after = _stated(draft, field)
    if after != before:
        _keep(draft, by, field, (before, after))
    return draft


def _keep(draft: Draft, by: Actor, field: str, change: tuple[str, str]) -> None:
    # What was read stays in the quote; the verdict says that a human put it right.
    said = f"{CORRECTED}{field}"
    draft.verdict_reasons = [*(r for r in draft.verdict_reasons if r != said), said]
    draft.save()
    DraftCorrection.objects.create(
        draft=draft, field=field, before=change[0], after=change[1],
        by=None if isinstance(by, System) else by, by_text=actor_text(by)[:200],
    )  # fmt: skip


def _stated(draft: Draft, field: str) -> str:
    """A field as the history of the draft tells it."""
    return {
        "date": draft.date.iso() if draft.date else "",
        "degree": draft.grade.code() if draft.grade else "",
        "award": draft.award.slug,
        "name": draft.recipient_text,
        "reason": draft.reason,
        "decree": draft.decree_number,
    }[field]


def _read(value: str) -> Mentions:
    return find(value, current_lexicon(), timezone.localdate())


def _date(draft: Draft, value: str) -> None:
    found = None
    for said in _read(value).dates[:1]:
        # «31 февраля 2025» holds a month that can be read; a number left over means it was not.
        rest = value[: said.start] + value[said.end :]
        if not said.relative and not any(letter.isdigit() for letter in rest):
            found = said.days.as_partial()
    try:
        date = found or PartialDate.parse(value)
    except ValueError:
        raise InvalidInput("bad_date", f"date: {value!r} is no date") from None
    if date.earliest() > timezone.localdate():
        raise InvalidInput("future_date", f"date: {date.iso()} is still to come")
    draft.date = date


def _degree(draft: Draft, value: str) -> None:
    named = _read(value).grades
    draft.grade = _grade_of(draft.award, named[0].code if named else value)


def _grade_of(award: Award, code: str) -> Grade:
    grades = {grade.code(): grade for grade in award.grades.all()}
    if code not in grades:
        raise InvalidInput(
            "bad_degree", f"degree: {code!r} is none of {', '.join(grades)}", degrees=list(grades)
        )
    return grades[code]


def _award(draft: Draft, value: str) -> None:
    """Another award by any of its names; the degree is the one said with it, or is open."""
    mentions = _read(value)
    slugs = {mention.slugs for mention in mentions.awards}
    found = slugs.pop() if len(slugs) == 1 else (value.lower(),)
    award = Award.objects.filter(slug=found[0]).first() if len(found) == 1 else None
    if award is None:
        raise InvalidInput("bad_award", f"award: {value!r} names no award, or several")
    code = mentions.awards[0].grade if mentions.awards else ""
    code = code or (mentions.grades[0].code if mentions.grades else "")
    single = award.grades.filter(kind=Grade.Kind.SINGLE).first()
    draft.grade = _grade_of(award, code) if code else single
    draft.award = award


def _name(draft: Draft, value: str) -> None:
    draft.recipient_text = value
    draft.recipient = resolve_name(value, unpublished=True).only


def _reason(draft: Draft, value: str) -> None:
    draft.reason = value


def _decree(draft: Draft, value: str) -> None:
    named = _read(value).decrees
    draft.decree_number = named[0].number[:40] if named else value


FIELDS: dict[str, Callable[[Draft, str], None]] = {
    "degree": _degree,
    "date": _date,
    "award": _award,
    "name": _name,
    "reason": _reason,
    "decree": _decree,
}
