"""Cards: an award with its degrees and facts; a person with the honours on record.

The registry holds nothing about the colours of ribbons, so none are drawn: the bars are the
house's own, one for each honour, with as many stripes as the degree is high.
"""

from dataclasses import dataclass

from registry.pictures.fonts import font, lines_of, width
from registry.pictures.layout import (
    ACCENT,
    ACCENT_INK,
    LINE,
    MARGIN,
    PALE,
    QUIET,
    ROOM,
    SMALLEST,
    TALLEST,
    WARM,
    WIDTH,
    Block,
    Sheet,
    Words,
    height,
    png,
)

BAR, BAR_HIGH, BAR_GAP = 88, 34, 12
BARS_IN_ROW = 9
MOST_BARS = 27
FOOT = 150
SHADES = (ACCENT, "#2f8499", "#1c4f66")


@dataclass(frozen=True, slots=True)
class AwardCard:
    """An award in the reader's language: names, degrees, and sentences that are on record."""

    name: str
    detail: str
    grades: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour of a person. `rank` 0: no degree, or not stated; `mark`: what became of it."""

    name: str
    when: str
    rank: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RecipientCard:
    """A person in the reader's language; `more` says in words how many honours are not listed."""

    name: str
    detail: str
    honours: tuple[Honour, ...]
    total: str
    more: str = "+{count}"


def award_card(card: AwardCard) -> bytes:
    """The card as PNG, 1080 pixels wide."""
    return png(award_sheet(card))


def recipient_card(card: RecipientCard) -> bytes:
    """The card as PNG, 1080 pixels wide."""
    return png(recipient_sheet(card))


def award_sheet(card: AwardCard) -> Sheet:
    """Where everything of an award's card stands."""
    sheet = Sheet()
    sheet.title(card.name)
    if card.detail:
        sheet.gap(8)
        sheet.text(card.detail, 36, colour=QUIET, most=2)
    if card.grades:
        sheet.gap(28)
        _chips(sheet, card.grades)
    sheet.gap(32)
    sheet.rule()
    for fact in card.facts:
        sheet.gap(20)
        if sheet.y + 3 * height(36) + FOOT > TALLEST:
            break
        sheet.text(fact, 36, most=3)
    return sheet


def recipient_sheet(card: RecipientCard) -> Sheet:
    """Where everything of a person's card stands."""
    sheet = Sheet()
    sheet.title(card.name)
    if card.detail:
        sheet.gap(8)
        sheet.text(card.detail, 36, colour=QUIET, most=2)
    sheet.gap(28)
    _bars(sheet, card.honours)
    if card.total:
        sheet.gap(20)
        sheet.text(card.total, 34, colour=ACCENT, bold=True, most=2)
    sheet.gap(20)
    for told, honour in enumerate(card.honours):
        room = sheet.y + 22 + 2 * height(38) + height(32) + height(SMALLEST) + FOOT
        if room > TALLEST:
            sheet.gap(18)
            left = len(card.honours) - told
            sheet.text(card.more.format(count=left), 34, colour=QUIET, most=1)
            break
        _honour(sheet, honour)
    return sheet


def _honour(sheet: Sheet, honour: Honour) -> None:
    sheet.rule()
    sheet.gap(20)
    ended = bool(honour.mark)
    sheet.text(
        honour.name, 38, bold=not ended, most=2, struck=ended, colour=QUIET if ended else WARM
    )
    said = f"{honour.when} · {honour.mark}" if ended else honour.when
    if said:
        sheet.text(said, 32, colour=QUIET, most=1)
    sheet.gap(18)


def _bars(sheet: Sheet, honours: tuple[Honour, ...]) -> None:
    """One bar for each honour, in rows; so many stripes as the degree is high."""
    shown = honours[:MOST_BARS]
    for place, honour in enumerate(shown):
        row, column = divmod(place, BARS_IN_ROW)
        left = MARGIN + column * (BAR + BAR_GAP)
        top = sheet.y + row * (BAR_HIGH + BAR_GAP)
        box = (left, top, left + BAR, top + BAR_HIGH)
        if honour.mark:
            sheet.blocks.append(Block(box, LINE, 4, outlined=True))
            continue
        sheet.blocks.append(Block(box, SHADES[place % len(SHADES)], 4))
        for stripe in range(max(0, 4 - honour.rank) if 0 < honour.rank < 4 else 0):
            x = left + 16 + stripe * 16
            sheet.blocks.append(Block((x, top + 1, x + 6, top + BAR_HIGH - 1), PALE))
    rows = -(-len(shown) // BARS_IN_ROW)
    sheet.y += rows * (BAR_HIGH + BAR_GAP)


def _chips(sheet: Sheet, names: tuple[str, ...]) -> None:
    """The degrees, each in a field of its own; a name that is too long is broken into lines."""
    face = font(32, True)
    x = MARGIN
    tall = height(32) + 20
    for name in names[:6]:
        text = lines_of(name, face, ROOM - 48)[:1] or [""]
        wide = width(text[0], face) + 48
        if x + wide > WIDTH - MARGIN and x > MARGIN:
            x, sheet.y = MARGIN, sheet.y + tall + 14
        sheet.blocks.append(Block((x, sheet.y, x + wide, sheet.y + tall), ACCENT, tall // 2))
        sheet.words.append(Words(x + 24, sheet.y + 8, text[0], 32, True, ACCENT_INK, ground=ACCENT))
        x += wide + 14
    sheet.y += tall
