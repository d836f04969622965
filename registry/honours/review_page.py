"""The page between a press and what it does: records that are submitted, returned or published.

It shows each record with what speaks against it, asks the reasons that open warnings want, and
leaves out what cannot go on. What was typed stays where it is refused.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.accounts.language import active_language
from registry.accounts.models import Role, User
from registry.accounts.signed_in import may
from registry.errors import RegistryError
from registry.honours import services
from registry.honours.models import Conferral
from registry.honours.rules import WARNING, Finding, check_all
from registry.honours.rules.finding import honour_words
from registry.honours.selectors import reasons_kept
from registry.honours.services.answers import AnswersByRecord
from registry.honours.services.judging import (
    Judgement,
    ready_to_publish,
    ready_to_return,
    ready_to_submit,
)

# A decree has hundreds of names; a page of more could not be read, nor sent.
MOST = 500
Judge = Callable[[Sequence[Conferral], User, AnswersByRecord], list[Judgement]]


@dataclass(frozen=True, slots=True)
class Step:
    """One way on, or back: who may take it, what it is called, which service takes it."""

    name: str
    needed: Role
    title: str | Promise
    button: str | Promise
    words: str | Promise
    required: bool
    judge: Judge
    take: Callable[[list[int], User, str, AnswersByRecord], list[Conferral]]


def _may_return(rows: Sequence[Conferral], by: User, answers: AnswersByRecord) -> list[Judgement]:
    return ready_to_return(rows, by)


def _submit(keys: list[int], by: User, why: str, answers: AnswersByRecord) -> list[Conferral]:
    return services.conferrals_submit(keys=keys, by=by, reason=why, answers=answers)


def _return(keys: list[int], by: User, why: str, answers: AnswersByRecord) -> list[Conferral]:
    return services.conferrals_return(keys=keys, by=by, comment=why)


def _publish(keys: list[int], by: User, why: str, answers: AnswersByRecord) -> list[Conferral]:
    return services.conferrals_publish(keys=keys, by=by, reason=why, answers=answers)


STEPS = {
    "submit": Step(
        "submit", Role.CLERK, _("Submit to a reviewer"), _("Submit"),
        _("Note for the journal"), False, ready_to_submit, _submit,
    ),
    "return": Step(
        "return", Role.CLERK, _("Return to be mended"), _("Return"),
        _("What is to be mended?"), True, _may_return, _return,
    ),
    "publish": Step(
        "publish", Role.REVIEWER, _("Publish"), _("Publish"),
        _("Note for the journal"), False, ready_to_publish, _publish,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A warning that wants a reason: the name of its field, what it says, what was typed."""

    name: str
    code: str
    told: str
    typed: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record on the page: what was kept for it, what it is asked, and what stops it."""

    conferral: Conferral
    told: str
    url: str
    chosen: bool
    stop: str
    questions: Sequence[Question]
    kept: Sequence[tuple[str, str]]


def review_page(site: AdminSite, request: HttpRequest, step: Step) -> HttpResponse:
    """Show the records, or take the step with those that are chosen."""
    if not may(request, step.needed):
        raise PermissionDenied
    by: User = request.user  # type: ignore[assignment]
    keys = _keys(request)
    back = request.POST.get("back") or request.headers.get("referer") or ""
    back = back if _own(request, back) else reverse("admin:honours_conferral_changelist")
    if not keys or len(keys) > MOST:
        told = _("Choose from one to %(most)s records.") % {"most": MOST}
        messages.error(request, told)
        return HttpResponseRedirect(back)
    why, answers = request.POST.get("why", "").strip(), answers_typed(request.POST)
    chosen = {int(key) for key in request.POST.getlist("chosen") if key.isdecimal()} & set(keys)
    if "go" in request.POST:
        try:
            done = step.take(sorted(chosen), by, why, answers)
        except RegistryError as error:
            messages.error(request, _refused(error))
        else:
            messages.success(request, _told(step, len(done)))
            return HttpResponseRedirect(back)
    rows = _rows(keys, step, by, answers, chosen if "go" in request.POST else None)
    context = {
        **site.each_context(request),
        "title": step.title,
        "step": step,
        "rows": rows,
        "together": _together(rows, request.POST),
        "keys": ",".join(map(str, keys)),
        "why": why,
        "back": back,
        "words": _words(step, rows),
    }
    return TemplateResponse(request, "honours/review.html", context)


def _told(step: Step, count: int) -> str:
    told = {
        "submit": _("Submitted to a reviewer: %(count)s"),
        "return": _("Returned: %(count)s"),
        "publish": _("Published: %(count)s"),
    }
    return told[step.name] % {"count": count}


def _refused(error: RegistryError) -> str:
    """Of many records each says below what stops it."""
    if error.code != "rows_stopped":
        return error.message
    told = _("Nothing was changed: records that cannot go on as they are: %(count)s. See below.")
    return told % {"count": len(error.extra["rows"])}


def _own(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of this site, and not back to this one."""
    path = address.removeprefix(request.build_absolute_uri("/").rstrip("/"))
    return path.startswith("/") and not path.startswith("//") and path != request.get_full_path()


