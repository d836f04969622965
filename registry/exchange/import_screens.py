"""The screens of one import: send, look, decide, start, watch, take the report home."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from kombu.exceptions import OperationalError
from unfold.widgets import UnfoldAdminFileFieldWidget

from registry.accounts.language import active_language
from registry.accounts.models import Role, User
from registry.accounts.signed_in import may
from registry.errors import RegistryError
from registry.exchange.export_screen import XLSX
from registry.exchange.models import ImportJob, SheetPerson
from registry.exchange.sheets.columns import columns, title_of
from registry.exchange.sheets.jobs import (
    AT_WORK,
    OPEN,
    State,
    cancel,
    check_again,
    claim,
    decide,
    receive,
    start,
)
from registry.exchange.sheets.report import report_file
from registry.exchange.sheets.running import work
from registry.exchange.sheets.words import failure_words, note_words, problem_words
from registry.exchange.tasks import import_sheets
from registry.honours.models import Source

# What is done before the page is answered; more than that is a worker's.
SMALL_BYTES, SMALL_ROWS = 400_000, 2_000
_PROBLEMS_SHOWN, _PEOPLE_SHOWN = 100, 20


class UploadForm(forms.Form):
    """The file, and the source of lines that name none."""

    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("CSV or XLSX. Nothing is written before you have seen the report."),
        widget=UnfoldAdminFileFieldWidget,
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source of the whole sheet"),
        help_text=_("Backs the lines that name no source of their own."),
        required=False,
        widget=AutocompleteSelect(ImportJob._meta.get_field("source"), admin.site),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_MB << 20:
            said = {"most": settings.IMPORT_MAX_MB}
            raise ValidationError(failure_words("too_large", "", said))
        return file


def _clerk(request: HttpRequest) -> User:
    user = request.user
    if not may(request, Role.CLERK) or not isinstance(user, User):
        raise PermissionDenied
    return user


def _found(pk: int | str) -> ImportJob:
    jobs = ImportJob.objects.select_related("sheet", "by").defer("sheet__content")
    job = jobs.filter(pk=pk).first() if str(pk).isdecimal() else None
    if job is None:
        raise Http404
    return job


def _page(request: HttpRequest, template: str, title: Any, **context: Any) -> HttpResponse:
    known = {**admin.site.each_context(request), "title": title, "opts": ImportJob._meta}
    return TemplateResponse(request, f"exchange/{template}.html", {**known, **context})


def _to(job: ImportJob) -> HttpResponse:
    return redirect("admin:exchange_importjob_change", job.pk)


def percent_of(job: ImportJob) -> int:
    """How much of what it is doing is done."""
    if job.state == State.DONE:
        return 100
    return job.part * 100 // job.sheet.parts if job.sheet.parts else 0


def upload(request: HttpRequest) -> HttpResponse:
    """Send a sheet: a small one is checked at once."""
    user = _clerk(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = receive(
                content=file.read(), name=file.name, by=user, source=form.cleaned_data["source"]
            )
        except RegistryError as error:
            form.add_error("file", failure_words(error.code, error.message, error.extra))
        else:
            _go_on(job, at_once=job.sheet.size <= SMALL_BYTES)
            return _to(job)
    lang = active_language()
    about = [(c.titles[lang], c.key, c.about[lang]) for c in columns().values()]
    return _page(request, "upload", _("Import a sheet"), form=form, about=about)


def _go_on(job: ImportJob, *, at_once: bool) -> None:
    """Work at it here, or tell a worker. Where the broker is away, the clock tells one."""
    held = claim(job.pk) if at_once else None
    if held is not None:
        work(held)
        return
    with suppress(OperationalError):
        import_sheets.delay(job.pk)


def job_screen(request: HttpRequest, pk: str) -> HttpResponse:
    """One import: its state, what was found, and what can be done next."""
    _clerk(request)
    job, lang = _found(pk), active_language()
    pages = Paginator(job.problems.all(), _PROBLEMS_SHOWN)
    page = pages.get_page(request.GET.get("page"))
    problems = [
        (p.line, title_of(p.column, lang), p.value, problem_words(p.code, p.said)) for p in page
    ]
    asked = _left(job)
    return _page(
        request, "import", job.sheet.name,
        job=job, percent=percent_of(job), at_work=job.state in AT_WORK, asked=asked,
        notes=[note_words(code, text, lang) for code, text in job.sheet.notes],
        failure=failure_words(job.failure.get("code", ""), job.error, job.failure),
        counts=_counts(job), problems=problems, page=page,
        acts=_acts(job, asked),
    )  # fmt: skip


def _asked(job: ImportJob) -> Any:
    return SheetPerson.objects.filter(job=job, verdict=SheetPerson.Verdict.ASK)


def _left(job: ImportJob) -> int:
    """How many people are still to be decided."""
    found: int = _asked(job).values("description").distinct().count()
    return found


_COUNTED = (
    ("new", _("new")),
    ("change", _("changed")),
    ("same", _("on record already")),
    ("ask", _("to be decided")),
    ("bad", _("refused")),
)


def _counts(job: ImportJob) -> list[tuple[str, Any, int]]:
    """What was found, or once it was started, what was done."""
    counts = job.counts.get("run" if job.started_at else "check", {})
    return [(key, words, counts.get(key, 0)) for key, words in _COUNTED]


def _acts(job: ImportJob, asked: int) -> list[tuple[str, Any, str]]:
    """The buttons: what, in which words, and how it looks."""
    found: list[tuple[str, Any, str]] = []
    counts = job.counts.get("check", {})
    ready = counts.get("new", 0) + counts.get("change", 0) + counts.get("ask", 0)
    if job.state == State.CHECKED and ready:
        found.append(("start", _("Import the good lines"), "primary"))
    stopped = job.state in (State.CANCELLED, State.FAILED)
    if stopped and job.started_at:
        found.append(("start", _("Go on"), "primary"))
    if job.started_at is None and (stopped or job.state == State.CHECKED):
        found.append(("check", _("Check again"), "default"))
    if job.state in OPEN:
        found.append(("cancel", _("Cancel"), "default"))
    return found


def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it is, as JSON, for the bar on the page."""
    _clerk(request)
    job = _found(pk)
    counts = {key: count for key, _words, count in _counts(job)}
    return JsonResponse(
        {
            "state": job.state,
            "words": job.get_state_display(),
            "percent": percent_of(job),
            "at_work": job.state in AT_WORK,
            "counts": counts,
        }
    )


