"""Endpoints of programs in the admin: entered by a reviewer, with a secret that is shown once."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanSwitchWidget,
)

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.errors import InvalidInput
from registry.honours.lists import LongList
from registry.notices import endpoints
from registry.notices.events import shown_secret
from registry.notices.models import Channel, Delivery, Endpoint, Follow, Follower
from registry.notices.targets import Target, checked
from registry.wording import LANGUAGES


def resent_words(count: int) -> str:
    """How many deliveries will be sent again."""
    said = ngettext(
        "%(count)d delivery will be sent again", "%(count)d deliveries will be sent again", count
    )
    return said % {"count": count}


class EndpointForm(forms.ModelForm):
    """Where to, in which language, on or off."""

    address = forms.URLField(
        label=_("address"),
        max_length=500,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )
    language = forms.ChoiceField(
        label=_("language"),
        choices=[(lang, dict(settings.LANGUAGES)[lang]) for lang in LANGUAGES],
        widget=UnfoldAdminSelectWidget,
    )
    on = forms.BooleanField(
        label=_("switched on"), required=False, initial=True, widget=UnfoldBooleanSwitchWidget
    )

    class Meta:
        model = Endpoint
        fields = ("name", "address", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        for name in ("address", "language", "on"):
            self.fields[name].label = capfirst(self.fields[name].label)
        if self.instance.pk:
            self.fields["on"].initial = not self.instance.off

    def clean_address(self) -> str:
        """A public address that nobody else is told at."""
        address: str = self.cleaned_data["address"]
        try:
            endpoints.check_address(address)
        except InvalidInput as error:
            raise ValidationError(error.message) from None
        if (
            Endpoint.objects.filter(channel=Channel.WEBHOOK, address=address)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise ValidationError(_("There is an endpoint at this address already."))
        return address


class FollowForm(forms.ModelForm):
    """One thing that the endpoint follows."""

    class Meta:
        model = Follow
        fields = ("kind", "key")
        help_texts = {"key": _("dostyk, dostyk:1, a recipient's id, KG; empty for everything")}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        try:
            checked(Target(found.get("kind", ""), found.get("key", "")))
        except InvalidInput as error:
            raise ValidationError(error.message) from None
        return found


class ReviewersOnly:
    """An address may hold a token of its receiver's: readers and clerks have no business here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.REVIEWER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.REVIEWER)

    has_add_permission = has_change_permission = has_view_permission


class FollowPart(ReviewersOnly, TabularInline):
    model = Follow
    form = FollowForm
    extra = 1
    has_delete_permission = ReviewersOnly.has_view_permission


class EndpointAdmin(ReviewersOnly, LongList, ModelAdmin):
    form = EndpointForm
    inlines = (FollowPart,)
    list_display = ("name", "address", "language", "off", "failing_since", "undelivered")
    list_filter = ("off",)
    fields = ("name", "address", "language", "on", "off", "failing_since")
    readonly_fields = ("off", "failing_since")
    actions = ("again", "renew")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Switched off is enough: what was sent to whom stays to be looked up.
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        failed = Delivery.objects.filter(follower=OuterRef("pk"), state=Delivery.State.FAILED)
        number = failed.order_by().values("follower").annotate(n=Count("pk")).values("n")
        programs = super().get_queryset(request).filter(channel=Channel.WEBHOOK)
        return programs.annotate(failed=Coalesce(Subquery(number), 0))

    @admin.display(description=_("not delivered"))
    def undelivered(self, endpoint: Any) -> int:
        """How many deliveries have failed for good."""
        return int(endpoint.failed)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        was_off = obj.off or Follower.Off.STOPPED
        obj.off = "" if form.cleaned_data["on"] else was_off
        endpoints.enter(obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return self._shown_once(request, obj)

    @admin.action(description=_("Send again what was not delivered"))
    def again(self, request: HttpRequest, queryset: "QuerySet[Endpoint]") -> None:
        """Everything of the selected endpoints; those that are off have to be switched on first."""
        count = endpoints.resend(Delivery.objects.filter(follower__in=queryset.values("pk")))
        self.message_user(request, resent_words(count), messages.SUCCESS)

    @admin.action(description=_("Make a new secret"))
    def renew(self, request: HttpRequest, queryset: "QuerySet[Endpoint]") -> HttpResponse | None:
        """The old one is worth nothing from then on."""
        if queryset.count() != 1:
            self.message_user(request, _("Select one endpoint."), messages.ERROR)
            return None
        endpoint = queryset.get()
        endpoints.renew_secret(endpoint)
        self.log_change(request, endpoint, "secret")
        return self._shown_once(request, endpoint)

    def _shown_once(self, request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("The secret of {name}").format(name=endpoint.name),
            "secret": shown_secret(endpoint),
            "words": _("Copy it now: it is shown this once. It signs every request."),
            "onward": _("To the endpoints"),
        }
        return TemplateResponse(request, "notices/secret.html", context)