def _keys(request: HttpRequest) -> list[int]:
    said = request.POST.get("keys") or request.GET.get("keys") or ""
    return sorted({int(key) for key in said.split(",") if key.isdecimal()})


def answers_typed(typed: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Fields `answer:RECORD:RULE` of a form, by record; those of no record are for all."""
    found: dict[str, dict[str, str]] = {}
    for name, value in typed.items():
        kind, _sep, rest = name.partition(":")
        record, _sep, code = rest.partition(":")
        if kind == "answer" and str(value).strip():
            found.setdefault(record, {})[code] = str(value).strip()
    return found


def _rows(
    keys: list[int], step: Step, by: User, answers: AnswersByRecord, chosen: set[int] | None
) -> list[Row]:
    """Each record with its questions, by a fixed number of statements."""
    found = Conferral.objects.filter(pk__in=keys).order_by("pk")
    linked = found.select_related("recipient", "award", "grade", "decree", "review")
    conferrals = list(linked.prefetch_related("recipient__names"))
    judged = step.judge(conferrals, by, answers)
    kept, lang = reasons_kept(conferrals), active_language()
    rows = []
    for judgement, findings in zip(judged, check_all(conferrals), strict=True):
        conferral, stop = judgement.conferral, judgement.stop
        stopped = stop.message if stop and stop.code != "warnings_open" else ""
        mine = answers.get(conferral.public_id, {})
        rows.append(
            Row(
                conferral,
                f"{conferral.recipient.name_in(lang)} · {honour_words(conferral, lang)}",
                reverse("admin:honours_conferral_change", args=[conferral.pk]),
                not stopped if chosen is None else conferral.pk in chosen,
                stopped,
                [] if stopped else [_asked(conferral, one, mine) for one in judgement.warnings],
                [
                    (one.reason, kept[conferral.pk, one.fingerprint].reason)
                    for one in findings
                    if one.level == WARNING and (conferral.pk, one.fingerprint) in kept
                ],
            )
        )
    return rows


def _asked(conferral: Conferral, finding: Finding, typed: Mapping[str, str]) -> Question:
    name = f"answer:{conferral.public_id}:{finding.code}"
    return Question(name, finding.code, finding.reason, typed.get(finding.code, ""))


def _together(rows: Sequence[Row], typed: Mapping[str, Any]) -> list[Question]:
    """Rules that warn of several records: one reason may do for all of them."""
    asked = [question for row in rows for question in row.questions]
    number = Counter(question.code for question in asked)
    first = {question.code: question.told for question in reversed(asked)}
    return [
        Question(
            f"answer::{code}", code, f"{first[code]} (×{count})", typed.get(f"answer::{code}", "")
        )
        for code, count in number.items()
        if count > 1
    ]


def _words(step: Step, rows: Sequence[Row]) -> dict[str, Any]:
    """What the page says, so that the catalogues have it from here."""
    return {
        "count": _("Records: %(count)s") % {"count": len(rows)},
        "why": step.words,
        "go": step.button,
        "cancel": _("Back"),
        "together": _("One reason for all"),
        "together_help": _("It is kept with each record that has no reason of its own below."),
        "right": _("Why is it right all the same?"),
        "kept": _("reason kept"),
        "submitted": _("submitted by"),
        "take": _("take along"),
        "required": step.required,
    }
