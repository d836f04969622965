"""Everything that a text mentions, in one pass: the one reader for questions and articles."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from registry.mentions.awards import NOUNS, AwardLexicon, find_awards
from registry.mentions.countries import find_countries
from registry.mentions.cues import Cue, find_cues
from registry.mentions.dates import find_dates
from registry.mentions.days import find_days
from registry.mentions.decrees import find_decrees
from registry.mentions.forms import plain
from registry.mentions.grades import find_grades
from registry.mentions.model import (
    AwardMention,
    CountryMention,
    DateMention,
    DayMention,
    DecreeMention,
    GradeMention,
    Mention,
    NameMention,
    OfficeMention,
    Word,
)
from registry.mentions.names import find_names
from registry.mentions.offices import find_offices
from registry.mentions.words import read_words

M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text mentions. Nothing here overlaps, but for cues."""

    text: str
    words: tuple[Word, ...]
    awards: tuple[AwardMention, ...]
    grades: tuple[GradeMention, ...]
    dates: tuple[DateMention, ...]
    countries: tuple[CountryMention, ...]
    offices: tuple[OfficeMention, ...]
    decrees: tuple[DecreeMention, ...]
    names: tuple[NameMention, ...]
    cues: tuple[Cue, ...]
    # Cues that are part of an award's name, a date or a degree: they ask nothing.
    hidden: tuple[Cue, ...] = ()
    days: tuple[DayMention, ...] = ()

    def cue(self, *names: str) -> bool:
        """Whether one of these cues stands in the text outside of everything else."""
        return any(cue.name in names for cue in self.cues)


def find(
    text: str, lexicon: AwardLexicon, today: dt.date, *, running_text: bool = False
) -> Mentions:
    """Read a text. `today` is handed in; `running_text` is an article rather than a question."""
    words = read_words(text)
    awards = find_awards(words, lexicon, typos=not running_text)
    taken = _numbers(awards)
    grades = _free(find_grades(text, words), taken)
    decrees = _free(find_decrees(text, words), taken)
    dates = _free(find_dates(text, words, today), taken)
    days = _free(find_days(words), taken)
    countries = _free(find_countries(text, words), taken)
    offices = _free(find_offices(text, words), taken)
    cues = find_cues(words)
    hidden = [
        cue
        for cue in cues
        if _hidden(cue, awards, dates, grades) or (cue.last - cue.first > 1 and _cut(cue, offices))
    ]
    cues = [cue for cue in cues if cue not in hidden]
    taken |= {number for cue in cues for number in range(cue.first, cue.last)}
    taken |= {number for number, word in enumerate(words) if plain(word.folded) in NOUNS}
    names = find_names(text, words, taken, capitals_only=running_text)
    return Mentions(
        text,
        words,
        tuple(awards),
        tuple(grades),
        tuple(dates),
        tuple(countries),
        tuple(offices),
        tuple(decrees),
        tuple(names),
        tuple(cues),
        tuple(hidden),
        tuple(days),
    )


def _numbers(mentions: "list[AwardMention]") -> set[int]:
    return {number for m in mentions for number in range(m.first, m.last)}


def _free(mentions: list[M], taken: set[int]) -> list[M]:
    """Those that no earlier reader has taken; they take their words in turn."""
    kept = []
    for mention in mentions:
        numbers = set(range(mention.first, mention.last))
        if not numbers & taken:
            kept.append(mention)
            taken |= numbers
    return kept


def _cut(cue: Cue, offices: "list[OfficeMention]") -> bool:
    """Whether an office begins inside a cue: «қай мемлекет басшыларына» asks of no state."""
    return any(cue.first < office.first < cue.last < office.last for office in offices)


def _hidden(
    cue: Cue, *groups: "list[AwardMention] | list[DateMention] | list[GradeMention]"
) -> bool:
    """A cue that shares a word with the name of an award, a date or a degree is part of that."""
    touching = [m for ms in groups for m in ms if m.first < cue.last and cue.first < m.last]
    if cue.name == "foreign_award":  # «Құрмет белгісі» is more than «Құрмет»
        return any(m.first <= cue.first and cue.last <= m.last for m in touching)
    return bool(touching)
