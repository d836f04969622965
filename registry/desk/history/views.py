"""The history of a record, for a clerk to read; and the record as it was on a day."""

import datetime as dt
import json
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.language import active_language
from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.dates import PartialDate
from registry.desk.history.words import Links, label_of, say, tell
from registry.desk.people.likely import honour_words
from registry.desk.people.words import field_words
from registry.desk.told import named, told
from registry.errors import RegistryError
from registry.honours.models import Change, Conferral
from registry.honours.past import Past, changes_of, record_at

KINDS = ("recipient", "conferral", "decree", "award", "grade", "authority", "source")
PAGE = 30
_LEFT_OUT = ("id", "public_id", "honours", "counts_on")


def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who changed what, when, why and on which source; `?on=` the record as it was on that day."""
    if not may(request, Role.READER):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    model: Any = apps.get_model("honours", kind)
    record = get_object_or_404(model, pk=pk)
    rows = changes_of(record).select_related("source")
    if (before := request.GET.get("before", "")).isdecimal():
        rows = rows.filter(pk__lt=int(before))
    page = list(rows[: PAGE + 1])
    on = request.GET.get("on", "").strip()
    context = {
        **admin.site.each_context(request),
        "title": _("History: %(record)s") % {"record": named(record)},
        "record": record,
        "change_url": f"admin:honours_{kind}_change",
        "told": tell(page[:PAGE], record),
        "older": page[PAGE - 1].pk if len(page) > PAGE else None,
        "on": on,
        "then": _then(request, record, on) if on else None,
        "say": _words(),
    }
    return render(request, "desk/screens/history.html", context)


def _then(request: HttpRequest, record: models.Model, on: str) -> dict[str, Any] | None:
    """The record at the end of a day, in words; None, with the reason told, where it cannot be."""
    try:
        day = PartialDate.parse(on).latest()
        if day >= timezone.localdate():
            day = timezone.localdate()
        end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
        past = record_at(record, end)
    except ValueError:
        messages.error(request, _("Not a date: write 2023-12-16, 2023-12 or 2023."))
        return None
    except RegistryError as error:
        messages.error(request, error.message)
        return None
    return {
        "day": told(Conferral, "conferred_on", day.isoformat()),
        "known": past.known,
        "lines": _lines(type(record), past) if past.known else [],
        "honours": [
            (honour_words(row, active_language()), row.get_state_display()) for row in past.honours
        ],
    }


def _lines(model: type[models.Model], past: Past) -> list[tuple[str, str]]:
    """(label, value) of every column and part that held something."""
    links = Links([_as_change(model, past)])
    lines = [
        (label_of(model, name), say(model, name, value, links))
        for name, value in past.columns.items()
        if name not in _LEFT_OUT
    ]
    for name, rows in past.parts.items():
        lines.append((field_words(name), say(model, name, rows, links)))
    return [(label, value) for label, value in lines if value]


def _as_change(model: type[models.Model], past: Past) -> Change:
    """The columns as a row of the journal would hold them: what its keys lead to is then read."""
    keys = {n: v for n, v in past.columns.items() if n.endswith("_id") and isinstance(v, int)}
    return Change(object_type=model._meta.model_name or "", before="", after=json.dumps(keys))


def _words() -> dict[str, str]:
    return {
        "record": _("The record"),
        "newest": _("Newest first"),
        "why": _("Why"),
        "source": _("Source"),
        "field": _("Field"),
        "before": _("Before"),
        "after": _("After"),
        "older": _("Older"),
        "none": _("Nothing is written about this record."),
        "on": _("As it was on"),
        "show": _("Show"),
        "unknown": _("It was not on record then."),
        "honours": _("Honours"),
    }
