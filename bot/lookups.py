"""The queries behind the commands that look something up."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bot.following import outside_words
from registry.notices.asked import read_targets
from registry.notices.models import Follow
from registry.notices.targets import Target
from registry.questions import ask

_FIELDS = {
    Follow.Kind.PERSON: "recipient",
    Follow.Kind.AWARD: "award",
    Follow.Kind.COUNTRY: "country",
}


@dataclass(frozen=True, slots=True)
class Newest:
    """The query for the newest of what was named; without one, perhaps why there is none."""

    query: dict[str, Any] | None = None
    outside: str = ""


def newest_of(text: str, lang: str) -> Newest:
    """The newest conferrals of all, or of the one award, degree, person or country that a text
    names; no query if it names none, or several, or is only like the name of something.
    """
    if not text:
        return Newest({"kind": "holders"})
    asked = read_targets(text, timezone.localdate())
    if asked.outside:
        return Newest(outside=outside_words(asked, lang))
    of_award = asked.targets and asked.targets[0].kind in (Follow.Kind.AWARD, Follow.Kind.GRADE)
    # An award with words that go beyond it is looked up: the answer says how it was understood.
    if len(asked.targets) == 1 and (asked.only or of_award):
        return Newest({"kind": "holders", **_filter(asked.targets[0])})
    return Newest()


def asks_of_award(text: str, lang: str) -> bool:
    """Whether a question is about an award: one on record, several, or another state's."""
    answer = ask(text, asker="lookup", today=timezone.localdate(), lang=lang)
    named = "award" in answer.understood.machine
    several = any("award" in choice.pinned for choice in answer.choices)
    return named or several or answer.status == "outside_coverage"


def _filter(target: Target) -> dict[str, str]:
    if target.kind == Follow.Kind.GRADE:
        slug, _, code = target.key.partition(":")
        return {"award": slug, "grade": code}
    return {_FIELDS[Follow.Kind(target.kind)]: target.key}


def on_this_day() -> dict[str, Any]:
    """Conferrals of today's day of any year."""
    return {"kind": "on_this_day", "on_day": f"{timezone.localdate():%m-%d}"}
