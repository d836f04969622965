"""A chart of years: one bar a year, years without a record left empty, the highest picked out."""

from dataclasses import dataclass

from registry.pictures.fonts import font, width
from registry.pictures.layout import (
    ACCENT,
    INK,
    LINE,
    MARGIN,
    QUIET,
    ROOM,
    SMALLEST,
    WARM,
    WIDTH,
    Block,
    Sheet,
    Words,
    height,
    png,
)

HIGH = 560
MOST = 60


@dataclass(frozen=True, slots=True)
class YearChart:
    """Counts by year, in the reader's language; `note` says what is not in the chart."""

    title: str
    subtitle: str
    counts: tuple[tuple[int, int], ...]
    note: str = ""


def year_chart(chart: YearChart) -> bytes:
    """The chart as PNG, 1080 pixels wide."""
    return png(chart_sheet(chart))


def chart_sheet(chart: YearChart) -> Sheet:
    """Where everything of the chart stands. Of more than sixty years the last sixty are drawn."""
    sheet = Sheet()
    sheet.title(chart.title, (60, 50, 42))
    if chart.subtitle:
        sheet.gap(8)
        sheet.text(chart.subtitle, 34, colour=QUIET, most=2)
    sheet.gap(56)
    counts = dict(chart.counts)
    if counts:
        last = max(counts)
        years = range(max(min(counts), last - MOST + 1), last + 1)
        _plot(sheet, {year: counts.get(year, 0) for year in years})
    if chart.note:
        sheet.gap(24)
        sheet.text(chart.note, SMALLEST, colour=QUIET, most=3)
    return sheet


def _plot(sheet: Sheet, counts: dict[int, int]) -> None:
    most = max(counts.values())
    foot = sheet.y + HIGH
    step = _step(most)
    for value in range(0, most + 1, step):
        y = foot - round(HIGH * value / most)
        sheet.blocks.append(Block((MARGIN, y, WIDTH - MARGIN, y + 2), LINE))
        if value and most - value >= step * 0.4:
            sheet.words.append(
                Words(MARGIN, y - height(SMALLEST), f"{value}", SMALLEST, False, QUIET)
            )
    face = font(SMALLEST, False)
    left = MARGIN + width(f"{most}", face) + 20
    slot = (WIDTH - MARGIN - left) / len(counts)
    top = max(counts, key=lambda year: (counts[year], year))
    labelled = _labelled(list(counts), slot)
    for place, (year, count) in enumerate(counts.items()):
        x = left + place * slot
        y = foot - round(HIGH * count / most)
        if count:
            inner = max(2, round(slot * 0.78))
            pad = min(round((slot - inner) / 2), 20)
            box = (round(x) + pad, min(y, foot - 3), round(x) + pad + min(inner, 160), foot)
            sheet.blocks.append(Block(box, WARM if year == top else ACCENT, 3))
        if year in labelled:
            _label(sheet, f"{year}", x + slot / 2, foot + 10, INK)
    place = list(counts).index(top)
    _label(sheet, f"{most}", left + place * slot + slot / 2, foot - HIGH - height(34) - 2, WARM, 34)
    sheet.y = foot + 10 + height(SMALLEST)


def _label(
    sheet: Sheet, text: str, middle: float, y: int, colour: str, size: int = SMALLEST
) -> None:
    wide = width(text, font(size, size > SMALLEST))
    x = min(max(MARGIN, round(middle - wide / 2)), MARGIN + ROOM - wide)
    sheet.words.append(Words(x, y, text, size, size > SMALLEST, colour))


def _labelled(years: list[int], slot: float) -> set[int]:
    """Years that are named: as many as have room, the round ones rather than the others."""
    wide = width("2024", font(SMALLEST, False))
    # The last one is moved inwards where it would stand beyond the margin.
    needed = wide + 16 + max(0, (wide - slot) / 2)
    every = next(n for n in (1, 2, 5, 10, 20) if n * slot >= needed or n == 20)
    return {year for year in years if year % every == 0} or {years[-1]}


def _step(most: int) -> int:
    """Between two lines: 1, 2 or 5 times a power of ten, with at most five lines."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most / step <= 5:
                return step
        size *= 10
