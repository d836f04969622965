"""Written names → recipients, each with its score and reasons. A close race stays open.

Retrieval is by comparison keys in the database; the judgement is `registry.names.compare`. A name
matches only if every one of its words is accounted for. What was found merely by a doubtful
reading (`unsure`) is offered as "did you mean", never answered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
from registry.names import Comparison, compare, is_initial, script_of, words

SAME, LIKELY, UNSURE = "same", "likely", "unsure"
# So many are judged, the nearest first. A name that more people bear is a question back anyhow.
LISTED = 20
# So many rows of the index are read to choose them from.
READ = 1_000
# Beyond so many pairs it is cheaper to ask first which words the registry knows.
_MANY_PAIRS = 40
# Of each word where many words are looked for, so that a common one leaves room for the rest.
_OF_EACH, _FEW = 5, 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recipient that a written name may mean, by which stored name, and why."""

    recipient: Recipient
    stored: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written name came to: those it means, and those it merely resembles.

    `common` are the entries of the index under which more people stand than are listed.
    """

    text: str
    matches: tuple[Candidate, ...] = ()
    resembling: tuple[Candidate, ...] = ()
    tried: tuple[str, ...] = field(default=())
    common: frozenset[int | str] = frozenset()
    unpublished: bool = False

    @property
    def many(self) -> int:
        """How many bear the name, where they are more than are listed, else 0. Counted here."""
        if not self.common:
            return 0
        many = search.how_many(self.common, unpublished=self.unpublished)
        return many if many > len(self.matches) else 0

    @property
    def only(self) -> Recipient | None:
        """The recipient, if the name means exactly one."""
        return self.matches[0].recipient if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate before its record is read."""

    pk: int
    stored: str
    comparison: Comparison


# Recipients, the nearest first, each with the entry of the index that led there.
Found = Mapping[int, int | str]


def resolve_name(text: str, *, unpublished: bool = False) -> Resolved:
    """Find whom a written name means. One exact search; the neighbourhood only if it is empty.

    Only those whom a published conferral shows are found, so that no draft is given away by a
    name. `unpublished` finds everybody: for clerks, who must not enter one person twice.
    """
    judging = judge_name(text, unpublished=unpublished)
    tried = tuple(sorted(read_asked(text).keys))
    resolved = Resolved(text, tried=tried, common=judging.common(), unpublished=unpublished)
    return _settle(resolved, judging.judged)


def judge_name(text: str, *, unpublished: bool = False) -> "Judging":
    """The same, without their records. Nobody, where the text has no word."""
    asked = read_asked(text)
    judging = Judging(text, lambda people: search.stored_names(people, unpublished=unpublished))
    if not asked.words:
        return judging
    judging.hear(_exact(asked, unpublished))
    crowded = judging.left and asked.is_given_name
    if not judging.good and not crowded:
        vocabulary = _vocabulary(asked)
        if any(vocabulary.near.values()):
            judging.hear(_nearby(asked, vocabulary, unpublished))
    return judging


def _vocabulary(asked: Asked) -> Vocabulary:
    """Which of the words asked for the registry knows, and what it has next to them.

    Two Latin letters that changed places can make two errors of a key (Akmhetov: kh is one
    letter of it), so these spellings are looked for as they would be right.
    """
    righted = {keys[0]: swapped for keys in asked.words if (swapped := asked.swapped(keys[0]))}
    known = search.known_keys(asked.keys.union(*righted.values()))
    near = search.neighbours(mistyped(asked))
    for key, swapped in righted.items():
        near.setdefault(key, set()).update((swapped & known) - asked.keys)
    return Vocabulary(known & asked.keys, near)


def _exact(asked: Asked, unpublished: bool) -> Found:
    """Those who bear the words as they stand, or without a case ending."""
    if len(asked.words) == 1:
        shortened = _of_numbers(initial_numbers(asked), unpublished)
        return shortened or _of_words(word_ranks(asked), unpublished)
    numbers = pair_numbers(asked)
    if len(numbers) > _MANY_PAIRS:
        numbers = pair_numbers(asked, Vocabulary(search.known_keys(asked.keys), {}))
    return _of_numbers(numbers, unpublished)


def _nearby(asked: Asked, vocabulary: Vocabulary, unpublished: bool) -> Found:
    """Those who bear the words with one typing error in each at most."""
    if len(asked.words) == 1:
        return _of_words(word_ranks(asked, vocabulary), unpublished)
    return _of_numbers(pair_numbers(asked, vocabulary), unpublished)


def _of_numbers(ranks: Mapping[int, int], unpublished: bool) -> Found:
    """The nearest of those under these pairs of words; of equals, who stands under most pairs."""
    rows = search.bearers_of_pairs(ranks, READ)
    if len(rows) == READ:
        nearest = min(ranks.values()) + NEAREST
        rows += search.bearers_of_pairs([n for n in ranks if ranks[n] < nearest], READ)
    return ranked_by_pairs(rows, ranks)


