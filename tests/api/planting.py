"""A registry in which everything private bears a word that no answer may hold.

What is hidden hangs on records of its own and on published ones: a draft and a withdrawn conferral
with people, a decree, a source and a redirect of theirs; notes, certificate numbers and the birth
of the living on what is published; a clerk's name, an asker, an article that nobody has judged.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from registry.dates import PartialDate
from registry.exchange.dumps import write_dump
from registry.honours import models as m
from registry.honours import services
from registry.honours.services.tally import recount
from registry.intake.services import article_receive
from registry.questions import ask
from tests.cast import LOADER, WHY, Cast

SECRET = "zqsecret"
# The other words by which what is hidden would be known; each stands nowhere else.
PERSON, NUMBER, ARTICLE, ASKER = "Vzhukhov", "zq-8-17", "zqarticle", "zqasker"
BIRTH = "1931-02-13"
HIDDEN_DAY = "2024-05-05"
TODAY = dt.date(2026, 11, 23)


@dataclass(slots=True)
class Planted:
    """The published records by which the hidden ones may be neared, and the hidden ones."""

    cast: Cast
    published: m.Conferral
    decree: m.Decree
    conferrals: list[m.Conferral] = field(default_factory=list)
    people: list[m.Recipient] = field(default_factory=list)
    decrees: list[m.Decree] = field(default_factory=list)
    sources: list[m.Source] = field(default_factory=list)
    merged: str = ""
    # When the withdrawn conferral was still published.
    moment: dt.datetime | None = None
    dump: Path | None = None

    @property
    def ids(self) -> list[str]:
        """Every id that the public must not reach."""
        rows: list[Any] = [*self.conferrals, *self.people, *self.decrees]
        return [*(row.public_id for row in rows), *(s.key for s in self.sources), self.merged]

    @property
    def words(self) -> list[str]:
        """What may stand in no answer."""
        return [SECRET, PERSON, "Вжухов", NUMBER, ARTICLE, ASKER, BIRTH, *self.ids]

    def untold(self, address: str) -> list[str]:
        """The words that may not stand in what an address answers.

        Whoever mirrors the registry has to hear in the feed which record was withdrawn: by the id
        that they hold, and by nothing else.
        """
        withdrawn = self.conferrals[-1].public_id if address.endswith("/changes") else ""
        return [word for word in self.words if word != withdrawn]

    def erase(self) -> None:
        """Take away the hidden records as if they had never been; the registry moves on."""
        m.RecipientRedirect.objects.filter(survivor__in=self.people).delete()
        m.Evidence.objects.filter(conferral__in=self.conferrals).delete()
        m.ConferralEvent.objects.filter(conferral__in=self.conferrals).delete()
        keys = set(m.NameToken.objects.filter(recipient__in=self.people).values_list("key"))
        shared = m.NameToken.objects.exclude(recipient__in=self.people).values_list("key")
        gone = [key for (key,) in keys - set(shared)]
        m.NameFragment.objects.filter(key__in=gone).delete()
        m.Change.objects.filter(source__in=self.sources).update(source=None)
        for rows in (self.conferrals, self.decrees, self.people, self.sources):
            for row in rows:
                type(row)._default_manager.filter(pk=row.pk).delete()
        recount()
        services.source_register(
            key="after", title="After", strength="primary", by=LOADER, reason=WHY
        )


def plant(cast: Cast) -> Planted:
    """Two published conferrals, and all that is not for the public."""
    decree = _decree(cast, "7", PartialDate(2020, 12, 1), cast.page)
    published = cast.confer(
        cast.japarov, cast.dostyk, "1", presented_on="2024-04-19", certificate_number=SECRET,
        note=SECRET, presented_by="Asqar Presenter", office_en="president",
    )  # fmt: skip
    cast.confer(cast.kim_vera, cast.otan, decree=decree, conferred_on="2020-12-01")
    planted = Planted(cast, published, decree)
    _plant_private_fields(cast)
    _plant_records(planted)
    text = f"{ARTICLE}: Указом Президента {PERSON} награжден орденом «Барыс» II степени."
    article_receive(text=text, title=ARTICLE, by=cast.clerk, today=TODAY)
    planted.dump = write_dump()
    ask(f"Has {ASKER} received the Order of Barys?", asker=ASKER, today=TODAY)
    return planted


def _plant_private_fields(cast: Cast) -> None:
    """What published records keep to themselves."""
    m.Recipient.objects.filter(pk=cast.japarov.pk).update(
        note=SECRET, birth=PartialDate.parse(BIRTH)
    )
    m.RecipientName.objects.filter(recipient=cast.japarov).update(note=SECRET)
    for model in (m.Award, m.AwardName, m.AwardPeriod, m.Grade, m.Source, m.Authority, m.Decree):
        names = {f.name for f in model._meta.concrete_fields}
        model._default_manager.update(**dict.fromkeys(names & {"note"}, SECRET))  # type: ignore[attr-defined]


def _plant_records(planted: Planted) -> None:
    cast = planted.cast
    page = services.source_register(
        key=f"{SECRET}-page", title=f"{SECRET} page", strength="primary",
        url=f"https://{SECRET}.example/", publisher=SECRET, by=LOADER, reason=SECRET,
    )  # fmt: skip
    decree = _decree(cast, NUMBER, PartialDate.parse(HIDDEN_DAY), page, title_en=SECRET)
    first, second = (
        cast.person(
            (f"{given} {PERSON}", "en"), (f"{other} Вжухов", "ru"), gender="m",
            citizenships=["UZ"], description_en=SECRET, birth=PartialDate.parse(BIRTH),
        )
        for given, other in (("Ivan", "Иван"), ("Pavel", "Павел"))
    )  # fmt: skip
    twin = cast.person((f"I. {PERSON}", "en"), gender="m", citizenships=["UZ"])
    planted.merged = twin.public_id
    services.recipient_merge(duplicate=twin, survivor=first, by=LOADER, reason=SECRET)
    private: dict[str, Any] = {
        "note": SECRET, "reason_en": SECRET, "office_en": "governor", "decree": decree,
        "source": page, "conferred_on": HIDDEN_DAY, "presented_by": f"{SECRET} {PERSON}",
        "certificate_number": SECRET, "posthumous": True,
    }  # fmt: skip
    draft = cast.draft(first, cast.dostyk, "2", **dict(private))
    withdrawn = cast.confer(second, cast.barys, "3", **dict(private))
    services.conferral_event_record(
        conferral=withdrawn, kind="revoked", date=PartialDate(2025), decree=decree, source=page,
        reason=SECRET, by=LOADER,
    )  # fmt: skip
    planted.moment = timezone.now()
    services.conferral_withdraw(conferral=withdrawn, by=LOADER, reason=SECRET)
    planted.conferrals, planted.people = [draft, withdrawn], [first, second]
    planted.decrees, planted.sources = [decree], [page]


def _decree(
    cast: Cast, number: str, date: PartialDate, source: m.Source, **fields: str
) -> m.Decree:
    return services.decree_record(
        authority=cast.kz, number=number, date=date, sources=[source], by=LOADER, **fields
    )
