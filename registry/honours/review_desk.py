"""The steps from draft to public record as buttons and list actions of the admin."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action as button

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.honours.desk import Desk
from registry.honours.models import Conferral, Review
from registry.honours.review_page import MOST, STEPS, review_page
from registry.honours.rules import check
from registry.honours.selectors import reasons_kept

State = Conferral.State
# Step → the state of the records with which it is taken.
TAKES = {"submit": State.DRAFT, "return": State.SUBMITTED, "publish": State.SUBMITTED}


class Steps(Desk):
    """Submit, return, publish: of records that are chosen in a list, and of the one on screen.

    Who may take which step is asked again by the services; here it decides what is offered.
    """

    actions: tuple[str, ...] = ("submit", "send_back", "publish")
    actions_detail = ("submit_these", "send_back_these", "publish_these")

    # How a conferral is found among the chosen records.
    among = "pk__in"

    def keys_of(self, queryset: "QuerySet[Any]", step: str) -> list[int]:
        """The keys of the conferrals that chosen records stand for."""
        rows = Conferral.objects.filter(**{self.among: queryset}, state=TAKES[step])
        return list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])

    def offered(self, object_id: Any, step: str) -> bool:
        """Whether the record on screen stands where the step begins."""
        return bool(self.keys_of(self.model.objects.filter(pk=object_id), step))

    def has_clerk_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may(request, Role.CLERK)

    def has_reviewer_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may(request, Role.REVIEWER)

    def has_submit_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may(request, Role.CLERK) and self.offered(object_id, "submit")

    def has_send_back_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may(request, Role.CLERK) and self.offered(object_id, "return")

    def has_publish_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may(request, Role.REVIEWER) and self.offered(object_id, "publish")

    @admin.action(description=_("Submit to a reviewer"), permissions=["clerk"])
    def submit(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self._asked(request, queryset, "submit")

    @admin.action(description=_("Return to be mended"), permissions=["clerk"])
    def send_back(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self._asked(request, queryset, "return")

    @admin.action(description=_("Publish"), permissions=["reviewer"])
    def publish(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self._asked(request, queryset, "publish")

    @button(description=_("Submit to a reviewer"), permissions=["submit"], icon="send")
    def submit_these(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        return self._asked(request, self.model.objects.filter(pk=object_id), "submit")

    @button(description=_("Return to be mended"), permissions=["send_back"], icon="undo")
    def send_back_these(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        return self._asked(request, self.model.objects.filter(pk=object_id), "return")

    @button(description=_("Publish"), permissions=["publish"], icon="verified")
    def publish_these(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        return self._asked(request, self.model.objects.filter(pk=object_id), "publish")

    def _asked(self, request: HttpRequest, queryset: Any, step: str) -> HttpResponse:
        """On to the page that asks what has to be asked, with the records by their keys."""
        keys = self.keys_of(queryset, step)
        if not keys:
            self.message_user(request, _("None of these stands where this begins."), messages.ERROR)
            meta = self.model._meta
            there = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            return HttpResponseRedirect(there)
        if len(keys) > MOST:
            told = _("Here are the first %(most)s; the rest can follow.") % {"most": MOST}
            self.message_user(request, told, messages.WARNING)
        address = reverse("admin:honours_review", args=[step])
        return HttpResponseRedirect(f"{address}?keys={','.join(map(str, keys[:MOST]))}")


class ConferralSteps(Steps):
    """The steps of conferrals; and above the form of one, what became of it so far."""

    change_form_before_template = "honours/review_note.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.review)
        return [path("review/<slug:step>/", page, name="honours_review"), *super().get_urls()]

    def review(self, request: HttpRequest, step: str) -> HttpResponse:
        """The page of one step, for records of any screen."""
        if step not in STEPS:
            raise Http404
        return review_page(self.admin_site, request, STEPS[step])

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is submitted is looked at as it is; to be changed it goes back first."""
        waits = obj is not None and obj.state == State.SUBMITTED
        return not waits and super().has_change_permission(request, obj)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **how: Any) -> Any:
        """With the note on the record as it is stored, whatever the form holds."""
        shown = how.get("obj")
        if shown is not None and shown.pk and request.method == "GET":
            context["review_note"] = _note(shown)
        return super().render_change_form(request, context, *args, **how)


class DecreeSteps(Steps):
    """The steps of all that a decree confers."""

    among = "decree__in"


def _note(conferral: Conferral) -> dict[str, Any]:
    """Where a record stands, and what the rules say of it, for the top of its form."""
    review = Review.objects.filter(conferral=conferral).first()
    kept = reasons_kept([conferral])
    reasons = {fingerprint: answer.reason for (_key, fingerprint), answer in kept.items()}
    note: dict[str, Any] = {
        "kept": _("reason kept"),
        "findings": [
            (f"{_label(found.field)}: {found.reason}", reasons.get(found.fingerprint, ""))
            for found in check(conferral)
        ],
    }
    if review and review.comment and conferral.state == State.DRAFT:
        note["returned"] = _("Returned by %(who)s on %(when)s: %(comment)s") % {
            "who": review.returned_by_text,
            "when": _day(review.returned_at),
            "comment": review.comment,
        }
    if review and conferral.state == State.SUBMITTED:
        note["waits"] = _(
            "Submitted by %(who)s on %(when)s. It is changed only after it was returned."
        ) % {"who": review.submitted_by_text, "when": _day(review.submitted_at)}
    return note


def _label(field: str) -> str:
    return str(Conferral._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _day(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else "?"
