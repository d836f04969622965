"""What a question mentions, with its names resolved and its countries given their part."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.mentions.finder import Mentions
from registry.mentions.model import AwardMention, CountryMention, NameMention
from registry.mentions.people import Resolved
from registry.questions.filters import FOREIGN, HOME


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question mentions. `given` names the person who hands over, if one is named so."""

    mentions: Mentions
    names: tuple[tuple[NameMention, Resolved], ...] = ()
    pinned: bool = False
    issuer: str | None = None
    country: str | None = None
    unused: tuple[str, ...] = field(default=())

    @property
    def award(self) -> AwardMention | None:
        """The award asked about, the first where there are several."""
        return self.mentions.awards[0] if self.mentions.awards else None

    @property
    def person(self) -> Resolved | None:
        """The person asked about: whoever is known, or resembled, else the first name written."""
        named = [resolved for _, resolved in self.names]
        known = [resolved for resolved in named if resolved.matches]
        return next(iter(known or [r for r in named if r.resembling] or named), None)

    @property
    def left_over(self) -> list[str]:
        """Words that nothing came of: what was set aside, and names of nobody on record."""
        strangers = [named.text for named, who in self.names if not who.matches]
        return [*self.unused, *strangers]

    @property
    def people(self) -> list[Resolved]:
        """Everybody who is named and known, each once."""
        known = {r.matches[0].recipient.pk: r for _, r in self.names if r.matches}
        return list(known.values())

    @property
    def people_of(self) -> str | None:
        """Whose citizens are asked about: a country's, or foreigners at large."""
        return self.country or (FOREIGN if self.cue("foreigners") else None)

    @property
    def has_person(self) -> bool:
        """Whether somebody is named, known or not."""
        return self.pinned or self.person is not None

    @property
    def narrows(self) -> bool:
        """Whether anything but an award or a person narrows what is asked."""
        mentions = self.mentions
        by_mention = mentions.dates or mentions.decrees or mentions.days or mentions.offices
        return bool(by_mention or self.people_of) or self.cue("posthumous", "women", "men")

    def cue(self, *names: str) -> bool:
        """Whether a cue stands in the question."""
        return self.mentions.cue(*names)

    def word(self, place: int) -> str:
        """The folded word at a place, or nothing outside of the text."""
        words = self.mentions.words
        return words[place].folded if 0 <= place < len(words) else ""

    def has_word(self, vocabulary: Iterable[str]) -> bool:
        """Whether a word of the vocabulary stands in the question."""
        known = set(vocabulary)
        return any(word.folded in known for word in self.mentions.words)


def countries_by_part(mentions: Mentions) -> tuple[str | None, str | None]:
    """(state whose award is meant, country of the recipients), told apart by where they stand.

    Directly before the award's words (an adjective, or a Kazakh genitive) or directly after them
    ("Order of Friendship of China") a country is the award's; anywhere else the recipients'.
    """
    issuer = country = None
    for mention in mentions.countries:
        beside = any(_touches(mentions, mention, award) for award in mentions.awards)
        beside = beside or _is_of_nouns(mentions, mention)
        # Nobody is asked for as a citizen of the Soviet Union: its awards are meant.
        beside = beside or mention.code == "SU"
        if beside or _gives(mentions, mention):
            issuer = issuer or mention.code
        else:
            country = country or mention.code
    return issuer, country


_ABLATIVES = tuple("нан нен дан ден тан тен".split())
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_GENITIVES = tuple("ның нің дың дің тың тің нын нин дын дин тын тин 's ’s".split())


def _touches(mentions: Mentions, country: CountryMention, award: AwardMention) -> bool:
    words = [word.folded for word in mentions.words]
    here = words[country.first]
    if country.last == award.first:
        # «Тоқаевқа Қытай «Достық» орденін берді»: the state that gives stands there as well.
        # "российские «Достык»": of the award; "for Russia Dostyk" would not stand so.
        gives = bool(mentions.names) and country.code != HOME and _KAZAKH_LETTERS.search(here)
        return country.form == "adjective" or here.endswith(_GENITIVES) or bool(gives)
    if country.first < award.last or here.endswith(_ABLATIVES):
        return False  # «Алтын Қыранды Түркіменстаннан кім алды?»: from there
    between = words[award.last : country.first]
    return between in ([], ["of"], ["of", "the"], ["республики"])


_AWARD = re.compile(
    "(?:orders?|medals?|awards?|decorations?|орден|медал|наград|звани|атағ|марапат|госнаград)"
)


def _is_of_nouns(mentions: Mentions, country: CountryMention) -> bool:
    """«Турецкий орден», "Kazakh awards", «Ресейдің медалі»: the state whose award is spoken of."""
    if country.last >= len(mentions.words):
        return False
    here, after = (mentions.words[n].folded for n in (country.last - 1, country.last))
    of_state = country.form == "adjective" or here.endswith(_GENITIVES)
    return of_state and bool(_AWARD.match(after))


def _gives(mentions: Mentions, country: CountryMention) -> bool:
    """Kazakhstan, named as a state, gives («награждены Казахстаном»), unless people are of it."""
    if country.code != HOME or country.form != "name":
        return False
    before = mentions.words[country.first - 1].folded if country.first else ""
    return before not in _FROM and not mentions.cue("from_country")


_FROM = frozenset("из from".split())
