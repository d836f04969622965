"""What every screen of the domain shares: who may do what, why it is written, and by which road."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.errors import RegistryError
from registry.honours import services
from registry.honours.lists import Knowing, KnowingForm, LongList


class WhyForm(KnowingForm):
    """A form that asks for the reason of the write."""

    why = forms.CharField(
        label=_("Why is this written?"),
        help_text=_("Goes into the journal, with your name."),
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
    )


class RoleMixin:
    """Readers look, clerks write; nothing of the domain is ever deleted as a whole."""

    model: Any

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.READER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.READER)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, services.role_to_write(self._blank()))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, services.role_to_write(self._subject(obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _blank(self) -> models.Model:
        return self.model()

    def _subject(self, obj: Any) -> models.Model:
        """An inline is asked about its parent; what counts is the kind of its own rows."""
        return obj if isinstance(obj, self.model) else self._blank()


class Part(RoleMixin, Knowing, TabularInline):
    """Rows of a record. One entered by mistake may be taken out: the journal keeps what it was."""

    form = KnowingForm
    extra = 0
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the rows lead to, read at once."""
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)


class Desk(RoleMixin, LongList, Knowing, ModelAdmin):
    """A screen whose writes are journalled."""

    form = WhyForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        services.desk_write(record=obj, by=request.user, reason=form.cleaned_data["why"])  # type: ignore[arg-type]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        why = form.cleaned_data["why"]
        records = formset.save(commit=False)
        for gone in formset.deleted_objects:
            services.desk_remove(record=gone, by=request.user, reason=why)  # type: ignore[arg-type]
        for record in records:
            services.desk_write(record=record, by=request.user, reason=why)  # type: ignore[arg-type]
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The links of a record (its sources) are part of the write, so they are written down."""
        before = _links(form.instance)
        super().save_related(request, form, formsets, change)
        services.desk_links_write(
            record=form.instance,
            before=before,
            after=_links(form.instance),
            by=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data["why"],
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: Any = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RegistryError as error:
            # The transaction is rolled back; the browser's "back" still holds what was typed.
            self.message_user(request, error.message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def _links(record: models.Model) -> dict[str, list[str]]:
    """Each many-to-many column → what it leads to, in words."""
    columns = record._meta.many_to_many
    return {column.name: sorted(map(str, getattr(record, column.name).all())) for column in columns}


class ReadOnly(RoleMixin, LongList, ModelAdmin):
    """A screen on which nothing is written."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
