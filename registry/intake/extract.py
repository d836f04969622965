"""Sentences → findings: an act of conferring with its award, its people and what was said for it.

Only what articles have is here; what a text mentions is `registry.mentions`' to say. A sentence
counts if an award of the registry stands in it with a verb of conferring that says it happened.
Plans, refusals, foundings and awards of other states are kept as ignored, with the reason.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from registry.intake.sentences import Sentence, sentences
from registry.intake.verbs import Act, act_of, people_in, why_not
from registry.mentions.awards import AwardLexicon
from registry.mentions.finder import Mentions, find
from registry.mentions.model import AwardMention, GradeMention, NameMention

Span = tuple[int, int]
HOME = "KZ"


@dataclass(frozen=True, slots=True)
class Part:
    """A stated value and where it stands in the article."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One conferral as one sentence states it; spans are offsets into the article."""

    sentence: Sentence
    recipient: Part
    award: Part
    grade: Part | None = None
    date: Part | None = None
    date_kind: str = ""
    presenter: Part | None = None
    decree_number: Part | None = None
    reason: Part | None = None
    office: Part | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A sentence that looked like a conferral, and why it is not one."""

    quote: str
    span: Span
    why: str


@dataclass(slots=True)
class Reading:
    """Everything that an article states, and what looked like it."""

    findings: list[Finding] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def extract(article: str, lexicon: AwardLexicon, today: dt.date) -> Reading:
    """Read a whole article. Nothing outside of it is consulted, but for the award lexicon."""
    reading = Reading()
    people = _people(article, lexicon, today)
    for sentence in sentences(article):
        mentions = find(sentence.text, lexicon, today, running_text=True)
        if not mentions.awards:
            continue
        act = act_of(mentions)
        why = _why_not(mentions, act)
        found = [] if why or act is None else _findings(sentence, mentions, act, people)
        if not found:
            span = (sentence.start, sentence.end)
            reading.ignored.append(Ignored(sentence.text, span, why or "names no recipient"))
        reading.findings += found
    return reading


def _why_not(mentions: Mentions, act: Act | None) -> str:
    foreign = [c.code for c in mentions.countries if c.code != HOME and _of_award(mentions, c)]
    if foreign:
        return f"an award of another state ({foreign[0]})"
    if act is None:
        return why_not(mentions.text) or "names an award, but nobody confers it here"
    return act.why_not


def _of_award(mentions: Mentions, country: "object") -> bool:
    first, last = getattr(country, "first", 0), getattr(country, "last", 0)
    for award in mentions.awards:
        between = [w.folded for w in mentions.words[award.last : first]]
        if last == award.first or between in ([], ["of"], ["of", "the"]):
            return first >= award.last or last == award.first
    return False


def _findings(sentence: Sentence, mentions: Mentions, act: Act, people: "People") -> list[Finding]:
    """One finding for each award and recipient of the sentence."""
    receivers, presenter = _receivers(mentions, act)
    return [
        Finding(
            sentence=sentence,
            recipient=Part(people.full(name), _span(sentence, name.start, name.end)),
            award=Part(award.slugs[0], _span(sentence, award.start, award.end)),
            grade=_grade(sentence, mentions, award),
            date=_date(sentence, mentions),
            date_kind=act.date_kind if mentions.dates else "",
            presenter=_presenter(sentence, mentions, presenter, people),
            decree_number=_decree(sentence, mentions),
            reason=_reason(sentence, mentions),
            office=_office(sentence, mentions, name),
        )
        for award, given in zip(mentions.awards, receivers, strict=True)
        if len(award.slugs) == 1
        for name in given
    ]


def _receivers(mentions: Mentions, act: Act) -> tuple[list[list[NameMention]], NameMention | None]:
    """Who receives each award of a sentence, in order, and who gives.

    «Наградил А орденом X, а Б — орденом Y»: a name between two awards receives the second. Where
    none stands between them, the second is given to the same people as the first.
    """
    given, presenter = act.people(mentions)
    receivers = [given]
    for before, award in pairwise(mentions.awards):
        between = [
            n for n in people_in(mentions) if before.last <= n.first and n.last <= award.first
        ]
        receivers.append(between[-1:] or receivers[-1])
    return receivers, presenter


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return sentence.start + start, sentence.start + end


def _grade(sentence: Sentence, mentions: Mentions, award: AwardMention) -> Part | None:
    """The degree that stands nearest to the award; a named degree is fixed by its name."""
    if award.grade:
        return Part(award.grade, _span(sentence, award.start, award.end))

    def distance(grade: GradeMention) -> int:
        return min(abs(grade.first - award.last), abs(award.first - grade.last))

    def of_this_award(grade: GradeMention) -> bool:
        others = (a for a in mentions.awards if a is not award)
        here = distance(grade)
        return all(
            here <= min(abs(grade.first - other.last), abs(other.first - grade.last))
            for other in others
        )

    mine = [grade for grade in mentions.grades if of_this_award(grade)]
    nearest = min(mine, key=distance, default=None)
    if nearest is None or distance(nearest) > 4:
        return None
    return Part(nearest.code, _span(sentence, nearest.start, nearest.end))


def _date(sentence: Sentence, mentions: Mentions) -> Part | None:
    """A date that the sentence itself states; "today" is the article's own clock, not ours."""
    for date in mentions.dates:
        whole = date.days.as_partial()
        if whole is not None and not date.relative:
            return Part(whole.iso(), _span(sentence, date.start, date.end))
    return None


