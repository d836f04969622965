"""The comparison key of one word of a name: the same for every script and customary spelling.

Sounds that the scripts write differently share a letter (ж, zh, dzh, j → J; х, kh, h → h; қ, q → k;
ы, и, й, y → i); glides between vowels and doubled letters are dropped. Vowels stay apart, so that
Токаев and Тукаев, Марат and Мурат keep different keys.
"""

import re
import unicodedata
from functools import lru_cache

from registry.names.text import fold

_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)),
    **dict(zip("әғқңөұүһіїєў", "agknouuhiieu", strict=True)),
    "ж": "J", "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
    "ђ": "J", "ј": "i", "љ": "l", "њ": "n", "ћ": "C", "џ": "J", "ґ": "g", "ӯ": "u", "ҷ": "J",
    "ҳ": "h",
    "ӣ": "i", "җ": "J",
}  # fmt: skip
_LATIN = {
    "c": "k", "j": "J", "q": "k", "w": "v", "y": "i", "ç": "C", "č": "C", "ć": "C", "ş": "S",
    "š": "S",
    "ș": "S", "ž": "J", "ż": "J", "ź": "J", "ğ": "g", "ǵ": "g", "ı": "i", "ə": "a", "ý": "u",
    "ū": "u",
    "đ": "J", "ł": "l", "ø": "o", "æ": "e", "ß": "s",
}  # fmt: skip
# In order: a longer spelling before the shorter one that it contains.
_DIGRAPHS = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("дж", "J"), ("zh", "J"), ("kh", "h"),
    ("gh", "g"), ("sh", "S"), ("ch", "C"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("yo", "e"),
    ("ye", "e"), ("ya", "ia"), ("yu", "iu"), ("ts", "ts"), ("tz", "ts"),
)  # fmt: skip
_GLIDE = re.compile(r"(?<=[aeiou])i(?=[aeou])")
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?<=[oe])(?:ff|f)$")


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The key of one word; empty for what holds no letter or digit."""
    text = fold(word)
    text = _ENDING.sub("v", text)
    if text.startswith("x"):
        text = f"h{text[1:]}"
    text = text.replace("x", "ks")
    for written, sound in _DIGRAPHS:
        text = text.replace(written, sound)
    sounds = "".join(_sound(letter) for letter in text)
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", _DOUBLED.sub(r"\1", sounds)))


def _sound(letter: str) -> str:
    found = _CYRILLIC.get(letter) or _LATIN.get(letter)
    if found is not None or letter in _CYRILLIC:
        return found or ""
    if letter.isascii():
        return letter if letter.isalnum() else ""
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _sound(base)
    return letter if letter.isalnum() else ""


def deletions(word: str) -> set[str]:
    """The key with one letter left out, each way: what is one typing error away shares one."""
    if len(word) < 4:
        return set()
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
