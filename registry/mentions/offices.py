"""Offices and callings in a text, by the vocabulary of `honours.offices`, matched as cues are."""

from collections.abc import Sequence
from functools import lru_cache

from registry.honours.offices import VOCABULARY
from registry.mentions.cues import Vocabulary, read_vocabulary
from registry.mentions.model import OfficeMention, Word
from registry.mentions.scan import scan


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return read_vocabulary(VOCABULARY, "key", forms="asked")


def find_offices(text: str, words: Sequence[Word]) -> list[OfficeMention]:
    """Every office, in order, the longest form first."""
    return scan(words, _at)


def _at(words: Sequence[Word], place: int) -> OfficeMention | None:
    cue = max(_vocabulary().at(words, place), key=lambda found: found.last, default=None)
    if cue is None:
        return None
    start, end = words[cue.first].start, words[cue.last - 1].end
    return OfficeMention(start, end, cue.first, cue.last, cue.name)
