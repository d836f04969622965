"""How the admin lists a million rows: nothing is counted to its end, nothing sorted that is not
kept in order.
"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A list is counted, and can be paged through, as far as this.
COUNTED = 10_000


class CappedPaginator(Paginator):
    """Pages of the first rows; where there are more, it says so and the list is to be narrowed."""

    template_name = "honours/pagination.html"

    @cached_property
    def _reached(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return rows.order_by()[: COUNTED + 1].count()

    @cached_property
    def count(self) -> int:  # type: ignore[override]
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


class LongList:
    """What an admin of a long table takes beside its theme: first of its bases.

    `sortable_by` names the columns of which an index keeps the order; a click on any other would
    sort the whole table.
    """

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    sortable_by: Any = ()
