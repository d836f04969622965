"""What the reader of text finds: words with offsets, and mentions over runs of words.

Offsets are characters of the text that was read, `start` included, `end` not, so that
`text[m.start:m.end]` is the mention as it was written. `first` and `last` are the run of words,
`last` not included.
"""

from dataclasses import dataclass

from registry.dates import DateRange


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text: as written, where, and folded (`registry.names.fold`)."""

    text: str
    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that means something."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AwardMention(Mention):
    """An award by one of its spellings. Several slugs: the spelling leaves it open."""

    slugs: tuple[str, ...]
    spelling: str
    how: str  # "exact", "inflected" or "typo"
    grade: str = ""  # a grade's code that the spelling itself fixes (Aibyn's named degrees)


@dataclass(frozen=True, slots=True)
class GradeMention(Mention):
    """A degree: its code is `1`, `2`, `3` … or `special`."""

    code: str


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A day, month, year or range; `relative` where it was reckoned from today."""

    days: DateRange
    relative: bool = False


@dataclass(frozen=True, slots=True)
class DayMention(Mention):
    """A day of the year without its year: `04-19`."""

    day: str


@dataclass(frozen=True, slots=True)
class CountryMention(Mention):
    """A country, or its adjective or citizens (`form`: `name`, `adjective`, `people`)."""

    code: str
    form: str


@dataclass(frozen=True, slots=True)
class OfficeMention(Mention):
    """An office, by the key of its row in `data/offices.csv`."""

    key: str


@dataclass(frozen=True, slots=True)
class DecreeMention(Mention):
    """A decree by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class NameMention(Mention):
    """A run of words that is written like a name; who it is, is for others to resolve."""

    text: str
