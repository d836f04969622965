"""One line for a record of each kind, in the reader's language; and how such records are read."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from registry.accounts.language import active_language
from registry.exchange.models import ImportJob
from registry.honours.models import Conferral
from registry.intake.models import Draft
from registry.wording import date_words


def _conferrals() -> "QuerySet[Conferral]":
    rows = Conferral.objects.select_related("recipient", "award", "grade", "review")
    return rows.prefetch_related("recipient__names")


# Table → its rows with all that a line of them says: in a fixed number of queries.
RECORDS: dict[type[Model], Callable[[], "QuerySet[Any]"]] = {
    Conferral: _conferrals,
    Draft: lambda: Draft.objects.select_related("award", "grade"),
    ImportJob: lambda: ImportJob.objects.select_related("sheet").defer("sheet__content"),
}


def line_of(record: Any) -> str:
    """What a record is, in a line."""
    return _LINES[type(record)](record)


def conferral_line(conferral: Conferral) -> str:
    """Who, which honour, and the date that counts."""
    lang = active_language()
    grade, award = conferral.grade, conferral.award
    if grade is not None and grade.kind != "single":
        honour = grade.name_in(lang)
    else:
        honour = award.short_in(lang) if award else conferral.award_stated
    when = conferral.conferred_on or conferral.presented_on
    parts = (conferral.recipient.name_in(lang) or conferral.recipient.public_id, honour)
    return " · ".join((*parts, date_words(when, lang)) if when else parts)


def _draft_line(draft: Draft) -> str:
    return f"{draft.recipient_text} · {draft.award.short_in(active_language())}"


_LINES: dict[type[Model], Callable[[Any], str]] = {
    Conferral: conferral_line,
    Draft: _draft_line,
    ImportJob: lambda job: str(job.sheet.name),
}
