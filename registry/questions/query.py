"""A question that was understood: one kind and its filters, in words and as data.

The data form (`machine`) is what a permalink, a button and a follow-up carry; `from_machine` makes
the same query of it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from registry.dates import DateRange
from registry.errors import InvalidInput, NotFound
from registry.honours.models import Award, Recipient, RecipientRedirect
from registry.honours.querysets import ConferralQuerySet
from registry.honours.selectors import published, shown_recipients
from registry.questions.filters import (
    AwardIs,
    CitizenOf,
    DecreeIs,
    Filter,
    GradeIs,
    InPeriod,
    Posthumous,
    RecipientIs,
    day_or_none,
)
from registry.wording import phrases

KINDS = ("holders", "honours", "when", "did_receive", "count", "first", "latest", "about")


@dataclass(frozen=True, slots=True)
class Query:
    """One kind of question and what narrows it. `people`: count people rather than conferrals."""

    kind: str
    recipient: RecipientIs | None = None
    award: AwardIs | None = None
    grade: GradeIs | None = None
    country: CitizenOf | None = None
    decree: DecreeIs | None = None
    posthumous: Posthumous | None = None
    period: InPeriod | None = None
    people: bool = False

    def filters(self) -> Iterator[Filter]:
        """What narrows, in the order in which it is said; the period is last."""
        parts = (
            self.recipient, self.award, self.grade, self.country, self.decree, self.posthumous,
            self.period,
        )  # fmt: skip
        return (part for part in parts if part is not None)

    def rows(self) -> ConferralQuerySet:
        """The published conferrals that every filter lets through."""
        rows: ConferralQuerySet = published()
        for part in self.filters():
            rows = part.narrow(rows)
        return rows

    def possible_rows(self) -> ConferralQuerySet:
        """Those that only the period cannot decide, for want of a precise date."""
        rows: ConferralQuerySet = published()
        if self.period is None:
            return rows.none()
        for part in self.filters():
            rows = self.period.possible(rows) if part is self.period else part.narrow(rows)
        return rows

    def undated_rows(self) -> ConferralQuerySet:
        """Those that the other filters let through and of which no date is known."""
        rows: ConferralQuerySet = published().undated()
        for part in self.filters():
            rows = rows if part is self.period else part.narrow(rows)
        return rows if self.period else rows.none()

    def words(self, lang: str) -> str:
        """The query in words: the kind, then every filter that ran."""
        said = [kind_words(self.kind, lang), *(part.words(lang) for part in self.filters())]
        return "; ".join(said)

    def machine(self) -> dict[str, Any]:
        """The query as flat data."""
        data: dict[str, Any] = {"kind": self.kind}
        for part in self.filters():
            data |= part.machine()
        return data | ({"people": True} if self.people else {})

    def permalink(self, lang: str) -> str:
        """The address, under the public pages, that runs this query again."""
        flat = {k: "1" if v is True else v for k, v in self.machine().items()}
        return "/q?" + urlencode({**flat, "lang": lang})


def kind_words(kind: str, lang: str) -> str:
    """What is asked, as the "understood as" line begins."""
    t = phrases(lang).gettext
    return {
        "holders": t("who received it"),
        "honours": t("honours of a person"),
        "when": t("when it was received"),
        "did_receive": t("whether it was received"),
        "count": t("how many"),
        "first": t("the earliest"),
        "latest": t("the latest"),
        "about": t("about the award"),
    }[kind]


def recipient_by_id(public_id: str) -> Recipient:
    """A recipient whom the public may see, also by the id of one that was merged into another."""
    people = shown_recipients().prefetch_related("names")
    found = people.filter(public_id=public_id).first()
    if found is None:
        redirect = RecipientRedirect.objects.filter(merged_id=public_id).first()
        found = people.filter(pk=redirect.survivor_id).first() if redirect else None
    if found is None:
        raise NotFound("unknown_recipient", f"recipient: {public_id!r} is not known")
    return found


def from_machine(data: Mapping[str, Any]) -> Query:
    """The query that `machine` describes; raises InvalidInput or NotFound naming the field."""
    kind = str(data.get("kind", ""))
    if kind not in KINDS:
        raise InvalidInput("unknown_kind", f"kind: {kind!r} is none of {', '.join(KINDS)}")
    try:
        days = DateRange(day_or_none(data.get("from")), day_or_none(data.get("to")))
    except (ValueError, TypeError) as error:
        raise InvalidInput("bad_date", f"from, to: {error}") from None
    slug, public_id = data.get("award"), data.get("recipient")
    award = Award.objects.select_related("authority").filter(slug=slug).first() if slug else None
    if slug and award is None:
        raise NotFound("unknown_award", f"award: {slug!r} is not known")
    return Query(
        kind,
        recipient=RecipientIs(recipient_by_id(str(public_id))) if public_id else None,
        award=AwardIs(award) if award else None,
        grade=GradeIs(str(data["grade"])) if data.get("grade") else None,
        country=CitizenOf(str(data["country"])) if data.get("country") else None,
        decree=DecreeIs(str(data["decree"])) if data.get("decree") else None,
        posthumous=Posthumous() if data.get("posthumous") else None,
        period=InPeriod(days) if days != DateRange() else None,
        people=bool(data.get("people")),
    )
