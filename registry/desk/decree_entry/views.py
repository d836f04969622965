"""The entry screen: one page for a decree and its conferrals, and the looks it takes on the way.

Everything works by plain posts of the one form: `save`, `check` (read it, write nothing), `more`
rows, `paste` cells. The script only saves journeys: it asks `look` for the rows that changed.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.language import active_language
from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.desk.decree_entry.cells import read_cells
from registry.desk.decree_entry.forms import ActForm
from registry.desk.decree_entry.judging import act_of, judge
from registry.desk.decree_entry.rows import (
    Row,
    award_names,
    blank_rows,
    row_of_conferral,
    rows_of,
    rows_of_cells,
    settle,
)
from registry.desk.decree_entry.saving import drafts_of, save_entry, tokens_saved
from registry.desk.decree_entry.words import words
from registry.desk.people.likely import likely
from registry.desk.told import named
from registry.errors import RegistryError
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Conferral, Decree
from registry.honours.review_page import MOST
from registry.honours.selectors import journal_head
from registry.honours.services import RowsRefused
from registry.mentions.lexicon import current_lexicon

FIRST, MORE = 3, 10
# Forms of one browser that are asked about at once.
MOST_KEPT = 100
_TEMPLATE = "desk/screens/decree_entry.html"


@dataclass(slots=True)
class Entry:
    """What the page shows: the act, its rows, and what is wrong with the whole."""

    act: ActForm
    rows: list[Row]
    decree: Decree | None = None
    problems: list[str] = field(default_factory=list)
    status: int = 200

    @property
    def lang(self) -> str:
        """The language in which offices and reasons of the rows are written."""
        return str(self.act["language"].value() or active_language())


def decree_entry(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enter a decree, or go on with one that has drafts."""
    _clerks_only(request)
    decree = get_object_or_404(Decree, pk=pk) if pk else None
    if request.method != "POST":
        return _page(request, _opened(decree))
    entry = _sent(request.POST, decree)
    action = next((a for a in ("check", "more", "paste") if a in request.POST), "save")
    if action == "save":
        saved = _save(request, entry)
        if saved is not None:
            return saved
    if action == "paste":
        _paste(request.POST.get("cells", ""), entry)
    _settled(entry)
    spare = MORE if action == "more" else 1
    entry.rows += blank_rows(max((r.number for r in entry.rows), default=0) + 1, spare)
    return _page(request, entry)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """What is made of some rows, and what the rules say of them: row → HTML. Writes nothing."""
    _clerks_only(request)
    decree = request.POST.get("decree") or None
    entry = _sent(request.POST, get_object_or_404(Decree, pk=decree) if decree else None)
    _settled(entry)
    say = words()
    html = {
        str(row.number): render_to_string(
            "desk/screens/entry_row_state.html", {"row": row, "say": say}
        )
        for row in entry.rows
    }
    grades = {str(row.number): row.grade.code() if row.grade else "" for row in entry.rows}
    return JsonResponse({"rows": html, "grades": grades})


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Whom a name may mean, for the suggestions below it."""
    _clerks_only(request)
    name = request.GET.get("q", "")[:200].strip()
    found = likely([name], active_language()).get(name, []) if name else []
    items = [
        {"id": one.public_id, "text": one.name, "beside": " · ".join(one.facts)} for one in found
    ]
    return JsonResponse({"items": items})


@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """Which of the forms that a browser still keeps are saved, by their tokens."""
    _clerks_only(request)
    return JsonResponse({"saved": tokens_saved(request.GET.getlist("token")[:MOST_KEPT])})


def _clerks_only(request: HttpRequest) -> None:
    if not may(request, Role.CLERK):
        raise PermissionDenied


def _opened(decree: Decree | None) -> Entry:
    lang = active_language()
    said: dict[str, Any] = {"language": lang, "token": uuid.uuid4().hex}
    if decree is None:
        return Entry(ActForm(initial=said), blank_rows(1, FIRST))
    said |= {name: getattr(decree, name) for name in ActForm.DECREE}
    said |= {
        "authority": decree.authority_id,
        "sources": "\n".join(decree.sources.values_list("key", flat=True)),
        "seen": journal_head().id,
    }
    drafts = drafts_of(decree)
    rows = [row_of_conferral(n, draft, lang) for n, draft in enumerate(drafts, 1)]
    entry = Entry(ActForm(initial=said), rows, decree)
    _attach(rows, drafts)
    settle(rows, lang)
    judge(rows, decree)
    entry.rows += blank_rows(len(rows) + 1, 1)
    return entry


def _sent(data: Mapping[str, Any], decree: Decree | None) -> Entry:
    rows = rows_of(data)
    if decree is not None:
        _attach(rows, drafts_of(decree))
    return Entry(ActForm(data), rows, decree)


def _attach(rows: Sequence[Row], drafts: Sequence[Conferral]) -> None:
    """Which row is which draft; one that is no draft of this decree any more is said to be so."""
    known = {draft.public_id: draft for draft in drafts}
    for row in rows:
        if public_id := row.form["conferral"].value():
            row.conferral = known.get(public_id)
            if row.conferral is None:
                row.wrong("name", _("This is no draft of the decree any more."))


def _settled(entry: Entry) -> None:
    entry.act.is_valid()
    settle(entry.rows, active_language())
    judge(entry.rows, act_of(getattr(entry.act, "cleaned_data", {}), entry.decree))


def _paste(cells: str, entry: Entry) -> None:
    last = max((row.number for row in entry.rows), default=0)
    found = read_cells(cells, current_lexicon())
    entry.rows += rows_of_cells(last + 1, found)
    if not found:
        entry.problems.append(_("Nothing was read from these cells: no column looks like names."))


def _save(request: HttpRequest, entry: Entry) -> HttpResponse | None:
    """Save, and go to what was saved; None where something stands against it."""
    _settled(entry)
    for row in entry.rows:
        if not (row.removed or row.recipient or row.is_new or row.form.errors):
            row.wrong("name", _("Say who this is: one of these people, or a new person."))
    if not entry.act.is_valid() or any(row.form.errors and not row.removed for row in entry.rows):
        entry.problems.append(_("Nothing is saved yet: see what is marked below."))
        entry.status = 422
        return None
    try:
        saved = save_entry(entry.act, entry.rows, decree=entry.decree, by=request.user)  # type: ignore[arg-type]
    except RegistryError as error:
        _say_why(entry, error)
        return None
    if saved.again:
        messages.info(request, _("This form was saved already; nothing was written twice."))
    else:
        count = sum(not row.removed for row in entry.rows)
        told = ngettext(
            "Saved with %(count)s conferral as a draft.",
            "Saved with %(count)s conferrals as drafts.",
            count,
        )
        messages.success(request, told % {"count": count})
    if "submit" in request.POST:
        keys = [draft.pk for draft in drafts_of(saved.decree)]
        address = reverse("admin:honours_review", args=["submit"])
        return HttpResponseRedirect(f"{address}?keys={','.join(map(str, keys[:MOST]))}")
    return HttpResponseRedirect(reverse("desk_decree", args=[saved.decree.pk]))


def _say_why(entry: Entry, error: RegistryError) -> None:
    entry.status = 409
    if isinstance(error, RowsRefused):
        rows = {row.number: row for row in entry.rows}
        for number, why in error.refused.items():
            where = why.extra.get("field", "name")
            row = rows[number]
            row.wrong(where if where in row.form.fields else "name", why.message)
        entry.problems.append(_("Nothing is saved yet: see what is marked below."))
        return
    if "seen" in error.extra:
        entry.act.data = {**entry.act.data, "seen": error.extra["seen"]}
    field_ = error.extra.get("field")
    if field_ in entry.act.fields:
        entry.act.add_error(field_, error.message)
    entry.problems.append(error.message)


def _page(request: HttpRequest, entry: Entry) -> HttpResponse:
    decree = entry.decree
    catalogue = current_catalogue()
    awards = [
        {
            "names": award_names(award),
            "text": award.name_in(active_language()),
            "grades": [
                {"code": g.code(), "text": g.name_in(active_language()) or g.code()}
                for g in catalogue.grades_of.get(award.pk, ())
            ],
        }
        for award in catalogue.awards.values()
    ]
    public = decree.conferrals.exclude(state=Conferral.State.DRAFT).count() if decree else 0
    context = {
        **admin.site.each_context(request),
        "title": named(decree) if decree else _("Enter a decree"),
        "entry": entry,
        "blank": blank_rows(0, 1)[0],
        "awards": awards,
        "say": words(),
        "public": public,
        "unsaved": request.method == "POST",
    }
    return render(request, _TEMPLATE, context, status=entry.status)
