"""Words of a closed vocabulary in any case form and script: award names and the nouns near them.

`plain` writes any script in one plain Latin, keeping every vowel apart enough that «Барыс» and
«Борис» stay two words. `forms` adds what is left after a case ending, the longest ending first.
"""

import threading
from functools import lru_cache

import snowballstemmer

from registry.names import fold

_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True)),
    "ё": "e", "ж": "j", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o",
    "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ї": "i", "є": "e", "ў": "u",
    "y": "i", "q": "k", "w": "v", "ı": "i", "ğ": "g", "ş": "sh", "ç": "ch", "ñ": "n", "ń": "n",
    "ň": "n", "ö": "o", "ó": "o", "ü": "u", "ú": "u", "ū": "u", "ý": "u", "ä": "a", "á": "a",
    "ə": "a", "ǵ": "g", "é": "e", "í": "i",
}  # fmt: skip
_DIGRAPHS = (("zh", "j"), ("kh", "h"), ("gh", "g"), ("ye", "e"), ("ie", "e"), ("x", "h"))

# Case and possessive endings of Kazakh nouns in plain Latin, both vowel harmonies.
_KAZAKH = tuple(
    sorted(
        (
            "nin din tin nen den ten nan dan tan men ben pen ga ge ka ke na ne ni di ti n da "
            "de ta te nda nde lar ler dar der tar ter lari leri dari deri tari teri si"
        ).split(),
        key=len,
        reverse=True,
    )
)
# A noun in «й» loses it before an ending, which the stemmer reads as part of the stem: «героем».
_RUSSIAN_J = ("ями", "ям", "ях", "ев", "ем", "ю", "я", "е", "и")
_IN_A_VOWEL = ("ией", "еей", "ии", "ию", "еи", "ею")
_LATIN_ENDINGS = ("'s", "’s", "om", "em", "oi", "es", "u", "a", "s")
_SHORTEST = 3
_POSSESSED = 6


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """One word in plain Latin letters and digits."""
    text = "".join(_LETTERS.get(letter, letter) for letter in fold(word))
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    return "".join(letter for letter in text if letter.isalnum())


class _PerThread(threading.local):
    """A stemmer keeps the word it is at inside itself, so threads cannot share one."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("russian")


_per_thread = _PerThread()


def _stemmer() -> "snowballstemmer.stemmer":
    return _per_thread.stemmer


@lru_cache(maxsize=20_000)
def base_forms(word: str) -> frozenset[str]:
    """What a word of the vocabulary itself is stored under: as it stands, and its Russian stem."""
    folded = fold(word)
    found = {plain(folded)}
    if any("а" <= letter <= "я" for letter in folded):
        found.add(plain(_stemmer().stemWord(folded)))
    return frozenset(form for form in found if form)


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """Every form under which a word of a text may be stored: with and without case endings."""
    folded = fold(word)
    found = set(base_forms(folded))
    whole = plain(folded)
    for ending in _RUSSIAN_J:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            found.add(plain(folded[: -len(ending)] + "й"))
    # «Кореи», «Нигерию»: the stemmer takes the vowel before the ending too.
    if folded.endswith(_IN_A_VOWEL):
        ending = next(end for end in _IN_A_VOWEL if folded.endswith(end))
        found.add(plain(folded[: -len(ending)] + ending[0] + "я"))
    for ending in _KAZAKH:
        if whole.endswith(ending) and len(whole) - len(ending) >= _SHORTEST:
            rest = whole[: -len(ending)]
            found.add(rest)
            found |= {
                rest[: -len(e)]
                for e in _KAZAKH
                if rest.endswith(e) and len(rest) - len(e) >= _SHORTEST
            }
    if whole.endswith("i") and len(whole) > _POSSESSED:  # «ұшқышы», «әртісі»
        found.add(whole[:-1])
    if folded.isascii() or "’" in folded:
        for ending in _LATIN_ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
                found.add(plain(folded[: -len(ending)]))
    return frozenset(found)
