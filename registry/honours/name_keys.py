"""Under what a written name is found again: single words, and words that stand together.

A given name is borne by twenty thousand of a million people, and so is many a surname by
thousands: to look for one and then for the other reads both lists. So every two words of a name
are also kept as one number, and a whole name is one step into a B-tree. Pure functions; the rows
are written by `services.name_index` and read by `name_search`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, combinations

from registry.names import deletions, fold, is_initial, key, words
from registry.names.parts import read_name
from registry.names.surnames import surname_gender

MAX_KEY = 60
# Before the father's key, so that Серикұлы and Серикович, one father, are one word.
FATHER = "~"


@dataclass(slots=True)
class Indexed:
    """What is kept of one person's names."""

    tokens: set[str] = field(default_factory=set)
    pairs: set[int] = field(default_factory=set)


def together(keys: Iterable[str], initials: str = "") -> int:
    """The number of words that stand together in a name, in any order, with ordered initials.

    A number is a third of the text's size and is compared faster. Two texts of one number would
    offer somebody whom the comparison of names then refuses.
    """
    text = " ".join(sorted(keys)) + "." + initials
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def findable(text: str) -> bool:
    """Whether a name has a word to find it by; to ask costs less than to make its whole index."""
    return any(map(_keys, _words(text)))


def index_of(names: Iterable[str]) -> Indexed:
    """The words and pairs of all the names of one person."""
    found = Indexed()
    for text in names:
        tokens, pairs = _index_of_one(text)
        found.tokens.update(tokens)
        found.pairs.update(pairs)
    return found


@lru_cache(maxsize=8_000)
def _index_of_one(text: str) -> tuple[frozenset[str], frozenset[int]]:
    """A name is looked at when it is checked, and again when it is stored."""
    spelled, fathers = _read(text)
    tokens = frozenset((*chain.from_iterable(spelled), *fathers))
    pairs = frozenset((*_pairs(spelled, fathers), *_shortened(text, spelled, fathers)))
    return tokens, pairs


def fragments_of(stored: str) -> set[str]:
    """A key and the same with each letter left out: keys one typing error apart share one."""
    if stored.startswith(FATHER):
        return {stored, *(FATHER + part for part in deletions(stored[1:]))}
    return {stored, *deletions(stored)}


def _read(text: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """The keys of each word but the patronymic, and the father's key of each patronymic."""
    patronymics = [part for part in read_name(text).parts if part.kind == "patronymic"]
    passed_over = {part.key for part in patronymics}
    spelled = [_keys(word) for word in _words(text) if key(word) not in passed_over]
    whole = [keys for keys in spelled if keys and len(keys[0]) > 1]
    fathers = [FATHER + part.father[: MAX_KEY - 1] for part in patronymics]
    return whole or [keys for keys in spelled if keys], fathers


@lru_cache(maxsize=8_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    """A hyphenated word is found whole and by its pieces: «Касым Жомарт» stands without it too."""
    pieces = (word, *word.split("-")) if "-" in word else (word,)
    return tuple(dict.fromkeys(k for piece in pieces if (k := key(piece)[:MAX_KEY])))


def _pairs(spelled: Sequence[tuple[str, ...]], fathers: Sequence[str]) -> Iterator[int]:
    """Every two words; each with the father; and both with the father, which tells namesakes."""
    for one, other in combinations(spelled, 2):
        for a in one:
            for b in other:
                yield together((a, b))
                yield from (together((a, b, father)) for father in fathers)
    for keys in spelled:
        yield from (together((k, father)) for k in keys for father in fathers)
        yield from (together(pair) for pair in combinations(keys[1:], 2))


def _shortened(text: str, spelled: Sequence[tuple[str, ...]], fathers: Sequence[str]) -> set[int]:
    """The same with a given name, or given name and patronymic, shortened: Н. С. Ахметов.

    A word that can only be a surname is not shortened where another can be.
    """
    surnames = {key(word) for word in _words(text) if surname_gender(fold(word))}
    numbered = [(at, keys[0]) for at, keys in enumerate(spelled)]
    given = [(at, k) for at, k in numbered if k not in surnames] or numbered
    written = {letter for word in _words(text) for letter in initial_letters(word)}
    second = [father[1] for father in fathers[:1] if len(father) > 1]
    found = set()
    for at, k in numbered:
        firsts = written | {other[0] for place, other in given if place != at}
        found |= {together((k,), first) for first in firsts}
        found |= {together((k,), first + later) for first in firsts for later in second}
    return found


def initial_letters(word: str) -> set[str]:
    """The first letters of the keys that an initial may begin; none if the word is no initial."""
    if not is_initial(word):
        return set()
    bare = fold(word).strip(".'-")
    if bare == "y":
        return set("ieua")
    return set("kscC") if bare == "c" else {k[0] for k in (key(bare),) if k}
