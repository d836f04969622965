"""Whom the lines of a sheet mean: known by an earlier decision or beyond doubt, new, or asked.

Beyond doubt is only one person of the same name and of an agreeing birth. Everybody else who may
be meant is shown to a person, whose decision is kept for ever: the same line is never asked again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from registry.dates import PartialDate
from registry.exchange.models import ImportJob, PersonDecision, SheetPerson
from registry.exchange.sheets.cells import date_of
from registry.exchange.sheets.resting import collector_resting
from registry.exchange.sheets.rows import NAMES, Description, Row
from registry.honours.lots import insert_records
from registry.honours.models import Recipient, RecipientName
from registry.honours.selectors import recipients_called
from registry.mentions.asked_names import read_asked
from registry.mentions.people import Judged
from registry.mentions.people_at_once import likely_people

Verdict = SheetPerson.Verdict
AT_ONCE = 400
# A person who decides is shown the lines by a few of their numbers.
_LINES_SHOWN = 8
_MOST_OFFERED = 8


@dataclass(slots=True)
class Described:
    """People of one description: what is written of them, and key → lines."""

    digest: str
    written: Mapping[str, str]
    keys: dict[str, list[int]] = field(default_factory=dict)


def gather(rows: Iterable[Row]) -> dict[str, Described]:
    """Everybody whom a sheet describes without an id, each description once."""
    found: dict[str, Described] = {}
    for row in rows:
        if row.text("conferral_id") or row.text("recipient_id") or not row.names():
            continue
        one = Description(row)
        person = found.setdefault(one.digest, Described(one.digest, one.written))
        lines = person.keys.setdefault(one.key, [])
        if len(lines) < _LINES_SHOWN:
            lines.append(row.line)
    return found


def find_people(job: ImportJob, people: Mapping[str, Described]) -> Iterator[int]:
    """Decide for everybody described; yields after each some hundred how many are decided.

    What people answered in an earlier check of this job is a decision like any other.
    """
    with transaction.atomic():
        SheetPerson.objects.filter(job=job).delete()
    done, waiting = 0, iter(people.values())
    while part := list(islice(waiting, AT_ONCE)):
        with collector_resting():
            made = _found(job, part)
        with transaction.atomic():
            insert_records(made)
        done += len(part)
        yield done


def _found(job: ImportJob, part: Sequence[Described]) -> list[SheetPerson]:
    keys = [key for one in part for key in one.keys]
    decided = {d.key: d for d in PersonDecision.objects.filter(key__in=keys)}
    named = recipients_called({d.recipient for d in decided.values() if d.recipient})
    open_ones = [one for one in part if not one.keys.keys() <= decided.keys()]
    offers = offers_for([one.written for one in open_ones])
    by_digest = dict(zip((one.digest for one in open_ones), offers, strict=True))
    made = []
    for one in part:
        for key, lines in one.keys.items():
            person = SheetPerson(
                job=job, key=key, description=one.digest, written=dict(one.written), lines=lines,
                token=key,
            )  # fmt: skip
            if key in decided:
                _as_decided(person, decided[key], named)
            else:
                _judge(person, by_digest[one.digest], alone=len(one.keys) == 1)
            made.append(person)
    return made


def _as_decided(
    person: SheetPerson, decision: PersonDecision, named: Mapping[str, Recipient]
) -> None:
    person.token = decision.token
    person.offered = [{"id": public_id} for public_id in decision.offered]
    recipient = named.get(decision.recipient)
    person.verdict = Verdict.KNOWN if recipient else Verdict.NEW
    person.recipient = recipient.public_id if recipient else ""


def _judge(person: SheetPerson, offers: Sequence["Offer"], *, alone: bool) -> None:
    sure = [offer for offer in offers if offer.beyond_doubt]
    person.offered = [offer.as_json() for offer in offers[:_MOST_OFFERED]]
    if len(sure) == 1 and len(offers) == 1:
        person.verdict, person.recipient = Verdict.KNOWN, sure[0].recipient.public_id
    elif offers or not alone:
        person.verdict, person.asked = Verdict.ASK, True
    else:
        person.verdict = Verdict.NEW


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody on record who may be meant, and why."""

    recipient: Recipient
    judged: Judged
    birth: PartialDate | None

    @property
    def beyond_doubt(self) -> bool:
        """The same name, and a birth that agrees."""
        known = self.recipient.birth
        return self.judged.comparison.verdict == "same" and bool(known and self.birth)

    def as_json(self) -> dict[str, Any]:
        """What is shown to whoever decides."""
        known = self.recipient.birth
        return {
            "id": self.recipient.public_id,
            "name": self.judged.stored,
            "birth": known.iso() if known else "",
            "about": {
                lang: getattr(self.recipient, f"description_{lang}") for lang in ("kk", "ru", "en")
            },
            "verdict": self.judged.comparison.verdict,
            "reasons": list(self.judged.comparison.reasons[:4]),
        }


def offers_for(people: Sequence[Mapping[str, str]]) -> list[list[Offer]]:
    """For each written person those on record who may be meant, the nearest first."""
    named = [_names(written) for written in people]
    found = likely_people({text for names in named for text in names})
    good = {
        text: [one for one in listed if one.comparison.verdict in ("same", "likely")]
        for text, listed in found.items()
    }
    keys = {one.pk for listed in good.values() for one in listed}
    names = Prefetch("names", RecipientName.objects.order_by("pk"))
    records = {r.pk: r for r in Recipient.objects.filter(pk__in=keys).prefetch_related(names)}
    return [
        _offers(written, names, good, records) for written, names in zip(people, named, strict=True)
    ]


def _names(written: Mapping[str, str]) -> list[str]:
    """The names that lead to different places: most are one name in two or three writings."""
    texts = [written[column] for column in NAMES if column in written]
    different = {(asked.words, asked.fathers): t for t in texts if (asked := read_asked(t))}
    return list(different.values())


def _offers(
    written: Mapping[str, str],
    names: Sequence[str],
    good: Mapping[str, Sequence[Judged]],
    records: Mapping[int, Recipient],
) -> list[Offer]:
    """By the best of the names; nobody of another birth or gender is offered."""
    birth = _date(written.get("birth", ""))
    best: dict[int, Judged] = {}
    for text in names:
        for one in good.get(text, ()):
            if one.pk not in best or one.comparison.score > best[one.pk].comparison.score:
                best[one.pk] = one
    offers = [Offer(records[pk], one, birth) for pk, one in best.items() if pk in records]
    fitting = [offer for offer in offers if _fits(offer, written.get("gender", "").lower())]
    return sorted(fitting, key=lambda offer: -offer.judged.comparison.score)


def _fits(offer: Offer, gender: str) -> bool:
    known = offer.recipient
    if gender and known.gender and gender != known.gender:
        return False
    one, other = known.birth, offer.birth
    return one is None or other is None or one.contains(other) or other.contains(one)


def _date(text: str) -> PartialDate | None:
    try:
        return date_of(text)
    except ValueError:
        return None
