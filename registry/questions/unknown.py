"""Whether a question names an award that the registry does not hold: it is outside coverage."""

from collections.abc import Sequence

from registry.honours.models import Award
from registry.questions.filters import HOME
from registry.questions.reading import Reading

# One order, not several: «ордена Петрова» are more often a man's orders than an order's name.
_ONE_AWARD = frozenset(
    "орден орденом ордену медаль медалью звание званием order medal title ордені орденін орденімен "
    "медалі медалін медалімен атағы атағын".split()
)
_OF_AWARD = frozenset("ордена медали звания".split())
# «Ленин ордені», "the Golden Fleece Order": in Kazakh and English the noun may follow.
_BEHIND = ("ордені", "медалі", "атағы", "order", "medal")
_BETWEEN = frozenset("of the имени".split())


def is_outside(reading: Reading, awards: Sequence[Award], issuer: str | None) -> bool:
    """Whether another state's award is meant (`issuer`: whose), or one that nobody here knows."""
    ours = any(award.authority.country == issuer for award in awards)
    if issuer and issuer != HOME and not ours:
        return True
    return reading.cue("foreign_award") or (not awards and names_unknown_award(reading))


def names_unknown_award(reading: Reading) -> bool:
    """Whether what looks like a name is that of an award which the lexicon does not know.

    «Орден Ленина», "the Order of Lenin", «Ленин ордені»: the noun stands directly beside a name
    that nobody in the registry bears.
    """
    words = [word.folded for word in reading.mentions.words]
    asks_for_people = reading.cue("who", "how_many", "latest")
    nouns = _ONE_AWARD | (_OF_AWARD if asks_for_people else frozenset())
    borne = {name for name, resolved in reading.names if resolved.matches}
    for name in (written for written in reading.mentions.names if written not in borne):
        near = words[max(0, name.first - 3) : name.first]
        before = [word for word in near if word not in _BETWEEN]
        after = words[name.last] if name.last < len(words) else ""
        behind = after in _ONE_AWARD and after.startswith(_BEHIND)
        if (before and before[-1] in nouns) or behind:
            return True
    return False
