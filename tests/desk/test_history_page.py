"""The history of a record: who, when, what, why, on which source; and the record as it was."""

import datetime as dt
import re

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.accounts.models import User
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import (
    Change,
    ChangeSubject,
    Conferral,
    ConferralEvent,
    Evidence,
    Grade,
    Recipient,
    RecipientName,
)
from registry.honours.past import changes_of, record_at
from tests.cast import LOADER, WHY, Cast

KINDS = ("recipient", "conferral", "decree", "award", "grade", "authority", "source")


def _as(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def _address(record: models.Model, query: str = "") -> str:
    return f"/admin/honours/{record._meta.model_name}/{record.pk}/history/{query}"


def _text(client: Client, record: models.Model, query: str = "") -> str:
    page = client.get(_address(record, query))
    assert page.status_code == 200
    bare = re.sub(r"<[^>]+>", " ", page.content.decode().partition('class="desk"')[2])
    return " ".join(bare.split())


@pytest.fixture
def reader(cast: Cast, client: Client) -> Client:
    return _as(client, cast.reader)


@pytest.fixture
def conferral(cast: Cast) -> Conferral:
    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2024, 4, 19), sources=[cast.page],
        by=cast.clerk, reason="the decree",
    )  # fmt: skip
    draft = cast.draft(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2024-04-19")
    services.conferral_revise(
        conferral=draft, by=cast.clerk, reason="read again", source=cast.decree_page,
        grade=cast.dostyk.grades.get(rank=2), posthumous=True, office_ru="Президент",
    )  # fmt: skip
    return services.conferral_publish(conferral=draft, by=LOADER, reason="checked")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_a_history(
    cast: Cast, reader: Client, conferral: Conferral, kind: str
) -> None:
    from django.apps import apps

    record = apps.get_model("honours", kind).objects.first()
    assert "Newest first" in _text(reader, record)


def test_a_change_is_told_with_labels_before_and_after(
    cast: Cast, reader: Client, conferral: Conferral
) -> None:
    text = _text(reader, conferral)
    assert "clerk" in text
    assert "read again" in text
    assert "Source decree-1" in text
    grades = [str(cast.dostyk.grades.get(rank=rank)) for rank in (1, 2)]
    assert f"grade {grades[0]} {grades[1]}" in text
    assert "posthumous yes" in text
    assert "Президент" in text
    assert text.index("published") < text.index("read again") < text.index("entered")
    assert "{" not in text


def test_parts_belong_to_the_history_of_their_record(
    cast: Cast, reader: Client, conferral: Conferral
) -> None:
    name = RecipientName(
        recipient=cast.japarov, text="Садыр Нургожоевич", language="ru", kind="alias"
    )
    services.desk_write(record=name, by=cast.clerk, reason="a passport")
    services.desk_remove(record=name, by=cast.clerk, reason="a slip of the pen")
    text = _text(reader, cast.japarov)
    assert text.index("a slip of the pen") < text.index("a passport")
    assert "Садыр Нургожоевич" in text
    proof = Evidence(conferral=conferral, source=cast.page, date=PartialDate(2024))
    services.desk_write(record=proof, by=cast.clerk, reason="the paper")
    services.conferral_revoke(
        conferral=conferral, by=LOADER, source=cast.decree_page, date=PartialDate(2025, 1, 2),
        reason="a court",
    )  # fmt: skip
    event = ConferralEvent.objects.get()
    event.reason = "the supreme court"
    services.desk_write(record=event, by=cast.reviewer, reason="read to the end")
    text = _text(reader, conferral)
    for told in ("the paper", "a court", "the supreme court", "2 January 2025", "revoked"):
        assert told in text
    grade = Grade.objects.get(pk=conferral.grade_id)
    services.desk_write(record=grade, by=cast.reviewer, reason="nothing new")
    grade.name_en = "Order of Dostyk of the second degree"
    services.desk_write(record=grade, by=cast.reviewer, reason="its full name")
    assert "its full name" in _text(reader, cast.dostyk)
    assert "its full name" in _text(reader, grade)


def test_a_merge_and_its_undoing_stand_in_both_histories(cast: Cast, reader: Client) -> None:
    other = cast.person(("Жапаров С.", "ru"), birth=PartialDate(1968))
    key, kept_id = other.pk, other.public_id
    services.recipient_merge(duplicate=other, survivor=cast.japarov, by=LOADER, reason="one man")
    text = _text(reader, cast.japarov)
    assert "one man" in text
    assert f"Жапаров С. ({kept_id})" in text
    merge = Change.objects.latest("pk")
    services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    restored = Recipient.objects.get(pk=key)
    text = _text(reader, restored)
    assert text.index("two men") < text.index("one man")
    assert "two men" in _text(reader, cast.japarov)


def test_the_index_of_subjects_can_be_made_again_from_the_journal(
    cast: Cast, conferral: Conferral
) -> None:
    """As the migration makes it for journals of before."""
    import importlib

    from django.apps import apps

    name = RecipientName(recipient=cast.japarov, text="С. Жапаров", language="ru", kind="alias")
    services.desk_write(record=name, by=cast.clerk, reason=WHY)
    other = cast.person(("Жапаров С.", "ru"))
    services.recipient_merge(duplicate=other, survivor=cast.japarov, by=LOADER, reason="one man")
    columns = ("change_id", "object_type", "object_id")
    known = set(ChangeSubject.objects.values_list(*columns))
    assert known
    ChangeSubject.objects.all().delete()
    migration = importlib.import_module("registry.honours.migrations.0013_change_subjects")
    migration.fill(apps, None)
    assert set(ChangeSubject.objects.values_list(*columns)) == known


def test_a_record_is_shown_as_it_was_on_a_day(cast: Cast, reader: Client) -> None:
    # What the cast's journal holds was written three days ago.
    now = timezone.now() - dt.timedelta(days=3)
    Change.objects.update(at=now)
    services.recipient_revise(
        recipient=cast.japarov, by=LOADER, reason=WHY, description_en="Somebody else"
    )
    services.recipient_name_add(
        recipient=cast.japarov, name=services.NameInput("New Name", "en"), by=LOADER, reason=WHY
    )
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    today = timezone.localtime(now).date().isoformat()
    text = _text(reader, cast.japarov, f"?on={today}").partition("Newest first")[0]
    assert "President of Kyrgyzstan" in text
    assert "Somebody else" not in text
    assert "New Name" not in text
    assert "Order of Dostyk" not in text
    assert "Sadyr Japarov, Садыр Жапаров" in text
    text = _text(reader, cast.japarov, "?on=1999").partition("Newest first")[0]
    assert "not on record then" in text
    assert "Not a date" in reader.get(_address(cast.japarov, "?on=soon")).content.decode()


def test_honours_are_those_of_then_with_what_was_withdrawn_or_moved_since(cast: Cast) -> None:
    kept = cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    gone = cast.confer(cast.japarov, cast.otan, conferred_on="2020-04-19")
    moved = cast.confer(cast.japarov, cast.barys, "1", conferred_on="2021-04-19")
    other = cast.person(("Жапаров С.", "ru"))
    came = cast.confer(other, cast.barys, "2", conferred_on="2022-04-19")
    then = timezone.now()
    services.conferral_withdraw(conferral=gone, by=LOADER, reason="wrong")
    services.conferral_revise(conferral=moved, by=LOADER, reason="hers", recipient=cast.kim_vera)
    services.conferral_revise(conferral=kept, by=LOADER, reason=WHY, grade=None)
    services.recipient_merge(duplicate=other, survivor=cast.japarov, by=LOADER, reason="one")
    past = record_at(Recipient.objects.get(pk=cast.japarov.pk), then)
    held = {c.pk: (c.state, c.grade_id) for c in past.honours}
    assert held.keys() == {kept.pk, gone.pk, moved.pk}
    assert held[gone.pk][0] == "published"
    assert held[kept.pk][1] == cast.dostyk.grades.get(rank=1).pk
    assert [row["text"] for row in past.parts["names"]][:1] == ["Sadyr Japarov"]
    assert "Жапаров С." not in {row["text"] for row in past.parts["names"]}
    now = record_at(Recipient.objects.get(pk=cast.japarov.pk), timezone.now())
    assert {c.pk for c in now.honours} == {kept.pk, gone.pk, came.pk}


def test_a_long_history_is_paged_by_one_query_of_the_journal(cast: Cast, reader: Client) -> None:
    def revise(count: int) -> None:
        for number in range(count):
            services.recipient_revise(
                recipient=cast.japarov, by=cast.clerk, reason=f"time {number}",
                description_en=f"text {number} {count}",
            )  # fmt: skip

    def ask(query: str = "") -> tuple[str, list[str]]:
        with CaptureQueriesContext(connection) as counted:
            text = _text(reader, cast.japarov, query)
        statements = [q["sql"] for q in counted.captured_queries]
        return text, statements

    revise(3)
    _, few = ask()
    revise(40)
    text, many = ask()
    assert len(many) <= len(few) <= 20
    assert sum('FROM "honours_change"' in sql for sql in many) == 1
    assert "time 39" in text
    assert "Older" in text
    last = changes_of(cast.japarov)[29].pk
    older, _ = ask(f"?before={last}")
    assert "time 39" not in older
    assert "entered" in older


def test_a_stranger_reads_no_history(cast: Cast, client: Client) -> None:
    assert client.get(_address(cast.japarov)).status_code == 302
    user = User.objects.create_user("stranger", is_staff=False)
    client.force_login(user)
    assert client.get(_address(cast.japarov)).status_code == 302
    assert _as(client, cast.reader).get("/admin/honours/tally/1/history/").status_code == 404
