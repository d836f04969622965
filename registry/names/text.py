"""Text as it is compared: one case, one form of each letter, look-alikes put right."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Official pages type Latin i, h, y … inside Cyrillic words: within a word the other letters decide.
_TO_CYRILLIC = str.maketrans("aceiohpxyk", "асеіоһрхук")
_TO_LATIN = str.maketrans("асеіоһрху", "aceiohpxy")
_SIGNS = str.maketrans(
    {
        "ё": "е",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00ad": "",
        "\u200b": "",
        "\u0307": "",  # what is left of a lower-cased dotted capital İ
    }
)
_MIXED = re.compile(r"[^\W\d_]+")
_WORD = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}(?:-\d{2})?(?!\d)"
    r"|[^\W_]+(?:['’ʼ‑-](?=[^\W\d_])[^\W_]+)*"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: `text[start:end]`."""

    text: str
    start: int
    end: int


def _cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _one_script(match: "re.Match[str]") -> str:
    word = match.group()
    cyrillic = sum(map(_cyrillic, word))
    if not cyrillic or cyrillic == len(word):
        return word
    latin = sum(letter.isascii() for letter in word)
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, NFKC, ё as е, one kind of quote, dash and apostrophe, one script in a word."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_SIGNS)
    return _MIXED.sub(_one_script, plain)


def words(text: str) -> list[Word]:
    """The words of a text in order; hyphens and apostrophes stay inside, as do dates' dots."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def script_of(text: str) -> str:
    """`cyrl`, `latn` or `other`, by what most of its letters are."""
    letters = [letter for letter in text.lower() if letter.isalpha()]
    cyrillic = sum(map(_cyrillic, letters))
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if not letters or max(cyrillic, latin) * 2 < len(letters):
        return "other"
    return "cyrl" if cyrillic >= latin else "latn"
