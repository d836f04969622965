"""What waits at the desk: one function for each list, in the order in which they are shown.

A new list is a function here and its name in `WORKLISTS`. It hands back the rows, in the order in
which they are to be done, and where all of them are listed; or None to those whom it is not for.
How many rows there are and which come first is asked of all lists in one statement
(`registry.desk.counting`), so that a list costs the front page no query of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.exchange.import_screens import percent_of
from registry.exchange.models import ImportJob
from registry.honours.models import Change, Conferral
from registry.honours.querysets import undelivered_before
from registry.honours.selectors import returned_to, waiting_for
from registry.intake.models import Draft
from registry.notices.endpoints import switched_off
from registry.questions.models import UNANSWERED, AskedQuestion


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside the rows: of each that is shown, and of all (label, number)."""

    notes: Mapping[int, str] = field(default_factory=dict)
    figures: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Worklist:
    """Rows that wait, the first to be done first; `address` lists all of them.

    `words` is the column that says what a row is, for rows that need no more than that, and `said`
    the sentence that it stands in; other rows are read with all that `registry.desk.lines` says of
    them, and `note` of each. `beside` is handed the keys of all that are counted, if there are any.
    """

    title: str
    rows: "QuerySet[Any]"
    address: str
    words: str = ""
    said: str = "{name}"
    note: Callable[[Any], str] = lambda record: ""
    beside: Callable[[Sequence[int]], Beside] = lambda keys: Beside()


Section = Callable[[HttpRequest], Worklist | None]


def submitted(request: HttpRequest) -> Worklist | None:
    """What others have submitted to be published."""
    if not may(request, Role.REVIEWER):
        return None
    return Worklist(
        title=_("Submitted by others, waiting for you"),
        rows=waiting_for(request.user),
        address=_list("honours", "conferral", "waiting=review"),
        note=_submitted_words,
    )


def returned(request: HttpRequest) -> Worklist | None:
    """What a reviewer gave back to whoever wrote it."""
    if not may(request, Role.CLERK):
        return None
    return Worklist(
        title=_("Returned to you"),
        rows=returned_to(request.user),
        address=_list("honours", "conferral", "waiting=mending"),
        note=lambda conferral: f"{conferral.review.returned_by_text}: {conferral.review.comment}",
    )


def drafts(request: HttpRequest) -> Worklist | None:
    """Drafts, the oldest first, with their age."""
    if not may(request, Role.CLERK):
        return None
    return Worklist(
        title=_("Drafts by age"),
        rows=Conferral.objects.filter(state="draft").order_by("id"),
        address=_list("honours", "conferral", "state__exact=draft"),
        beside=_ages,
    )


def contested(request: HttpRequest) -> Worklist | None:
    """Records of which sources tell different things."""
    return Worklist(
        title=_("Sources differ"),
        rows=Conferral.objects.filter(contested=True).order_by("-counts_on", "-id"),
        address=_list("honours", "conferral", "contested__exact=1"),
    )


def undelivered(request: HttpRequest) -> Worklist | None:
    """Insignia that were decreed months ago, and of which no presentation is known."""
    if not may(request, Role.CLERK):
        return None
    return Worklist(
        title=_("Insignia decreed and never presented"),
        rows=undelivered_before(timezone.localdate()).order_by("-counts_on", "-id"),
        address=_list("honours", "conferral", "insignia=undelivered"),
    )


def questions(request: HttpRequest) -> Worklist | None:
    """Questions that had no answer, of which nobody has made anything yet."""
    if not may(request, Role.REVIEWER):
        return None
    rows = AskedQuestion.objects.filter(settled=False, status__in=list(UNANSWERED))
    return Worklist(
        title=_("Questions without an answer"),
        rows=rows.order_by("-id"),
        address=_list("questions", "askedquestion"),
        words="text",
    )


def articles(request: HttpRequest) -> Worklist | None:
    """What was read in articles and waits for a verdict."""
    if not may(request, Role.CLERK):
        return None
    return Worklist(
        title=_("Read in articles, waiting for a verdict"),
        rows=Draft.objects.filter(state="proposed").order_by("-id"),
        address=_list("intake", "draft", "state__exact=proposed"),
    )


def endpoints(request: HttpRequest) -> Worklist | None:
    """Webhook endpoints that were switched off for failing."""
    if not may(request, Role.REVIEWER):
        return None
    return Worklist(
        title=_("Webhook endpoints switched off"),
        rows=switched_off().order_by("id"),
        address=_list("notices", "endpoint"),
        words="name",
        said=_("The webhook endpoint “{name}” was switched off: it does not answer as it should."),
    )


def jobs(request: HttpRequest) -> Worklist | None:
    """Imports at work, with how far they are."""
    if not may(request, Role.CLERK):
        return None
    states = ImportJob.State
    at_work = (states.UPLOADED, states.CHECKING, states.RUNNING)
    return Worklist(
        title=_("Imports at work"),
        rows=ImportJob.objects.filter(state__in=at_work).order_by("id"),
        address=_list("exchange", "importjob"),
        note=_progress_words,
    )


WORKLISTS: tuple[Section, ...] = (
    submitted,
    returned,
    jobs,
    drafts,
    articles,
    contested,
    undelivered,
    questions,
    endpoints,
)


def _list(app: str, model: str, query: str = "") -> str:
    return reverse(f"admin:{app}_{model}_changelist") + (query and f"?{query}")


# Drafts younger than so many days → under which heading they are counted; the rest are older.
_AGES = (7, 30, 90)


def _ages(keys: Sequence[int]) -> Beside:
    """How old the drafts are: when the journal first heard of each."""
    heard = Change.objects.filter(object_type="conferral", object_id=OuterRef("public_id"))
    first = heard.order_by().values("object_id").annotate(first=Min("at")).values("first")
    entered = dict(
        Conferral.objects.filter(pk__in=keys)
        .order_by()
        .annotate(entered=Subquery(first))
        .values_list("pk", "entered")
    )
    now = timezone.now()
    days = {pk: (now - at).days for pk, at in entered.items() if at is not None}
    notes = {pk: _age(number) for pk, number in days.items()}
    figures = [
        (ngettext("under {n} day", "under {n} days", most).format(n=most), number)
        for least, most in zip((0, *_AGES), _AGES, strict=False)
        if (number := sum(least <= age < most for age in days.values()))
    ]
    older = sum(age >= _AGES[-1] for age in days.values())
    if older:
        figures.append((_("older"), older))
    return Beside(notes, figures)


def _progress_words(job: ImportJob) -> str:
    return f"{job.get_state_display()} · {percent_of(job)} %"


def _submitted_words(conferral: Conferral) -> str:
    review = conferral.review
    ago = _age((timezone.now() - review.submitted_at).days)
    return f"{review.submitted_by_text} · {ago}"


def _age(days: int) -> str:
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else _("today")
