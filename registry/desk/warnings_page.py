"""Drafts that a rule stops or warns of: a page of its own, and a card of the front page.

To check drafts takes more reads than the front page has left, so its card is asked for when the
page stands there already.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.desk.lines import RECORDS, line_of
from registry.honours.models import Conferral
from registry.honours.rules import ERROR, check_all
from registry.honours.selectors import reasons_kept

# So many of the oldest drafts are looked at, and so many are shown on the front page.
LOOKED_AT, SHOWN = 200, 5


@dataclass(frozen=True, slots=True)
class Warned:
    """A draft with what the rules say of it, (whether it is an error, why in words)."""

    address: str
    text: str
    findings: Sequence[tuple[bool, str]]


def warned() -> tuple[list[Warned], int]:
    """The drafts with findings that nobody gave a reason for; and how many were looked at."""
    rows = RECORDS[Conferral]().filter(state=Conferral.State.DRAFT).order_by("id")
    drafts = list(rows.select_related("decree")[:LOOKED_AT])
    kept = reasons_kept(drafts)
    found = []
    for draft, findings in zip(drafts, check_all(drafts), strict=True):
        left = [
            (one.level == ERROR, one.reason)
            for one in findings
            if one.level == ERROR or (draft.pk, one.fingerprint) not in kept
        ]
        if left:
            address = reverse("admin:honours_conferral_change", args=[draft.pk])
            found.append(Warned(address, line_of(draft), left))
    return found, len(drafts)


def warnings_page(site: AdminSite, request: HttpRequest) -> TemplateResponse:
    """All of them; asked for by the front page's script, the first few as a card."""
    if not may(request, Role.CLERK):
        raise PermissionDenied
    found, looked_at = warned()
    as_card = request.headers.get("HX-Request") == "true"
    told = ngettext(
        "Of the {n} oldest draft that was looked at.",
        "Of the {n} oldest drafts that were looked at.",
        looked_at,
    )
    context = {
        "title": title(),
        "found": found[:SHOWN] if as_card else found,
        "count": len(found),
        "address": address(),
        "say": {
            "told": told.format(n=looked_at),
            "error": _("error"),
            "all": _("All of them"),
            "none": _("No rule has anything to say of the drafts."),
        },
    }
    if as_card:
        return TemplateResponse(request, "desk/front_page/warnings_card.html", context)
    page = {**site.each_context(request), **context}
    return TemplateResponse(request, "desk/front_page/warnings.html", page)


def title() -> str:
    """What the page and its card are called."""
    return _("Drafts that a rule warns of")


def address() -> str:
    """Where the page stands."""
    return reverse("admin:desk_warnings")
