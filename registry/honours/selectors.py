"""Reads of the domain that two callers share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from registry.honours.models import (
    Award,
    AwardName,
    Conferral,
    GradeName,
    Recipient,
    RecipientRedirect,
    WarningAnswer,
)
from registry.honours.querysets import ConferralQuerySet


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's end: the number of its last row, and that row's seal (64 hex digits)."""

    id: int
    hash: str

    def __str__(self) -> str:
        """The registry's version: it moves with every write."""
        return f"{self.id}-{self.hash[:8]}"


EMPTY = Head(0, "0" * 64)


def journal_head() -> Head:
    """Where the journal ends. Every request asks: a bare statement, without a record made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_id, last_hash FROM honours_journalhead WHERE id = 1")
        row = cursor.fetchone()
    return Head(*row) if row and row[0] else EMPTY


def registry_version() -> str:
    """The journal's end: its number and the start of its seal. It moves with every write."""
    return str(journal_head())


def published() -> ConferralQuerySet:
    """Conferrals that the public may see."""
    return Conferral.objects.published()


def award_spellings() -> Iterable[tuple[str, str, str]]:
    """(award's slug, spelling, kind of spelling) for every spelling of every award."""
    return AwardName.objects.values_list("award__slug", "text", "kind").iterator()


def grade_spellings() -> Iterable[tuple[str, str, str]]:
    """(award's slug, spelling, grade's code) where a name of its own fixes the grade."""
    for name in GradeName.objects.select_related("grade__award"):
        yield name.grade.award.slug, name.text, name.grade.code()


def shown_recipients() -> "QuerySet[Recipient]":
    """Those whom a published conferral shows. Nobody else's name is the public's to see."""
    return Recipient.objects.filter(Exists(published().filter(recipient=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the registry holds: counts, and the span of dates (ISO text, as precise as known)."""

    conferrals: int
    recipients: int
    awards: int
    first: str | None
    last: str | None


def coverage(award: Award | None = None) -> Coverage:
    """What the published registry covers, of one award or of all."""
    rows = published() if award is None else published().filter(award=award)
    when = Coalesce("conferred_on", "presented_on")
    figures = rows.aggregate(
        conferrals=Count("pk"),
        recipients=Count("recipient", distinct=True),
        awards=Count("award", distinct=True),
        first=Min(when),
        last=Max(when),
    )
    first, last = (str(d) if (d := figures.pop(name)) else None for name in ("first", "last"))
    return Coverage(**figures, first=first, last=last)


def waiting_for(user: Any) -> ConferralQuerySet:
    """What others have submitted, which this reviewer may publish; the oldest first."""
    submitted = Conferral.objects.filter(state="submitted").order_by("id")
    return submitted.exclude(hands__user=user) if settings.FOUR_EYES else submitted


def returned_to(user: Any) -> ConferralQuerySet:
    """What this clerk has written and a reviewer gave back to be mended; the oldest first."""
    returned = Conferral.objects.filter(state="draft").exclude(review__comment="")
    return returned.filter(review__isnull=False, hands__user=user).order_by("id")


def reasons_kept(conferrals: Collection[Conferral]) -> dict[tuple[int, str], WarningAnswer]:
    """(conferral's key, fingerprint of a warning) → the reason that somebody gave for it."""
    rows = WarningAnswer.objects.filter(conferral__in=[one.pk for one in conferrals])
    return {(row.conferral_id, row.fingerprint): row for row in rows}


def recipients_called(ids: Collection[str]) -> dict[str, Recipient]:
    """Recipients by public id; the id of one that was merged leads to the one that stayed."""
    found = {one.public_id: one for one in Recipient.objects.filter(public_id__in=ids)}
    if missing := set(ids) - found.keys():
        merged = RecipientRedirect.objects.filter(merged_id__in=missing)
        found |= {row.merged_id: row.survivor for row in merged.select_related("survivor")}
    return found
