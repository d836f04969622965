"""Mentions and cue words → one kind of question, or how far the understanding came.

`RULES` is an ordered table: the first rule that holds names the kind. Nothing here reads the
database; who a name means is handed in, resolved.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from registry.mentions.finder import Mentions
from registry.mentions.model import AwardMention, CountryMention, NameMention
from registry.mentions.people import Resolved
from registry.questions.filters import FOREIGN


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question mentions, with its names resolved and its countries given their part."""

    mentions: Mentions
    names: tuple[tuple[NameMention, Resolved], ...] = ()
    pinned: bool = False
    issuer: str | None = None
    country: str | None = None
    unused: tuple[str, ...] = field(default=())

    @property
    def award(self) -> AwardMention | None:
        """The award asked about; a second one is left for the kinds that compare."""
        return self.mentions.awards[0] if self.mentions.awards else None

    @property
    def person(self) -> Resolved | None:
        """The person asked about: whoever is known, else the first name that was written."""
        known = [resolved for _, resolved in self.names if resolved.matches]
        return next(iter(known or [resolved for _, resolved in self.names]), None)

    @property
    def people_of(self) -> str | None:
        """Whose citizens are asked about: a country's, or foreigners at large."""
        return self.country or (FOREIGN if self.cue("foreigners") else None)

    @property
    def has_person(self) -> bool:
        """Whether somebody is named, known or not."""
        return self.pinned or self.person is not None

    def cue(self, *names: str) -> bool:
        """Whether a cue stands in the question."""
        return self.mentions.cue(*names)


def _yes_no(reading: Reading) -> bool:
    """English asks by an auxiliary in front; Russian and Kazakh by a particle or «есть»/«бар»."""
    first_word = [c for c in reading.mentions.cues if c.name == "yes_no" and c.language == "en"]
    particle = [c for c in reading.mentions.cues if c.name == "yes_no" and c.language != "en"]
    possessed = reading.cue("possess") and not reading.cue("what")
    return any(c.first == 0 for c in first_word) or bool(particle) or possessed


Rule = tuple[str, Callable[[Reading], bool]]

RULES: tuple[Rule, ...] = (
    # "To whom did Tokayev give …": the named person is the giver, which is not a kind yet.
    ("", lambda r: r.has_person and r.award is not None and _asks_whom(r)),
    # Who has it *not* cannot be told from records of who has it.
    ("", lambda r: not r.has_person and r.cue("not_receive")),
    ("honours", lambda r: r.has_person and r.cue("why", "revoked")),
    ("about", lambda r: r.award is not None and not r.has_person and _asks_of_degrees(r)),
    ("count", lambda r: r.cue("how_many") and not r.has_person and _asks_of_conferrals(r)),
    ("count", lambda r: r.cue("how_many") and r.has_person and r.cue("award_noun", "receive")),
    ("when", lambda r: r.cue("when") and r.has_person and r.award is not None),
    ("about", lambda r: r.award is not None and not r.has_person and r.cue("why")),
    ("first", lambda r: r.cue("first") and not r.has_person and _asks_of_conferrals(r)),
    ("latest", lambda r: r.cue("latest") and not r.has_person and _asks_of_conferrals(r)),
    ("about", lambda r: r.award is not None and not r.has_person and _asks_about(r)),
    ("did_receive", lambda r: r.has_person and r.award is not None and _yes_no(r)),
    ("honours", lambda r: r.has_person and r.award is not None and r.cue("what", "who")),
    ("did_receive", lambda r: r.has_person and r.award is not None),
    ("honours", lambda r: r.has_person and _asks_of_honours(r)),
    ("holders", lambda r: not r.has_person and _asks_of_conferrals(r)),
)


def kind_of(reading: Reading) -> str | None:
    """The kind of question, or None: it was not understood."""
    kind = next((name for name, holds in RULES if holds(reading)), None)
    return kind or None


def _asks_whom(r: Reading) -> bool:
    whom = {"кому", "кого", "кімге", "кімді", "кімдерге", "кімдерді", "whom"}
    return any(word.folded in whom for word in r.mentions.words)


def _asks_of_honours(r: Reading) -> bool:
    known = r.pinned or (r.person is not None and bool(r.person.matches or r.person.resembling))
    asked = r.cue("award_noun", "receive", "possess") or (known and r.cue("when", "what", "about"))
    # A bare name that the registry knows asks for what that person holds.
    return asked or (known and len(r.mentions.words) <= 4)


def _asks_of_conferrals(r: Reading) -> bool:
    narrowed = bool(
        r.award or r.mentions.dates or r.people_of or r.mentions.decrees or r.cue("posthumous")
    )
    named_there = bool(r.mentions.decrees) and r.cue("who")
    return r.award is not None or named_there or (narrowed and r.cue("receive", "award_noun"))


def _asks_of_degrees(r: Reading) -> bool:
    return r.cue("how_many") and r.cue("degrees") and not r.cue("receive") and not r.mentions.grades


def _asks_about(r: Reading) -> bool:
    if r.cue("who", "receive", "how_many", "latest", "first") and not r.cue("established"):
        return False
    return not (r.mentions.dates or r.people_of)


def countries_by_part(mentions: Mentions) -> tuple[str | None, str | None]:
    """(state whose award is meant, country of the recipients), told apart by where they stand.

    Directly before the award's words (an adjective, or a Kazakh genitive) or directly after them
    ("Order of Friendship of China") a country is the award's; anywhere else the recipients'.
    """
    issuer = country = None
    for mention in mentions.countries:
        if any(_touches(mentions, mention, award) for award in mentions.awards):
            issuer = issuer or mention.code
        else:
            country = country or mention.code
    return issuer, country


def _touches(mentions: Mentions, country: CountryMention, award: AwardMention) -> bool:
    words = [word.folded for word in mentions.words]
    if country.last == award.first:
        # "российские «Достык»": of the award; "for Russia Dostyk" would not stand so.
        return country.form == "adjective" or words[country.first].endswith(
            (
                "ның",
                "нің",
                "дың",
                "дің",
                "тың",
                "тің",
                "нын",
                "нин",
                "дын",
                "дин",
                "тын",
                "тин",
                "'s",
                "’s",
            )
        )
    if country.first < award.last:
        return False
    between = words[award.last : country.first]
    return between in ([], ["of"], ["of", "the"], ["республики"])


# One order, not several: «ордена Петрова» are more often a man's orders than an order's name.
_ONE_AWARD = frozenset(
    "орден орденом ордену медаль медалью звание званием order medal title ордені орденін орденімен "
    "медалі медалін медалімен атағы атағын".split()
)
_OF_AWARD = frozenset("ордена медали звания".split())
_BETWEEN = frozenset("of the имени".split())


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
        kazakh = after in _ONE_AWARD and after.startswith(("ордені", "медалі", "атағы"))
        if (before and before[-1] in nouns) or kazakh:
            return True
    return False
