"""One word of a name → a comparison key that is the same across scripts and spellings.

The key is a Latin skeleton: a e i o u, the plain consonants, and j (ж, дж), c (ц), C (ч), S (ш).
What no rule can make equal (Xi/Си) is in data/spellings.txt.
"""

import re
from functools import lru_cache

from registry.names.folding import fold
from registry.names.vocabulary import spelling_of

_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфхцэ", "abvgdeziklmnoprstufhce", strict=True)),
    **dict(zip("әғқңөұүһіїєґўљњҳҷӣӯҕҡҙҫҥҗ", "agknouuhiieguln" + "hjiugkzsnj", strict=True)),
    "ж": "j",
    "й": "i",
    "ы": "i",
    "ч": "C",
    "ш": "S",
    "щ": "S",
    "ю": "u",
    "я": "a",
    "ъ": "",
    "ь": "",
    "ћ": "C",
    "ђ": "j",
    "џ": "j",
    "ј": "i",
    "дж": "j",
    "дз": "z",
    "тс": "c",
    "тш": "C",
    "тч": "C",
    "йо": "e",
    "ьо": "e",
}
_LATIN = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz'", "abkdefghijklmnopkrstuvviiz ", strict=True)),
    **dict(zip("äáàâãåāăəöóòôõøōőüúùûūůű", "a" * 9 + "o" * 8 + "u" * 7, strict=True)),
    **dict(zip("éèêëēėęěíìîïīıįĭýÿñńňŋğǵģḡ", "e" * 8 + "i" * 10 + "n" * 4 + "g" * 4, strict=True)),
    **dict(
        zip("çćčşšșśžźżłľļđďťțţṭřķůŭąḥḩẋẓṣ", "CCCSSSSjzzlllddttttrkuua" + "hhhzs", strict=False)
    ),
    "x": "ks",
    "ß": "s",
    "þ": "t",
    "ð": "d",
    "æ": "e",
    "œ": "e",
    "shch": "S",
    "tsch": "C",
    "tch": "C",
    "sch": "S",
    "dzh": "j",
    "dsch": "j",
    "sh": "S",
    "ch": "C",
    "zh": "j",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "ck": "k",
    "ts": "c",
    "tz": "c",
    "dz": "z",
    "dj": "j",
    "dž": "j",
    "dż": "j",
    "cz": "C",
    "sz": "S",
    "szh": "sj",
    "ou": "u",
    "yo": "e",
    "yö": "e",
    "ye": "e",
    "yu": "u",
    "yü": "u",
    "ya": "a",
    "yä": "a",
    "ce": "se",
    "ci": "si",
    "cy": "si",
}
# Kazakh in Arabic letters, as the state's papers abroad print it.
_ARABIC = {
    **dict(
        zip(
            "اابپتجچدرزستفقكکلمنڭوۇۆعگحھهىيیشءە",
            "aabptjCdrzstfkkklmnnouvgghhhiiiS e",
            strict=True,
        )
    ),
    "ۋ": "u", "ٶ": "o", "ٷ": "u", "ٸ": "i",
}  # fmt: skip
_TABLE = {**_CYRILLIC, **_LATIN, **_ARABIC}
_TOKENS = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)))
# ý is Turkmen й, but у in the Kazakh Latin of 2018.
_TURKMEN = re.compile("[oe]wa?$")
# ə belongs to Azerbaijani, where x is х, c is дж and q is г.
_AZERBAIJANI = str.maketrans("xcq", "hjg")
_TURKISH = re.compile("[ğış]")
_SERBIAN = re.compile("(?<=[vc])ic$")
_GERMAN_J = re.compile("(?<=[aeiouy])j$")
_SURFACE_DOUBLED = re.compile(r"([aouаоу])\1+")
_DOUBLED = re.compile(r"([bcCdfghijklmnpqrsStvze])\1+")
_GLIDE = re.compile("(?<=[aeou])i(?=[aeou])")


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """The comparison key of one word of a name: Жапаров = Japarov = Zhaparov. May be empty."""
    folded = "".join(letter for letter in fold(word) if letter.isalnum())
    return skeleton(spelling_of(folded) or folded)


@lru_cache(maxsize=100_000)
def skeleton(folded: str) -> str:
    """The key by rule alone, without the list of exceptional spellings."""
    text = _SURFACE_DOUBLED.sub(r"\1", folded)
    if not text.isascii():
        text = _national(text)
    text = _GERMAN_J.sub("i", _SERBIAN.sub("ič", text))
    text = _TOKENS.sub(lambda found: _TABLE[found.group()], text).replace(" ", "")
    text = _DOUBLED.sub(r"\1", text)
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", text))


def _national(text: str) -> str:
    """Letters that mean one thing in one Latin alphabet and another in the next."""
    if "ə" in text:
        return text.translate(_AZERBAIJANI)
    if "ý" in text and not _TURKMEN.search(text):
        return text.replace("ý", "u")
    return text.replace("c", "j") if _TURKISH.search(text) and "ç" not in text else text


def deletions(key: str) -> set[str]:
    """The key with each one of its letters left out: keys one typing error apart share one."""
    return {key[:at] + key[at + 1 :] for at in range(len(key))} - {""}
