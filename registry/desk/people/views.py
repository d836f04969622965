"""Who is who: namesakes of a recipient, merging two, undoing a merge, telling two apart."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.accounts.language import active_language
from registry.accounts.models import Role, User
from registry.accounts.signed_in import may
from registry.desk.people.likely import Likely, describe, likely
from registry.desk.people.said import fate_lines, plan_lines
from registry.desk.people.words import words
from registry.errors import RegistryError
from registry.honours import services
from registry.honours.models import Change, DistinctPeople, Recipient
from registry.honours.selectors import recipients_called
from registry.honours.services.merging import merge_preview
from registry.honours.services.unmerging import merges_of, unmerge_plan


def namesakes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may be the same as a recipient, who was said not to be, and what was merged into it."""
    _need(request, Role.READER)
    person = get_object_or_404(Recipient.objects.prefetch_related("names"), pk=pk)
    asked = request.GET.get("q", "").strip()
    apart = _apart_from(person)
    context = {
        "title": person.name_in(active_language()),
        "person": person,
        "facts": _facts(person),
        "others": _others(person),
        "asked": asked,
        "found": _found(asked, person) if asked else [],
        "apart": apart,
        "merges": merges_of(person),
        "may_merge": may(request, Role.REVIEWER),
        "may_tell": may(request, Role.CLERK),
    }
    return _render(request, "people_namesakes.html", context)


@require_POST
def tell_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that two are not the same."""
    _need(request, Role.CLERK)
    person = get_object_or_404(Recipient, pk=pk)
    other = get_object_or_404(Recipient, public_id=request.POST.get("other", ""))
    _done(
        request,
        lambda by, why: services.people_tell_apart(one=person, others=[other], by=by, reason=why),
        _("Kept: they are not the same person, and are not shown as such again."),
    )
    return HttpResponseRedirect(reverse("desk_person", args=[pk]))


@require_POST
def take_back(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Take such a judgement back."""
    _need(request, Role.REVIEWER)
    row = get_object_or_404(DistinctPeople.objects.select_related("first", "second"), pk=pair)
    _done(
        request,
        lambda by, why: services.people_tell_apart_undo(pair=row, by=by, reason=why),
        _("Taken back: they may be the same person."),
    )
    return HttpResponseRedirect(reverse("desk_person", args=[pk]))


def merge(request: HttpRequest, pk: int, other: str) -> HttpResponse:
    """Two recipients side by side, the fate of every field, and then the merge."""
    _need(request, Role.REVIEWER)
    if request.method == "POST":
        survivor, duplicate = _two(pk, other)
        if _done(
            request,
            lambda by, why: services.recipient_merge(
                duplicate=duplicate, survivor=survivor, by=by, reason=why
            ),
            _("Merged. It can be undone from this page."),
        ):
            return HttpResponseRedirect(reverse("desk_person", args=[pk]))
    # Read again: a merge that was refused has left its marks on the records in memory.
    survivor, duplicate = _two(pk, other)
    context = {
        "title": _("Merge two records of one person"),
        "survivor": survivor,
        "duplicate": duplicate,
        "names": (survivor.name_in(active_language()), duplicate.name_in(active_language())),
        "lines": fate_lines(merge_preview(duplicate=duplicate, survivor=survivor)),
        "why": request.POST.get("why", ""),
    }
    return _render(request, "people_merge.html", context)


def _two(pk: int, other: str) -> tuple[Recipient, Recipient]:
    people = Recipient.objects.prefetch_related("names")
    return get_object_or_404(people, pk=pk), get_object_or_404(people, public_id=other)


def unmerge(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """What undoing a merge would do, and then the undoing."""
    _need(request, Role.REVIEWER)
    person = get_object_or_404(Recipient, pk=pk)
    row = get_object_or_404(Change, pk=change, action="recipient.merge", object_id=person.public_id)
    back = HttpResponseRedirect(reverse("desk_person", args=[pk]))
    if request.method == "POST" and _done(
        request,
        lambda by, why: services.recipient_unmerge(merge=row, by=by, reason=why),
        _("They are two again, and kept as not the same person."),
    ):
        return back
    try:
        lines = plan_lines(unmerge_plan(row))
    except RegistryError as error:
        messages.error(request, error.message)
        return back
    context = {
        "title": _("Undo a merge"),
        "person": person,
        "merge": row,
        "lines": lines,
        "why": request.POST.get("why", ""),
    }
    return _render(request, "people_unmerge.html", context)


def _need(request: HttpRequest, role: Role) -> None:
    if not may(request, role):
        raise PermissionDenied


def _done(request: HttpRequest, write: Callable[[User, str], Any], told: str) -> bool:
    """Write with the reason given; say what came of it."""
    try:
        write(request.user, request.POST.get("why", "").strip())  # type: ignore[arg-type]
    except RegistryError as error:
        messages.error(request, error.message)
        return False
    messages.success(request, told)
    return True


def _facts(person: Recipient) -> tuple[str, ...]:
    return describe([person.pk], active_language())[person.pk][1]


def _others(person: Recipient) -> list[Likely]:
    """Who is written like this person, by any of the names: each once."""
    names = [name.text for name in person.names.all()]
    found = likely(names, active_language(), besides=dict.fromkeys(names, person.pk))
    return list({one.pk: one for listed in found.values() for one in listed}.values())


def _found(asked: str, person: Recipient) -> list[Likely]:
    """Whom a search means: an id, or a name; never the person itself."""
    row = recipients_called([asked]).get(asked)
    if row is None:
        return [one for one in likely([asked], active_language())[asked] if one.pk != person.pk]
    if row.pk == person.pk:
        return []
    _row, facts, name = describe([row.pk], active_language())[row.pk]
    return [Likely(row.pk, row.public_id, name, "chosen", (), facts)]


def _apart_from(person: Recipient) -> list[tuple[DistinctPeople, Recipient]]:
    rows = DistinctPeople.objects.filter(Q(first=person) | Q(second=person))
    held = list(
        rows.select_related("first", "second").prefetch_related("first__names", "second__names")
    )
    return [(row, row.second if row.first_id == person.pk else row.first) for row in held]


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(
        request,
        f"desk/screens/{template}",
        {**admin.site.each_context(request), "say": words(), **context},
    )
