"""Words that tell what is asked or told: who, when, received, how many; and words that fill.

The vocabulary is `data/cues.csv`: a cue, a language, and forms. A form is one to four words; a word
of it that ends in `*` matches every word that begins so. Kazakh is met as well as people type it
on a Russian keyboard, and Kazakh and Russian as they type them in Latin letters.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.mentions.forms import plain
from registry.mentions.model import Word
from registry.names import fold

# Kazakh typed on a Russian keyboard: «кимдер», «калай» … every cue is met in this form as well.
_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноууги")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LONGEST = 4
_LATIN_SHORTEST = 3
_SLIP_LENGTH = 5

DATA = Path(__file__).parent / "data" / "cues.csv"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in the text: which, in which language, over which words."""

    name: str
    language: str
    first: int
    last: int


Meaning = tuple[str, str]


@dataclass(slots=True)
class _Table:
    """Forms in one way of writing: runs of whole words, and runs with an open ending."""

    whole: dict[tuple[str, ...], list[Meaning]] = field(default_factory=dict)
    open: dict[str, list[tuple[tuple[str, ...], Meaning]]] = field(default_factory=dict)

    def add(self, parts: tuple[str, ...], meaning: Meaning) -> None:
        if any(part.endswith("*") for part in parts):
            bucket = self.open.setdefault(parts[0].rstrip("*")[:2], [])
            bucket.append((parts, meaning))
        else:
            self.whole.setdefault(parts, []).append(meaning)

    def at(self, words: Sequence[str]) -> Iterator[tuple[Meaning, int]]:
        """Each meaning of the run that begins with the first word, and its length."""
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for meaning in self.whole.get(tuple(words[:length]), ()):
                yield meaning, length
        for parts, meaning in self.open.get(words[0][:2], ()):
            if len(parts) <= len(words) and all(map(_fits, words, parts)):
                yield meaning, len(parts)


def _fits(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@dataclass(slots=True)
class Vocabulary:
    """Forms of cues, as they are written and in plain Latin letters."""

    written: _Table = field(default_factory=_Table)
    keyboard: _Table = field(default_factory=_Table)
    latin: _Table = field(default_factory=_Table)

    def add(self, form: str, name: str, language: str) -> None:
        """Learn one form."""
        parts = tuple(fold(part) for part in form.split())
        self.written.add(parts, (name, language))
        typed = tuple(part.translate(_KEYBOARD) for part in parts)
        if typed != parts:
            self.keyboard.add(typed, (name, language))
        if language != "en":
            plain_parts = tuple(_plain(part) for part in parts)
            if all(len(part) >= _LATIN_SHORTEST for part in plain_parts):
                self.latin.add(plain_parts, (name, language))

    def at(self, words: Sequence[Word], place: int) -> list[Cue]:
        """The cues that begin at one word."""
        run = [word.folded for word in words[place : place + _LONGEST]]
        found = {(*meaning, length): None for meaning, length in self.written.at(run)}
        # Inside a sentence a capital begins a name: Ким is not «кім».
        if not place or not words[place].text[:1].isupper():
            found |= {(*meaning, length): None for meaning, length in self.keyboard.at(run)}
        if _in_latin(run[0]):
            latin = [plain(word) for word in run]
            found |= {(*m, length): None for m, length in self.latin.at(latin) if latin[0]}
        return [Cue(name, language, place, place + length) for name, language, length in found]


def _in_latin(word: str) -> bool:
    """Whether a word is written in Latin letters, those of the Kazakh alphabets (ǵ, ń) included."""
    return word.isalpha() and not _CYRILLIC.search(word)


def _plain(part: str) -> str:
    return plain(part.rstrip("*")) + ("*" if part.endswith("*") else "")


def read_vocabulary(path: Path, column: str, *, forms: str = "forms") -> Vocabulary:
    """A table of `column`, language and a column of forms, separated by bars."""
    vocabulary = Vocabulary()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in row[forms].split("|"):
                if form.strip():
                    vocabulary.add(form.strip(), row[column], row["language"])
    return vocabulary


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return read_vocabulary(DATA, "cue")


def find_cues(words: Sequence[Word]) -> list[Cue]:
    """Every cue, in order. One word may be several (a verb that is also a filler)."""
    vocabulary = _vocabulary()
    found = [cue for place in range(len(words)) for cue in vocabulary.at(words, place)]
    return _of_one_language(words, found)


def _of_one_language(words: Sequence[Word], cues: list[Cue]) -> list[Cue]:
    """In Latin letters «kim», «men», «kto» are Kazakh or Russian words, or English ones, or names.

    The language to which most of the Latin words belong has them; English fills the rest, as
    Kazakh and Russian words that lose may be somebody's name (Kim).
    """
    latin = {place for place, word in enumerate(words) if _in_latin(word.folded)}
    told: Callable[[str], set[int]] = lambda language: {  # noqa: E731
        place
        for cue in cues
        if cue.language == language
        for place in range(cue.first, cue.last)
        if place in latin
    }
    counts = {language: len(told(language)) for language in ("en", "kk", "ru")}
    winner = max(counts, key=lambda language: counts[language])
    kept = []
    for cue in cues:
        if cue.language == winner or cue.first not in latin:
            kept.append(cue)
        elif cue.language == "en" or words[cue.first].text[:1].islower():
            kept.append(Cue("filler", winner, cue.first, cue.last))
    return kept


def near_cues(words: Sequence[Word], place: int) -> list[Cue]:
    """The cues of a word that is one slip of the finger away from one of the vocabulary's."""
    word = words[place].folded
    if len(word) < _SLIP_LENGTH:
        return []
    found = process.extractOne(word, _single_words(), scorer=OSA.distance, score_cutoff=1)
    if found is None:
        return []
    meanings = _vocabulary().written.whole[(found[0],)]
    return [Cue(name, language, place, place + 1) for name, language in meanings]


@lru_cache(maxsize=1)
def _single_words() -> tuple[str, ...]:
    forms = (parts[0] for parts in _vocabulary().written.whole if len(parts) == 1)
    return tuple(form for form in forms if len(form) >= _SLIP_LENGTH)
