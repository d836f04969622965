"""Written names → recipients, each with its score and reasons. A close race stays open.

Retrieval is by comparison keys in the database; the judgement is `registry.names.compare`. A name
matches only if every one of its words is accounted for. What was found merely by a doubtful
reading (`unsure`) is offered as "did you mean", never answered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from registry.honours import name_search as search
from registry.honours.models import Recipient
from registry.mentions.asked_names import (
    NEAREST,
    Asked,
    Vocabulary,
    initial_numbers,
    mistyped,
    pair_numbers,
    read_asked,
    word_ranks,
)
from registry.names import Comparison, compare, script_of

SAME, LIKELY, UNSURE = "same", "likely", "unsure"
# So many are judged, the nearest first. A name that more people bear is a question back anyhow.
LISTED = 40
# So many rows of the index are read to choose them from.
READ = 1_000
# Beyond so many pairs it is cheaper to ask first which words the registry knows.
_MANY_PAIRS = 40
# Of each word where many words are looked for, so that a common one leaves room for the rest.
_OF_EACH = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recipient that a written name may mean, by which stored name, and why."""

    recipient: Recipient
    stored: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written name came to: those it means, and those it merely resembles.

    `many` is set where more people bear the name than are listed: so many at least.
    """

    text: str
    matches: tuple[Candidate, ...] = ()
    resembling: tuple[Candidate, ...] = ()
    tried: tuple[str, ...] = field(default=())
    many: int = 0

    @property
    def only(self) -> Recipient | None:
        """The recipient, if the name means exactly one."""
        return self.matches[0].recipient if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True)
class _Judged:
    """A candidate before its record is read."""

    pk: int
    stored: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Found:
    """Recipients, the nearest first, each with the entry of the index that led to it.

    `cut` says that more were found than are listed.
    """

    under: Mapping[int, int | str]
    cut: bool = False


def resolve_name(text: str, *, unpublished: bool = False) -> Resolved:
    """Find whom a written name means. One exact search; the neighbourhood only if it is empty.

    Only those whom a published conferral shows are found, so that no draft is given away by a
    name. `unpublished` finds everybody: for clerks, who must not enter one person twice.
    """
    asked = read_asked(text)
    if not asked.words:
        return Resolved(text)
    tried = tuple(sorted(asked.keys))
    found = _exact(asked, unpublished)
    judged = _judge(text, found.under)
    if not _good(judged):
        near = search.neighbours(mistyped(asked))
        if any(near.values()):
            wider = _nearby(asked, Vocabulary(search.known_keys(asked.keys), near), unpublished)
            judged += _judge(text, [pk for pk in wider.under if pk not in found.under])
            found = _Found({**wider.under, **found.under}, found.cut or wider.cut)
    return _settle(Resolved(text, tried=tried), judged, _many(found, judged, unpublished))


def _exact(asked: Asked, unpublished: bool) -> _Found:
    """Those who bear the words as they stand, or without a case ending."""
    if len(asked.words) == 1:
        shortened = _of_numbers(initial_numbers(asked), unpublished)
        return shortened if shortened.under else _of_words(word_ranks(asked), unpublished)
    numbers = pair_numbers(asked)
    if len(numbers) > _MANY_PAIRS:
        numbers = pair_numbers(asked, Vocabulary(search.known_keys(asked.keys), {}))
    return _of_numbers(numbers, unpublished)


def _nearby(asked: Asked, vocabulary: Vocabulary, unpublished: bool) -> _Found:
    """Those who bear the words with one typing error in each at most."""
    if len(asked.words) == 1:
        return _of_words(word_ranks(asked, vocabulary), unpublished)
    return _of_numbers(pair_numbers(asked, vocabulary), unpublished)


def _of_numbers(ranks: Mapping[int, int], unpublished: bool) -> _Found:
    """The nearest of those under these pairs of words; of equals, who stands under most pairs."""
    if not ranks:
        return _Found({})
    rows = search.bearers_of_pairs(ranks, READ)
    if len(rows) == READ:
        nearest = min(ranks.values()) + NEAREST
        rows += search.bearers_of_pairs([n for n in ranks if ranks[n] < nearest], READ)
    entries: dict[int, set[int]] = {}
    for number, pk in rows:
        entries.setdefault(pk, set()).add(number)
    best = {pk: min(numbers, key=ranks.__getitem__) for pk, numbers in entries.items()}
    ranked = sorted(best, key=lambda pk: (ranks[best[pk]], -len(entries[pk])))
    listed: list[int] = []
    for start in range(0, len(ranked), 2 * LISTED):
        part = ranked[start : start + 2 * LISTED]
        public = set(part) if unpublished else search.shown(part)
        listed += [pk for pk in part if pk in public]
        if len(listed) > LISTED:
            break
    return _Found({pk: best[pk] for pk in listed[:LISTED]}, len(listed) > LISTED)


def _of_words(ranks: Mapping[str, int], unpublished: bool) -> _Found:
    """The nearest of those under these single words, some of each."""
    keys = sorted(ranks, key=ranks.__getitem__)
    each = max(_OF_EACH, LISTED // max(1, len(keys))) + 1
    rows = search.bearers_of_words(keys, LISTED + 1 if len(keys) < 6 else each, unpublished)
    entries: dict[int, str] = {}
    for key, pk in sorted(rows, key=lambda row: ranks[row[0]]):
        entries.setdefault(pk, key)
    return _Found(dict(islice(entries.items(), LISTED)), len(entries) > LISTED)


def _many(found: _Found, judged: Sequence[_Judged], unpublished: bool) -> int:
    """How many bear the name, if so many were found that not all were judged.

    Counted only if the farthest that was judged is as good as the nearest: else all who bear the
    name are among those judged.
    """
    if not found.cut or not judged:
        return 0
    best = min(_order(one) for one in judged)
    if best == _NONE or _order(judged[-1]) != best:
        return 0
    entries = {found.under[one.pk] for one in judged if _order(one) == best}
    return search.how_many(entries, unpublished=unpublished)


def _judge(text: str, people: Iterable[int]) -> list[_Judged]:
    """Each of these people by the stored name that the written one fits best."""
    script = script_of(text)
    return [_best(text, script, person) for person in search.stored_names(list(people))]


def _best(text: str, script: str, person: search.Stored) -> _Judged:
    """A name in the script asked in is tried first: nothing is better than the same."""
    best: _Judged | None = None
    for stored, _ in sorted(person.names, key=lambda name: name[1] != script):
        one = _Judged(person.pk, stored, compare(text, stored, gender=person.gender or None))
        if best is None or _place(one) < _place(best):
            best = one
        if one.comparison.verdict == SAME:
            break
    assert best is not None
    return best


_ORDER = {SAME: 0, LIKELY: 1, UNSURE: 2}
_NONE = 9


def _order(one: _Judged) -> int:
    return _ORDER.get(one.comparison.verdict, _NONE)


def _place(one: _Judged) -> tuple[int, float]:
    return _order(one), -one.comparison.score


def _good(judged: Iterable[_Judged]) -> bool:
    return any(one.comparison.verdict in (SAME, LIKELY) for one in judged)


def _settle(resolved: Resolved, judged: Iterable[_Judged], many: int) -> Resolved:
    """The best verdict wins; those below it are only resembled."""
    ranked = sorted((one for one in judged if _order(one) != _NONE), key=_place)
    best = _order(ranked[0]) if ranked else _ORDER[UNSURE]
    if best == _ORDER[UNSURE]:
        return replace(resolved, resembling=_candidates(ranked[:5]), many=many)
    found = [one for one in ranked if _order(one) == best]
    rest = [one for one in ranked if _order(one) != best][:5]
    known = _candidates([*found, *rest])
    return replace(resolved, matches=known[: len(found)], resembling=known[len(found) :], many=many)


def _candidates(judged: Sequence[_Judged]) -> tuple[Candidate, ...]:
    """With their records, which are read for these few alone."""
    if not judged:
        return ()
    records = search.recipients_by_pk([one.pk for one in judged])
    return tuple(Candidate(records[one.pk], one.stored, one.comparison) for one in judged)
