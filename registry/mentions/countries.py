"""Countries in a text: their names, adjectives and citizens, in any case form.

The vocabulary is `data/countries.csv`. Short words are met only as they stand or with a plain
ending: their Russian stems are those of ordinary words («мало», Мали).
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix
from pathlib import Path

from registry.mentions.forms import base_forms, forms, plain
from registry.mentions.model import CountryMention, Word
from registry.mentions.scan import scan
from registry.names import words as split

DATA = Path(__file__).parent / "data" / "countries.csv"
_SHORT = 5
_ORDINARY = {"katar", "malta", "chile", "congo", "turkey"}


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    form: str
    words: tuple[frozenset[str], ...]
    capital: bool
    whole: str


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[_Entry]]:
    """Every form of an entry's first word → the entries, the longest first."""
    found: dict[str, list[_Entry]] = {}
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = [word.text for word in split(row["text"])]
            stored = tuple(_stored(part) for part in parts)
            # Abbreviations and short names are also ordinary words in small letters.
            capital = row["form"] == "name" and (
                len(row["text"]) < _SHORT or plain(row["text"]) in _ORDINARY
            )
            entry = _Entry(row["code"], row["form"], stored, capital, plain(parts[0]))
            for form in stored[0]:
                found.setdefault(form, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.words))
    return found


def _stored(word: str) -> frozenset[str]:
    return frozenset({plain(word)}) if len(word) < _SHORT else base_forms(word)


def find_countries(text: str, words: Sequence[Word]) -> list[CountryMention]:
    """Every country, the longest name first where several begin alike."""
    return scan(words, _at)


def _at(words: Sequence[Word], place: int) -> CountryMention | None:
    here = words[place]
    if here.text.isdigit():
        return None
    candidates = {
        id(entry): entry for form in forms(here.folded) for entry in _entries().get(form, ())
    }
    fitting = [e for e in candidates.values() if _fits(words, place, e)]
    if not fitting:
        return None
    # The longest name wins; a form that stands as it is written beats one with an ending.
    written = plain(here.folded)
    entry = max(fitting, key=lambda e: (len(e.words), written in e.words[0], *_close(written, e)))
    last = place + len(entry.words)
    return CountryMention(here.start, words[last - 1].end, place, last, entry.code, entry.form)


def _close(written: str, entry: _Entry) -> tuple[int, int]:
    """Нигерии is nearer to Нигерия than to Нигер, Нигера is not: letters in common, then length."""
    common = len(commonprefix([written, entry.whole]))
    return common, -len(entry.whole)


def _fits(words: Sequence[Word], place: int, entry: _Entry) -> bool:
    run = words[place : place + len(entry.words)]
    small = entry.form == "name" and not run[0].text[:1].isupper() if run else False
    if len(run) < len(entry.words) or (entry.capital and small):
        return False
    # In small letters a short name must stand nearly whole: «данные» are not Дания.
    if (
        small
        and len(entry.whole) <= _SHORT + 2
        and _close(plain(run[0].folded), entry)[0] + 1 < len(entry.whole)
    ):
        return False
    return all(stored & forms(word.folded) for stored, word in zip(entry.words, run, strict=True))
