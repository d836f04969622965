"""The act in a sentence: which verb confers, who gives and who receives, and whether it happened.

A verb of conferring is active (the giver stands before it, the receiver after) or passive (the
receiver stands before it, or after it in Russian). English and Russian are read here.
"""

import re
from dataclasses import dataclass

from registry.mentions.finder import Mentions
from registry.mentions.model import NameMention

_BE = r"(?:was|were|is|are|been|has been|have been|had been|being)"
_ACTIVE_EN = re.compile(
    r"\b(?:award(?:ed|s)|present(?:ed|s)|decorat(?:ed|es)|honou?r(?:ed|s)|conferred|bestow(?:ed|s)"
    r"|hand(?:ed|s)(?: over)?|granted|gave)\b"
)
_PASSIVE_EN = re.compile(
    rf"\b{_BE}\s+(?:\w+ly\s+)?(?:award(?:ed)|present(?:ed)|decorated|honou?red|conferred|bestowed|granted"
    r"|given)\b|\breceived\b"
)
_ACTIVE_RU = re.compile(
    r"\b(?:о награждении|о присвоении|"
    r"наградил[аи]?|вручил[аи]?|вручает|награждает|присвоил[аи]?|удостоил[аи]?|отметил[аи]?)\b"
)
_PASSIVE_RU = re.compile(
    r"\b(?:награждены?|награждена|награждено|вручены?|вручена|вручено|присвоены?|присвоено|"
    r"удостоены?|удостоена|удостоился|удостоилась|получил[аи]?|отмечены?|отмечена)\b"
)
_NOT_YET = re.compile(
    r"\b(?:will be|is to be|to be awarded|plans? to|intends? to|proposed|propose[sd]?|nominat\w+|"
    r"recommend\w*|may be|could be|would be|expected to|instructed|rumou?r\w*|reportedly will|"
    r"will (?:award|present|confer|receive)|"
    r"будет|будут|планиру\w+|предлож\w+|предлага\w+|намерен\w*|представлен[аы]? к|поруч\w+|"
    r"могут|может|хочет|хотят|обещал\w*)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:declin\w+|refus\w+|turned down|rejected|did not|was not|were not|not been|never|"
    r"отказал\w*|не принял\w*|не получ\w+|не награ\w+|не вруч\w+|отклонил\w*)\b",
    re.IGNORECASE,
)
_FOUNDED = re.compile(
    r"\b(?:established|instituted|introduced|founded|учрежд\w+|учредил\w*|введен\w*|введён\w*)\b",
    re.IGNORECASE,
)
_HANDED = re.compile(r"\b(?:present|hand|bestow|вруч)\w*", re.IGNORECASE)
_BY = re.compile(r"\bby\s+$")
_TO = re.compile(r"\b(?:to|upon)\s+(?:[\w’'-]+\s+){0,5}$")
# A name behind one of these is a place, and behind "with" a companion.
_PLACE = re.compile(r"\b(?:in|at|near|from|with|в|во|на|из|под|с|со)\s+(?:the\s+)?$", re.IGNORECASE)
_ACT = re.compile(r"\b(?:decree|указ\w*|жарлы\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """The verb of conferring: where it stands, its voice, and why it is no conferral, if so."""

    start: int
    end: int
    voice: str
    language: str
    why_not: str
    date_kind: str

    def people(self, mentions: Mentions) -> tuple[list[NameMention], NameMention | None]:
        """(receivers, giver) among the names of the sentence."""
        names = people_in(mentions)
        before = [name for name in names if name.end <= self.start]
        after = [name for name in names if name.start >= self.end]
        if self.voice == "active":
            return self._active(mentions, before, after)
        by = [n for n in after if _BY.search(mentions.text[: self._title_start(mentions, n)])]
        others = [name for name in after if name not in by]
        to = [name for name in others if _TO.search(mentions.text[: name.start])]
        giver = by[0] if by else None
        if to:
            return _together(mentions, to), giver
        award_leads = mentions.awards[0].start < self.start
        if before and not (self.language == "ru" and award_leads):
            # Who stands nearest before the verb is meant, with whoever is joined to that name.
            return _together(mentions, before[::-1]), giver
        return _together(mentions, others if self.language == "ru" else []), giver

    def _active(
        self, mentions: Mentions, before: list[NameMention], after: list[NameMention]
    ) -> tuple[list[NameMention], NameMention | None]:
        giver = before[-1] if before else None
        reason = re.search(r"\bfor\b|\bза\b", mentions.text[self.end :])
        limit = self.end + reason.start() if reason else len(mentions.text)
        receivers = [name for name in after if name.start < limit]
        return _together(mentions, receivers), giver

    def _title_start(self, mentions: Mentions, name: NameMention) -> int:
        """Where the titles before a name begin: "by President …" has one between."""
        first = name.first
        while first and mentions.words[first - 1].text[:1].isupper():
            first -= 1
        return mentions.words[first].start


def act_of(mentions: Mentions) -> Act | None:
    """The verb of conferring nearest to the award, or None."""
    text = _plain(mentions.text)
    award = mentions.awards[0]
    found: list[tuple[int, re.Match[str], str, str]] = []
    for pattern, voice, language in (
        (_PASSIVE_EN, "passive", "en"),
        (_ACTIVE_EN, "active", "en"),
        (_PASSIVE_RU, "passive", "ru"),
        (_ACTIVE_RU, "active", "ru"),
    ):
        for match in pattern.finditer(text):
            # A form of "be" before it makes the same participle passive: that reading came first.
            if not any(m.start() <= match.start() < m.end() for _, m, _, _ in found):
                gap = min(abs(match.start() - award.end), abs(award.start - match.end()))
                found.append((gap, match, voice, language))
    if not found:
        return None
    _, match, voice, language = min(found, key=lambda item: item[0])
    kind = "presentation" if _HANDED.search(match.group()) else "unspecified"
    kind = "decree" if kind == "unspecified" and _ACT.search(text) else kind
    return Act(match.start(), match.end(), voice, language, why_not(text), kind)


def _plain(text: str) -> str:
    """The text with ё written as е: the same length, so offsets hold."""
    return text.replace("ё", "е").replace("Ё", "Е")


def why_not(text: str) -> str:
    """Why a sentence tells of no act that happened; empty if nothing speaks against it."""
    text = _plain(text)
    for pattern, why in (
        (_REFUSED, "a refusal or a denial"),
        (_NOT_YET, "a plan, a wish or a nomination, not an act"),
        (_FOUNDED, "about the founding of an award"),
    ):
        match = pattern.search(text)
        if match:
            return f"{why} («{match.group()}»)"
    return ""


def people_in(mentions: Mentions) -> list[NameMention]:
    """The names of a sentence that may be people's: no place, and nothing in brackets."""
    text = mentions.text
    return [
        name
        for name in mentions.names
        if not _aside(text, name) and not _PLACE.search(text[: name.start])
    ]


def _aside(text: str, name: NameMention) -> bool:
    """A word in brackets or quotation marks glosses something; it is nobody's name here."""
    left, right = text[: name.start].rstrip(), text[name.end :].lstrip()
    return left[-1:] in '([«“"' and left[-1:] != "" and right[:1] in ')]»”"' and right[:1] != ""


def _together(mentions: Mentions, names: list[NameMention]) -> list[NameMention]:
    """The first name, and those joined to it by "and", «и» or a comma alone, in order."""
    kept = names[:1]
    for name in names[1:]:
        left, right = sorted((kept[-1], name), key=lambda n: n.start)
        if mentions.text[left.end : right.start].strip().lower() not in ("and", "и", ",", ", and"):
            break
        kept.append(name)
    return sorted(kept, key=lambda n: n.start)
