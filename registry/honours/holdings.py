"""What the published registry holds, award by award: read from the tally, never counted anew."""

from dataclasses import dataclass

from django.db.models import Max, Min, Q, Sum

from registry.honours.models import Award, YearTally


@dataclass(frozen=True, slots=True)
class Held:
    """How many conferrals, and the first and last year of which any is dated (`2024`, or None)."""

    conferrals: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """An award and how many conferrals of it are on record."""

    award: Award
    conferrals: int


def held_of(award: Award | None) -> Held:
    """What is held of one award, or of all."""
    rows = YearTally.objects.filter(conferrals__gt=0)
    if award is not None:
        rows = rows.filter(award=award)
    dated = ~Q(year="")
    found = rows.aggregate(
        count=Sum("conferrals"), first=Min("year", filter=dated), last=Max("year", filter=dated)
    )
    return Held(found["count"] or 0, found["first"], found["last"])


def holdings() -> list[Holding]:
    """Every award with the number of its conferrals, those without any included."""
    counts = dict(
        YearTally.objects.values_list("award").annotate(count=Sum("conferrals")).order_by()
    )
    awards = Award.objects.select_related("authority")
    return [Holding(award, counts.get(award.pk, 0)) for award in awards]


def per_year(award: Award | None) -> list[tuple[str, int]]:
    """(year, conferrals) of one award or of all, the earliest first; the undated last, as ''."""
    rows = YearTally.objects.filter(conferrals__gt=0)
    if award is not None:
        rows = rows.filter(award=award)
    counted = rows.order_by().values_list("year").annotate(count=Sum("conferrals"))
    return sorted(counted, key=lambda line: line[0] or "9999")
