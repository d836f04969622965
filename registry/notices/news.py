"""What a delivery tells: plain data in the follower's language, without markup.

Made when it is sent, from what the registry says then; what is the same for many followers of one
notice is made once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q

from registry.honours.models import Decree
from registry.honours.records import Record, read
from registry.honours.selectors import journal_head
from registry.notices.models import Delivery, Follow, Notice
from registry.notices.plan import conferrals_of
from registry.notices.targets import EVERYTHING, Target, names_of, targets_of
from registry.wording import date_words, phrases
from registry.wording.conferrals import line_of

TOLD = 8
WHY_TOLD = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """One conferral as a sentence, with the titles and addresses of its sources."""

    id: str
    line: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """The same for programs: when it happened, by which decree (its id), and with which rows.

    `changes` are (number in the journal, id of the conferral); `version` and `head` are the
    registry's when it is told.
    """

    at: dt.datetime
    decree: str
    changes: tuple[tuple[int, str], ...]
    version: str
    head: str


@dataclass(frozen=True, slots=True)
class News:
    """What one follower is told of one notice. `more`: how many conferrals are not listed, the
    first of which is the `next`th.
    """

    id: int
    language: str
    event: str
    headline: str
    decree: str
    lines: tuple[Cited, ...]
    more: int
    why: str
    permalink: str
    happened: Happened | None = None
    next: int = TOLD


class Teller:
    """Makes news for many deliveries; keeps what notices and languages have in common."""

    def __init__(self) -> None:
        self._notices: dict[int, _Told] = {}

    def tell(self, deliveries: Iterable[Delivery]) -> dict[int, News]:
        """News by the key of its delivery; none where nothing is left to tell the follower."""
        rows = list(deliveries)
        follows: dict[int, set[Target]] = {}
        for follower, kind, key in Follow.objects.filter(
            follower__in={row.follower_id for row in rows}
        ).values_list("follower", "kind", "key"):
            follows.setdefault(follower, set()).add(Target(kind, key))
        found = {}
        for row in rows:
            told = self._told(row.notice)
            news = told.news_for(row.follower.language, follows.get(row.follower_id, set()))
            if news is not None:
                found[row.pk] = news
        return found

    def _told(self, notice: Notice) -> "_Told":
        if len(self._notices) > 50:
            self._notices.clear()
        if notice.pk not in self._notices:
            self._notices[notice.pk] = _Told(notice)
        return self._notices[notice.pk]


def rest_of(notice: int, *, channel: str, address: str, lang: str, start: int) -> News | None:
    """What a notice tells an address from its `start`th line on; None where there is no more.

    Only an address that was told of the notice is: what it says may have been taken back since.
    """
    to_it = Delivery.objects.filter(
        notice=notice, follower__channel=channel, follower__address=address
    )
    told = to_it.filter(Q(state__in=("sending", "sent")) | Q(unsure__gt=0))
    delivery = told.select_related("notice__decree").first()
    if delivery is None:
        return None
    follows = Follow.objects.filter(follower=delivery.follower_id).values_list("kind", "key")
    return _Told(delivery.notice).news_for(lang, {Target(*follow) for follow in follows}, start)


class _Told:
    """One notice: its conferrals with what they may be followed under, and what was said."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        rows = conferrals_of(notice)
        self.targets: Mapping[int, set[Target]] = targets_of(rows)
        found = rows.newest_first()
        self.records = {record.pk: record for record in read([found], len(self.targets))}
        self.changes: list[tuple[int, int]] = list(notice.items.values_list("change", "conferral"))
        self.head = journal_head()
        self.said: dict[tuple[str, int, frozenset[int], frozenset[Target]], News | None] = {}

    def news_for(self, lang: str, follows: set[Target], start: int = 0) -> News | None:
        """What concerns whoever follows this, from its `start`th line on."""
        concerns = {
            pk: follows & targets for pk, targets in self.targets.items() if follows & targets
        }
        why = frozenset[Target]().union(*concerns.values())
        key = (lang, start, frozenset(concerns), why)
        if key not in self.said:
            records = [record for pk, record in self.records.items() if pk in concerns]
            some = records[start:]
            self.said[key] = self._said(records, why, lang, start) if some else None
        return self.said[key]

    def _said(self, records: list[Record], why: frozenset[Target], lang: str, start: int) -> News:
        t = phrases(lang)
        decree = self.notice.decree
        shown = records[start : start + TOLD]
        return News(
            id=self.notice.pk,
            language=lang,
            event=self.notice.event,
            headline=headline(self.notice.event, len(records), lang),
            decree=decree_words(decree, lang) if decree else "",
            lines=tuple(_cited(record, lang) for record in shown),
            more=max(len(records) - start - TOLD, 0),
            next=start + TOLD,
            why=t.gettext("You follow: {names}").format(names=_why_words(why, lang)),
            permalink=_permalink(decree, lang),
            happened=self._happened({record.pk: record.id for record in records}),
        )

    def _happened(self, told: Mapping[int, str]) -> Happened:
        decree = self.notice.decree
        return Happened(
            at=self.notice.opened_at,
            decree=decree.public_id if decree else "",
            changes=tuple((change, told[pk]) for change, pk in self.changes if pk in told),
            version=str(self.head),
            head=self.head.hash,
        )


def headline(event: str, count: int, lang: str) -> str:
    """What happened, to how many."""
    t = phrases(lang)
    words = {
        "published": t.ngettext("{count} new conferral", "{count} new conferrals", count),
        "revoked": t.ngettext("{count} honour revoked", "{count} honours revoked", count),
        "restored": t.ngettext("{count} honour restored", "{count} honours restored", count),
        "declined": t.ngettext("{count} honour declined", "{count} honours declined", count),
        "returned": t.ngettext("{count} honour returned", "{count} honours returned", count),
        "withdrawn": t.ngettext(
            "Correction: {count} record was taken back as wrong",
            "Correction: {count} records were taken back as wrong",
            count,
        ),
    }[event]
    return words.format(count=count)


def decree_words(decree: Decree, lang: str) -> str:
    """The act with as much of its number and date as is known; may be empty."""
    t = phrases(lang).gettext
    date = date_words(decree.date, lang) if decree.date else ""
    if decree.number and date:
        return t("Decree № {number}, {date}").format(number=decree.number, date=date)
    if decree.number:
        return t("Decree № {number}").format(number=decree.number)
    return t("Decree, {date}").format(date=date) if date else decree.title_in(lang)


def _why_words(why: frozenset[Target], lang: str) -> str:
    # Who follows everything is not told that a part of everything is followed as well.
    told = [EVERYTHING] if EVERYTHING in why else sorted(why, key=lambda t: (t.kind, t.key))
    names = list(names_of(told[:WHY_TOLD], lang).values())
    return ", ".join(names) + ("…" if len(told) > WHY_TOLD else "")


def _cited(record: Record, lang: str) -> Cited:
    sources = {(proof.title or proof.url): proof.url for proof in record.evidence}
    return Cited(record.id, line_of(record, record.name(lang), lang), tuple(sources.items()))


def _permalink(decree: Decree | None, lang: str) -> str:
    """The page that lists what the decree did; a decree is found by its number, so it needs one."""
    if decree is None or not decree.number or not settings.PUBLIC_URL:
        return ""
    # A number is unique only with its date.
    days = {"from": decree.date.earliest(), "to": decree.date.latest()} if decree.date else {}
    query = {"kind": "holders", "decree": decree.number, **days, "lang": lang}
    return f"{settings.PUBLIC_URL}/q?{urlencode(query)}"
