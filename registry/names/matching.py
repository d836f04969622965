"""How one word of a name stands to another: equal, inflected, mistyped, or merely alike."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.names.folding import fold, script_of
from registry.names.forms import Form, keys_of
from registry.names.keys import key, skeleton
from registry.names.vocabulary import given_names

_VOWELS = frozenset("aeiouаәеэиоөуұүыіяюöüäəıýóúáy")
_TYPO_LENGTH = 5
_LONG = 9
_SURNAME_END = re.compile("(?:[oe]v|in)a?$")
_WOMANS = re.compile("(?:[oe]v|in|[оеё]в|[иы]н)[aа]$")
_SOFT = re.compile("(?<=[бвгджзклмнпрстфхцчшщқғңһ])[аяую]")
_OPEN = re.compile("[әөұүі]")
# ә is а or е in Russian, ө is о or у: Өмірзақ/Умирзак, Әсел/Есел.
_KAZAKH_VOWELS = (
    ("ө", "у"),
    ("ә", "е"),
    ("ö", "u"),
    ("ä", "e"),
    ("ə", "e"),
    ("э", "а"),
    ("ó", "u"),
)


class Level(IntEnum):
    """From nothing in common to the same letters; the larger the better."""

    NONE = 0
    OTHER_GIVEN_NAME = 1
    GENDER_PAIR = 2
    KNOWN_NAME = 3
    VOWEL = 4
    FIRST_LETTER = 5
    SHORT = 6
    STRIPPED_TYPO = 7
    TYPO = 8
    KAZAKH_VOWEL = 9
    STRIPPED = 10
    SOFTNESS = 11
    VARIANT = 12
    KEY = 13
    SURFACE = 14


@dataclass(frozen=True, slots=True)
class Match:
    """How a written word stands to a stored one; `forms` are the readings that make them equal."""

    level: Level
    forms: tuple[Form, ...] = ()


@lru_cache(maxsize=100_000)
def match_words(asked: str, stored: str) -> Match:
    """Compare two folded words. Not symmetric: only `asked` may carry a case ending."""
    readings = keys_of(asked)
    surface, stored_key = readings[0], key(stored)
    level = _whole(asked, stored, surface.key, stored_key)
    if level >= Level.SOFTNESS:
        return Match(level, (surface,))
    stripped = tuple(form for form in readings[1:] if form.key == stored_key)
    if not stripped and level < Level.TYPO:
        stripped = tuple(
            f for f in readings[1:] if _respelled(f.surface, stored, f.key, stored_key)
        )
    if stripped:
        return Match(Level.STRIPPED, stripped)
    if level == Level.TYPO and any(_names_another(form, stored_key) for form in readings[1:]):
        return Match(Level.KNOWN_NAME, (surface,))
    if level > Level.STRIPPED_TYPO:
        return Match(level, (surface,))
    slips = (Level.TYPO, Level.VOWEL)
    typos = tuple(form for form in readings[1:] if _near_misses(form.surface, stored) in slips)
    if typos and level < Level.STRIPPED_TYPO:
        return Match(Level.STRIPPED_TYPO, typos)
    return Match(level, (surface,))


def _whole(asked: str, stored: str, asked_key: str, stored_key: str) -> Level:
    """The level at which two words match as they stand."""
    if asked == stored:
        return Level.SURFACE
    if asked_key == stored_key:
        return Level.SOFTNESS if _softness_differs(asked, stored) else Level.KEY
    return _respelled(asked, stored, asked_key, stored_key) or _near_misses(asked, stored)


def _respelled(asked: str, stored: str, asked_key: str, stored_key: str) -> Level:
    """Two spellings of one name that the key holds apart; NONE if they are not known as such."""
    if _same_given_name(asked_key, stored_key) or _same_root(asked_key, stored_key):
        return Level.VARIANT
    if {asked_key, stored_key}.isdisjoint(_kazakh_keys(stored) | _kazakh_keys(asked)):
        return Level.NONE
    return Level.KAZAKH_VOWEL


def _names_another(form: Form, stored_key: str) -> bool:
    """Виктории is the genitive of Виктория, not a mistyped Виктор."""
    known = given_names()
    return form.key in known and known[form.key] is not known.get(stored_key)


def _softness_differs(one: str, other: str) -> bool:
    """Ася/Аса have one key, yet are two names. Kazakh vowels leave it open (Гүл/Гюль)."""
    if any(script_of(word) != "cyrl" or _OPEN.search(word) for word in (one, other)):
        return False
    return _SOFT.findall(one) != _SOFT.findall(other)


def _same_given_name(one: str, other: str) -> bool:
    known = given_names()
    return one in known and known[one] is known.get(other)


def _same_root(one: str, other: str) -> bool:
    """Тулегенов/Толегенов: surnames with one ending, made of two spellings of one given name."""
    mine, theirs = _SURNAME_END.search(one), _SURNAME_END.search(other)
    if not mine or not theirs or mine.group() != theirs.group():
        return False
    return _same_given_name(one[: mine.start()], other[: theirs.start()])


@lru_cache(maxsize=50_000)
def _kazakh_keys(folded: str) -> frozenset[str]:
    """Further keys of a word whose Kazakh vowels Russian and English write in two ways."""
    return frozenset(
        skeleton(folded.replace(letter, other))
        for letter, other in _KAZAKH_VOWELS
        if letter in folded
    )


def _near_misses(asked: str, stored: str) -> Level:
    """One typing error apart, by letters or by key, unless that makes another known name."""
    one, two = key(asked), key(stored)
    if min(len(asked), len(stored)) < _TYPO_LENGTH - 1 or abs(len(one) - len(two)) > 2:
        return Level.NONE
    by_key = OSA.distance(one, two, score_cutoff=1) == 1
    if by_key and script_of(asked) == script_of(stored):
        by_key = OSA.distance(asked, stored, score_cutoff=2) <= 2
    if not by_key and OSA.distance(asked, stored, score_cutoff=1) != 1:
        return Level.NONE
    if _gender_pair(one, two):
        return Level.GENDER_PAIR
    known = _known(one, two)
    if known > Level.NONE:
        return known
    return _weigh(one, two) if by_key else _weigh(asked, stored)


def _gender_pair(one: str, two: str) -> bool:
    """Алиев/Алиева, Амин/Амина: a last a is never a slip of the finger."""
    return one + "a" == two or two + "a" == one


def _known(one: str, two: str) -> Level:
    """Two given names (Марат/Мурат), two surnames made of such (Ахметов/Ахмедов), or one known.

    Whoever wrote a common name is not taken to have meant a rare one that looks like it.
    """
    known = given_names()
    if one in known:
        return Level.OTHER_GIVEN_NAME if two in known else Level.KNOWN_NAME
    stems = _SURNAME_END.sub("", one), _SURNAME_END.sub("", two)
    if stems[0] != stems[1] and stems[0] in known and stems[1] in known:
        return Level.KNOWN_NAME
    return Level.NONE


def _weigh(one: str, two: str) -> Level:
    """One letter differs: a vowel of a short word or a first letter weighs more than the rest."""
    shorter = min(len(one), len(two))
    if shorter < _TYPO_LENGTH - 1 or (shorter < _TYPO_LENGTH and len(one) == len(two)):
        return Level.NONE
    swapped = sorted(one) == sorted(two)
    if one[0] != two[0] and not swapped:
        return Level.FIRST_LETTER
    if shorter - bool(_WOMANS.search(one)) >= _LONG:
        return Level.TYPO
    if len(one) == len(two):
        changed = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
        if len(changed) == 1 and _VOWELS.issuperset(changed[0]):
            return Level.VOWEL
        if shorter == _TYPO_LENGTH and not swapped:
            return Level.SHORT
    return Level.TYPO


def same_initial(initial: str, word: str) -> bool:
    """Whether an initial can begin a word, across scripts: Н. Назарбаев, Y. Yessenov."""
    letter, first = key(initial), key(word)
    if not first:
        return False
    bare = fold(initial).strip(".")
    if bare == "y":
        return first[0] in "ieua"
    if bare == "c":
        return first[0] in "kscC"
    return bool(letter) and (first.startswith(letter) or fold(word).startswith(bare))
