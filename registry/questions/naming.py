"""Which words of a question are whose name: a name may share words with what else is read there.

Kurmet is an order and a given name, German a country's adjective and a given name, Sultan a monarch
and a surname. A word beside a name belongs to it if the name so made is somebody's on record.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from registry.mentions.finder import Mentions
from registry.mentions.model import Mention, NameMention
from registry.mentions.people import Resolved, resolve_name
from registry.names import given_names, is_title, key
from registry.names.vocabulary import is_particle

# Words that open a question, and so bear a capital without being a name.
_OPENING = frozenset(("who", "what", "when", "where", "why", "how_many", "filler"))
_SHORTEST = 2
_OWN_NAME = 3

M = TypeVar("M", bound=Mention)
Named = tuple[NameMention, Resolved]


def resolve_names(mentions: Mentions) -> tuple[Mentions, list[Named]]:
    """Every name with those it means; the mentions without the words that names have claimed."""
    found: list[Named] = []
    for name in mentions.names:
        if any(name.first < taken.last and taken.first < name.last for taken, _ in found):
            continue
        mention, resolved = _resolve(mentions, name)
        found.append((mention, resolved))
        if (mention.first, mention.last) != (name.first, name.last):
            mentions = _without(mentions, mention)
    return mentions, found


def opening_name(mentions: Mentions) -> tuple[Mentions, Named] | None:
    """The first word as somebody's name, where it was taken for a question word and asks nothing.

    «Ким» and "Kim" are a surname, and «кім» on a Russian keyboard or in Latin letters. By itself,
    or beside the award that is asked for («Ким қандай марапат алды?»), the word names a person.
    """
    if not _may_open_as_name(mentions):
        return None
    name = _span(mentions, 0, 1)
    resolved = resolve_name(name.text)
    # One word of a long style ("Metropolitan … of Astana") is nobody's name.
    own = [c for c in resolved.matches if len(c.stored.split()) <= _OWN_NAME]
    return (_without(mentions, name), (name, resolved)) if own else None


def _may_open_as_name(mentions: Mentions) -> bool:
    first = [cue for cue in mentions.cues if cue.first == 0]
    written = mentions.words[0].text if mentions.words else ""
    # «Кім» with its own letter is the question word. So is what goes on: «Ким берди», by whom.
    if not first or mentions.names or "і" in written.lower() or any(c.last > 1 for c in first):
        return False
    asks_who, capital = any(cue.name == "who" for cue in first), written[:1].isupper()
    if len(mentions.words) == 1:
        return asks_who or (capital and all(cue.name == "filler" for cue in first))
    asks_what = mentions.cue("award_noun") and mentions.cue("what", "highest", "how_many")
    return asks_who and capital and (asks_what or is_called(mentions))


def is_called(mentions: Mentions) -> bool:
    """«Ким деген …»: the first word is what somebody is called."""
    return len(mentions.words) > 1 and mentions.words[1].folded in ("деген", "degen")


def _resolve(mentions: Mentions, name: NameMention) -> Named:
    resolved = resolve_name(name.text)
    for wider in _wider(mentions, name):
        with_more = resolve_name(wider.text)
        if with_more.matches:
            return wider, with_more
    if not resolved.matches:
        for narrower in _narrower(mentions, name):
            with_less = resolve_name(narrower.text)
            if with_less.matches or with_less.resembling:
                return narrower, with_less
    return name, resolved


def _wider(mentions: Mentions, name: NameMention) -> Iterator[NameMention]:
    """The name with the word before it, after it, or both, where those could belong to it."""
    before = _claimable(mentions, name.first - 1, name)
    after = _claimable(mentions, name.last, name)
    if before and after:
        yield _span(mentions, name.first - 1, name.last + 1)
    if before:
        yield _span(mentions, name.first - 1, name.last)
    if after:
        yield _span(mentions, name.first, name.last + 1)


def _claimable(mentions: Mentions, place: int, name: NameMention) -> bool:
    """Whether the word is written like a part of the name, with nothing but a space between."""
    if not 0 <= place < len(mentions.words):
        return False
    word = mentions.words[place]
    left, right = (word.end, name.start) if place < name.first else (name.end, word.start)
    if mentions.text[left:right].strip() or not word.text.isalpha() or is_title(word.text):
        return False
    if len(word.text) < _SHORTEST:
        return False
    taken = (*mentions.awards, *mentions.countries, *mentions.offices)
    if any((m.first, m.last) == (place, place + 1) for m in taken):
        return True
    capital = word.text[:1].isupper() and name.text[:1].isupper()
    first = {cue.name for cue in mentions.cues if cue.first == place == 0}
    opens = bool(first & _OPENING) and "yes_no" not in first
    return (capital and not opens) or key(word.text) in given_names()


def _narrower(mentions: Mentions, name: NameMention) -> Iterator[NameMention]:
    """In a run of capital and small letters, «скрипачу Марату …», the capitalised part of it."""
    small = [
        not mentions.words[place].text[:1].isupper() and not is_particle(mentions.words[place].text)
        for place in range(name.first, name.last)
    ]
    if all(small) or not any(small):
        return
    first = name.first + small.index(False)
    last = first
    while last < name.last and not small[last - name.first]:
        last += 1
    yield _span(mentions, first, last)


def _span(mentions: Mentions, first: int, last: int) -> NameMention:
    start, end = mentions.words[first].start, mentions.words[last - 1].end
    return NameMention(start, end, first, last, mentions.text[start:end])


def _without(mentions: Mentions, name: NameMention) -> Mentions:
    """The mentions without those that stand on words of a name."""

    def free(found: tuple[M, ...]) -> tuple[M, ...]:
        return tuple(m for m in found if m.last <= name.first or name.last <= m.first)

    return replace(
        mentions,
        awards=free(mentions.awards),
        countries=free(mentions.countries),
        offices=free(mentions.offices),
        cues=tuple(c for c in mentions.cues if c.last <= name.first or name.last <= c.first),
    )
