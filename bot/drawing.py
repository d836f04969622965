"""An answer as a picture: of an award, of a person's honours, of the years."""

from dataclasses import dataclass

from registry.dates import PartialDate
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Grade
from registry.pictures import (
    AwardCard,
    Honour,
    RecipientCard,
    YearChart,
    award_card,
    recipient_card,
    year_chart,
)
from registry.questions.answer import Answer, ConferralRow
from registry.wording import date_words, phrases
from registry.wording.rich import clip

CAPTION = 300


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and the words under it."""

    png: bytes
    caption: str


def of_answer(answer: Answer) -> Drawn | None:
    """The picture of an answer; None where there is none to be made of it."""
    if answer.status != "answered":
        return None
    if answer.kind == "about":
        return Drawn(award_card(_award(answer)), clip(answer.headline, CAPTION))
    if answer.kind == "honours" and answer.conferrals:
        return Drawn(recipient_card(_recipient(answer)), clip(answer.headline, CAPTION))
    if answer.kind == "per_year" and answer.table:
        return Drawn(year_chart(_years(answer)), clip(answer.headline, CAPTION))
    return None


def _award(answer: Answer) -> AwardCard:
    slug = str(answer.understood.machine["award"])
    catalogue = current_catalogue()
    award = catalogue.by_slug(slug)
    assert award is not None  # the answer is about it
    grades = catalogue.grades_of.get(award.pk, ())
    lang = answer.language
    return AwardCard(
        name=award.name_in(lang),
        detail=award.authority.name_in(lang),
        grades=tuple(g.name_in(lang) for g in grades if g.kind == Grade.Kind.DEGREE),
        facts=tuple(fact.text for fact in answer.facts) + answer.notes[:1],
    )


def _recipient(answer: Answer) -> RecipientCard:
    first = answer.conferrals[0]
    offices = [row.office for row in answer.conferrals if row.office]
    return RecipientCard(
        name=first.recipient.name,
        detail=offices[0] if offices else "",
        honours=tuple(_honour(row, answer.language) for row in answer.conferrals),
        total=answer.headline,
        more=phrases(answer.language).gettext("… and {count} more"),
    )


def _honour(row: ConferralRow, lang: str) -> Honour:
    t = phrases(lang).gettext
    date = row.conferred_on or row.presented_on
    marks = {
        "revoked": t("revoked since"),
        "declined": t("declined by the recipient"),
        "returned": t("returned by the recipient"),
    }
    graded = row.grade is not None and row.grade.rank > 0
    return Honour(
        name=row.grade.name if row.grade is not None and graded else row.award.name,
        when=date_words(PartialDate.parse(date), lang) if date else t("date not known"),
        rank=row.grade.rank if row.grade else 0,
        mark=marks.get(row.status, ""),
    )


def _years(answer: Answer) -> YearChart:
    years = [(int(row.label), row.count) for row in answer.table if row.label.isdecimal()]
    rest = [f"{row.label}: {row.count}" for row in answer.table if not row.label.isdecimal()]
    t = phrases(answer.language).gettext
    return YearChart(
        title=answer.headline,
        subtitle=t("Understood as: {words}").format(words=answer.understood.text),
        counts=tuple(years),
        note="; ".join(rest),
    )