def _presenter(
    sentence: Sentence, mentions: Mentions, name: NameMention | None, people: "People"
) -> Part | None:
    if name is None:
        return None
    start = name.start
    title = mentions.words[name.first - 1] if name.first else None
    if title is not None and title.text[:1].isupper() and _titles(title.folded):
        start = title.start
    prefix = sentence.text[start : name.start]
    return Part(f"{prefix}{people.full(name)}", _span(sentence, start, name.end))


def _titles(folded: str) -> bool:
    return folded.startswith(
        ("president", "президент", "premier", "премьер", "minister", "министр")
    )


def _decree(sentence: Sentence, mentions: Mentions) -> Part | None:
    for decree in mentions.decrees:
        return Part(decree.number, _span(sentence, decree.start, decree.end))
    return None


_REASON = re.compile(
    r"\b(?:for (?:his|her|their|its|the|an?|outstanding|huge|special|significant|services?|merits?"
    r"|contributions?|personal|courage)\b|in recognition of\b|за\s)(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _reason(sentence: Sentence, mentions: Mentions) -> Part | None:
    """What it was given for: from "for his …" / «за …» after the award to the end of the clause."""
    last = max(award.end for award in mentions.awards)
    match = _REASON.search(sentence.text, last)
    if match is None:
        return None
    text = sentence.text[match.start() : match.end()]
    text = re.split(r"[;:]|\s[–—-]\s|, (?:который|которая|said|reported|передает|сообщает)", text)[
        0
    ]
    text = text.rstrip(' .!?…»"”')
    return Part(text, _span(sentence, match.start(), match.start() + len(text)))


def _office(sentence: Sentence, mentions: Mentions, name: NameMention) -> Part | None:
    """An office that stands directly before or after the name of the recipient."""
    for office in mentions.offices:
        if office.last == name.first:
            return Part(
                sentence.text[office.start : office.end], _span(sentence, office.start, office.end)
            )
    return None


class People:
    """The names of an article: a surname alone means the one full name that bears it there."""

    def __init__(self, names: Iterable[str]) -> None:
        from registry.names import key, words

        self._key, self._words = key, words
        self.names = [name for name in dict.fromkeys(names) if len(words(name)) > 1]

    def full(self, name: NameMention) -> str:
        """The fullest writing of this person in the article."""
        bare = _bare(name.text)
        wanted = {form for word in self._words(bare) for form in self._forms(word.text)}
        if len(self._words(bare)) > 1:
            return bare
        bearing = {
            full
            for full in self.names
            if wanted & {self._key(word.text) for word in self._words(full)}
        }
        return bearing.pop() if len(bearing) == 1 else bare

    def _forms(self, word: str) -> set[str]:
        from registry.names import keys_of

        return {form.key for form in keys_of(word)}


def _bare(text: str) -> str:
    return re.sub(r"['’]s$", "", text).strip(" .,")


def _people(article: str, lexicon: AwardLexicon, today: dt.date) -> People:
    names: list[str] = []
    for sentence in sentences(article):
        found: Sequence[NameMention] = find(sentence.text, lexicon, today, running_text=True).names
        names += [_bare(name.text) for name in found]
    return People(names)
