"""Many written names → recipients, by about as many statements as one name takes.

The rows of a pasted decree or of a sheet are read together. Each name is judged as `people` judges
a single one; only the reads of the index are shared. A name that hundreds bear is left to it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from registry.honours import name_search as search
from registry.mentions.asked_names import (
    Asked,
    Vocabulary,
    initial_numbers,
    mistyped,
    pair_numbers,
    read_asked,
    word_ranks,
)
from registry.mentions.people import (
    LISTED,
    Found,
    Judged,
    Judging,
    best_of,
    judge_name,
    ranked_by_pairs,
    ranked_by_words,
)

K = TypeVar("K", int, str)
# So many rows of the index are read by one statement; a number that more bear is a crowd's.
_ROWS = 20_000
_CROWD = 10 * LISTED
# Of every single word; a name that more bear is a question back anyhow.
_OF_EACH = 2 * LISTED


@dataclass(slots=True)
class _Search:
    """One written name on its way: what it asks for, and its judgement so far."""

    asked: Asked
    judging: Judging
    numbers: dict[int, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    crowded: bool = False

    def look_for(self, vocabulary: Vocabulary | None = None) -> None:
        """Under which entries of the index to look next."""
        several = len(self.asked.words) > 1
        self.numbers = pair_numbers(self.asked, vocabulary) if several else {}
        self.words = {} if several else word_ranks(self.asked, vocabulary)
        if not several and vocabulary is None:
            self.numbers = initial_numbers(self.asked)

    @property
    def open(self) -> bool:
        """Whether words next to those asked for may still lead to somebody."""
        crowd = self.judging.left and self.asked.is_given_name
        return not (self.judging.good or crowd or self.crowded)


def likely_people(texts: Iterable[str]) -> dict[str, list[Judged]]:
    """For each written name those whom it may mean, the nearest first, published or not."""
    known: dict[int, search.Stored] = {}
    searches = {text: _begin(text, known) for text in dict.fromkeys(texts)}
    whole = [s for s in searches.values() if s.asked.words]
    for one in whole:
        one.look_for()
    _judge(whole, known)
    rest = [s for s in whole if s.open]
    for one, vocabulary in zip(rest, _vocabularies(rest), strict=True):
        one.look_for(vocabulary)
    _judge(rest, known)
    return {text: _nearest(text, one) for text, one in searches.items()}


def _begin(text: str, known: Mapping[int, search.Stored]) -> _Search:
    def read(people: Sequence[int]) -> list[search.Stored]:
        return [known[pk] for pk in people if pk in known]

    return _Search(read_asked(text), Judging(text, read))


def _nearest(text: str, one: _Search) -> list[Judged]:
    judging = judge_name(text, unpublished=True) if one.crowded else one.judging
    meant, resembled = best_of(judging.judged)
    return [*meant, *resembled]


def _judge(searches: Sequence[_Search], known: dict[int, search.Stored]) -> None:
    """Read the index once for all, then the names of all whom it led to, then judge."""
    by_number, crowds = _bearers({number for one in searches for number in one.numbers})
    keys = sorted({key for one in searches for key in one.words})
    by_word = _grouped(search.bearers_of_words(keys, _OF_EACH, unpublished=True))
    for one in searches:
        one.crowded = not crowds.isdisjoint(one.numbers)
    alike = [one for one in searches if not one.crowded]
    found = [_found(one, by_number, by_word) for one in alike]
    wanted = {pk for people in found for pk in list(people)[:_OF_EACH]} - known.keys()
    known.update((s.pk, s) for s in search.stored_names(sorted(wanted), unpublished=True))
    for one, people in zip(alike, found, strict=True):
        one.judging.hear(people)


def _bearers(numbers: Collection[int]) -> tuple[dict[int, list[int]], set[int]]:
    """Number → who bears it; and the numbers of crowds, of which some bearers were not read."""
    found: dict[int, list[int]] = {}
    crowds: set[int] = set()
    waiting = [sorted(numbers)]
    while waiting:
        part = waiting.pop()
        rows = search.bearers_of_pairs(part, _ROWS)
        if len(rows) < _ROWS:
            found |= _grouped(rows)
        elif len(part) == 1:
            crowds.update(part)
        else:
            half = len(part) // 2
            waiting += [part[:half], part[half:]]
    return found, crowds | {number for number, people in found.items() if len(people) > _CROWD}


def _found(
    one: _Search, by_number: Mapping[int, list[int]], by_word: Mapping[str, list[int]]
) -> Found:
    pairs = [(n, pk) for n in one.numbers for pk in by_number.get(n, ())]
    if pairs:
        return ranked_by_pairs(pairs, one.numbers)
    return ranked_by_words([(k, pk) for k in one.words for pk in by_word.get(k, ())], one.words)


def _grouped(rows: Iterable[tuple[K, int]]) -> dict[K, list[int]]:
    groups: dict[K, list[int]] = {}
    for entry, pk in rows:
        groups.setdefault(entry, []).append(pk)
    return groups


def _vocabularies(searches: Sequence[_Search]) -> list[Vocabulary]:
    """What the registry knows next to the words of each name: two reads for all of them."""
    swaps = [
        {k[0]: swapped for k in s.asked.words if (swapped := s.asked.swapped(k[0]))}
        for s in searches
    ]
    wanted = {key for s in searches for key in s.asked.keys}
    known = search.known_keys(wanted.union(*(k for swap in swaps for k in swap.values())))
    near = search.neighbours({key for s in searches for key in mistyped(s.asked)})
    return [
        _vocabulary(s.asked, swap, known, near) for s, swap in zip(searches, swaps, strict=True)
    ]


def _vocabulary(
    asked: Asked, swaps: Mapping[str, set[str]], known: set[str], near: Mapping[str, set[str]]
) -> Vocabulary:
    beside = {key: set(near[key]) for key in mistyped(asked) if key in near}
    for key, swapped in swaps.items():
        beside.setdefault(key, set()).update((swapped & known) - asked.keys)
    return Vocabulary(known & asked.keys, beside)
