"""Cyrillic names → plain Latin as the English-language press writes them. Never official."""

import re
from typing import Literal

_LETTERS = {
    **dict(zip("абвгдезиклмнопрстуфэ", "abvgdeziklmnoprstufe", strict=True)),
    **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
    "ж": "zh",
    "й": "i",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ы": "y",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "і": "i",
    "ў": "u",
}
_VOWELS = "аеёиоуыэюяәөұүіАЕЁИОУЫЭЮЯӘӨҰҮІ"
_WORD = re.compile("[\u0400-\u052f]+")
_ENDINGS = (("ий", "y"), ("ый", "y"), ("ей", "ey"), ("ая", "aya"))


def transliterate(text: str, to: Literal["latn"] = "latn") -> str:
    """Kazakh or Russian Cyrillic in plain Latin letters: Токаев → Tokayev, Жапаров → Zhaparov.

    Other scripts pass through. The result is for reading and searching; store it as a
    transliteration, not as an official name.
    """
    if to != "latn":
        raise ValueError(f"to: {to!r} is not a script this can write")
    return _WORD.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    lower = word.lower()
    tail, latin_tail = next(((c, x) for c, x in _ENDINGS if lower.endswith(c)), ("", ""))
    body = lower[: len(lower) - len(tail)]
    latin = "".join(_letter(body, at) for at in range(len(body))) + latin_tail
    if word.isupper() and len(word) > 1:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def _letter(word: str, at: int) -> str:
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    if letter == "е" and (not before or before in _VOWELS or before in "ьъй"):
        return "ye"
    if letter == "й" and after and after in _VOWELS:
        return "" if after in "еёюя" else "y"
    if letter == "ж" and before == "д":
        return "j" if at > 1 else "zh"
    return _LETTERS.get(letter, letter)
