"""The desk's lists: counted no further than they are paged, narrowed and searched by indexes."""

import json
from typing import Any

import pytest
from django.test import Client

from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.honours import lists, services
from registry.honours.models import Change, Recipient
from tests.cast import LOADER, WHY, Cast

CONFERRALS = "/admin/honours/conferral/"


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    user = User.objects.create_user("looks", role=Role.READER, is_staff=True)
    client.force_login(user)
    return client


def listed(client: Client, address: str, **asked: str) -> list[Any]:
    page = client.get(address, asked)
    assert page.status_code == 200
    return list(page.context["cl"].result_list)


def test_a_list_is_paged_as_far_as_it_is_counted_and_says_that_there_are_more(
    reader: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNTED", 120)
    services_free = [Recipient(public_id=f"r-{n:010}") for n in range(130)]
    Recipient.objects.bulk_create(services_free)
    page = reader.get("/admin/honours/recipient/", {"p": "3"})
    assert "The first 120. There are more" in page.content.decode()
    newest = Recipient.objects.order_by("-pk").values_list("pk", flat=True)
    assert [row.pk for row in page.context["cl"].result_list] == list(newest[100:120])
    assert reader.get("/admin/honours/recipient/", {"p": "4"}).status_code == 302


def test_a_short_list_is_counted_to_its_end(reader: Client, cast: Cast) -> None:
    assert "3 rows" in reader.get("/admin/honours/recipient/").content.decode()


def test_conferrals_are_found_by_name_id_and_number_of_the_decree(
    reader: Client, cast: Cast
) -> None:
    decree = services.decree_record(
        authority=cast.kz, number="1234", date=PartialDate(2020), sources=[cast.page], by=LOADER
    )
    one = cast.confer(cast.kim_vera, cast.otan, conferred_on="2020", decree=decree)
    other = cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    assert listed(reader, CONFERRALS, q="Ким Вера") == [one]
    assert listed(reader, CONFERRALS, q="№ 1234") == [one]
    assert listed(reader, CONFERRALS, q=other.public_id) == [other]
    assert listed(reader, CONFERRALS, q="123") == []
    assert listed(reader, CONFERRALS, q="Кюри") == []
    assert listed(reader, CONFERRALS) == [other, one]


def test_conferrals_are_narrowed_by_year_and_by_insignia(reader: Client, cast: Cast) -> None:
    one = cast.confer(cast.kim_vera, cast.otan, conferred_on="2020-12-31")
    cast.confer(cast.kim_vladimir, cast.otan, conferred_on="2021", presented_on="2021-03-01")
    assert listed(reader, CONFERRALS, year="2020") == [one]
    assert listed(reader, CONFERRALS, insignia="undelivered") == [one]
    assert len(listed(reader, CONFERRALS, year="20;")) == 2


def test_recipients_are_listed_with_those_first_whom_the_words_mean(
    reader: Client, cast: Cast
) -> None:
    whole = cast.person(("Ахмет Оспанов", "ru"))
    longer = cast.person(("Ахметжан Оспанов", "ru"))
    assert listed(reader, "/admin/honours/recipient/", q="Оспанов Ахмет") == [whole, longer]
    assert listed(reader, "/admin/honours/recipient/", q=longer.public_id) == [longer]


def test_the_journal_is_searched_by_number_writer_id_and_name(reader: Client, cast: Cast) -> None:
    row = cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    services.recipient_revise(
        recipient=cast.kim_vera, description_en="singer", by=cast.clerk, reason=WHY
    )
    last = Change.objects.latest("id")
    journal = "/admin/honours/change/"
    assert listed(reader, journal, q="2") == [Change.objects.get(pk=2)]
    assert listed(reader, journal, q="Clerk") == [last]
    assert {c.object_id for c in listed(reader, journal, q=row.public_id)} == {row.public_id}
    about = {cast.kim_vera.public_id, row.public_id}
    assert {c.object_id for c in listed(reader, journal, q="Вера Ким")} == about
    assert {c.object_id for c in listed(reader, journal, q="otan")} == {"otan"}
    assert listed(reader, journal)[0] == last


def test_the_journal_s_verbs_are_those_that_it_holds(reader: Client, cast: Cast) -> None:
    page = reader.get("/admin/honours/change/", {"action": "recipient.register"})
    [choices] = [spec.lookup_choices for spec in page.context["cl"].filter_specs]
    verbs = Change.objects.order_by("action").values_list("action", flat=True).distinct()
    assert [value for value, _ in choices] == list(verbs)
    assert {c.action for c in page.context["cl"].result_list} == {"recipient.register"}


def grades(client: Client, **asked: str) -> list[str]:
    about = {"app_label": "honours", "model_name": "conferral", "field_name": "grade"}
    answer = client.get("/admin/autocomplete/", {**about, **asked})
    return [one["text"] for one in json.loads(answer.content)["results"]]


def test_the_grades_offered_are_those_of_the_award_chosen(reader: Client, cast: Cast) -> None:
    assert len(grades(reader)) == 6
    assert grades(reader, award=str(cast.dostyk.pk)) == [
        "Order of Dostyk, degree 1", "Order of Dostyk, degree 2",
    ]  # fmt: skip
    assert grades(reader, award=str(cast.dostyk.pk), term="2") == ["Order of Dostyk, degree 2"]
    assert len(grades(reader, award="x")) == 6


def test_a_person_is_offered_in_any_spelling(reader: Client, cast: Cast) -> None:
    about = {"app_label": "honours", "model_name": "conferral", "field_name": "recipient"}
    answer = reader.get("/admin/autocomplete/", {**about, "term": "жапаров са"})
    assert json.loads(answer.content)["results"] == [
        {"id": str(cast.japarov.pk), "text": "Sadyr Japarov"}
    ]


def test_a_form_shows_what_it_leads_to_without_asking_again(client: Client, cast: Cast) -> None:
    row = cast.confer(cast.kim_vera, cast.dostyk, "1", conferred_on="2020")
    client.force_login(User.objects.create_user("writes", role=Role.REVIEWER, is_staff=True))
    page = client.get(f"{CONFERRALS}{row.pk}/change/").content.decode()
    for chosen in ("Vera Kim", "Order of Dostyk, degree 1", "Source page-1"):
        assert f"selected>{chosen}</option>" in page
