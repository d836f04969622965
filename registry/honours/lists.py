"""How the admin lists a million rows: nothing is counted to its end, nothing sorted that is not
kept in order.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.admin import display
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import checkbox

from registry.accounts.language import active_language

# A list is counted, and can be paged through, as far as this.
COUNTED = 5_000


class CappedPaginator(Paginator):
    """Pages of the first rows; where there are more, it says so and the list is to be narrowed."""

    template_name = "honours/pagination.html"

    @cached_property
    def _reached(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return rows.order_by()[: COUNTED + 1].count()

    def _get_page(self, object_list: Any, number: int, paginator: Any) -> Page:
        """The keys of the page from an index alone, and of these the rows with all they show.

        Else a database reads and sorts whole rows, of which it throws away all but a page.
        """
        rows = self.object_list
        if isinstance(object_list, QuerySet) and isinstance(rows, QuerySet):
            object_list = rows.filter(pk__in=object_list.values("pk"))
        return Page(object_list, number, paginator)

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through."""
        return min(self._reached, COUNTED)

    @property
    def told(self) -> str:
        """How many there are, in words."""
        if self._reached > COUNTED:
            return _("The first {count}. There are more: search, or filter the list.").format(
                count=COUNTED
            )
        return ngettext("{count} row", "{count} rows", self.count).format(count=self.count)


_ANY = 'value="any"'


@lru_cache(maxsize=8)
def _checkbox(lang: str) -> str:
    """The box by which a row is selected, in a language, of no row in particular."""
    return checkbox.render(ACTION_CHECKBOX_NAME, "any")


class LongList:
    """What an admin of a long table takes beside its theme: first of its bases.

    `sortable_by` names the columns of which an index keeps the order; a click on any other would
    sort the whole table. `finder` narrows the rows by what is typed into the search, of a list and
    of an autocomplete, where a look at every row of `search_fields` would take too long.
    """

    finder: Callable[["QuerySet[Any]", str], "QuerySet[Any]"] | None = None

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    sortable_by: Any = ()

    @display(description="")
    def action_checkbox(self, obj: Model) -> SafeString:
        """Rendered once: the theme's own renders a template for each row."""
        box = _checkbox(active_language())
        return SafeString(box.replace(_ANY, f'value="{escape(obj.pk)}"'))

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """What the finder finds; without one, Django's own search."""
        if self.finder is None:
            return super().get_search_results(request, queryset, search_term)  # type: ignore[misc]
        if not search_term.strip():
            return queryset, False
        return self.finder(queryset, search_term), False


class KnowingForm(forms.ModelForm):
    """A form whose autocompletes know the record that it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete):
                widget.shown = self.instance


class Knowing:
    """What an admin with a `KnowingForm` takes beside its theme: before it in its bases."""

    admin_site: Any
    autocomplete_fields: Any

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            using = kwargs.get("using")
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site, using=using)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that asks for nothing where the record that it shows is at hand.

    Django reads the chosen record of each by a query of its own, in a table of parts for each row.
    """

    shown: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        """The one chosen record as the only option, and the empty one where it may be left out."""
        cache = self.shown._state.fields_cache if self.shown is not None else {}
        known = cache.get(self.field.name)
        if known is None or [str(one) for one in value] != [str(known.pk)]:
            return super().optgroups(name, value, attrs)
        options = []
        if not self.is_required:
            options.append(self.create_option(name, "", "", False, 0))
        label = self.choices.field.label_from_instance(known)
        options.append(self.create_option(name, known.pk, label, True, len(options)))
        return [(None, options, 0)]
