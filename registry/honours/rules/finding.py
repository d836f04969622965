"""What a rule finds: how grave it is, in which field, and why in the reader's language."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from registry.accounts.language import active_language
from registry.dates import PartialDate
from registry.honours.models import Award, Conferral, Grade

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a conferral breaks.

    `facts` are what the rule looked at, under the names that the sentence has for them: a reason
    given for a warning holds as long as they stay what they are (`fingerprint`).
    """

    level: str
    code: str
    field: str
    sentence: str | Promise
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    about: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why, in the language that is active."""
        lang = active_language()
        return str(self.sentence).format(**{k: _words(v, lang) for k, v in self.facts.items()})

    @property
    def fingerprint(self) -> str:
        """The seal of the rule and of all the facts of which it speaks."""
        facts = {name: _plain(value) for name, value in self.facts.items()}
        text = json.dumps([self.code, self.field, *self.about, facts], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def finding(
    level: str, code: str, where: str, sentence: str | Promise, of: Conferral, **facts: Any
) -> Finding:
    """A finding about a conferral: what it says of whom and of which award belongs to the facts."""
    about = (of.recipient_id, of.award_id, of.grade_id, of.decree_id)
    return Finding(level, code, where, sentence, facts, tuple(str(key or "") for key in about))


def _plain(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.iso() if isinstance(value, PartialDate) else str(value)


def _words(value: Any, lang: str) -> str:
    if isinstance(value, Award):
        return value.short_in(lang)
    if isinstance(value, Grade):
        return value.name_in(lang) or value.code()
    if isinstance(value, Conferral):
        return f"{honour_words(value, lang)} ({value.public_id})"
    return str(value)


def honour_words(conferral: Conferral, lang: str) -> str:
    """What was conferred and when, for readers of a language."""
    award = conferral.award.short_in(lang) if conferral.award else conferral.award_stated
    degree = conferral.grade
    what = degree.name_in(lang) if degree and degree.kind != Grade.Kind.SINGLE else award
    when = conferral.conferred_on or conferral.presented_on or "?"
    return f"{what or award}, {when}"
