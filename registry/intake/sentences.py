"""Running text → sentences with their offsets. A full stop after an initial ends nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[»\"”')\]]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]|\b(?:Mr|Mrs|Ms|Dr|St|No|Gen|Col|г|гг|им|ст|т|см|ж|т\.б))\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `article[start:end] == text`."""

    text: str
    start: int
    end: int


def sentences(article: str) -> Iterator[Sentence]:
    """The sentences of a text in order; line breaks end one too."""
    start = 0
    for match in _END.finditer(article):
        if _ABBREVIATION.search(article[start : match.end()]) and "\n" not in match.group():
            continue
        yield from _one(article, start, match.end())
        start = match.end()
    yield from _one(article, start, len(article))


def _one(article: str, start: int, end: int) -> Iterator[Sentence]:
    text = article[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    if text:
        yield Sentence(text, start + lead, start + lead + len(text))
