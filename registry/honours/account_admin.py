"""Accounts in the admin, written down: who gave whom which role, and why."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminTextInputWidget

from registry.accounts.admin import RegistryUserAdmin
from registry.accounts.models import User
from registry.honours import services


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why is this written?"),
        help_text=_("Goes into the journal, with your name."),
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
    )


class AccountForm(UserChangeForm):
    """An account, and the reason of its change."""

    why = _why()


class NewAccountForm(UserCreationForm):
    """A new account, and the reason for it."""

    why = _why()


@admin.register(User)
class AccountAdmin(RegistryUserAdmin):
    """The screen of accounts, whose writes go through a service."""

    form = AccountForm
    add_form = NewAccountForm
    fieldsets = (*RegistryUserAdmin.fieldsets, (None, {"fields": ("why",)}))
    add_fieldsets = (*RegistryUserAdmin.add_fieldsets, (None, {"fields": ("why",)}))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user  # an administrator is signed in
        services.account_write(user=obj, by=by, reason=form.cleaned_data["why"])
