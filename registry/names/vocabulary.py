"""The vocabulary of names in data/, read at first use and kept."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from registry.names.folding import fold


@dataclass(frozen=True, slots=True)
class GivenName:
    """A common given name: its first spelling, and 'm', 'f' or None where both bear it."""

    name: str
    gender: str | None


def _lines(name: str) -> list[str]:
    """The lines of a vocabulary file without comments and blank lines."""
    text = files("registry.names").joinpath("data", name).read_text(encoding="utf-8")
    bare = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in bare if line]


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {
        fold(word): fold(first)
        for first, *others in (line.split() for line in _lines("spellings.txt"))
        for word in others
    }


def spelling_of(folded: str) -> str | None:
    """The spelling that stands for this one where no rule leads there (xi → си)."""
    return _spellings().get(folded)


@lru_cache(maxsize=1)
def given_names() -> dict[str, GivenName]:
    """Comparison key → common given name. One key belongs to one name."""
    from registry.names.keys import key

    found: dict[str, GivenName] = {}
    for line in _lines("given_names.txt"):
        gender, first, *others = line.split()
        name = GivenName(first, gender if gender in "mf" else None)
        for spelling in (first, *others):
            found.setdefault(key(spelling), name)
    return found


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Folded words that stand beside a name and are no part of it."""
    return frozenset(fold(word) for line in _lines("titles.txt") for word in line.split())


@lru_cache(maxsize=1)
def _particles() -> dict[str, bool]:
    """Folded particle → whether it must stand in small letters to be one."""
    lines = (line.split() for line in _lines("particles.txt"))
    return {fold(word): case == "small" for case, *those in lines for word in those}


def is_particle(word: str) -> bool:
    """Whether a word inside a foreign name is one that some writers leave out (al, bin, van)."""
    small = _particles().get(fold(word))
    return small is not None and (not small or word[:1].islower())


@lru_cache(maxsize=1)
def patronymic_endings() -> tuple[tuple[str, str], ...]:
    """(ending, gender) of patronymics, the longest first."""
    pairs = [line.split() for line in _lines("patronymics.txt")]
    found = [(fold(ending), gender) for gender, *endings in pairs for ending in endings]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
