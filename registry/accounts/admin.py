"""Accounts in the admin: Django's own screens with the role added."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from unfold.admin import ModelAdmin

from registry.accounts.api_key_admin import ApiKeyAdmin
from registry.accounts.models import User

__all__ = ["ApiKeyAdmin", "RegistryUserAdmin"]


@admin.register(User)
class RegistryUserAdmin(UserAdmin, ModelAdmin):
    """Only administrators see this: Django's model permissions are not given to other roles."""

    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    fieldsets = (*(UserAdmin.fieldsets or ()), (None, {"fields": ("role", "telegram_id")}))
    add_fieldsets = (*UserAdmin.add_fieldsets, (None, {"fields": ("role",)}))
