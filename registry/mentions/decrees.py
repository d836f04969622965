"""Decrees in a text, by number: «указом № 645», "Decree No. 645", «№ 645 Жарлықпен»."""

import re
from collections.abc import Sequence

from registry.mentions.date_reading import YEAR_WORD
from registry.mentions.model import DecreeMention, Word
from registry.mentions.months import month_of
from registry.names import fold

_NOUN = r"(?:указ\w*|жарлы\w*|decree|распоряжени\w*|өкім\w*)"
_SIGN = r"(?:№|n[ou]?\.?|number)"
_BEFORE = re.compile(rf"{_NOUN}[^\d\n]{{0,24}}?{_SIGN}?\s*(\d{{1,5}})(?![\d.\-–])", re.IGNORECASE)
_AFTER = re.compile(rf"{_SIGN}\s*(\d{{1,5}})(?![\d.])[^\d\n]{{0,24}}?{_NOUN}", re.IGNORECASE)
_KAZAKH = re.compile(r"\b(\d{1,7})(?:-?(?:ші|шы))?\s+жарл\w*", re.IGNORECASE)
_BARE = re.compile(r"№\s*(\d{1,7})(?![\d.])")


def find_decrees(text: str, words: Sequence[Word]) -> list[DecreeMention]:
    """Every decree's number; its date is a date like any other."""
    found: dict[int, DecreeMention] = {}
    for pattern in (_BEFORE, _AFTER, _KAZAKH, _BARE):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            number = next(
                (n for n, word in enumerate(words) if word.start <= start < word.end), None
            )
            # «Указом от 6 сентября 2024» holds a day, not a number.
            if number is None:
                continue
            if pattern is not _BARE and not _signed(match) and _is_date(match.group(1), text, end):
                continue
            found.setdefault(start, DecreeMention(start, end, number, number + 1, match.group(1)))
    return [found[start] for start in sorted(found)]


def _signed(match: "re.Match[str]") -> bool:
    signed = rf"(?:№|\b{_SIGN})\s*{match.group(1)}\b"
    return bool(re.search(signed, match.group(), re.IGNORECASE))


def _is_date(number: str, text: str, end: int) -> bool:
    """A year, or what a month or the word for year follows: no number of an act."""
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return True
    after = re.match(r"\s*([^\W\d]+)", text[end : end + 20])
    word = fold(after.group(1)) if after else ""
    return month_of(word) is not None or bool(YEAR_WORD.match(word))
