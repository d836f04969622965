"""Russian case endings of names, by rule: dictionaries are often wrong on surnames."""

import re
from collections.abc import Iterator
from typing import NamedTuple

Stem = tuple[str, tuple[str, ...], str | None]


class _Rule(NamedTuple):
    """stem + ending is the written word, stem + nominative the name; `before` must end the stem."""

    ending: str
    nominative: str
    cases: tuple[str, ...]
    gender: str | None
    before: re.Pattern[str]


_HARD = "[бвгджзйклмнпрстфхцчшщқғңһ]".replace("й", "")
_SURNAME = "(?:[оеё]в|[иы]н)"
_VOWEL = "[аеиоуыэюяәөүұі]"
_SK = "[сц]к"
GEN, DAT, ACC, INS, PREP = "gen", "dat", "acc", "ins", "prep"
_OBLIQUE = (GEN, DAT, INS, PREP)


def _table() -> tuple[_Rule, ...]:
    rows: list[tuple[str, str, str, tuple[str, ...], str | None]] = [
        # before, ending, nominative, cases, gender
        # Men: Жапаров, Марат, Ким.
        (_HARD, "а", "", (GEN, ACC), "m"),
        (_HARD, "у", "", (DAT,), "m"),
        (_SURNAME, "ым", "", (INS,), "m"),
        (_HARD, "ом", "", (INS,), "m"),
        ("[жшчщц]", "ем", "", (INS,), "m"),
        (_HARD, "е", "", (PREP,), "m"),
        # Men: Сергей, Абай, Цой; Дмитрий.
        (_VOWEL, "я", "й", (GEN, ACC), "m"),
        (_VOWEL, "ю", "й", (DAT,), "m"),
        (_VOWEL, "ем", "й", (INS,), "m"),
        (_VOWEL, "е", "й", (PREP,), "m"),
        ("и", "и", "й", (PREP,), "m"),
        # Men: Игорь.
        (_HARD, "я", "ь", (GEN, ACC), "m"),
        (_HARD, "ю", "ь", (DAT,), "m"),
        (_HARD, "ем", "ь", (INS,), "m"),
        # Women: Рымбаева.
        (_SURNAME, "ой", "а", _OBLIQUE, "f"),
        (_SURNAME, "ою", "а", (INS,), "f"),
        (_SURNAME, "у", "а", (ACC,), "f"),
        # Both: Роза, Сания, Мустафа, Никита.
        (_HARD, "ы", "а", (GEN,), None),
        ("[кгхжшчщ]", "и", "а", (GEN,), None),
        (_HARD, "е", "а", (DAT, PREP), None),
        (_HARD, "у", "а", (ACC,), None),
        (_HARD, "ой", "а", (INS,), None),
        ("[жшчщц]", "ей", "а", (INS,), None),
        ("и", "и", "я", (GEN, DAT, PREP), None),
        (f"(?:{_HARD}|{_VOWEL}|ь)", "и", "я", (GEN,), None),
        (f"(?:{_HARD}|{_VOWEL}|ь)", "ю", "я", (ACC,), None),
        (f"(?:{_HARD}|{_VOWEL}|ь)", "е", "я", (DAT, PREP), None),
        (f"(?:{_HARD}|{_VOWEL}|ь)", "ей", "я", (INS,), None),
        # Women: Асель, Айгуль.
        (_HARD, "и", "ь", (GEN, DAT, PREP), "f"),
        (_HARD, "ью", "ь", (INS,), "f"),
        # Adjectives: Вишневский, Толстой, Белый; Вишневская, Толстая.
        (_HARD, "ого", "ий", (GEN, ACC), "m"),
        (_HARD, "ому", "ий", (DAT,), "m"),
        (_HARD, "ого", "ой", (GEN, ACC), "m"),
        (_HARD, "ому", "ой", (DAT,), "m"),
        ("[кгх]", "им", "ий", (INS,), "m"),
        (_SK, "ом", "ий", (PREP,), "m"),
        (_HARD, "ым", "ый", (INS,), "m"),
        (_HARD, "ой", "ая", _OBLIQUE, "f"),
        (_HARD, "ую", "ая", (ACC,), "f"),
        # A vowel that flees: Кравец, Павел, Лев.
        (_HARD, "ца", "ец", (GEN, ACC), "m"),
        (_HARD, "цу", "ец", (DAT,), "m"),
        (_HARD, "цом", "ец", (INS,), "m"),
        ("пав", "ла", "ел", (GEN, ACC), "m"),
        ("пав", "лу", "ел", (DAT,), "m"),
        ("пав", "лом", "ел", (INS,), "m"),
        ("^л", "ьва", "ев", (GEN, ACC), "m"),
        ("^л", "ьву", "ев", (DAT,), "m"),
        ("^л", "ьвом", "ев", (INS,), "m"),
    ]
    return tuple(_Rule(e, n, c, g, re.compile(f"(?:{b})$")) for b, e, n, c, g in rows)


_RULES = _table()
_ENDINGS: dict[str, list[_Rule]] = {}
for _rule in _RULES:
    _ENDINGS.setdefault(_rule.ending, []).append(_rule)
# Surnames in -ко, -ых, -о never change; -ов/-ев/-ин alone is a nominative already.
_CYRILLIC = re.compile("[а-яәғқңөұүһі]$")
_SHORTEST = 3


def russian_stems(folded: str) -> Iterator[Stem]:
    """(nominative, cases, gender) for each way the word can be an oblique case of a name."""
    if not _CYRILLIC.search(folded):
        return
    for length in (1, 2, 3):
        stem, ending = folded[:-length], folded[-length:]
        for rule in _ENDINGS.get(ending, ()):
            name = stem + rule.nominative
            if len(name) >= _SHORTEST and rule.before.search(stem):
                yield name, rule.cases, rule.gender


def changes(folded: str, gender: str | None) -> bool:
    """Whether a nominative of this shape has to take endings when its bearer is of this gender.

    Surnames in -ко, -ых and those in a vowel other than а and я stay; a woman's name that ends
    in a consonant stays (Айжан); one in a soft sign may.
    """
    last = folded[-1:]
    if not _CYRILLIC.search(folded) or folded.endswith(("ых", "их")):
        return False
    if last in "ая":
        return True
    return gender != "f" and (last == "ь" or re.search(f"(?:{_HARD}|й)$", folded) is not None)
