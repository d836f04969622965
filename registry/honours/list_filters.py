"""Filters of the desk's lists: an index answers them, and no table is read for their choices."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.honours.models import Change, Conferral, YearTally
from registry.honours.querysets import undelivered_before
from registry.honours.selectors import returned_to, waiting_for


class InsigniaFilter(SimpleListFilter):
    """Insignia that were decreed months ago, and of which no presentation is known."""

    title = _("insignia")
    parameter_name = "insignia"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("undelivered", _("decreed and never presented"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "undelivered":
            return queryset
        return undelivered_before(timezone.localdate(), queryset)


class WaitingFilter(SimpleListFilter):
    """What waits for whoever looks."""

    title = _("waiting for me")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("review", _("submitted by others")), ("mending", _("returned to me"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        of = {"review": waiting_for, "mending": returned_to}.get(self.value() or "")
        return queryset.filter(pk__in=of(request.user).order_by()) if of else queryset


class YearFilter(SimpleListFilter):
    """The year of the date that counts. The choices are those of the tallies."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        years = YearTally.objects.exclude(year="").order_by("-year")
        return [(year, year) for year in years.values_list("year", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        year = self.value() or ""
        if not (year.isdecimal() and len(year) == 4):
            return queryset
        if "award__id__exact" in request.GET:
            # Every state there is: so worded, the index of an award's dates serves.
            queryset = queryset.filter(state__in=Conferral.State.values)
        return queryset.filter(counts_on__gte=year, counts_on__lt=str(int(year) + 1))


class ActionFilter(SimpleListFilter):
    """What was done; the choices are found by steps in the index, not by reading the journal."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        table = Change._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH RECURSIVE step(action) AS ("  # noqa: S608
                f"SELECT min(action) FROM {table} UNION ALL "
                f"SELECT (SELECT min(c.action) FROM {table} c WHERE c.action > step.action) "
                "FROM step WHERE step.action IS NOT NULL) "
                "SELECT action FROM step WHERE action IS NOT NULL"
            )
            return [(action, action) for (action,) in cursor.fetchall()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(action=self.value()) if self.value() else queryset


def among(field: str, words: Any, values: Mapping[str, Any]) -> type[SimpleListFilter]:
    """A filter by a column of known values (value → words): no row is read to gather them."""

    class Among(SimpleListFilter):
        title = words
        parameter_name = field

        def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
            return list(values.items())

        def queryset(self, request: HttpRequest, queryset: Any) -> Any:
            return queryset.filter(**{field: self.value()}) if self.value() else queryset

    return Among
