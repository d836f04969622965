"""Written text → the form in which two writings of the same word are equal letter by letter."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″〝〞", '"'),
        **dict.fromkeys("’‘‛ʼʻʹ`´′ʾʿ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        # Invisible letters come from web pages and from PDF line breaks.
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        "ё": "е",
    }
)
# Official Kazakh pages mix Latin i, h and y into Cyrillic words; there y stands for ү.
_TO_CYRILLIC = str.maketrans("aceopxyihkmtbn", "асеорхүіһкмтвп")
_TO_LATIN = str.maketrans("асеорхуіһкмтв", "aceopxyihkmtb")
_LETTERS = re.compile(r"[^\W\d_]+")
_STRESS = re.compile("(?<=[а-яәғқңөұүһіў])[\u0300\u0301]|\u0307")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00df-\u024f\u0259\u1e00-\u1eff]")
_WORD = re.compile(
    r"\d+(?:\.\d+)+"  # a date in figures is one word
    r"|(?:[^\W_][\u0300-\u036f\u00ad]*)+(?:['’‘ʼʻ`\-‑](?:[^\W_][\u0300-\u036f\u00ad]*)+)*"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as it was written: text[start:end]."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, NFKC, plain quotes and dashes, ё as е, look-alike letters in the word's script.

    Letters of a language stay what they are: қ is not к, and ş is not s.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).lower()
    plain = unicodedata.normalize("NFKC", plain).translate(_QUOTES)
    plain = _STRESS.sub("", plain)
    if _CYRILLIC.search(plain) and _LATIN.search(plain):
        plain = _LETTERS.sub(_one_script, plain)
    return plain


def _one_script(match: re.Match[str]) -> str:
    """A word of two scripts goes into the one that most of its unmistakable letters have."""
    word = match.group()
    latin = sum(1 for letter in word if _LATIN.match(letter) and letter not in "aceopxyihkmtb")
    cyrillic = sum(1 for x in word if _CYRILLIC.match(x) and x not in "асеорхуіһкмтв")
    if latin > cyrillic:
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC) if _CYRILLIC.search(word) else word


def words(text: str) -> list[Word]:
    """The words of a text with their offsets; hyphens and apostrophes stay inside a word.

    Full stops part words ("Н.А.Назарбаев" is three), except in a date in figures.
    """
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def script_of(text: str) -> str:
    """The script that most letters of a text belong to: 'cyrl', 'latn' or 'other'."""
    folded = fold(text)
    counts = {
        "cyrl": len(_CYRILLIC.findall(folded)),
        "latn": len(_LATIN.findall(folded)),
    }
    counts["other"] = sum(letter.isalpha() for letter in folded) - sum(counts.values())
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else "other"
