"""The index of a made-up person's names, put together from what each word was found to be once.

`registry.honours.name_keys.index_of` reads every name afresh, which for a million people is four
minutes. Here it is asked once for each pair of words that can differ; a test holds the two equal.
"""

from collections.abc import Sequence
from functools import cache

from registry.honours.name_keys import FATHER, Indexed, index_of, together
from registry.names import fold, key
from registry.names.parts import patronymic_of
from registry.names.surnames import surname_gender
from tests.benchmarks.naming import Person


@cache
def _key(word: str) -> str:
    return key(word)[:60]


@cache
def _father(word: str) -> str:
    return patronymic_of(word.lower())[0]


@cache
def _surname(word: str) -> bool:
    return surname_gender(fold(word)) is not None


def index_of_person(person: Person) -> Indexed:
    """What `index_of` says of the person's names."""
    found = Indexed()
    seen: set[tuple[tuple[str, ...], str]] = set()
    for text, _, _ in person.names:
        spelled = text.split()
        patronymics = [word for word in spelled if _father(word)]
        if len(patronymics) > 1 or (len(spelled) == 2 and patronymics) or "-" in text:
            whole = index_of([text])
            found.tokens |= whole.tokens
            found.pairs |= whole.pairs
            continue
        plain = [word for word in spelled if word not in patronymics]
        keys = tuple(map(_key, plain))
        father = _father(patronymics[0]) if patronymics else ""
        if (keys, father) not in seen:
            seen.add((keys, father))
            given = [k for k, w in zip(keys, plain, strict=True) if not _surname(w)] or keys
            _add(found, keys, father, given)
    return found


def _add(found: Indexed, keys: Sequence[str], father: str, given: Sequence[str]) -> None:
    one, other = keys
    found.tokens.update(keys)
    found.pairs.add(together(keys))
    if father:
        marked = FATHER + father
        found.tokens.add(marked)
        found.pairs |= {together((one, other, marked)), together((one, marked))}
        found.pairs.add(together((other, marked)))
    for kept, shortened in ((one, other), (other, one)):
        if shortened in given:
            found.pairs.add(together((kept,), shortened[0]))
            if father:
                found.pairs.add(together((kept,), shortened[0] + father[0]))
