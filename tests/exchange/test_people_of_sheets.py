"""Whom the lines of a sheet mean: beyond doubt, decided once, or asked."""

import pytest

from registry.errors import InvalidInput
from registry.exchange.models import PersonDecision, SheetPerson
from registry.exchange.sheets import reading
from registry.exchange.sheets.jobs import decide, start
from registry.honours import services
from registry.honours.models import Conferral, Recipient
from tests.cast import LOADER, WHY, Cast
from tests.exchange.sheets import ROW, checked, csv_sheet, imported, row, told, worked

pytestmark = pytest.mark.django_db


def _doubtful(cast: Cast) -> dict[str, str]:
    return row(**{"ФИО": "Вера Ким", "Аты-жөні (қазақша)": "", "Дата рождения": "", "Пол": ""})


def test_who_is_in_doubt_is_asked_and_the_answer_is_kept(cast: Cast) -> None:
    job = checked(csv_sheet([_doubtful(cast)]), cast.clerk)
    [person] = job.people.all()
    assert person.verdict == SheetPerson.Verdict.ASK
    assert [offer["id"] for offer in person.offered] == [cast.kim_vera.public_id]
    assert job.counts == {"check": {"ask": 1}}
    with pytest.raises(InvalidInput):
        decide(job=job, description=person.description, choice="r-nobody", by=cast.clerk)
    decide(job=job, description=person.description, choice=cast.kim_vera.public_id, by=cast.clerk)
    start(job=job, by=cast.clerk)
    assert worked(job).counts["run"] == {"new": 1}
    assert Conferral.objects.get().recipient == cast.kim_vera
    # The same line in another sheet, with another beside it.
    again = checked(csv_sheet([_doubtful(cast), ROW]), cast.reviewer)
    assert again.counts == {"check": {"same": 1, "new": 1}}
    assert PersonDecision.objects.get(recipient=cast.kim_vera.public_id).by == cast.clerk


def test_none_of_these_is_an_answer_too(cast: Cast) -> None:
    job = checked(csv_sheet([_doubtful(cast)]), cast.clerk)
    decide(job=job, description=job.people.get().description, choice="new", by=cast.clerk)
    start(job=job, by=cast.clerk)
    assert worked(job).counts["run"] == {"new": 1}
    assert Conferral.objects.get().recipient != cast.kim_vera
    assert checked(csv_sheet([_doubtful(cast), ROW]), cast.clerk).counts["check"]["same"] == 1


def test_without_a_birth_another_decree_may_mean_another_person(cast: Cast) -> None:
    one = row(**{"ФИО": "Серікова Айгүл", "Аты-жөні (қазақша)": "", "Дата рождения": ""})
    imported(csv_sheet([one]), cast.clerk)
    other = {**one, "Номер указа": "200"}
    job = checked(csv_sheet([other]), cast.clerk)
    assert job.counts == {"check": {"ask": 1}}
    [person] = job.people.all()
    assert person.offered[0]["id"] == Conferral.objects.get().recipient.public_id


def test_lines_of_one_name_are_one_person_or_several_as_is_decided(cast: Cast) -> None:
    one = row(**{"ФИО": "Серікова Айгүл", "Аты-жөні (қазақша)": "", "Дата рождения": ""})
    other = {**one, "Степень": "1", "Номер указа": "200"}
    people = Recipient.objects.count()
    for choice, more in (("new", 1), ("apart", 3)):
        job = checked(csv_sheet([one, other]), cast.clerk)
        assert job.counts == {"check": {"ask": 2}}
        description = job.people.first().description  # type: ignore[union-attr]
        decide(job=job, description=description, choice=choice, by=cast.clerk)
        start(job=job, by=cast.clerk)
        assert worked(job).counts["run"] == {"new": 2}
        assert Recipient.objects.count() == people + more
        one, other = ({**r, "ФИО": "Серікова Алма"} for r in (one, other))


def test_a_birth_that_agrees_leaves_no_doubt_and_another_is_another_person(cast: Cast) -> None:
    imported(csv_sheet([ROW]), cast.clerk)
    namesakes = [
        row(**{"Номер указа": "5", "Дата рождения": "1968"}),
        row(**{"Номер указа": "6", "Дата рождения": "1970"}),
    ]
    job = imported(csv_sheet(namesakes), cast.clerk)
    assert job.counts["run"] == {"new": 2}
    received = [c.recipient_id for c in Conferral.objects.order_by("pk")]
    assert received[0] == received[1] != received[2]


def test_an_id_of_somebody_else_is_a_slip(cast: Cast) -> None:
    rows = [row(recipient_id=cast.kim_vera.public_id), row(recipient_id="r-nobody")]
    rows += [{**row(recipient_id=cast.kim_vera.public_id), "ФИО": "Ким Вера",
              "Аты-жөні (қазақша)": ""}]  # fmt: skip
    job = imported(csv_sheet(rows), cast.clerk)
    assert told(job) == [
        (2, "name_kk", "not_this_person"), (3, "recipient_id", "unknown_recipient"),
    ]  # fmt: skip
    assert Conferral.objects.get().recipient == cast.kim_vera


def test_the_id_of_one_who_was_merged_leads_on(cast: Cast) -> None:
    twin = cast.person(("Ким Вера", "ru"))
    services.recipient_merge(
        duplicate=twin, survivor=cast.kim_vera, by=cast.reviewer, reason="one person"
    )
    line = {**row(recipient_id=twin.public_id), "ФИО": "Ким Вера", "Аты-жөні (қазақша)": ""}
    imported(csv_sheet([line]), cast.clerk)
    assert Conferral.objects.get().recipient == cast.kim_vera


def test_who_was_entered_after_the_check_is_looked_for_in_every_part(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PART_ROWS", 1)
    other = row(**{"ФИО": "Оспанова Алия", "Аты-жөні (қазақша)": "", "Пол": ""})
    job = checked(csv_sheet([ROW, other]), cast.clerk)
    names = [services.NameInput("Оспанова Алия", "ru")]
    services.recipient_register(names=names, by=LOADER, reason=WHY)
    start(job=job, by=cast.clerk)
    assert worked(job).counts["run"] == {"new": 1, "bad": 1}
    assert told(job) == [(3, "", "entered_meanwhile")]


def test_who_was_entered_after_the_check_is_not_entered_again(cast: Cast) -> None:
    job = checked(csv_sheet([ROW]), cast.clerk)
    services.recipient_register(names=[services.NameInput(ROW["ФИО"], "ru")], by=LOADER, reason=WHY)
    start(job=job, by=cast.clerk)
    assert told(worked(job)) == [(2, "", "entered_meanwhile")]
    assert not Conferral.objects.exists()
