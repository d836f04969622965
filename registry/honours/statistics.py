"""How many conferrals there are of what, read from the tallies: a few thousand rows, not all."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from registry.honours.models import (
    Award,
    Conferral,
    CountryTally,
    OfficeTally,
    Recipient,
    YearTally,
)

# What can be counted by → the tally and its column.
_BY: dict[str, tuple[Any, str]] = {
    "year": (YearTally, "year"),
    "award": (YearTally, "award__slug"),
    "country": (CountryTally, "country"),
    "office": (OfficeTally, "office"),
}
COUNTED_BY = tuple(_BY)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which conferrals are counted: of one award or all, from one year to another, both included.

    The year is that of the date that counts: the act's, or the presentation's where no other is
    known. Where a year is given, those of no known date are left out.
    """

    award: Award | None = None
    first: int | None = None
    last: int | None = None

    def narrow(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """The rows of a tally that fall in the scope."""
        rows = rows.filter(conferrals__gt=0).order_by()
        if self.award is not None:
            rows = rows.filter(award=self.award)
        if self.first is not None or self.last is not None:
            years = (f"{self.first or 1:04}", f"{self.last or 9999:04}")
            rows = rows.filter(year__range=years)
        return rows


class Line(NamedTuple):
    """How many of one year (`2024`), award (its slug), country or office; '': not known."""

    key: str
    conferrals: int


def counted(by: str, scope: Scope) -> list[Line]:
    """The lines of a statistic: years in order, all else by number; what is not known last."""
    table, column = _BY[by]
    rows = scope.narrow(table.objects.all()).values_list(column).annotate(n=Sum("conferrals"))
    lines = [Line(key, number) for key, number in rows]
    if by == "year":
        return sorted(lines, key=lambda line: line.key or "9999")
    return sorted(lines, key=lambda line: (not line.key, -line.conferrals, line.key))


def total(scope: Scope, *, country: str = "", office: str = "") -> int:
    """How many conferrals are in the scope, each counted once: all, those on citizens of one
    country, or those on holders of one office.
    """
    table: QuerySet[Any] = YearTally.objects.all()
    if country:
        table = CountryTally.objects.filter(country=country)
    elif office:
        table = OfficeTally.objects.filter(office=office)
    return scope.narrow(table).aggregate(n=Sum("conferrals"))["n"] or 0


@dataclass(frozen=True, slots=True)
class AwardHeld:
    """What is held of one award; the years are those of dated conferrals, or None."""

    award: Award
    conferrals: int
    undated: int
    contested: int
    first_year: str | None
    last_year: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """What the published registry holds. `first` and `last`: dates, as precise as known."""

    recipients: int
    first: str | None
    last: str | None
    awards: tuple[AwardHeld, ...]

    def total(self, column: str) -> int:
        """The sum of a column over the awards."""
        return sum(getattr(row, column) for row in self.awards)


def held() -> Held:
    """What the registry covers, without a scan: by the tallies and the ends of an index."""
    dated = ~Q(year="")
    figures: dict[int, dict[str, Any]] = {
        row["award"]: dict(row)
        for row in YearTally.objects.filter(conferrals__gt=0)
        .order_by()
        .values("award")
        .annotate(
            n=Sum("conferrals"),
            undated=Sum("conferrals", filter=~dated),
            first=Min("year", filter=dated),
            last=Max("year", filter=dated),
        )
    }
    published = Conferral.objects.published()
    differing = published.filter(contested=True).order_by().values_list("award")
    contested = dict(differing.annotate(n=Count("pk")))
    days = published.dated().values_list("counts_on", flat=True)
    return Held(
        recipients=Recipient.objects.filter(honours__gt=0).count(),
        first=days.order_by("counts_on", "id").first(),
        last=days.order_by("-counts_on", "-id").first(),
        awards=tuple(
            _of(award, figures.get(award.pk, {}), contested.get(award.pk, 0))
            for award in Award.objects.order_by("slug")
        ),
    )


def _of(award: Award, row: dict[str, Any], contested: int) -> AwardHeld:
    return AwardHeld(
        award,
        row.get("n") or 0,
        row.get("undated") or 0,
        contested,
        row.get("first"),
        row.get("last"),
    )
