"""What the registry holds, to be looked at: conferrals per year and country, coverage per award.

Everything is read from the tallies that the services keep: a few thousand rows, never a conferral.
The numbers stand beside each picture as a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.accounts.language import active_language
from registry.honours.models import Award
from registry.honours.statistics import Line, Scope, counted
from registry.wording import country_name

# The rest of the countries are told as one.
COUNTRIES = 12
# A first country so much greater than the second would flatten all the others.
_GREATER = 4
# The steps of the heat table: 1, 10, 100 … conferrals of one award in one year.
STEPS = 5
_WIDTH, _HEIGHT, _BELOW, _ABOVE, _LEFT = 3400, 1500, 160, 60, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of the picture."""

    label: str
    number: int
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    mark: str = ""

    @property
    def middle(self) -> int:
        """Where its mark stands."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words: `said` are sentences beside the bars."""

    title: str
    bars: Sequence[Bar]
    said: Sequence[str]
    heads: tuple[str, str]
    width: int = _WIDTH
    height: int = _HEIGHT
    floor: int = _HEIGHT - _BELOW


@dataclass(frozen=True, slots=True)
class Cell:
    """One award in one year; `step` is 0 for none, up to STEPS for the most."""

    year: int
    number: int
    step: int


@dataclass(frozen=True, slots=True)
class Row:
    """One award over the years; `total` counts the undated too."""

    name: str
    pk: int
    total: int
    cells: Sequence[Cell]

    def as_cells(self) -> SafeString:
        """The cells of a table. There are thousands, nothing but numbers: no loop of a template."""
        return SafeString(
            "".join(
                f'<td class="h{c.step}" title="{c.year}: {c.number}"><span>{c.number}</span></td>'
                for c in self.cells
            )
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Award by award, year by year. `bare` are those of which nothing is held."""

    title: str
    years: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    bare: Sequence[str]
    heads: tuple[str, str]


def figures() -> dict[str, Any]:
    """All pictures of the front page, in two queries."""
    held = _held()
    per_year: dict[str, int] = {}
    for _award, years in held:
        for year, number in years.items():
            per_year[year] = per_year.get(year, 0) + number
    return {
        "years": year_chart(per_year),
        "countries": country_chart(counted("country", Scope())),
        "coverage": coverage_table(held, sorted(year for year in per_year if year)),
        "say": {
            "numbers": _("In numbers"),
            "none": _("Nothing is published yet."),
            "bare": _("Nothing is held of:"),
            "scroll": _("Awards by year"),
        },
    }


Held = Sequence[tuple[Award, Mapping[str, int]]]
_NAMES = [f"{part}_{lang}" for part in ("short", "name") for lang in ("kk", "ru", "en")]


def _held() -> Held:
    """Every award with its published conferrals of each year ('': no date is known)."""
    columns = ("id", "slug", *_NAMES)
    rows = Award.objects.order_by("slug").values_list(
        *columns, "tallies__year", "tallies__conferrals"
    )
    found: dict[int, tuple[Award, dict[str, int]]] = {}
    for *values, year, number in rows:
        award = found.get(values[0])
        if award is None:
            award = Award(**dict(zip(columns, values, strict=True))), {}
            found[values[0]] = award
        if number:
            award[1][year] = number
    return list(found.values())


def year_chart(per_year: Mapping[str, int]) -> Chart:
    """A bar for each year from the first to the last, those of none as well."""
    dated = {int(year): number for year, number in per_year.items() if year}
    said = []
    if per_year.get(""):
        said.append(_("No date is known: {n}").format(n=f"{per_year['']:,}".replace(",", " ")))
    bars = []
    if dated:
        first, last = min(dated), max(dated)
        most = max(dated.values())
        room, slot = _HEIGHT - _BELOW - _ABOVE, (_WIDTH - 2 * _LEFT) // (last - first + 1)
        slot = min(slot, 300)
        for at, year in enumerate(range(first, last + 1)):
            number = dated.get(year, 0)
            height = max(room * number // most, 12 if number else 0)
            mark = str(year) if year % (5 if slot < 200 else 1) == 0 else ""
            bars.append(
                Bar(
                    str(year),
                    number,
                    _LEFT + at * slot,
                    _HEIGHT - _BELOW - height,
                    max(slot * 3 // 4, 1),
                    height,
                    mark,
                )  # fmt: skip
            )
    return Chart(_("Conferrals per year"), bars, said, (_("Year"), _("Conferrals")))


def country_chart(lines: Sequence[Line]) -> Chart:
    """A bar for each of the first countries; one that dwarfs the others is told in words."""
    lang = active_language()
    known = [line for line in lines if line.key]
    said = []
    if len(known) > 1 and known[0].conferrals > _GREATER * known[1].conferrals:
        said.append(_told(country_name(known[0].key, lang), known[0].conferrals))
        known = known[1:]
    rest = sum(line.conferrals for line in known[COUNTRIES:])
    if rest:
        said.append(_told(_("other countries"), rest))
    said += [_told(_("not known"), line.conferrals) for line in lines if not line.key]
    most = known[0].conferrals if known else 1
    bars = [
        Bar(
            country_name(line.key, lang),
            line.conferrals,
            width=max(100 * line.conferrals // most, 1),
        )
        for line in known[:COUNTRIES]
    ]
    return Chart(
        _("Conferrals per country of citizenship"), bars, said, (_("Country"), _("Conferrals"))
    )


def _told(name: str, number: int) -> str:
    grouped = f"{number:,}".replace(",", " ")
    return f"{name}: {grouped}"


def coverage_table(held: Held, years: Sequence[str]) -> Coverage:
    """The awards with most first; every year from the first to the last."""
    lang = active_language()
    span = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    rows = [
        Row(
            award.short_in(lang),
            award.pk,
            sum(numbers.values()),
            [Cell(int(year), n := numbers.get(year, 0), _step(n)) for year in span],
        )
        for award, numbers in held
        if numbers
    ]
    return Coverage(
        title=_("Coverage per award and year"),
        years=[(year, year[2:] if int(year) % 5 == 0 else "") for year in span],
        rows=sorted(rows, key=lambda row: -row.total),
        bare=[award.short_in(lang) for award, numbers in held if not numbers],
        heads=(_("Award"), _("all")),
    )


def _step(number: int) -> int:
    """1 from one conferral, 2 from ten, 3 from a hundred …"""
    return min(len(str(number)), STEPS) if number else 0
