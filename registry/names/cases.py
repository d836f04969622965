"""Case endings of names: a written word → itself, and the nominatives that it may be a form of.

Each table row is (ending, what to put in its place, cases, gender it implies); rows hold for the
endings of a nominative that they name. A stripped form is weaker evidence than the word as written.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from registry.names.keys import key
from registry.names.text import fold

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Form:
    """A reading of one written word: the key and spelling it would have in the nominative.

    `how`: `surface` (as written), `ru`, `kk` or `en` (an ending of that language was taken off).
    `gender`: what the ending says of the bearer, if anything.
    """

    key: str
    surface: str
    how: str
    cases: frozenset[str]
    gender: str | None = None


_Row = tuple[str, str, str, str | None]

# Russian: surnames in -ов/-ев/-ин/-ын decline as possessives, adjectival ones as adjectives.
_RU_SURNAMES: tuple[_Row, ...] = (
    ("ова", "ов", "gen acc", "m"), ("ева", "ев", "gen acc", "m"), ("ина", "ин", "gen acc", "m"),
    ("ына", "ын", "gen acc", "m"), ("ову", "ов", "dat", "m"), ("еву", "ев", "dat", "m"),
    ("ину", "ин", "dat", "m"), ("ыну", "ын", "dat", "m"), ("овым", "ов", "ins", "m"),
    ("евым", "ев", "ins", "m"), ("иным", "ин", "ins", "m"), ("ыным", "ын", "ins", "m"),
    ("ове", "ов", "loc", "m"), ("еве", "ев", "loc", "m"), ("ине", "ин", "loc", "m"),
    ("овой", "ова", "gen dat ins loc", "f"), ("евой", "ева", "gen dat ins loc", "f"),
    ("иной", "ина", "gen dat ins loc", "f"), ("ыной", "ына", "gen dat ins loc", "f"),
    ("ову", "ова", "acc", "f"), ("еву", "ева", "acc", "f"), ("ину", "ина", "acc", "f"),
    ("ского", "ский", "gen acc", "m"), ("скому", "ский", "dat", "m"), ("ским", "ский", "ins", "m"),
    ("ском", "ский", "loc", "m"), ("ской", "ская", "gen dat ins loc", "f"),
    ("скую", "ская", "acc", "f"), ("цкого", "цкий", "gen acc", "m"), ("цкому", "цкий", "dat", "m"),
    ("цким", "цкий", "ins", "m"), ("цкой", "цкая", "gen dat ins loc", "f"),
)  # fmt: skip
# Russian: everything else declines as a noun by its last letter.
_RU_NOUNS: tuple[_Row, ...] = (
    ("а", "", "gen acc", "m"), ("у", "", "dat", "m"), ("ом", "", "ins", "m"),
    ("ем", "", "ins", "m"),
    ("е", "", "loc", "m"), ("я", "й", "gen acc", "m"), ("ю", "й", "dat", "m"),
    ("ем", "й", "ins", "m"),
    ("е", "й", "loc", "m"), ("и", "й", "loc", "m"), ("я", "ь", "gen acc", "m"),
    ("ю", "ь", "dat", "m"),
    ("ем", "ь", "ins", "m"), ("е", "ь", "loc", "m"), ("ы", "а", "gen", None),
    ("и", "а", "gen", None),
    ("е", "а", "dat loc", None), ("у", "а", "acc", None), ("ой", "а", "ins", None),
    ("ей", "а", "ins", None), ("и", "я", "gen dat loc", None), ("е", "я", "dat loc", None),
    ("ю", "я", "acc", None), ("ей", "я", "ins", None), ("и", "ь", "gen dat loc", "f"),
    ("ью", "ь", "ins", "f"),
)  # fmt: skip
_RU_CONSONANT = frozenset("бвгджзклмнпрстфхцчшщқғңһ")
# Words that Russian does not decline end so; beside a declined word they may stand as written.
_INDECLINABLE = re.compile(r"(?:[оеиуюэыіұүө]|ұлы|улы|қызы|кызы|ых|их)$")

# Kazakh: an ending is chosen by the last sound and the vowels; every variant that is written.
_KK: tuple[tuple[str, str], ...] = (
    ("ның", "gen"), ("нің", "gen"), ("дың", "gen"), ("дің", "gen"), ("тың", "gen"), ("тің", "gen"),
    ("нын", "gen"), ("нин", "gen"), ("дын", "gen"), ("дин", "gen"), ("тын", "gen"), ("тин", "gen"),
    ("пен", "ins"), ("бен", "ins"), ("мен", "ins"),
    ("нан", "abl"), ("нен", "abl"), ("дан", "abl"), ("ден", "abl"), ("тан", "abl"), ("тен", "abl"),
    ("ға", "dat"), ("ге", "dat"), ("қа", "dat"), ("ке", "dat"), ("на", "dat"), ("не", "dat"),
    ("га", "dat"), ("ка", "dat"),
    ("ны", "acc"), ("ні", "acc"), ("ды", "acc"), ("ді", "acc"), ("ты", "acc"), ("ті", "acc"),
    ("ни", "acc"), ("ди", "acc"), ("ти", "acc"),
    ("нда", "loc"), ("нде", "loc"), ("да", "loc"), ("де", "loc"), ("та", "loc"), ("те", "loc"),
)  # fmt: skip
_KK_LATIN: tuple[tuple[str, str], ...] = (
    ("nyń", "gen"), ("nyñ", "gen"), ("nyn", "gen"), ("nin", "gen"), ("dyń", "gen"), ("dyñ", "gen"),
    ("dyn", "gen"), ("din", "gen"), ("tyń", "gen"), ("tyñ", "gen"), ("tyn", "gen"), ("tin", "gen"),
    ("pen", "ins"), ("ben", "ins"), ("men", "ins"), ("nan", "abl"), ("nen", "abl"), ("dan", "abl"),
    ("den", "abl"), ("tan", "abl"), ("ten", "abl"), ("ǵa", "dat"), ("ğa", "dat"), ("ga", "dat"),
    ("ge", "dat"), ("qa", "dat"), ("ka", "dat"), ("ke", "dat"), ("ny", "acc"), ("ni", "acc"),
    ("dy", "acc"), ("di", "acc"), ("ty", "acc"), ("ti", "acc"), ("da", "loc"), ("de", "loc"),
)  # fmt: skip
_POSSESSED = re.compile(r"(?:ұлы|улы|қызы|кызы|uly|qyzy|kyzy)$")


@lru_cache(maxsize=20_000)
def keys_of(word: str) -> tuple[Form, ...]:
    """Every reading of a written word, the word itself first."""
    folded = fold(word)
    found = [Form(key(folded), folded, "surface", frozenset({"nom"}))]
    if any("\u0400" <= letter <= "\u052f" for letter in folded):
        found += _russian(folded)
        found += _kazakh(folded, _KK)
    else:
        found += _english(folded)
        found += _kazakh(folded, _KK_LATIN)
    return tuple(dict.fromkeys(form for form in found if form.key))


def is_indeclinable(folded: str) -> bool:
    """Whether Russian leaves this word as it is in every case."""
    return bool(_INDECLINABLE.search(folded)) or not any("а" <= c <= "я" for c in folded)


def _russian(folded: str) -> list[Form]:
    found = []
    for ending, instead, cases, gender in (*_RU_SURNAMES, *_RU_NOUNS):
        if not folded.endswith(ending):
            continue
        stem = folded[: len(folded) - len(ending)]
        base = stem + instead
        if len(stem) < _SHORTEST or not _may_decline(stem, instead):
            continue
        found.append(Form(key(base), base, "ru", frozenset(cases.split()), gender))
    return found


def _may_decline(stem: str, instead: str) -> bool:
    """A bare ending is added to a consonant; «й» follows a vowel, «ь» a consonant."""
    if instead == "":
        return stem[-1] in _RU_CONSONANT
    if instead == "й":
        return stem[-1] not in _RU_CONSONANT
    return True


def _kazakh(folded: str, endings: tuple[tuple[str, str], ...]) -> list[Form]:
    found = []
    for ending, case in endings:
        stem = folded[: len(folded) - len(ending)]
        if not folded.endswith(ending) or len(stem) <= _SHORTEST:
            continue
        # A possessed stem (-ұлы, -қызы) takes «на» and «нда»; others do not.
        if ending in ("на", "не", "нда", "нде") and not _POSSESSED.search(stem):
            continue
        found.append(Form(key(stem), stem, "kk", frozenset({case})))
    return found


def _english(folded: str) -> list[Form]:
    if not folded.endswith(("'s", "s'")):
        return []
    stem = folded[:-2] if folded.endswith("'s") else folded[:-1]
    return [Form(key(stem), stem, "en", frozenset({"gen"}))]