@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Start it, stop it, or check it again."""
    user, job = _clerk(request), _found(pk)
    acts = {"start": start, "cancel": cancel, "check": check_again}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(job=job, by=user)
    except RegistryError as error:
        messages.error(request, failure_words(error.code, error.message, error.extra))
    else:
        if act is not cancel:
            _go_on(job, at_once=(job.sheet.rows or 0) <= SMALL_ROWS)
    return _to(job)


def people(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whom do these lines mean? Some at a time; what is answered is kept and not asked again."""
    user, job = _clerk(request), _found(pk)
    if request.method == "POST":
        for name, choice in request.POST.items():
            if name.startswith("who-") and choice:
                try:
                    decide(job=job, description=name[4:], choice=str(choice), by=user)
                except RegistryError as error:
                    messages.error(request, error.message)
        if not _asked(job).exists():
            return _to(job)
        return redirect("admin:exchange_import_people", job.pk)
    return _page(
        request, "people", _("Whom do these lines mean?"),
        job=job, questions=_questions(job), left=_left(job),
    )  # fmt: skip


def _questions(job: ImportJob) -> list[dict[str, Any]]:
    """The next descriptions to decide, each with those on record who may be meant."""
    lang = active_language()
    grouped: dict[str, list[SheetPerson]] = {}
    for person in _asked(job).order_by("pk")[: _PEOPLE_SHOWN * 5]:
        grouped.setdefault(person.description, []).append(person)
    return [
        {
            "description": description,
            "written": [(title_of(k, lang), text) for k, text in rows[0].written.items()],
            "names": " · ".join(t for k, t in rows[0].written.items() if k.startswith("name_")),
            "lines": ", ".join(str(line) for person in rows for line in person.lines),
            "several": len(rows) > 1,
            "offered": [{**o, "about": o.get("about", {}).get(lang, "")} for o in rows[0].offered],
        }
        for description, rows in list(grouped.items())[:_PEOPLE_SHOWN]
    ]


def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused lines as a sheet with a column that says why: corrected, it is sent again."""
    _clerk(request)
    job = _found(pk)
    file = report_file(job, active_language())
    name = f"{job.sheet.name.rpartition('.')[0] or job.sheet.name}-errors.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


SCREENS: dict[str, Callable[..., HttpResponseBase]] = {
    "progress": progress,
    "do": do,
    "people": people,
    "report": report,
}
