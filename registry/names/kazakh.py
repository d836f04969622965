"""Kazakh case endings of names: sound class of the stem's last letter → endings it may take."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

Stem = tuple[str, tuple[str, ...]]

_CASES = {
    "gen": "ның нің дың дің тың тің нікі дікі тікі",
    "dat": "ға ге қа ке",
    "acc": "ны ні ды ді ты ті",
    "loc": "да де та те",
    "abl": "дан ден тан тен нан нен",
    "ins": "мен бен пен",
}
_CASE_OF = {ending: case for case, line in _CASES.items() for ending in line.split()}
# The stem's last letter decides the first letter of the ending. в counts as voiceless, as
# surnames in -ов do: Жапаровқа.
_CLASSES = (
    ("аәеоөұүыіэюяи", "ның нің ға ге ны ні да де дан ден мен"),
    ("мнң", "нікі дікі ның нің ға ге ды ді ны ні да де нан нен мен"),
    ("рлйуи", "дікі дың дің ға ге ды ді да де дан ден мен"),
    ("зж", "дікі дың дің ға ге ды ді да де дан ден бен"),
    ("пткқсшщчцхһфвбгд", "тікі тың тің қа ке ты ті та те тан тен пен"),
)
_FITS: dict[str, set[str]] = {}
for _letters, _line in _CLASSES:
    for _letter in _letters:
        _FITS.setdefault(_letter, set()).update(_line.split())
# The third person's ending -ы/-і takes н between: Момышұлына, Момышұлын.
_POSSESSIVE = {
    "ның": "gen", "на": "dat", "н": "acc", "нда": "loc", "нан": "abl", "мен": "ins",
    "нын": "gen",
}  # fmt: skip
_POSSESSED = re.compile("(?:[ұуү]лы|[қк]ызы)$")
# On a Russian keyboard: Жапаровка, Жапаровтын. What would eat the end of a Russian surname
# (Кали-нин, Мар-ти) is read so only behind в.
_PLAIN = {
    "нын": "ның", "дын": "дың", "тын": "тың", "га": "ға", "ка": "қа",
    "тин": "тің", "ти": "ті", "нін": "нің", "дін": "дің", "тін": "тің", "нин": "нің", "дин": "дің",
}  # fmt: skip
_ONLY_AFTER_V = {"тин", "ти", "нин", "дин"}
_LONG_STEM = 6
# How the letters of an ending are typed in Latin letters, and which sound a Latin stem ends in.
_TYPED = {
    "ғ": ("g", "ğ", "gh", "ǵ"), "қ": ("q", "k"), "ң": ("ñ", "ń", "ng", "n"), "ы": ("y", "ı", "i"),
    "і": ("i", "y"), "н": ("n",), "д": ("d",), "т": ("t",), "г": ("g",), "к": ("k",), "а": ("a",),
    "е": ("e",), "м": ("m",), "б": ("b",), "п": ("p",),
}  # fmt: skip
_SOUNDS = dict(zip("aeiouyäöüımnñrlzjvptkqsfhbgdcw", "аеіоуыәөүымнңрлзжвпткқсфһбгдсу", strict=True))
_CYRILLIC = re.compile("[а-яәғқңөұүһі]$")
_SHORTEST = 3
_LATIN_STEM = 5


def kazakh_stems(folded: str) -> Iterator[Stem]:
    """(nominative, cases) for each way the word can be a Kazakh case of a name."""
    if not _CYRILLIC.search(folded):
        yield from _latin_stems(folded)
        return
    for length in (1, 2, 3, 4):
        stem, ending = folded[:-length].rstrip("'-"), folded[-length:]
        if len(stem) < _SHORTEST - (length > 1):
            continue
        if ending in _POSSESSIVE and _POSSESSED.search(stem):
            yield stem, (_POSSESSIVE[ending],)
        kazakh = ending if ending in _CASE_OF else _PLAIN.get(ending, "")
        if ending in _ONLY_AFTER_V and stem[-1] != "в" and len(stem) < _LONG_STEM:
            continue
        if kazakh in _FITS.get(stem[-1], ()):
            yield stem, (_CASE_OF[kazakh],)


@cache
def _latin_endings() -> dict[str, tuple[str, ...]]:
    """An ending in Latin letters → the endings that it may be."""
    found: dict[str, set[str]] = {}
    for ending in _CASE_OF:
        for letters in product(*(_TYPED[letter] for letter in ending)):
            found.setdefault("".join(letters), set()).add(ending)
    return {typed: tuple(sorted(endings)) for typed, endings in found.items()}


def _latin_stems(folded: str) -> Iterator[Stem]:
    """The same of a name in Latin letters: Golovkinde, Rymbaevanyñ. A short stem proves nothing."""
    for length in (2, 3, 4):
        stem, typed = folded[:-length].rstrip("'-"), folded[-length:]
        if len(stem) < _LATIN_STEM:
            return
        fitting = _FITS.get(_SOUNDS.get(stem[-1], ""), set())
        cases = {_CASE_OF[e] for e in _latin_endings().get(typed, ()) if e in fitting}
        if cases:
            yield stem, tuple(sorted(cases))
