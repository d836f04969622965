"""A clerk puts right what the reader misread, before a draft is accepted."""

from django.db import transaction
from django.utils import timezone

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput
from registry.intake.models import Draft
from registry.mentions.finder import find
from registry.mentions.lexicon import current_lexicon
from registry.mentions.people import resolve_name

FIELDS = ("date", "degree", "name", "reason", "decree")


@transaction.atomic
def draft_correct(*, draft: Draft, by: Actor, field: str, value: str) -> Draft:
    """Set one field of an open draft to what a clerk says. Raises InvalidInput with the reason."""
    require(by, Role.CLERK)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("award").get(pk=draft.pk)
    if draft.state != Draft.State.PROPOSED:
        raise Conflict("decided", f"draft {draft.pk} is {draft.state} already")
    value = " ".join(value.split())
    if field not in FIELDS or not value:
        raise InvalidInput("unknown_field", f"field: one of {', '.join(FIELDS)}, and its value")
    {"date": _date, "degree": _degree, "name": _name, "reason": _reason, "decree": _decree}[field](
        draft, value
    )
    # What was stated before stays in the quote; the verdict says that a human put it right.
    draft.verdict_reasons = [*draft.verdict_reasons, f"corrected: {field}"]
    draft.save()
    return draft


def _date(draft: Draft, value: str) -> None:
    dates = find(value, current_lexicon(), timezone.localdate()).dates
    found = dates[0].days.as_partial() if len(dates) == 1 else None
    try:
        draft.date = found or PartialDate.parse(value)
    except ValueError:
        raise InvalidInput("bad_date", f"date: {value!r} is no date") from None


def _degree(draft: Draft, value: str) -> None:
    grades = {grade.code(): grade for grade in draft.award.grades.all()}
    named = find(value, current_lexicon(), timezone.localdate()).grades
    code = named[0].code if named else value
    if code not in grades:
        raise InvalidInput("bad_degree", f"degree: {value!r} is none of {', '.join(grades)}")
    draft.grade = grades[code]


def _name(draft: Draft, value: str) -> None:
    draft.recipient_text = value[:200]
    draft.recipient = resolve_name(value, unpublished=True).only


def _reason(draft: Draft, value: str) -> None:
    draft.reason = value


def _decree(draft: Draft, value: str) -> None:
    draft.decree_number = value[:40]
