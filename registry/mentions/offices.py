"""Offices and callings in a text. The vocabulary is `data/offices.csv`, matched as cues are."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from registry.mentions.cues import Vocabulary, read_vocabulary
from registry.mentions.model import OfficeMention, Word

DATA = Path(__file__).parent / "data" / "offices.csv"


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return read_vocabulary(DATA, "key")


def find_offices(text: str, words: Sequence[Word]) -> list[OfficeMention]:
    """Every office, in order, the longest form first."""
    found: list[OfficeMention] = []
    vocabulary = _vocabulary()
    place = 0
    while place < len(words):
        cues = vocabulary.at(words, place)
        if not cues:
            place += 1
            continue
        cue = max(cues, key=lambda c: c.last)
        start, end = words[cue.first].start, words[cue.last - 1].end
        found.append(OfficeMention(start, end, cue.first, cue.last, cue.name))
        place = cue.last
    return found
