"""Many written names at once → whom each may mean: the rows of a sheet, some hundreds together.

The same retrieval and the same judgement as `people.resolve_name`, in a handful of statements for
all of them. What is rare or crowded (a single word, a name that hundreds bear) is left to it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from registry.honours import name_search as search
from registry.mentions.asked_names import Asked, Vocabulary, mistyped, pair_numbers, read_asked
from registry.mentions.people import LIKELY, LISTED, SAME, UNSURE, resolve_name
from registry.names import Comparison, compare

# So many numbers, rows and keys go into one statement.
_NUMBERS, _ROWS, _KEYS = 2_000, 20_000, 300
# So many pairs a name may have here; one with more is looked for alone.
_PAIRS = 40
T = TypeVar("T")
_ORDER = {SAME: 0, LIKELY: 1, UNSURE: 2}


@dataclass(frozen=True, slots=True)
class Namesake:
    """A recipient whom a written name may mean: the key, the name on record, and the judgement."""

    pk: int
    stored: str
    comparison: Comparison


def namesakes(texts: Collection[str]) -> dict[str, list[Namesake]]:
    """For each written name everybody whom it may mean, the best first, drafts' people too."""
    asked = {text: read_asked(text) for text in texts}
    ranks = {text: pair_numbers(one) for text, one in asked.items()}
    whole = {t: numbers for t, numbers in ranks.items() if 0 < len(numbers) <= _PAIRS}
    found = {text: _alone(text) for text in asked if text not in whole}
    found |= _judged(whole)
    lost = [text for text in whole if not any(_is_good(one) for one in found[text])]
    near: dict[str, dict[int, int]] = {}
    for part in _parts(lost, _KEYS // 3):
        vocabulary = _vocabulary([asked[text] for text in part])
        for text in part:
            numbers = pair_numbers(asked[text], vocabulary)
            if set(numbers) - set(whole[text]):
                near[text] = numbers
    return found | {text: people for text, people in _judged(near).items() if people}


def _is_good(one: Namesake) -> bool:
    return one.comparison.verdict in (SAME, LIKELY)


def _alone(text: str) -> list[Namesake]:
    found = resolve_name(text, unpublished=True)
    return [
        Namesake(one.recipient.pk, one.stored, one.comparison)
        for one in (*found.matches, *found.resembling)
    ]


def _vocabulary(asked: Sequence[Asked]) -> Vocabulary:
    known = search.known_keys(set().union(*(one.keys for one in asked)))
    return Vocabulary(known, search.neighbours(set().union(*map(mistyped, asked))))


def _judged(ranks: Mapping[str, Mapping[int, int]]) -> dict[str, list[Namesake]]:
    """Each name held against the nearest of those who bear two of its words."""
    bearers, crowded = _bearers(ranks)
    nearest = {text: _nearest(numbers, bearers) for text, numbers in ranks.items()}
    people = sorted({pk for text, found in nearest.items() if text not in crowded for pk in found})
    names: dict[int, search.Stored] = {}
    for part in _parts(people, _NUMBERS):
        names |= {one.pk: one for one in search.stored_names(part, unpublished=True)}
    return {
        text: _alone(text) if text in crowded else _compared(text, [names[pk] for pk in found])
        for text, found in nearest.items()
    }


def _bearers(ranks: Mapping[str, Mapping[int, int]]) -> tuple[dict[int, list[int]], set[str]]:
    """Number → who bears it; and the names of which some number is borne by too many to read."""
    numbers = sorted({number for found in ranks.values() for number in found})
    bearers: dict[int, list[int]] = {}
    crowds: set[int] = set()
    waiting = list(_parts(numbers, _NUMBERS))
    while waiting:
        part = waiting.pop()
        rows = search.bearers_of_pairs(part, _ROWS)
        if len(rows) < _ROWS:
            for number, pk in rows:
                bearers.setdefault(number, []).append(pk)
        elif len(part) == 1:
            crowds.update(part)
        else:
            half = len(part) // 2
            waiting += [part[:half], part[half:]]
    many = {number for number, found in bearers.items() if len(found) > LISTED * 10}
    return bearers, {text for text, found in ranks.items() if not (crowds | many).isdisjoint(found)}


def _nearest(ranks: Mapping[int, int], bearers: Mapping[int, Sequence[int]]) -> list[int]:
    best: dict[int, int] = {}
    for number, rank in ranks.items():
        for pk in bearers.get(number, ()):
            best[pk] = min(rank, best.get(pk, rank))
    return sorted(best, key=best.__getitem__)[:LISTED]


def _compared(text: str, people: Sequence[search.Stored]) -> list[Namesake]:
    found = []
    for person in people:
        judged = [
            Namesake(person.pk, stored, compare(text, stored, gender=person.gender or None))
            for stored, _script in person.names
        ]
        best = min(judged, key=_place)
        if best.comparison.verdict in _ORDER:
            found.append(best)
    return sorted(found, key=_place)


def _place(one: Namesake) -> tuple[int, float]:
    return _ORDER.get(one.comparison.verdict, 9), -one.comparison.score


def _parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
