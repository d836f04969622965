"""Text → words with offsets, the form in which every reader takes it."""

from registry.mentions.model import Word
from registry.names import fold
from registry.names import words as split


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order, each folded once."""
    return tuple(Word(w.text, w.start, w.end, fold(w.text)) for w in split(text))
