"""Deliveries in the admin: what is waiting, what failed, and sending it again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.honours.desk import ReadOnly
from registry.honours.list_filters import among
from registry.honours.models import Conferral, ConferralEvent
from registry.notices import endpoint_admin, endpoints
from registry.notices.gather import EVENTS
from registry.notices.models import Delivery, Endpoint, Follower, Notice

admin.site.register(Endpoint, endpoint_admin.EndpointAdmin)


@admin.register(Follower)
class FollowerAdmin(ReadOnly):
    """Addresses are private: they are not shown, only that there are so many and which are off."""

    list_display = ("id", "channel", "language", "off", "created_at")
    list_filter = ("channel", "off")
    fields = ("channel", "language", "off", "quiet_from", "quiet_until", "created_at")


# What is told, in the words that the records themselves have for it.
_WORDS = {**dict(Conferral.State.choices), **dict(ConferralEvent.Kind.choices)}
_EVENTS = {event: _WORDS[event] for event in EVENTS.values()}


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    list_display = ("id", "event", "decree", "opened_at", "planned_at")
    list_filter = (among("event", _("event"), _EVENTS),)
    list_select_related = ("decree",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = (
        "id", "notice", "channel", "endpoint", "state", "due_at", "attempts", "unsure", "problem",
    )  # fmt: skip
    list_filter = ("state", "channel")
    list_select_related = ("notice__decree", "follower")
    fields = (
        "notice", "channel", "endpoint", "state", "due_at", "attempts", "unsure", "sent_at",
        "receipt", "problem",
    )  # fmt: skip
    actions = ("again",)

    def has_again_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.REVIEWER)

    @admin.display(description=_("webhook endpoint"))
    def endpoint(self, delivery: Delivery) -> str:
        """What staff call a program; a person's address has no name here."""
        return delivery.follower.name

    @admin.action(description=_("Send the selected failed deliveries again"), permissions=["again"])
    def again(self, request: HttpRequest, queryset: "QuerySet[Delivery]") -> Any:
        count = endpoints.resend(queryset)
        self.message_user(request, endpoint_admin.resent_words(count), messages.SUCCESS)
