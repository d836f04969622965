"""API keys in the admin: made by administrators, revoked by them or by the owner."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from registry.accounts.keys import key_make, key_revoke
from registry.accounts.models import ApiKey, Role, Scope, User
from registry.errors import RegistryError

MADE_PAGE = "accounts/key_made.html"
STATES = {"in force": _("in force"), "expired": _("expired"), "revoked": _("revoked")}


class ScopesWidget(UnfoldAdminCheckboxSelectMultipleWidget):
    """One under the other, with all their words also at a phone's width."""

    option_template_name = "accounts/scope.html"


class ApiKeyForm(forms.ModelForm):
    """What is said of a key when it is made. Nothing of it is changed afterwards."""

    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=ScopesWidget,
        help_text=_("The key does what both its scopes and its owner's role permit."),
    )

    class Meta:
        model = ApiKey
        fields = ("name", "owner", "scopes", "expires_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "scopes" in self.fields:
            self.fields["scopes"].label = capfirst(_("scopes"))

    def clean_expires_at(self) -> Any:
        """The one rule of `key_make` that the form's own fields do not state."""
        expires_at = self.cleaned_data["expires_at"]
        if expires_at <= timezone.now():
            raise forms.ValidationError(_("This moment is past."))
        return expires_at


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):
    """Everybody of the staff sees their own keys, an administrator all of them."""

    form = ApiKeyForm
    list_display = (
        "name", "prefix", "owner", "scopes", "state", "made_at", "made_by_text", "expires_at",
        "last_used_at", "revoked_at", "revoked_by_text",
    )  # fmt: skip
    list_select_related = ("owner",)
    search_fields = ("name", "prefix", "owner__username")
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.list_display if obj else ApiKeyForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.list_display if obj else ()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ApiKey]":
        rows = super().get_queryset(request)
        return rows if _may_make(request) else rows.filter(owner_id=request.user.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _of_the_staff(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _of_the_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may_make(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return _of_the_staff(request)

    @admin.display(description=_("state"))
    def state(self, key: ApiKey) -> Any:
        return STATES[key.state_on(timezone.now())]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        said = {name: form.cleaned_data[name] for name in ApiKeyForm.Meta.fields}
        key, token = key_make(**said, by=request.user)  # type: ignore[arg-type]
        obj.__dict__.update(key.__dict__)
        request.token_made = token  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The page with the token, at once: a redirect would have to keep it somewhere."""
        page = {
            **self.admin_site.each_context(request),
            "title": obj,
            "token": request.token_made,  # type: ignore[attr-defined]
            "told": _("This is the key. It is shown this once and kept nowhere: copy it now."),
            "back": _("All keys"),
        }
        return TemplateResponse(request, MADE_PAGE, page)

    @admin.action(description=_("Revoke the selected keys"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        for key in queryset:
            try:
                key_revoke(key=key, by=request.user)  # type: ignore[arg-type]
            except RegistryError as error:
                self.message_user(request, f"{key}: {error.message}", messages.ERROR)
            else:
                self.log_change(request, key, "revoked")
                self.message_user(request, _("Revoked: %(key)s") % {"key": key}, messages.SUCCESS)


def _of_the_staff(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_staff and user.may(Role.READER)


def _may_make(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_staff and user.may(Role.ADMINISTRATOR)
