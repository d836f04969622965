"""A page from top to bottom: what stands where, and then the drawing of it.

Laying out and drawing are two steps, so that a test can look at the boxes.
"""

import io
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from registry.pictures.fonts import clipped, font, lines_of, width

WIDTH, MARGIN, TALLEST = 1080, 72, 1350
ROOM = WIDTH - 2 * MARGIN
PAPER, INK, QUIET, LINE = "#fbfaf7", "#1c2430", "#5c6675", "#dcd9d0"
ACCENT, ACCENT_INK, PALE, WARM = "#00677f", "#ffffff", "#d5e6ea", "#8a5a00"
SMALLEST = 30
MARK = "Marapat"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: its upper left corner, size in pixels and colour."""

    x: int
    y: int
    text: str
    size: int
    bold: bool = False
    colour: str = INK
    ground: str = PAPER
    struck: bool = False

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        face = font(self.size, self.bold)
        return self.x, self.y, self.x + width(self.text, face), self.y + height(self.size)


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle; `outlined`: only its border."""

    box: tuple[int, int, int, int]
    colour: str
    radius: int = 0
    outlined: bool = False


@dataclass(slots=True)
class Sheet:
    """What was laid out so far; `y` is where the next thing goes."""

    y: int = MARGIN
    blocks: list[Block] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def text(
        self,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = INK,
        most: int = 3,
        x: int = MARGIN,
        room: int = ROOM,
        struck: bool = False,
    ) -> None:
        """Lines of text from here down, at most so many."""
        face = font(size, bold)
        for line in clipped(lines_of(text, face, room), most, face, room):
            self.words.append(Words(x, self.y, line, size, bold, colour, struck=struck))
            self.y += height(size)

    def title(self, text: str, sizes: tuple[int, ...] = (76, 64, 54, 46)) -> None:
        """A title in the largest size in which it takes three lines, else the smallest."""
        for size in sizes:
            if len(lines_of(text, font(size, True), ROOM)) <= 3 or size == sizes[-1]:
                self.text(text, size, bold=True, most=4)
                return

    def gap(self, pixels: int) -> None:
        """Room."""
        self.y += pixels

    def rule(self) -> None:
        """A hairline across."""
        self.blocks.append(Block((MARGIN, self.y, WIDTH - MARGIN, self.y + 2), LINE))
        self.y += 2

    def finished(self) -> tuple[int, int]:
        """Put the mark at the foot; the size of the page."""
        self.gap(36)
        face = font(SMALLEST, True)
        at = WIDTH - MARGIN - width(MARK, face)
        self.words.append(Words(at, self.y, MARK, SMALLEST, True, ACCENT))
        return WIDTH, self.y + height(SMALLEST) + MARGIN // 2


def height(size: int) -> int:
    """From one line to the next."""
    return round(size * 1.36)


def png(sheet: Sheet) -> bytes:
    """Draw a sheet."""
    size = sheet.finished()
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    for block in sheet.blocks:
        fill, outline = (None, block.colour) if block.outlined else (block.colour, None)
        draw.rounded_rectangle(block.box, block.radius, fill=fill, outline=outline, width=3)
    for words in sheet.words:
        _draw_words(draw, words)
    out = io.BytesIO()
    # 64 colours are more than a page has; the file is a third as large.
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _draw_words(draw: ImageDraw.ImageDraw, words: Words) -> None:
    face = font(words.size, words.bold)
    draw.text((words.x, words.y), words.text, font=face, fill=words.colour)
    if words.struck:
        middle = words.y + round(words.size * 0.78)
        draw.line((words.x, middle, words.box[2], middle), fill=words.colour, width=3)
