"""Kazakh case endings of names: sound class of the stem's last letter → endings it may take."""

import re
from collections.abc import Iterator

Stem = tuple[str, tuple[str, ...]]

_CASES = {
    "gen": "ның нің дың дің тың тің",
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
    ("мнң", "ның нің ға ге ды ді ны ні да де нан нен мен"),
    ("рлйуи", "дың дің ға ге ды ді да де дан ден мен"),
    ("зж", "дың дің ға ге ды ді да де дан ден бен"),
    ("пткқсшщчцхһфвбгд", "тың тің қа ке ты ті та те тан тен пен"),
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
    "тин": "тің", "ти": "ті",
}  # fmt: skip
_ONLY_AFTER_V = {"тин", "ти"}
_LATIN = str.maketrans("abdegiknpqtymğǵñńı", "абдегікнпқтымғғңңы")
_LATIN_ENDING = re.compile("(?<=[oe]v)['-]?((?:[tT][yiı][nñń]?)|[qk][ae]|t[ae]n?|pen)$")
_CYRILLIC = re.compile("[а-яәғқңөұүһі]$")
_SHORTEST = 3


def kazakh_stems(folded: str) -> Iterator[Stem]:
    """(nominative, cases) for each way the word can be a Kazakh case of a name."""
    if not _CYRILLIC.search(folded):
        yield from _latin_stems(folded)
        return
    for length in (1, 2, 3):
        stem, ending = folded[:-length].rstrip("'-"), folded[-length:]
        if len(stem) < _SHORTEST - (length > 1):
            continue
        if ending in _POSSESSIVE and _POSSESSED.search(stem):
            yield stem, (_POSSESSIVE[ending],)
        kazakh = ending if ending in _CASE_OF else _PLAIN.get(ending, "")
        if ending in _ONLY_AFTER_V and stem[-1] != "в":
            continue
        if kazakh in _FITS.get(stem[-1], ()):
            yield stem, (_CASE_OF[kazakh],)


def _latin_stems(folded: str) -> Iterator[Stem]:
    """Endings on a Latin surname in -ov/-ev: Tokayevqa. Others would eat too many names."""
    found = _LATIN_ENDING.search(folded)
    if found:
        case = _CASE_OF.get(found.group(1).translate(_LATIN).replace("тын", "тың"), "dat")
        yield folded[: found.start()], (case,)