def ranked_by_pairs(rows: Iterable[tuple[int, int]], ranks: Mapping[int, int]) -> Found:
    """Of rows (number, recipient): the nearest first; of equals, who stands under most pairs."""
    entries: dict[int, set[int]] = {}
    for number, pk in rows:
        entries.setdefault(pk, set()).add(number)
    best = {pk: min(numbers, key=ranks.__getitem__) for pk, numbers in entries.items()}
    ranked = sorted(best, key=lambda pk: (ranks[best[pk]], -len(entries[pk])))
    return {pk: best[pk] for pk in ranked}


def _of_words(ranks: Mapping[str, int], unpublished: bool) -> Found:
    """The nearest of those under these single words, some of each."""
    keys = sorted(ranks, key=ranks.__getitem__)
    each = LISTED if len(keys) <= _FEW else max(_OF_EACH, LISTED // len(keys))
    rows = search.bearers_of_words(keys, each + 1, unpublished)
    return ranked_by_words(rows, ranks)


def ranked_by_words(rows: Iterable[tuple[str, int]], ranks: Mapping[str, int]) -> Found:
    """Of rows (key, recipient): the nearest first."""
    entries: dict[int, str] = {}
    for key, pk in sorted(rows, key=lambda row: ranks[row[0]]):
        entries.setdefault(pk, key)
    return entries


# Recipients by key → those of them who may be shown, with their names, in the same order.
Reader = Callable[[Sequence[int]], list[search.Stored]]


class Judging:
    """The judgement of one written name: of the nearest people who may be shown, of no more.

    `read` hands over the people who are to be judged.
    """

    def __init__(self, text: str, read: Reader) -> None:
        self.text, self.read = text, read
        self.script = script_of(text)
        # One word, or an initial, is never more than likely to mean a name that is spelled out.
        written = [word.text for word in words(text)]
        self.short = len(written) == 1 or any(map(is_initial, written))
        self.judged: list[Judged] = []
        self.under: dict[int, int | str] = {}
        self.left: set[int | str] = set()

    @property
    def good(self) -> bool:
        """Whether somebody is meant, not merely resembled."""
        return any(one.comparison.verdict in (SAME, LIKELY) for one in self.judged)

    def hear(self, found: Found) -> None:
        """Judge the nearest of those found who were not judged before; note what is left."""
        people = [pk for pk in found if pk not in self.under]
        self.under.update(found)
        heard = 0
        for start in range(0, len(people), LISTED):
            part = self.read(people[start : start + LISTED])
            self.judged += [self._best(person) for person in part[: LISTED - heard]]
            heard += len(part)
            if heard >= LISTED:
                rest = [person.pk for person in part[len(part) - heard + LISTED :]]
                self.left.update(found[pk] for pk in (*rest, *people[start + LISTED :]))
                return

    def _best(self, person: search.Stored) -> Judged:
        """The person by the name that fits best; one in the script asked in is tried first.

        Nothing is better than the same, nor for a short name than likely if the person's are not.
        """
        spelled_out = all(" " in text and "." not in text for text, _ in person.names)
        enough = LIKELY if self.short and spelled_out else SAME
        best: Judged | None = None
        for stored, _ in sorted(person.names, key=lambda name: name[1] != self.script):
            compared = compare(self.text, stored, gender=person.gender or None)
            one = Judged(person.pk, stored, compared)
            if best is None or _place(one) < _place(best):
                best = one
            if _order(one) <= _ORDER[enough]:
                break
        assert best is not None
        return best

    def common(self) -> frozenset[int | str]:
        """The entries under which the best were found, and others wait who were not judged."""
        best = min(map(_order, self.judged), default=_NONE)
        return frozenset(self.left & {self.under[o.pk] for o in self.judged if _order(o) == best})


_ORDER = {SAME: 0, LIKELY: 1, UNSURE: 2}
_NONE = 9


def _order(one: Judged) -> int:
    return _ORDER.get(one.comparison.verdict, _NONE)


def _place(one: Judged) -> tuple[int, float]:
    return _order(one), -one.comparison.score


def best_of(judged: Iterable[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Whom the name means, and whom it merely resembles: the best verdict wins."""
    ranked = sorted((one for one in judged if _order(one) != _NONE), key=_place)
    best = _order(ranked[0]) if ranked else _ORDER[UNSURE]
    if best == _ORDER[UNSURE]:
        return [], ranked[:5]
    found = [one for one in ranked if _order(one) == best]
    return found, [one for one in ranked if _order(one) != best][:5]


def _settle(resolved: Resolved, judged: Iterable[Judged]) -> Resolved:
    found, rest = best_of(judged)
    known = _candidates([*found, *rest])
    return replace(resolved, matches=known[: len(found)], resembling=known[len(found) :])


def _candidates(judged: Sequence[Judged]) -> tuple[Candidate, ...]:
    """With their records, which are read for these few alone."""
    if not judged:
        return ()
    records = search.recipients_by_pk([one.pk for one in judged])
    return tuple(Candidate(records[one.pk], one.stored, one.comparison) for one in judged)
