"""The index of a made-up person's names, put together from what each word was found to be once.

`registry.honours.name_keys.index_of` reads every name afresh, which for a million people is four
minutes. Here it is asked once for each pair of words that can differ; a test holds the two equal.
"""

from functools import cache

from registry.honours.name_keys import FATHER, Indexed, index_of, together
from registry.names import given_names, key
from registry.names.parts import patronymic_of
from tests.benchmarks.naming import Person


@cache
def _key(word: str) -> str:
    return key(word)[:60]


@cache
def _father(word: str) -> str:
    return patronymic_of(word.lower())[0]


@cache
def _known(k: str) -> bool:
    return k in given_names()


def index_of_person(person: Person) -> Indexed:
    """What `index_of` says of the person's names."""
    found = Indexed()
    seen: set[tuple[tuple[str, ...], str]] = set()
    for text, _, _ in person.names:
        spelled = text.split()
        patronymics = [word for word in spelled if _father(word)]
        if len(patronymics) > 1 or (len(spelled) == 2 and patronymics) or "-" in text:
            plain = index_of([text])
            found.tokens |= plain.tokens
            found.pairs |= plain.pairs
            continue
        keys = tuple(_key(word) for word in spelled if word not in patronymics)
        father = _father(patronymics[0]) if patronymics else ""
        if (keys, father) not in seen:
            seen.add((keys, father))
            _add(found, keys, father)
    return found


def _add(found: Indexed, keys: tuple[str, ...], father: str) -> None:
    one, other = keys
    found.tokens.update(keys)
    found.pairs.add(together(keys))
    if father:
        marked = FATHER + father
        found.tokens.add(marked)
        found.pairs |= {together((one, other, marked)), together((one, marked))}
        found.pairs.add(together((other, marked)))
    given = [k for k in keys if _known(k)] or keys
    for kept, shortened in ((one, other), (other, one)):
        if shortened in given:
            found.pairs.add(together((kept,), shortened[0]))
            if father:
                found.pairs.add(together((kept,), shortened[0] + father[0]))
