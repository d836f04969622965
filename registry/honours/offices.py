"""Offices and callings: which of them a conferral's text of an office states.

The vocabulary, `vocabulary/offices.csv`, is one for those who write ("stated": as a source puts
it, in the nominative) and for those who ask ("asked": read by `registry.mentions.offices`). A form
that ends in `*` matches every word that begins so.
"""

import csv
from functools import lru_cache
from pathlib import Path

from babel import Locale

from registry.names import fold, words

VOCABULARY = Path(__file__).parent / "vocabulary" / "offices.csv"
_DEPUTY = frozenset(
    "vice вице deputy first-deputy заместитель зам помощник assistant adviser advisor советник "
    "presidential".split()
)
_HEAD = "president"
_PARTY = ("party", "парти")  # its general secretary is an office of another kind
# A word beside a form that makes another office of it.
_OTHER = {
    ("minister", "prime"),
    ("soldier", "police"),
    ("doctor", "of"),
    ("cosmonaut", "training"),
    ("volunteer", "network"),
}
# How Kazakhstan's papers abbreviate states; their full names are CLDR's.
_STATES = frozenset("рк рф кнр сша оаэ қр ққ қхр ақш бәа баә usa uae us uk prc".split())
_REPUBLICS = ("republic", "республик", "федерац", "federation", "кыргызской", "российской")


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of a stated form → (its words, the office's key)."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    with VOCABULARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in row["stated"].split("|"):
                parts = tuple(fold(part) for part in form.split())
                found.setdefault(parts[0].rstrip("*")[:4], []).append((parts, row["key"]))
    return found


@lru_cache(maxsize=1)
def office_keys() -> frozenset[str]:
    """The keys of every office in the vocabulary."""
    return frozenset(key for forms in _forms().values() for _, key in forms)


def offices_in(*texts: str) -> set[str]:
    """The offices that texts (the same office in several languages, or empty) state."""
    return {key for text in texts if text for key in _stated(text)}


@lru_cache(maxsize=5_000)
def _stated(text: str) -> frozenset[str]:
    run = [fold(word.text) for word in words(text)]
    found = set()
    for place, word in enumerate(run):
        for parts, key in _forms().get(word[:4], ()):
            last = place + len(parts)
            if last > len(run) or not all(map(_fits, run[place:last], parts)):
                continue
            before, after = run[place - 1 : place], run[last : last + 1]
            if {(key, word) for word in (*before, *after)} & _OTHER or _DEPUTY & {*before}:
                continue
            if key == "secretary_general" and any(word.startswith(_PARTY) for word in run):
                continue
            presides = key == _HEAD and parts[0].startswith(("президент", "president"))
            if not presides or _of_a_state(run, place, last):
                found.add(key)
    return frozenset(found)


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def _of_a_state(run: list[str], first: int, last: int) -> bool:
    """Whether a president is a state's: of an academy or a federation is another office."""
    beside = [word for word in run[last : last + 2] if word != "the"][:1]
    if run[first] == "президенті":
        beside = [word for word in run[max(0, first - 2) : first] if word not in ("тұңғыш",)]
        stripped = [word.removesuffix("ның").removesuffix("нің") for word in beside]
        beside = [*beside, *stripped][-3:]
    return any(_is_state(word) for word in beside)


@lru_cache(maxsize=2_000)
def _is_state(word: str) -> bool:
    return word in _STATES or word.startswith((*_state_stems(), *_REPUBLICS))


@lru_cache(maxsize=1)
def _state_stems() -> tuple[str, ...]:
    """The beginnings of the names of states; Russian ones without the ending of their case."""
    stems = {"турци", "turkiye", "türkiye", "киргиз", "молдови", "белорусси"}
    for code in ("kk", "ru", "en"):
        for territory, name in Locale.parse(code).territories.items():
            first = fold(str(name).split()[0].split("-")[0])
            if len(territory) == 2 and territory.isalpha() and len(first) >= 4:
                stems.add(first[:-1] if code == "ru" else first)
    return tuple(stem for stem in stems if len(stem) >= 4)
