"""What a question mentions, with its names resolved and its countries given their part."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.mentions.finder import Mentions
from registry.mentions.model import AwardMention, NameMention
from registry.mentions.people import Resolved
from registry.questions.filters import FOREIGN


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
