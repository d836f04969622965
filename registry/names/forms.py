"""A word as it stands in a sentence → the nominatives it may come from, with what each implies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from registry.names.folding import fold
from registry.names.kazakh import kazakh_stems
from registry.names.keys import key
from registry.names.russian import russian_stems
from registry.names.surnames import surname_gender

_POSSESSIVE = re.compile("(?:'s|(?<=s)')$")


@dataclass(frozen=True, slots=True)
class Form:
    """A reading of one word: `surface` is the folded nominative, `how` the road that led to it.

    `how` is 'surface', 'ru', 'kk' or 'en'. `cases` are those that the ending can stand for.
    `gender` is what the ending says of the bearer: 'm', 'f' or None.
    """

    key: str
    surface: str
    how: str = "surface"
    cases: tuple[str, ...] = ()
    gender: str | None = None


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[Form, ...]:
    folded = fold(word).strip("'-\"")
    found = [Form(key(folded), folded, "surface", ("nom",), surname_gender(folded))]
    seen = {(found[0].key, found[0].gender, found[0].cases)}
    for form in _stripped(folded):
        mark = (form.key, form.gender, form.cases)
        if form.key and mark not in seen and form.key != found[0].key:
            seen.add(mark)
            found.append(form)
    return tuple(found)


def _stripped(folded: str) -> Iterator[Form]:
    bare = _POSSESSIVE.sub("", folded)
    if bare != folded:
        yield Form(key(bare), bare, "en", ("gen",), surname_gender(bare))
    for surface, cases, gender in russian_stems(folded):
        yield Form(key(surface), surface, "ru", cases, gender)
    for surface, cases in kazakh_stems(folded):
        yield Form(key(surface), surface, "kk", cases, surname_gender(surface))


def keys_of(word: str) -> list[Form]:
    """The word itself first, then what remains when a Russian, Kazakh or English ending goes.

    A stripped form is weaker evidence than the surface: Жапарова is a woman, or the genitive of
    a man's name.
    """
    return list(_forms(word))
