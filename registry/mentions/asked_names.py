"""A name as somebody wrote it → the entries of the index of names under which to look for it.

Each entry has a rank: the smaller, the nearer it is to the words as they stand. What is found
under a nearer entry is judged first, since no more than some dozens are judged.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

from registry.honours.name_keys import FATHER, initial_letters, together
from registry.names import fold, given_names, is_initial, is_patronymic, key, keys_of, words
from registry.names.parts import patronymic_of

# A key of three letters has too many neighbours to mean anything.
_TYPO_KEY = 4
# More words than this are an address or a sentence; the longest tell most.
_WORDS = 4
_FORM, _NEAR, _PLAIN = 1, 20, 100
# Ranks less than this above the best are words without a typing error.
NEAREST = _NEAR


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a written name as keys to look up, that of the word as it stands first.

    `fathers` are the fathers' keys of patronymics that stand beside two other words: they tell
    namesakes apart. `initials` are, for each initial, the letters that it may stand for.
    `spelled` has the written word of each first key.
    """

    words: tuple[tuple[str, ...], ...]
    fathers: tuple[str, ...] = ()
    initials: tuple[frozenset[str], ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_given_name(self) -> bool:
        """Whether a common given name is all that was written: that is nobody's typing error."""
        return len(self.words) == 1 and self.words[0][0] in given_names()

    def swapped(self, first: str) -> set[str]:
        """The keys of a Latin word with each two neighbouring letters in the other order."""
        return set(_swapped(self.spelled.get(first, "")))

    @property
    def keys(self) -> set[str]:
        """Every key of every word."""
        return set().union(*self.words)


@lru_cache(maxsize=20_000)
def _swapped(word: str) -> frozenset[str]:
    if not word.isascii() or len(word) <= _TYPO_KEY:
        return frozenset()
    places = range(len(word) - 1)
    return frozenset(key(word[:at] + word[at + 1] + word[at] + word[at + 2 :]) for at in places)


@lru_cache(maxsize=4_000)
def read_asked(text: str) -> Asked:
    """What to look up. Patronymics are looked up only where two other words are not enough.

    The names of a sheet are read when they are told apart, looked for and judged: kept till then.
    """
    written = [word.text for word in words(text)]
    initials = tuple(frozenset(letters) for w in written if (letters := initial_letters(w)))
    parts = [word for word in written if not is_initial(word)]
    plain = [keys for part in parts if not is_patronymic(part) and (keys := _keys(part))]
    spelled = {keys[0]: fold(part) for part in parts if (keys := _keys(part))}
    patronymics = [part for part in parts if is_patronymic(part)]
    if len(plain) < 2:
        plain += [(*_keys(part), _father(part)) for part in patronymics]
        return Asked(tuple(plain), (), initials, spelled)
    longest = sorted(plain, key=lambda keys: -len(keys[0]))[:_WORDS]
    return Asked(
        tuple(keys for keys in plain if keys in longest),
        tuple(map(_father, patronymics)),
        initials,
        spelled,
    )


def _keys(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.key for form in keys_of(word) if form.key))


def _father(word: str) -> str:
    return FATHER + patronymic_of(fold(word).strip("'-"))[0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which of the keys asked for the registry knows, and the neighbours that it has of each."""

    known: Set[str]
    near: Mapping[str, Set[str]]


def pair_numbers(asked: Asked, vocabulary: Vocabulary | None = None) -> dict[int, int]:
    """Number of two words of the name → rank. With a vocabulary, those of mistyped words as well.

    Behind every two words stand the same two with the father: nearer still.
    """
    found: dict[int, int] = {}
    for one, other in combinations(asked.words, 2):
        pairs = product(_ranked(one, vocabulary), _ranked(other, vocabulary))
        for (a, far), (b, further) in pairs:
            rank = _PLAIN + far + further
            found.setdefault(together((a, b)), rank)
            for father in asked.fathers:
                found.setdefault(together((a, b, father)), rank - _PLAIN)
    return found


def word_ranks(asked: Asked, vocabulary: Vocabulary | None = None) -> dict[str, int]:
    """Key of a single word → rank."""
    found: dict[str, int] = {}
    for keys in asked.words:
        for word, rank in _ranked(keys, vocabulary):
            found.setdefault(word, rank)
    return found


def initial_numbers(asked: Asked) -> dict[int, int]:
    """Number of a word with its initials → rank; both initials are nearer than the first."""
    found: dict[int, int] = {}
    if len(asked.words) != 1 or not asked.initials:
        return found
    for at, word in enumerate(asked.words[0]):
        if len(asked.initials) > 1:
            for first, second in product(*asked.initials[:2]):
                found.setdefault(together((word,), first + second), at)
        for first in asked.initials[0]:
            found.setdefault(together((word,), first), _PLAIN + at)
    return found


def mistyped(asked: Asked) -> set[str]:
    """The keys whose neighbours are worth a look."""
    return {k for k in asked.keys if len(k.removeprefix(FATHER)) >= _TYPO_KEY}


def _ranked(keys: Iterable[str], vocabulary: Vocabulary | None) -> Iterator[tuple[str, int]]:
    for at, word in enumerate(keys):
        if vocabulary is None or word in vocabulary.known:
            yield word, _FORM * min(at, 5)
    if vocabulary is None:
        return
    for at, word in enumerate(keys):
        for other in vocabulary.near.get(word, ()):
            if not _names_another(word, other):
                yield other, _NEAR + _FORM * min(at, 5)


def _names_another(word: str, other: str) -> bool:
    """Марат is not looked for as Мурат: the comparison refuses a common name for another."""
    known = given_names()
    return word in known and other in known and known[word] is not known[other]
