"""A written name → its parts: words that count, initials, patronymic; titles left out."""

from dataclasses import dataclass
from functools import lru_cache

from registry.names.folding import fold, words
from registry.names.forms import keys_of
from registry.names.kazakh import kazakh_stems
from registry.names.keys import key
from registry.names.vocabulary import (
    GivenName,
    given_names,
    is_particle,
    patronymic_endings,
    titles,
)

# The Latin alphabets of Kazakh, and German, spell the endings of patronymics in their own ways.
_PLAIN = str.maketrans("ıūúýğw", "iuuugv")
_DIGRAPHS = frozenset("zh kh sh ch ts yu ya ye yo дж dj dzh".split())


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a written name. `father` is the key of the father's name in a patronymic."""

    text: str
    folded: str
    key: str
    kind: str  # 'word', 'initial', 'patronymic' or 'particle'
    father: str = ""
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenName:
    """The parts of a written name in their order, and the titles that stood beside them."""

    parts: tuple[Part, ...]
    titles: tuple[str, ...] = ()

    def of_kind(self, *kinds: str) -> list[Part]:
        """The parts of these kinds, in order."""
        return [part for part in self.parts if part.kind in kinds]


@lru_cache(maxsize=20_000)
def read_name(text: str) -> WrittenName:
    """The parts of a name. A name that holds nothing but titles keeps them as its parts."""
    written = [piece for word in words(text) for piece in _pieces(word.text) if key(piece)]
    beside = [word for word in written if is_title(word) and not _given(word)]
    kept = [word for word in written if word not in beside] or written
    joined = _join_father(kept)
    parts = tuple(_part(word) for word in joined)
    return WrittenName(_settle_patronymics(parts), tuple(beside) if kept != written else ())


def _given(word: str) -> bool:
    """Аким with a capital letter may be the given name: it is not passed over."""
    return word[:1].isupper() and given_name(key(word)) is not None


def _pieces(word: str) -> list[str]:
    """el-Tayeb is the name Tayeb with a particle before it; other hyphens stay."""
    first, hyphen, rest = word.partition("-")
    return [first, rest] if hyphen and rest and is_particle(first) else [word]


def _join_father(written: list[str]) -> list[str]:
    """Кеңес ұлы, Ильхам оглы: the second word is the ending of the first."""
    joined: list[str] = []
    for word in written:
        if joined and len(word) > 1 and fold(word) in _standing_endings():
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=1)
def _standing_endings() -> frozenset[str]:
    own = (
        "ұлы улы үлы uly uulu уулу оглы оглу огли ўғли ogly oglu oğlu ogli қызы кызы қизи qyzy kyzy"
    )
    return frozenset(ending for ending, _ in patronymic_endings()) & frozenset(
        (own + " qizi kızı qızı кизи gyzy гызы").split()
    )


@lru_cache(maxsize=50_000)
def _part(text: str) -> Part:
    folded = fold(text).strip("'-")
    if is_initial(text):
        return Part(text, folded, key(folded), "initial")
    if is_particle(text):
        return Part(text, folded, key(folded), "particle")
    father, gender = patronymic_of(folded)
    if father:
        return Part(text, folded, key(folded), "patronymic", father, gender)
    return Part(text, folded, key(folded), "word")


def _settle_patronymics(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A word like Момышұлы is a patronymic only where two other parts make the name.

    Of several such words the one in the middle is taken.
    """
    named = [part for part in parts if part.kind != "particle"]
    fathers = [at for at, part in enumerate(parts) if part.kind == "patronymic"]
    if len(named) < 3:
        keep = -1
    else:
        keep = min(fathers, key=lambda at: abs(at - 1), default=-1) if len(fathers) > 1 else -2
    if keep == -2:
        return parts
    return tuple(
        part if part.kind != "patronymic" or at == keep else _as_word(part)
        for at, part in enumerate(parts)
    )


def _as_word(part: Part) -> Part:
    return Part(part.text, part.folded, part.key, "word", part.father, part.gender)


@lru_cache(maxsize=50_000)
def patronymic_of(folded: str) -> tuple[str, str | None]:
    """(key of the father's name, gender of the bearer), or ('', None) for any other word."""
    for form in keys_of(folded.translate(_PLAIN).replace("tsch", "ch")):
        for ending, gender in patronymic_endings():
            stem = form.surface.removesuffix(ending)
            if not stem:
                return form.key, gender
            if stem != form.surface and len(stem) >= 3:
                return key(stem.rstrip("-'")).rstrip("i"), gender
    return "", None


def is_patronymic(word: str) -> bool:
    """Whether a word has the ending of a patronymic, in any case: Абишевича, Әбішұлының."""
    return bool(patronymic_of(fold(word).strip("'-"))[0])


def is_initial(word: str) -> bool:
    """Whether a word is one letter, or one letter written with two (Zh., Дж.)."""
    bare = fold(word).strip(".'-")
    return (len(bare) == 1 and bare.isalpha()) or (bare in _DIGRAPHS and word[:1].isupper())


@lru_cache(maxsize=50_000)
def is_title(word: str) -> bool:
    """Whether a word is a title or an office that is no part of a name, in any case."""
    folded = fold(word).strip("'-.")
    if folded in titles():
        return True
    bare = [form.surface for form in keys_of(folded)]
    bare += [stem for stem, _ in kazakh_stems(folded)]
    return any(surface in titles() for surface in bare)


def given_name(part_key: str) -> GivenName | None:
    """The common given name that has this key, if there is one."""
    return given_names().get(part_key)
