"""Walking over words: what stands at a place takes its words, and the walk goes on behind it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from registry.mentions.model import Mention, Word

M = TypeVar("M", bound=Mention)


def scan(words: Sequence[Word], at: Callable[[Sequence[Word], int], M | None]) -> list[M]:
    """Every mention that `at` finds, in order and without overlap."""
    found: list[M] = []
    place = 0
    while place < len(words):
        mention = at(words, place)
        if mention is None:
            place += 1
        else:
            found.append(mention)
            place = mention.last
    return found
