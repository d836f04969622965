"""Written names → recipients, each with its score and reasons. A close race stays open.

Retrieval is by comparison keys in the database; the judgement is `registry.names.compare`. A name
matches only if every one of its words is accounted for. What was found merely by a doubtful
reading (`unsure`) is offered as "did you mean", never answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.honours.models import Recipient
from registry.honours.selectors import neighbours, recipients_with_words, shown_recipients
from registry.names import Comparison, compare, is_initial, is_patronymic, keys_of, words

SAME, LIKELY, UNSURE = "same", "likely", "unsure"
_TYPO_KEY = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recipient that a written name may mean, by which stored name, and why."""

    recipient: Recipient
    stored: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written name came to: those it means, and those it merely resembles."""

    text: str
    matches: tuple[Candidate, ...] = ()
    resembling: tuple[Candidate, ...] = ()
    tried: tuple[str, ...] = field(default=())

    @property
    def only(self) -> Recipient | None:
        """The recipient, if the name means exactly one."""
        return self.matches[0].recipient if len(self.matches) == 1 else None


def resolve_name(text: str, *, unpublished: bool = False) -> Resolved:
    """Find whom a written name means. One exact search; the neighbourhood only if it is empty.

    Only those whom a published conferral shows are found, so that no draft is given away by a
    name. `unpublished` finds everybody: for clerks, who must not enter one person twice.
    """
    people = Recipient.objects.all() if unpublished else shown_recipients()
    parts = [word.text for word in words(text) if not is_initial(word.text)]
    keys = [{form.key for form in keys_of(part)} - {""} for part in parts]
    needed = [found for part, found in zip(parts, keys, strict=True) if not is_patronymic(part)]
    needed = [found for found in (needed or keys) if found]
    if not needed:
        return Resolved(text)
    candidates = _judge(text, recipients_with_words(needed, people))
    if not _good(candidates):
        near = [found | _near(found) for found in needed]
        if near != needed:
            candidates = candidates + _judge(text, recipients_with_words(near, people))
    return _settle(text, candidates, tuple(sorted(set().union(*needed))))


def _near(keys: Iterable[str]) -> set[str]:
    """Keys one typing error away; short ones have too many neighbours to mean anything."""
    return neighbours(key for key in keys if len(key) >= _TYPO_KEY)


def _good(candidates: list[Candidate]) -> bool:
    return any(c.comparison.verdict in (SAME, LIKELY) for c in candidates)


def _judge(text: str, people: Iterable[Recipient]) -> list[Candidate]:
    judged = []
    for person in people:
        gender = person.gender or None
        best = max(
            (
                Candidate(person, n.text, compare(text, n.text, gender=gender))
                for n in person.names.all()
            ),
            key=lambda c: (-_ORDER.get(c.comparison.verdict, 9), c.comparison.score),
            default=None,
        )
        if best is not None:
            judged.append(best)
    return judged


_ORDER = {SAME: 0, LIKELY: 1, UNSURE: 2}


def _settle(text: str, candidates: list[Candidate], tried: tuple[str, ...]) -> Resolved:
    """The best verdict wins; those below it are only resembled."""
    distinct = {c.recipient.pk: c for c in candidates if c.comparison.verdict in _ORDER}
    ranked = sorted(
        distinct.values(), key=lambda c: (_ORDER[c.comparison.verdict], -c.comparison.score)
    )
    best = ranked[0].comparison.verdict if ranked else UNSURE
    if best == UNSURE:
        return Resolved(text, (), tuple(ranked[:5]), tried)
    matches = tuple(c for c in ranked if c.comparison.verdict == best)
    rest = tuple(c for c in ranked if c.comparison.verdict != best)
    return Resolved(text, matches, rest[:5], tried)
