"""Words that tell what is asked or told: who, when, received, how many; and words that fill.

The vocabulary is `data/cues.csv`: a cue, a language, and forms; a form that ends in `*` matches
every word that begins so. A form of two words matches them side by side.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from registry.mentions.model import Word
from registry.names import fold

# Kazakh typed on a Russian keyboard: «кимдер», «калай» … every cue is met in this form as well.
_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноууги")

DATA = Path(__file__).parent / "data" / "cues.csv"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in the text: which, in which language, over which words."""

    name: str
    language: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Forms of cues: runs of whole words, and beginnings of words."""

    whole: dict[tuple[str, ...], list[tuple[str, str]]]
    prefixes: list[tuple[str, str, str]]

    def at(self, words: Sequence[Word], place: int) -> list[Cue]:
        """The cues that begin at one word."""
        found = []
        for length in (3, 2, 1):
            run = tuple(word.folded for word in words[place : place + length])
            if len(run) == length:
                found += [
                    Cue(name, language, place, place + length)
                    for name, language in self.whole.get(run, ())
                ]
        folded = words[place].folded
        return found + [
            Cue(name, language, place, place + 1)
            for prefix, name, language in self.prefixes
            if folded.startswith(prefix)
        ]


def read_vocabulary(path: Path, column: str) -> Vocabulary:
    """A table of `column`, language, forms (separated by bars), note."""
    whole: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    prefixes: list[tuple[str, str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in row["forms"].split("|"):
                text = form.strip()
                if text.endswith("*"):
                    prefixes.append((fold(text[:-1]), row[column], row["language"]))
                    continue
                words = tuple(fold(word) for word in text.split())
                for spelling in {words, tuple(w.translate(_KEYBOARD) for w in words)}:
                    whole.setdefault(spelling, []).append((row[column], row["language"]))
    return Vocabulary(whole, prefixes)


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return read_vocabulary(DATA, "cue")


def find_cues(words: Sequence[Word]) -> list[Cue]:
    """Every cue, in order. One word may be several (a verb that is also a filler)."""
    vocabulary = _vocabulary()
    return [cue for place in range(len(words)) for cue in vocabulary.at(words, place)]
