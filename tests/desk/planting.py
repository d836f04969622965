"""Rows for every list of the desk, and parts for one record of each kind: as many as asked for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils import timezone

from registry.accounts.keys import key_make
from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.exchange.models import ImportJob, PersonDecision, Sheet
from registry.honours import services
from registry.honours.models import (
    AuditRun,
    Award,
    AwardName,
    AwardPeriod,
    Citizenship,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    ExternalId,
    Grade,
    GradeName,
    Hand,
    Recipient,
    RecipientName,
    Review,
    Source,
)
from registry.intake.models import Article, Draft, DraftCorrection
from registry.notices.models import Channel, Delivery, Follow, Follower, Notice
from registry.questions.models import AskedQuestion, LabelledCase, Report
from tests.cast import LOADER, WHY, Cast


@dataclass(frozen=True, slots=True)
class Planter:
    """Plants rows by number; `award`, `person` and `conferral` are the records that get parts."""

    cast: Cast
    award: Award
    person: Recipient
    conferral: Conferral
    office: User

    def plant(self, numbers: Iterable[int]) -> None:
        """A row of everything for each number, each leading to records of its own."""
        for number in numbers:
            source, decree = self._papers(number)
            person = self._person(number)
            conferral = self._conferrals(number, person, source, decree)
            self._parts(number, source, decree)
            self._articles(number, source, conferral)
            self._notices(number, decree)
            self._questions(number)
            self._imports(number)
            self._staff(number)

    def _papers(self, number: int) -> tuple[Source, Decree]:
        source = services.source_register(
            key=f"p{number}", title=f"Page {number}", strength="primary",
            url=f"https://law.example/p{number}", by=LOADER, reason=WHY,
        )  # fmt: skip
        decree = services.decree_record(
            authority=self.cast.kz, number=f"{number}", date=PartialDate(2000 + number % 20),
            sources=[source], by=LOADER,
        )  # fmt: skip
        return source, decree

    def _person(self, number: int) -> Recipient:
        names = (f"Нұрлан Сынақов{number}", "kk"), (f"Nurlan Synakov{number}", "en")
        person = self.cast.person(*names, citizenships=["KZ"])
        twin = self.cast.person((f"Nurlan Synakov{number}", "en"))
        services.recipient_merge(duplicate=twin, survivor=person, by=LOADER, reason=WHY)
        return person

    def _conferrals(
        self, number: int, person: Recipient, source: Source, decree: Decree
    ) -> Conferral:
        medal = services.award_register(
            slug=f"medal-{number}", authority=self.cast.kz, kind="medal", name_en=f"Medal {number}",
            grades=[{"kind": "single", "rank": 0, "name_en": f"Medal {number}"}],
            periods=[{"valid_from": PartialDate(1999)}], sources=[source], names=[], by=LOADER,
            reason=WHY,
        )  # fmt: skip
        row = self.cast.confer(
            person, medal, decree=decree, source=source, conferred_on=decree.date
        )
        Conferral.objects.filter(pk=row.pk).update(contested=True)
        drafts = [
            self.cast.draft(person, award, source=source, conferred_on="2010-05-01")
            for award in (self.cast.otan, self.cast.dostyk, self.cast.barys)
        ]
        _, waiting, returned = (draft.pk for draft in drafts)
        Conferral.objects.filter(pk=waiting).update(state="submitted")
        Hand.objects.create(conferral_id=returned, user=self.office)
        for key, comment in ((waiting, ""), (returned, "which day?")):
            Review.objects.create(
                conferral_id=key, submitted_by_text="clerk", submitted_at=timezone.now(),
                comment=comment,
            )  # fmt: skip
        return row

    def _parts(self, number: int, source: Source, decree: Decree) -> None:
        AwardName.objects.create(
            award=self.award, text=f"Synak {number}", folded=f"synak {number}", language="en",
            script="latn", kind="spelling",
        )  # fmt: skip
        AwardPeriod.objects.create(award=self.award, valid_from=PartialDate(2000 + number))
        grade = Grade.objects.create(award=self.award, kind="degree", rank=number + 10)
        GradeName.objects.create(grade=self.award.grades.all()[0], text=f"N{number}", language="en")
        RecipientName.objects.create(
            recipient=self.person, text=f"Synak {number}", language="en", script="latn",
            kind="alias",
        )  # fmt: skip
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        country = f"{letters[number // 26]}{letters[number % 26]}"
        Citizenship.objects.create(recipient=self.person, country=country)
        ExternalId.objects.create(recipient=self.person, register="wikidata", value=f"Q{number}")
        Evidence.objects.create(conferral=self.conferral, source=source, grade=str(grade.rank))
        ConferralEvent.objects.create(
            conferral=self.conferral, kind="restored", decree=decree, source=source
        )
        AuditRun.objects.create(intact=True)

    def _articles(self, number: int, source: Source, conferral: Conferral) -> None:
        article = Article.objects.create(
            sha256=f"{number:064}", title=f"Article {number}", text="…", source=source
        )
        draft = Draft.objects.create(
            article=article, pairing=f"{number}", recipient_text=f"Somebody {number}",
            recipient=conferral.recipient, award=conferral.award, grade=conferral.grade,
            quote="…", verdict="check",
        )  # fmt: skip
        first = Draft.objects.order_by("pk")[0]
        DraftCorrection.objects.create(draft=first, field="date", after="2001", by=self.office)
        assert draft.pk

    def _notices(self, number: int, decree: Decree) -> None:
        now = timezone.now()
        follower = Follower.objects.create(
            channel=Channel.WEBHOOK, address=f"https://hook.example/{number}", language="en",
            off=Follower.Off.FAILING, name=f"Program {number}",
        )  # fmt: skip
        first = Follower.objects.order_by("pk")[0]
        Follow.objects.create(follower=first, kind="award", key=f"medal-{number}")
        notice = Notice.objects.create(
            event="published", decree=decree, opened_at=now, closes_at=now
        )
        Delivery.objects.create(
            notice=notice, follower=follower, channel=Channel.WEBHOOK, state="failed", due_at=now
        )

    def _imports(self, number: int) -> None:
        sheet = Sheet.objects.create(
            sha256=f"{number:064}",
            name=f"list-{number}.csv",
            content=b"x",
            size=1,
            rows=500,
            parts=4,
        )
        ImportJob.objects.create(sheet=sheet, by=self.office, state="running", part=1)
        PersonDecision.objects.create(
            key=f"{number}", text=f"Somebody {number}", token=f"{number}", by=self.office
        )

    def _questions(self, number: int) -> None:
        AskedQuestion.objects.create(
            asker="x", channel="bot", text=f"What of {number}?", folded=f"what of {number}",
            language="en", status="not_understood", took_ms=1, registry_version="1",
        )  # fmt: skip
        user = User.objects.create_user(f"office{number}", role=Role.CLERK)
        LabelledCase.objects.create(
            text=f"What of {number}?", language="en", status="answered", made_by=user
        )
        Report.objects.create(language="en", headline=f"Wrong {number}")

    def _staff(self, number: int) -> None:
        owner = User.objects.create_user(f"owner{number}", role=Role.CLERK)
        Group.objects.create(name=f"Group {number}")
        key_make(
            name=f"Key {number}", owner=owner, scopes=["read"], by=self.office,
            expires_at=timezone.now() + dt.timedelta(days=9),
        )  # fmt: skip


def planter(cast: Cast, office: User) -> Planter:
    """A planter in an empty registry with the cast."""
    conferral = cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    return Planter(cast, cast.barys, cast.kim_vera, conferral, office)
