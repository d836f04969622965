"""How far a proposal can be trusted: an ordered table of reasons, the careful one by default."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registry.honours.models import Award, Conferral, Grade, Recipient
from registry.intake.extract import Finding
from registry.mentions.people import Resolved

PARTS = (
    "recipient",
    "award",
    "grade",
    "date",
    "presenter",
    "decree_number",
    "reason",
    "office",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding matched with the registry: whom it means, whether it is known, and the verdict."""

    finding: Finding
    award: Award
    grade: Grade | None
    recipient: Recipient | None
    recorded: Conferral | None
    pairing: str
    verdict: str
    reasons: tuple[str, ...]

    @property
    def stated(self) -> int:
        """How many fields the finding states."""
        return sum(getattr(self.finding, part) is not None for part in PARTS)

    def spans(self) -> dict[str, list[int]]:
        """Field → [start, end) in the article, for every field that is stated."""
        found = {part: getattr(self.finding, part) for part in PARTS}
        return {name: list(part.span) for name, part in found.items() if part}

    def as_json(self) -> dict[str, object]:
        """The contract's dictionary: flat values, with the span of each under `span`."""
        values = {
            name: part.value if (part := getattr(self.finding, name)) else None for name in PARTS
        }
        code = self.grade.code() if self.grade else None
        if self.recipient is not None:
            # The article may have the name in a case form; the registry's own spelling is told.
            cyrillic = any("а" <= letter <= "я" for letter in self.finding.sentence.text.lower())
            values["recipient"] = self.recipient.name_in("ru" if cyrillic else "en")
        return {
            **values,
            "recipient_text": self.finding.recipient.value,
            "grade": int(code) if code and code.isdecimal() else code,
            "date_kind": self.finding.date_kind or None,
            "span": self.spans(),
            "quote": self.finding.sentence.text,
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "recipient_id": self.recipient.public_id if self.recipient else None,
            "recorded_as": self.recorded.public_id if self.recorded else None,
        }


VERDICTS = {"check": _("to be looked at"), "known": _("on record, only the source is new")}

Rule = tuple[str, Callable[[Finding, Resolved, Conferral | None, bool], str]]

RULES: tuple[Rule, ...] = (
    ("check", lambda f, r, k, g: "the award has no such degree" if g else ""),
    (
        "check",
        lambda f, r, k, g: f"{len(r.matches)} people bear this name" if len(r.matches) > 1 else "",
    ),
    (
        "check",
        lambda f, r, k, g: "resembles somebody on record" if r.resembling and not r.matches else "",
    ),
    ("known", lambda f, r, k, g: f"recorded already as {k.public_id}: a new source" if k else ""),
    ("check", lambda f, r, k, g: "" if r.matches else "nobody of this name is on record"),
)


def verdict_of(
    finding: Finding, resolved: Resolved, recorded: Conferral | None, *, unknown_grade: bool
) -> tuple[str, tuple[str, ...]]:
    """(verdict, reasons). A human looks at every proposal; `known` says it adds only a source."""
    said = [
        (v, why) for v, rule in RULES if (why := rule(finding, resolved, recorded, unknown_grade))
    ]
    verdict = said[0][0] if said else "check"
    return verdict, tuple(why for _, why in said) or ("a human must look",)
