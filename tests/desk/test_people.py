"""Who is who: namesakes with reasons, merges with every field's fate, judgements that stay."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from registry.accounts.models import User
from registry.dates import PartialDate
from registry.desk.people.likely import likely
from registry.desk.people.reasons import WITHOUT_WORDS, reason_words
from registry.desk.people.words import fate_words, field_words
from registry.honours import services
from registry.honours.models import Change, DistinctPeople, Recipient
from registry.honours.services.merging import AGAIN, FATES, STAYS
from registry.names import compare
from tests.cast import LOADER, WHY, Cast
from tests.honours.test_admin import NO_PARTS


def _as(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Whatever language an earlier test has left."""
    with translation.override("en"):
        yield


@pytest.fixture
def twin(cast: Cast) -> Recipient:
    """Japarov, entered a second time."""
    return cast.person(("Жапаров Садыр Нургожоевич", "ru"), birth=PartialDate(1968, 12, 6))


def _page(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_every_reason_of_a_comparison_has_words() -> None:
    assert set() == WITHOUT_WORDS
    compared = compare("Садыром Жапаровым", "Садыр Жапаров")
    assert reason_words(compared.reasons) == [
        "the same name with an ending: Садыром = Садыр",
        "the same name with an ending: Жапаровым = Жапаров",
    ]


def test_every_fate_and_field_of_a_merge_has_words() -> None:
    for name, fate in FATES.items():
        if fate not in (STAYS, AGAIN):
            assert field_words(name)
            assert fate_words(fate)


def test_likely_people_are_told_with_what_tells_them_apart(cast: Cast, twin: Recipient) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    [first, second] = likely(["Садыр Жапаров"], "en")["Садыр Жапаров"]
    by_key = {one.pk: one for one in (first, second)}
    assert by_key[cast.japarov.pk].facts == (
        "President of Kyrgyzstan", "Kyrgyzstan", "Order of Dostyk I (2024)",
    )  # fmt: skip
    assert by_key[twin.pk].facts == ("born 1968",)
    services.people_tell_apart(one=twin, others=[cast.japarov], by=LOADER, reason=WHY)
    name = "Жапаров Садыр Нургожоевич"
    assert likely([name], "en", besides={name: twin.pk})[name] == []


def test_a_name_added_in_the_admin_brings_the_namesakes(cast: Cast, client: Client) -> None:
    data = {
        **NO_PARTS, "kind": "person", "why": "decree 7", "names-TOTAL_FORMS": "1",
        "names-0-text": "Жапаров Садыр", "names-0-language": "ru", "names-0-kind": "official",
    }  # fmt: skip
    page = _as(client, cast.clerk).post("/admin/honours/recipient/add/", data, follow=True)
    text = page.content.decode()
    assert "Likely the same person is on record" in text
    assert "President of Kyrgyzstan" in text
    made = Recipient.objects.latest("pk")
    assert f"/admin/desk/people/{made.pk}/" in text


def test_nobody_is_warned_of_without_a_namesake(cast: Cast, client: Client) -> None:
    data = {
        **NO_PARTS, "kind": "person", "why": "decree 7", "names-TOTAL_FORMS": "1",
        "names-0-text": "Айгүл Серікова", "names-0-language": "kk", "names-0-kind": "official",
    }  # fmt: skip
    page = _as(client, cast.clerk).post("/admin/honours/recipient/add/", data, follow=True)
    assert "Likely the same" not in page.content.decode()


def test_the_page_of_a_person_shows_namesakes_until_they_are_told_apart(
    cast: Cast, client: Client, twin: Recipient
) -> None:
    _as(client, cast.reviewer)
    address = f"/admin/desk/people/{twin.pk}/"
    text = _page(client, address)
    assert "Sadyr Japarov" in text
    assert f"/merge/{cast.japarov.public_id}/" in text
    client.post(f"{address}apart/", {"other": cast.japarov.public_id, "why": "another father"})
    text = _page(client, address)
    assert f"/merge/{cast.japarov.public_id}/" not in text
    assert "another father" in text
    pair = DistinctPeople.objects.get()
    client.post(f"{address}apart/{pair.pk}/", {"why": "a slip"})
    assert not DistinctPeople.objects.exists()


def test_a_judgement_without_a_reason_is_refused_in_words(
    cast: Cast, client: Client, twin: Recipient
) -> None:
    _as(client, cast.clerk)
    page = client.post(
        f"/admin/desk/people/{twin.pk}/apart/", {"other": cast.japarov.public_id}, follow=True
    )
    assert "a reason in words" in page.content.decode()
    assert not DistinctPeople.objects.exists()


@pytest.mark.parametrize("asked", ["id", "Жапарову Садыру"])
def test_the_second_is_searched_by_name_or_id(cast: Cast, client: Client, asked: str) -> None:
    _as(client, cast.reviewer)
    query = cast.japarov.public_id if asked == "id" else asked
    text = _page(client, f"/admin/desk/people/{cast.kim_vera.pk}/?q={query}")
    assert f"/merge/{cast.japarov.public_id}/" in text


def test_two_are_merged_after_every_fate_was_seen_and_made_two_again(
    cast: Cast, client: Client, twin: Recipient
) -> None:
    draft = cast.draft(twin, cast.otan)
    _as(client, cast.reviewer)
    address = f"/admin/desk/people/{cast.japarov.pk}/merge/{twin.public_id}/"
    text = _page(client, address)
    for told in ("6 December 1968", "filled from the second", "Жапаров Садыр Нургожоевич",
                 "moves; what both have is kept once", "leads here for ever"):  # fmt: skip
        assert told in text
    refused = client.post(address, {"why": ""})
    assert "a reason in words" in refused.content.decode()
    assert Recipient.objects.filter(pk=twin.pk).exists()
    assert client.post(address, {"why": "one man"}).status_code == 302
    draft.refresh_from_db()
    assert draft.recipient == cast.japarov
    change = Change.objects.latest("pk")
    assert (change.action, change.reason) == ("recipient.merge", "one man")
    page = _page(client, f"/admin/desk/people/{cast.japarov.pk}/")
    undo = f"/admin/desk/people/{cast.japarov.pk}/unmerge/{change.pk}/"
    assert undo in page
    text = _page(client, undo)
    assert "Goes back to the second" in text
    assert "Emptied again" in text
    assert client.post(undo, {"why": "two men"}).status_code == 302
    draft.refresh_from_db()
    assert draft.recipient_id == twin.pk
    again = client.get(undo, follow=True).content.decode()
    assert "undone already" in again


def test_roles_of_the_pages(cast: Cast, client: Client, twin: Recipient) -> None:
    address = f"/admin/desk/people/{twin.pk}/"
    merge = f"{address}merge/{cast.japarov.public_id}/"
    _as(client, cast.reader)
    text = _page(client, address)
    assert '<form method="post" action="/admin/desk' not in text
    assert (
        client.post(f"{address}apart/", {"other": cast.japarov.public_id, "why": "x"}).status_code
        == 403
    )
    assert client.get(merge).status_code == 403
    _as(client, cast.clerk)
    assert client.post(merge, {"why": "x"}).status_code == 403
    assert Recipient.objects.filter(pk=twin.pk).exists()
    assert not DistinctPeople.objects.exists()


def test_the_page_of_a_person_asks_as_little_however_many_namesakes(
    cast: Cast, client: Client, twin: Recipient
) -> None:
    _as(client, cast.reviewer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            _page(client, f"/admin/desk/people/{twin.pk}/")
        return len(counted)

    few = queries()
    for number in range(5):
        other = cast.person(("Садыр Жапаров", "ru"), (f"Sadyr Japarov {number}", "en"))
        cast.confer(other, cast.otan, conferred_on=f"200{number}-12-10")
        services.people_tell_apart(one=twin, others=[other], by=LOADER, reason=WHY)
        cast.person(("Садыр Жапаров", "ru"))
    assert queries() <= few + 3 <= 35
