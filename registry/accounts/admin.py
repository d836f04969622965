"""Accounts in the admin: Django's own screens, with roles in place of Django's permissions.

The screen is registered by `registry.honours.account_admin`, which writes what it does down.
"""

from typing import Any, ClassVar

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from registry.accounts.api_key_admin import ApiKeyAdmin
from registry.accounts.models import Role, User
from registry.accounts.second_factor import enrolled
from registry.accounts.signed_in import may

__all__ = ["ApiKeyAdmin", "RegistryUserAdmin"]

# Roles say what somebody may do; a device is set up by its owner, and nobody reads its key here.
for unwanted in (Group, TOTPDevice, StaticDevice):
    if admin.site.is_registered(unwanted):
        admin.site.unregister(unwanted)


class RegistryUserAdmin(UserAdmin, ModelAdmin):
    """Administrators see and change accounts; a superuser's account only a superuser changes."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "full_name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    readonly_fields = ("second_step", "last_login", "date_joined", "telegram_id")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("username", "password", "second_step")}),
        (_("Who it is"), {"fields": ("first_name", "last_name", "email", "telegram_id")}),
        (_("What they may do"), {"fields": ("role", "is_active", "is_staff", "is_superuser")}),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets: Any = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "password1", "password2", "role", "is_staff"),
            },
        ),
    )
    actions = ("let_in",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        # Nobody makes themselves, or another, more than they are.
        return fixed if request.user.is_superuser else (*fixed, "is_superuser")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # An account that cannot come in is of no use to anybody.
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.ADMINISTRATOR)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.ADMINISTRATOR)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.ADMINISTRATOR)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return may(request, Role.ADMINISTRATOR)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Whoever wrote something stays on record; one who left is switched off.
        return False

    @admin.display(description=_("name and surname"))
    def full_name(self, user: User) -> str:
        """What the journal calls them."""
        return user.get_full_name()

    @admin.display(description=_("second step"))
    def second_step(self, user: User) -> str:
        """Whether it is set up, with the way to reset it."""
        if user.pk is None or not enrolled(user):
            return str(_("not set up"))
        return format_html(
            '{} · <a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>',
            _("set up"), reverse("desk-second-factor-reset", args=(user.pk,)), _("Reset"),
        )  # fmt: skip

    @admin.action(description=_("Let in again whoever is locked out"))
    def let_in(self, request: HttpRequest, queryset: Any) -> None:
        for user in queryset:
            reset(username=user.get_username())
            self.log_change(request, user, "let in again")
            told = _("Not locked out any more: %(user)s")
            self.message_user(request, told % {"user": user}, messages.SUCCESS)
