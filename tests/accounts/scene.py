"""What the tests of roads write to, who comes along them, and whether anything was written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from registry.accounts.keys import key_make
from registry.accounts.models import ApiKey, Role, Scope, User
from registry.dates import PartialDate
from registry.exchange.models import ImportJob, Sheet, SheetPerson
from registry.honours import services
from registry.honours.models import (
    Award,
    Change,
    Conferral,
    Decree,
    DistinctPeople,
    Evidence,
    Recipient,
    Source,
)
from registry.intake.models import Draft
from registry.intake.services import article_receive
from registry.questions.models import AskedQuestion
from tests.cast import LOADER, WHY, Cast

TODAY = dt.date(2026, 11, 23)
ARTICLE = "President Tokayev awarded Japarov the Order of Dostyk of first degree."
ROOMS = ("accounts", "honours", "intake", "questions", "notices", "exchange")
ALL = tuple(Scope.values)
# The ladder, said once more: not by the code that is tried.
LADDER = [Role.READER, Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR]
SCOPE = {Role.CLERK: "draft", Role.REVIEWER: "publish"}


@dataclass(slots=True)
class Scene:
    """One record of each kind, written by the program: nobody's own, so that roles alone decide."""

    cast: Cast
    draft: Conferral
    submitted: Conferral
    published: Conferral
    decree: Decree
    pending: Decree
    proposal: Draft
    question: AskedQuestion
    key: ApiKey
    apart: DistinctPeople
    merged: Change
    job: ImportJob

    @property
    def source(self) -> Source:
        return self.cast.page

    @property
    def award(self) -> Award:
        return self.cast.otan

    @property
    def evidence(self) -> Evidence:
        return self.draft.evidence.get()

    @property
    def person(self) -> Recipient:
        return Recipient.objects.get(names__text="Vera Kim")

    @property
    def twin(self) -> Recipient:
        return Recipient.objects.get(names__text="Vladimir Kim")


def build(cast: Cast) -> Scene:
    """The scene on the standing cast."""
    decree, pending = (
        services.decree_record(
            authority=cast.kz, number=number, date=PartialDate(2020, 1, 2), by=LOADER, reason=WHY
        )
        for number in ("7", "8")
    )
    draft = cast.draft(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2020-01-02")
    submitted = cast.draft(
        cast.kim_vera, cast.barys, "3", decree=pending, conferred_on="2020-01-02"
    )
    services.conferral_submit(conferral=submitted, by=LOADER)
    published = cast.confer(cast.kim_vladimir, cast.otan, conferred_on="2010-01-01")
    _, [proposal] = article_receive(text=ARTICLE, by=LOADER, today=TODAY)
    question = AskedQuestion.objects.create(
        text="Who got the star?", folded="x", language="en", status="not_understood", took_ms=1
    )
    owner = User.objects.create_user("keeper", role=Role.CLERK)
    key, _ = key_make(name="a program", owner=owner, scopes=["read"], by=LOADER)
    apart = services.people_tell_apart(
        one=cast.japarov, others=[cast.kim_vera], by=LOADER, reason=WHY
    )
    double = cast.person(("S. Japarov", "en"))
    services.recipient_merge(duplicate=double, survivor=cast.japarov, by=LOADER, reason=WHY)
    merged = Change.objects.latest("id")
    records = (draft, submitted, published, decree, pending, proposal, question, key)
    return Scene(cast, *records, apart[0], merged, _job())


def _job() -> ImportJob:
    """An import that was checked, with one person to be decided."""
    sheet = Sheet.objects.create(sha256="x" * 64, name="sheet.csv", content=b"x", size=1)
    job = ImportJob.objects.create(sheet=sheet, state=ImportJob.State.CHECKED)
    SheetPerson.objects.create(
        job=job, key="k", description="d", verdict="ask", token="k", asked=True
    )
    return job


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the registry: what a refused write leaves as it was."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(*_columns(model)), key=str)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


def _columns(model: Any) -> list[str]:
    """All but what a visit leaves behind: when a key was used, when somebody came in."""
    passing = ("last_used_at", "last_login")
    return [f.attname for f in model._meta.concrete_fields if f.name not in passing]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who comes: a role, by a key with these scopes or (None) in person."""

    role: Role
    scopes: tuple[str, ...] | None = None
    name: str = field(default="")

    def user(self) -> User:
        """The member of staff, as the road hands them to a service."""
        user, _ = User.objects.get_or_create(
            username=f"a {self.role}", defaults={"role": self.role}
        )
        user.is_staff = True
        user.save()
        user.scopes = None if self.scopes is None else frozenset(self.scopes)
        return user

    def may(self, *needed: Role) -> bool:
        """Whether this actor may do what takes every one of these roles, by the table above."""
        return all(self._may(role) for role in needed)

    def _may(self, needed: Role) -> bool:
        if self.scopes is not None and SCOPE.get(needed) not in self.scopes:
            return False
        return LADDER.index(self.role) >= LADDER.index(needed)

    def __str__(self) -> str:
        return f"{self.role}, {'in person' if self.scopes is None else '+'.join(self.scopes)}"


def actors() -> Iterator[Actor]:
    """Every role in person, and by a key with each of the scopes and with all."""
    for role in LADDER:
        yield Actor(role)
        for scopes in (("read",), ("draft",), ("publish",), ALL):
            yield Actor(role, scopes)
