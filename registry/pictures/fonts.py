"""Type: loaded once, measured, broken into lines that fit."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).parent / "fonts"
FILES = {False: "NotoSans-Regular.ttf", True: "NotoSans-Bold.ttf"}
# What stands for a letter that the font lacks: never a box.
STRANGER = "·"

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=32)
def font(size: int, bold: bool = False) -> Font:
    """A font in a size of pixels."""
    return ImageFont.truetype(FOLDER / FILES[bold], size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> bool:
    """Whether the font has a shape of its own for a letter."""
    sample = font(40)
    if letter.isspace() or unicodedata.category(letter) in ("Mn", "Cf"):
        return letter == " "
    return bytes(sample.getmask(letter)) != bytes(sample.getmask("\U0010ffff"))


def legible(text: str) -> str:
    """The text as it can be drawn: composed, on one line, without what the font lacks."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (c for c in composed if unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Cs", "Co"))
    return "".join(c if _drawn(c) else STRANGER for c in kept)


def width(text: str, face: Font) -> int:
    """How wide a line is, in pixels."""
    return round(face.getlength(text))


def lines_of(text: str, face: Font, room: int) -> list[str]:
    """The text in lines of at most `room` pixels; a word that is wider is broken."""
    lines = [""]
    for word in legible(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, face) <= room:
            lines[-1] = longer
            continue
        pieces = _pieces(word, face, room)
        lines += pieces if lines[-1] else [*pieces]
        lines = [line for line in lines if line]
    return [line for line in lines if line]


def _pieces(word: str, face: Font, room: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, face) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def clipped(lines: list[str], most: int, face: Font, room: int) -> list[str]:
    """At most so many lines; the last ends in an ellipsis where something was left out."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + "…", face) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]
