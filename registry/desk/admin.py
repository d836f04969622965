"""The admin's pages of records that have screens of the desk: ways there, and namesakes seen."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from registry.accounts.language import active_language
from registry.desk.people.likely import likely
from registry.honours.admin import DecreeAdmin, RecipientAdmin
from registry.honours.models import Decree, Recipient, RecipientName

admin.site.unregister(Decree)
admin.site.unregister(Recipient)


@admin.register(Decree)
class DecreesAdmin(DecreeAdmin):
    """Decrees, with the way to the entry screen."""

    actions_list = ("enter",)
    actions_detail: tuple[str, ...] = (*DecreeAdmin.actions_detail, "enter_rows")  # type: ignore[assignment]

    @action(description=_("Enter a decree"), url_path="enter", permissions=["add"])
    def enter(self, request: HttpRequest) -> HttpResponse:
        """To the entry screen, empty."""
        return HttpResponseRedirect(reverse("desk_decree_new"))

    @action(description=_("Enter conferrals"), url_path="rows", permissions=["change"])
    def enter_rows(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the entry screen, with this decree."""
        return HttpResponseRedirect(reverse("desk_decree", args=[object_id]))


@admin.register(Recipient)
class RecipientsAdmin(RecipientAdmin):
    """Recipients; whoever enters a name is told who else is written so."""

    actions_detail = ("who_is_who",)

    @action(description=_("Namesakes, merging"), url_path="who", permissions=["view"])
    def who_is_who(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the namesakes of this recipient."""
        return HttpResponseRedirect(reverse("desk_person", args=[object_id]))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        written = [
            name.text
            for formset in formsets
            if formset.model is RecipientName
            for name in (*formset.new_objects, *(row for row, _columns in formset.changed_objects))
        ]
        if written:
            self._warn(request, form.instance, written)

    def _warn(self, request: HttpRequest, person: Recipient, names: list[str]) -> None:
        found = likely(names, active_language(), besides=dict.fromkeys(names, person.pk))
        others = {one.pk: one for listed in found.values() for one in listed}
        for one in others.values():
            told = format_html(
                '{} <b>{}</b> · {} ({}) <a href="{}" class="underline">{}</a>',
                _("Likely the same person is on record:"),
                one.name,
                " · ".join(one.facts) or one.public_id,
                "; ".join(one.reasons),
                reverse("desk_person", args=[person.pk]),
                _("Compare"),
            )
            self.message_user(request, told, messages.WARNING)
