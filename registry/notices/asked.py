"""What somebody wants to follow, read from his own words: for sure, or to be asked back.

Whoever follows the wrong thing is told of strangers for years and never of what he wanted. So what
he wrote must be taken up to its last word; what only a part of it means is offered, not begun.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.honours.catalogue import current_catalogue
from registry.mentions.awards import NOUNS
from registry.mentions.cues import Cue
from registry.mentions.finder import Mentions, find
from registry.mentions.forms import plain
from registry.mentions.grades import bare_code
from registry.mentions.lexicon import current_lexicon
from registry.mentions.model import Mention
from registry.mentions.people import SAME, Candidate, resolve_name
from registry.mentions.states import HOME, countries_by_part
from registry.names.parts import read_name
from registry.notices.models import Follow
from registry.notices.targets import Target, is_known

Kind = Follow.Kind
LONGEST = 300
# Words that ask nothing more: "citizens of …", "the …", «все …».
_ASIDE = ("filler", "from_country", "who")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text names that can be followed. Several: it is open which.

    Not `sure`: it is only like what was written, or a part of it. `foreign` is the state whose
    award was named, where none of its awards is in the registry; `outside` says so of an award
    that is nobody's here, whether the state is known or not.
    """

    targets: tuple[Target, ...] = ()
    sure: bool = False
    outside: bool = False
    foreign: str = ""

    @property
    def only(self) -> Target | None:
        """The one target that is meant for sure."""
        return self.targets[0] if self.sure and len(self.targets) == 1 else None


def read_targets(text: str, today: dt.date) -> Asked:
    """What a text names: an award with its degree, a country, people. Empty where it names nothing
    that can be followed, or nobody who is on record.
    """
    text = text[:LONGEST]
    mentions = find(text, current_lexicon(), today)
    if len(read_name(text).of_kind("word", "initial")) > 1:
        whole = resolve_name(text).matches
        if whole and whole[0].comparison.verdict == SAME:
            return Asked(_people(whole), sure=True)
    if mentions.awards or mentions.cue("foreign_award"):
        return _awards(mentions)
    if mentions.names:
        return _named(mentions)
    if mentions.countries:
        countries = _countries(mentions)
        return Asked(countries, sure=not _left(mentions, mentions.countries))
    # «Ким» is also the Kazakh for "who": what names nothing else may be a name as a whole.
    found = resolve_name(text).matches
    return Asked(_people(found), sure=all(map(_is_strong, found)))


def _awards(mentions: Mentions) -> Asked:
    """Awards, with the degree that is said; of another state only where the registry has them."""
    issuer, _ = countries_by_part(mentions)
    slugs = list(dict.fromkeys(slug for award in mentions.awards for slug in award.slugs))
    foreign = issuer is not None and issuer != HOME and not _has_award_of(issuer, slugs)
    if foreign or mentions.cue("foreign_award"):
        return Asked(outside=True, foreign=issuer if foreign and issuer else "")
    numbers = list(_bare_numbers(mentions))
    codes = [award.grade for award in mentions.awards if award.grade]
    codes += [grade.code for grade in mentions.grades] + [code for _, code in numbers]
    graded = [Target(Kind.GRADE, f"{slug}:{codes[0]}") for slug in slugs] if codes else []
    known = [target for target in graded if is_known(target)]
    taken = [*mentions.awards, *mentions.grades]
    taken += [country for country in mentions.countries if country.code == issuer]
    left = _left(mentions, taken, {place for place, _ in numbers})
    # A degree that the award does not have was meant for another.
    sure = not left and bool(known) == bool(codes) and len(set(codes)) < 2
    targets = known or [Target(Kind.AWARD, slug) for slug in slugs]
    if not sure:
        # Whatever else is named may be what was meant.
        targets += [*_people(_matches(mentions)), *_countries(mentions, besides=issuer)]
    return Asked(tuple(targets), sure)


def _has_award_of(country: str, slugs: Iterable[str]) -> bool:
    awards = [current_catalogue().by_slug(slug) for slug in slugs]
    return any(award is not None and award.authority.country == country for award in awards)


def _bare_numbers(mentions: Mentions) -> Iterator[tuple[int, str]]:
    """«Достык 1», "Dostyk II": a number that nothing else has taken is the degree of the award
    beside it; its place and the degree.
    """
    taken = set(_places((*mentions.grades, *mentions.dates, *mentions.decrees, *mentions.days)))
    for award in mentions.awards:
        for place in {award.last, award.first - 1} - taken:
            if 0 <= place < len(mentions.words):
                code = bare_code(mentions.words[place].folded)
                if code:
                    yield place, code


def _named(mentions: Mentions) -> Asked:
    """People by their names; a country named beside them is offered as well."""
    found = _matches(mentions)
    # «Президент Путин»: an office is said with a name.
    taken = [*mentions.names, *mentions.offices]
    sure = bool(found) and len(mentions.names) == 1 and not _left(mentions, taken)
    targets = (*_people(found), *_countries(mentions))
    return Asked(targets, sure=sure and all(map(_is_strong, found)))


def _matches(mentions: Mentions) -> list[Candidate]:
    return [match for name in mentions.names for match in resolve_name(name.text).matches]


def _is_strong(match: Candidate) -> bool:
    """Whether a name as written is enough to begin at once.

    One word of many («Астана» of "Metropolitan Alexander of Astana and Kazakhstan") is not, nor is
    what was found by mending a typing error.
    """
    reasons = [reason.partition(":")[0] for reason in match.comparison.reasons]
    if "typing_error" in reasons:
        return False
    parts = len(read_name(match.stored).of_kind("word"))
    return parts <= 2 or not {"one_part_only", "stored_part_not_named"} & set(reasons)


def _people(found: Iterable[Candidate]) -> tuple[Target, ...]:
    ids = dict.fromkeys(match.recipient.public_id for match in found)
    return tuple(Target(Kind.PERSON, public_id) for public_id in ids)


def _countries(mentions: Mentions, besides: str | None = None) -> tuple[Target, ...]:
    codes = dict.fromkeys(country.code for country in mentions.countries)
    targets = (Target(Kind.COUNTRY, code) for code in codes if code != besides)
    return tuple(target for target in targets if is_known(target))


def _left(mentions: Mentions, taken: Iterable[Mention], places: Iterable[int] = ()) -> set[int]:
    """The words that nothing of what was taken accounts for."""
    aside = {place for cue in mentions.cues if cue.name in _ASIDE for place in _places([cue])}
    nouns = {n for n, word in enumerate(mentions.words) if plain(word.folded) in NOUNS}
    return set(range(len(mentions.words))) - set(_places(taken)) - aside - nouns - set(places)


def _places(mentions: Iterable[Mention | Cue]) -> Iterator[int]:
    for mention in mentions:
        yield from range(mention.first, mention.last)
