"""Many at once: the same rows, the same journal and the same refusals as one by one."""

import json
import re
from typing import Any

import pytest
from django.db import DataError, transaction
from django.db.models import prefetch_related_objects
from pytest_django import DjangoAssertNumQueries

from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, NotAllowed
from registry.honours import services
from registry.honours.journal import verify
from registry.honours.lots import insert_records
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    ConferralOffice,
    Evidence,
    Hand,
    NameFragment,
    NamePair,
    NameToken,
    PresenterWord,
    Recipient,
    RecipientName,
)
from tests.cast import LOADER, Cast

WRITTEN = (
    Recipient, RecipientName, Citizenship, NameToken, NamePair, NameFragment,
    Conferral, ConferralOffice, PresenterWord, Evidence, Hand,
)  # fmt: skip
IDS = re.compile(r"\b[rcd]-[a-z0-9]{10}\b")
SPARE = {"id", "public_id", "recipient", "conferral"}


def _people() -> list[services.RecipientInput]:
    return [
        services.RecipientInput(
            [services.NameInput("Ахметов Серик Нурланович", "ru"),
             services.NameInput("Серік Ахметов", "kk", "spelling")],
            ["KZ", "RU"],
            {"birth": PartialDate(1968, 3), "gender": "m"},
        ),
        services.RecipientInput([services.NameInput("Aigul Serikova", "en")]),
    ]  # fmt: skip


def _given(cast: Cast, people: list[Recipient]) -> list[services.ConferralInput]:
    grades = {grade.code(): grade for grade in cast.barys.grades.all()}
    source = [services.EvidenceInput(cast.page, ("recipient",), quote="so it says")]
    office = {"office_ru": "министр обороны", "presented_by": "Асқар Мамин"}
    when = {"conferred_on": PartialDate(2019, 3, 3), "conferred_on_basis": "reported"}
    return [
        services.ConferralInput(people[0], cast.barys, grades["2"], source, None, when | office),
        services.ConferralInput(people[1], cast.barys, None, source, None, when | office),
        services.ConferralInput(people[1], None, None, source, None, {"award_stated": "a medal"}),
    ]


def _one_by_one(cast: Cast) -> None:
    people = [
        services.recipient_register(
            names=p.names, citizenships=p.citizenships, by=cast.clerk, reason="a sheet", **p.fields
        )
        for p in _people()
    ]
    for given in _given(cast, people):
        services.conferral_record(
            recipient=given.recipient, award=given.award, grade=given.grade,
            evidence=given.evidence, by=cast.clerk, reason_for_write="a sheet", **given.fields,
        )  # fmt: skip


def _at_once(cast: Cast) -> list[Conferral]:
    people = services.recipient_register_many(people=_people(), by=cast.clerk, reason="a sheet")
    return services.conferral_record_many(
        conferrals=_given(cast, people), by=cast.clerk, reason_for_write="a sheet"
    )


def _rows(model: Any) -> list[str]:
    columns = [f for f in model._meta.concrete_fields if f.name not in SPARE]
    return sorted(str([f.value_from_object(row) for f in columns]) for row in model.objects.all())


def _journal(since: int) -> list[Any]:
    """What the journal says, with the keys of rows left out: they are never the same twice."""
    told = []
    for change in Change.objects.filter(pk__gt=since):
        after = json.loads(change.after)
        for row in (after, *after.get("evidence", [])):
            for name in ("id", "recipient_id", "conferral_id", "public_id"):
                row.pop(name, None)
        kept = (change.action, change.object_type, IDS.sub("?", change.object_text), change.by_id)
        told.append((*kept, change.reason, change.source_id, after))
    return told


def _everything(since: int) -> dict[str, Any]:
    tables: dict[str, Any] = {model.__name__: _rows(model) for model in WRITTEN}
    return tables | {"journal": _journal(since)}


@pytest.mark.django_db(transaction=True)
def test_many_at_once_write_what_one_by_one_writes(cast: Cast) -> None:
    since = Change.objects.count()
    seen: list[dict[str, Any]] = []
    for write in (_one_by_one, _at_once):
        with transaction.atomic():
            write(cast)
            assert verify().intact
            seen.append(_everything(since))
            transaction.set_rollback(True)
    one_by_one, at_once = seen
    # One by one: two people and then three conferrals; at once the same.
    assert at_once == one_by_one
    assert [row[0] for row in at_once["journal"]] == ["recipient.register"] * 2 + [
        "conferral.record"
    ] * 3


@pytest.mark.django_db
def test_nothing_is_read_for_a_single_row(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = services.recipient_register_many(people=_people() * 20, by=LOADER, reason="a sheet")
    grades = list(cast.barys.grades.all())
    prefetch_related_objects([cast.barys], "periods")
    prefetch_related_objects(grades, "award__periods")
    source = [services.EvidenceInput(cast.page)]
    given = [services.ConferralInput(p, cast.barys, grades[0], source) for p in people]
    with django_assert_max_num_queries(14):
        services.conferral_record_many(conferrals=given, by=LOADER, reason_for_write="a sheet")
    with django_assert_max_num_queries(24):
        services.recipient_register_many(people=_people() * 50, by=LOADER, reason="a sheet")
    assert verify().intact


@pytest.mark.django_db
def test_one_that_cannot_be_keeps_all_out_and_says_which(cast: Cast) -> None:
    people = services.recipient_register_many(people=_people(), by=LOADER, reason="a sheet")
    given = _given(cast, people)
    early = {"conferred_on": PartialDate(1990), "conferred_on_basis": "reported"}
    given[1] = services.ConferralInput(people[1], cast.barys, None, given[1].evidence, None, early)
    with pytest.raises(InvalidInput, match="before the award existed") as refused:
        services.conferral_record_many(conferrals=given, by=LOADER, reason_for_write="a sheet")
    assert refused.value.extra["row"] == 1
    assert not Conferral.objects.exists()
    assert not Change.objects.filter(action="conferral.record").exists()


@pytest.mark.django_db
def test_what_the_database_refuses_is_a_conflict(cast: Cast) -> None:
    decree = services.decree_record(authority=cast.kz, number="5", by=LOADER, reason="a sheet")
    grade = cast.barys.grades.first()
    source = [services.EvidenceInput(cast.page)]
    given = services.ConferralInput(cast.japarov, cast.barys, grade, source, decree)
    with pytest.raises(Conflict):
        services.conferral_record_many(conferrals=[given, given], by=LOADER)
    assert not Conferral.objects.exists()


@pytest.mark.django_db
def test_a_reader_writes_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.recipient_register_many(people=_people(), by=cast.reader, reason="a sheet")
    with pytest.raises(NotAllowed):
        services.conferral_record_many(conferrals=[], by=cast.reader)
    with pytest.raises(InvalidInput, match="no letter"):
        services.recipient_register_many(
            people=[services.RecipientInput([services.NameInput("!!", "en")])],
            by=cast.clerk, reason="a sheet",
        )  # fmt: skip


def test_a_text_that_is_too_long_is_never_cut(cast: Cast) -> None:
    name = RecipientName(recipient=cast.kim_vera, text="x" * 400, language="en", script="latn")
    try:
        with transaction.atomic():
            insert_records([name])
    except DataError:
        return
    # SQLite takes it as it is.
    assert RecipientName.objects.get(pk=name.pk).text == name.text
