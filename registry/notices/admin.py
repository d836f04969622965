"""Deliveries in the admin: what is waiting, what failed, and sending it again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.accounts.models import Role
from registry.honours.desk import ReadOnly, may
from registry.notices.models import Delivery, Follower, Notice


@admin.register(Follower)
class FollowerAdmin(ReadOnly):
    """Addresses are private: they are not shown, only that there are so many and which are off."""

    list_display = ("id", "channel", "language", "off", "created_at")
    list_filter = ("channel", "off")
    fields = ("channel", "language", "off", "quiet_from", "quiet_until", "created_at")


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    list_display = ("id", "event", "decree", "opened_at", "planned_at")
    list_filter = ("event",)
    list_select_related = ("decree",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ("id", "notice", "channel", "state", "due_at", "attempts", "unsure", "problem")
    list_filter = ("state", "channel")
    list_select_related = ("notice__decree",)
    fields = (
        "notice", "channel", "state", "due_at", "attempts", "unsure", "sent_at", "problem",
    )  # fmt: skip
    actions = ("again",)

    def has_again_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.REVIEWER)

    @admin.action(description=_("Send the selected failed deliveries again"), permissions=["again"])
    def again(self, request: HttpRequest, queryset: "QuerySet[Delivery]") -> Any:
        count = queryset.filter(state=Delivery.State.FAILED).update(
            state=Delivery.State.WAITING, attempts=0, due_at=timezone.now(), problem=""
        )
        said = ngettext(
            "%(count)d delivery will be sent again",
            "%(count)d deliveries will be sent again",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
