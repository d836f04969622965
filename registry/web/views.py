"""Public pages: a question box and its answer, and the address that runs a query again."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.errors import RegistryError
from registry.questions import Answer, ask
from registry.questions.askers import asker_id
from registry.questions.query import from_machine
from registry.questions.refusals import examples
from registry.questions.run import run
from registry.web.languages import language_links, page_language
from registry.wording import phrases

PAGE = 25


def _tabled(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.table)


def _show(
    request: HttpRequest,
    lang: str,
    *,
    text: str = "",
    answer: Answer | None = None,
    status: int = 200,
) -> HttpResponse:
    t = phrases(lang).gettext
    page = int(page) if (page := request.GET.get("page", "1")).isdecimal() and int(page) else 1
    rows = answer.conferrals if answer else ()
    context: dict[str, Any] = {
        "lang": lang,
        "languages": language_links(),
        "text": text,
        "answer": answer,
        "rows": rows[(page - 1) * PAGE : page * PAGE],
        "first": (page - 1) * PAGE + 1,
        "earlier": page - 1 if page > 1 else None,
        # A table stands for the rows that it counts: it has no further pages of them.
        "later": page + 1 if len(rows) > page * PAGE and not _tabled(answer) else None,
        "examples": examples(lang),
        "say": {
            "title": t("Marapat: state honours of Kazakhstan"),
            "prompt": t("Who received it, when, for what?"),
            "ask": t("Ask"),
            "try": t("You can ask, for example:"),
            "possible": t("Possibly, but the date is too coarse to decide:"),
            "understood": t("Understood as: {words}").format(
                words=answer.understood.text if answer else ""
            ),
            "permalink": t("Address of this answer"),
            "earlier": t("Earlier page"),
            "later": t("Next page"),
            "api": t("For programs: REST API"),
            "chat": t("Talk to the bot") if settings.CHAT_STANDIN_URL else "",
        },
    }
    return render(request, "web/ask.html", context, status=status)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The question box; `?text=` asks, `?recipient=` and `?award=` carry what was chosen."""
    lang, text = page_language(request), request.GET.get("text", "")
    if not text:
        return _show(request, lang)
    pinned = {k: v for k in ("recipient", "award") if (v := request.GET.get(k))}
    try:
        answer = ask(
            text,
            asker=asker_id(str(request.META.get("REMOTE_ADDR", ""))),
            today=timezone.localdate(),
            pinned=pinned,
            fallback=lang,
            channel="web",
        )
    except RegistryError as error:
        return HttpResponse(error.message, status=400, content_type="text/plain; charset=utf-8")
    return _show(request, answer.language, text=text, answer=answer)


@require_safe
def query(request: HttpRequest) -> HttpResponse:
    """A permalink: the query that an answer names, run again."""
    lang = page_language(request)
    try:
        answer = run(from_machine(request.GET.dict()), lang)
    except RegistryError as error:
        return HttpResponse(error.message, status=404, content_type="text/plain; charset=utf-8")
    return _show(request, lang, answer=answer)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up."""
    return JsonResponse({"status": "up"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and its tables are those of this program."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse(
            {"status": "not ready", "reason": "the database does not answer"}, status=503
        )
    if waiting:
        reason = f"{len(waiting)} migrations are waiting: run migrate"
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    return JsonResponse({"status": "ready"})
