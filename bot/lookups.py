"""The queries behind the commands that look something up."""

from typing import Any

from django.utils import timezone

from registry.notices.models import Follow
from registry.notices.targets import Target, read_targets
from registry.questions import ask

_FIELDS = {
    Follow.Kind.PERSON: "recipient",
    Follow.Kind.AWARD: "award",
    Follow.Kind.COUNTRY: "country",
}


def newest_of(text: str) -> dict[str, Any] | None:
    """The newest conferrals of all, or of the one award, degree, person or country that a text
    names; None if it names none, or several.
    """
    if not text:
        return {"kind": "holders"}
    found = read_targets(text, timezone.localdate())
    return {"kind": "holders", **_filter(found[0])} if len(found) == 1 else None


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
