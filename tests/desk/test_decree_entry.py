"""A decree and its conferrals in one screen: all or nothing, nothing lost, nothing twice."""

from django.test import Client

from registry.honours.journal import verify
from registry.honours.models import Change, Conferral, Decree, DistinctPeople, Recipient, Source
from tests.cast import Cast
from tests.desk.entering import NEW, act, new, row


def test_a_decree_with_a_known_and_a_new_person_is_saved_as_drafts(
    cast: Cast, clerk: Client
) -> None:
    data = act(cast) | row(
        1, name="Садыр Жапаров", award="I дәрежелі «Достық» ордені", person=cast.japarov.public_id,
        office="Қырғызстан Президенті", presented_on="20.04.2024",
    ) | new(
        2, "Серік Ахметов", "Барыс", "3", other_name="Serik Akhmetov", other_language="en",
        gender="m", birth="1968", citizenship="kz", description="мұғалім",
        certificate_number="A-7", posthumous="on",
    )  # fmt: skip
    page = clerk.post(NEW, data)
    decree = Decree.objects.get()
    assert page.status_code == 302, page.content.decode()[:3000]
    assert page["Location"] == f"/admin/desk/decree/{decree.pk}/"
    assert (decree.number, str(decree.date)) == ("645", "2024-04-19")
    first, second = Conferral.objects.order_by("pk")
    assert first.recipient == cast.japarov
    assert (first.grade.code(), first.state, first.office_kk) == (
        "1",
        "draft",
        "Қырғызстан Президенті",
    )
    assert (str(first.conferred_on), str(first.presented_on)) == ("2024-04-19", "2024-04-20")
    assert (second.award, second.certificate_number, second.posthumous) == (cast.barys, "A-7", True)
    person = second.recipient
    assert set(person.names.values_list("text", "language")) == {
        ("Серік Ахметов", "kk"), ("Serik Akhmetov", "en"),
    }  # fmt: skip
    assert (person.gender, str(person.birth), person.description_kk) == ("m", "1968", "мұғалім")
    assert first.evidence.get().source.url == "https://law.example/645"
    assert {c.reason for c in Change.objects.filter(by=cast.clerk)} == {"the decree"}
    assert verify().intact


def test_the_same_form_sent_twice_writes_once(cast: Cast, clerk: Client) -> None:
    data = act(cast) | new(1, "Серік Ахметов")
    first = clerk.post(NEW, data)
    rows = Change.objects.count()
    again = clerk.post(NEW, data)
    assert again.status_code == 302
    assert again["Location"] == first["Location"]
    assert Change.objects.count() == rows
    assert (
        Decree.objects.count() == Recipient.objects.filter(names__text="Серік Ахметов").count() == 1
    )


def test_somebody_likely_has_to_be_decided_and_is_shown_with_reasons(
    cast: Cast, clerk: Client
) -> None:
    cast.confer(cast.japarov, cast.barys, "1", presented_on="2023-04-19", office_en="President")
    page = clerk.post(NEW, act(cast) | row(1, name="Садир Жапаров", award="Достық", grade="1"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Say who this is" in text
    assert f'value="{cast.japarov.public_id}"' in text
    assert "the same name in another spelling: Садир = " in text
    assert "President of Kyrgyzstan" in text
    assert "Order of Barys I (2023)" in text
    assert 'value="Садир Жапаров"' in text
    assert not Decree.objects.exists()


def test_nobody_likely_is_a_new_person_without_a_question(cast: Cast, clerk: Client) -> None:
    clerk.post(NEW, act(cast) | row(1, name="Серік Ахметов", award="Достық", grade="1"))
    assert Conferral.objects.get().recipient.names.get().text == "Серік Ахметов"


def test_a_new_person_beside_a_likely_one_is_told_apart_for_good(cast: Cast, clerk: Client) -> None:
    shown = f"{cast.kim_vera.public_id} "
    clerk.post(NEW, act(cast) | new(1, "Вера Ким", shown=shown, new_language="ru"))
    pair = DistinctPeople.objects.get()
    made = Conferral.objects.get().recipient
    assert {pair.first, pair.second} == {cast.kim_vera, made}
    assert pair.by_text == "clerk"


def test_one_wrong_row_stops_all_and_the_form_comes_back_filled(cast: Cast, clerk: Client) -> None:
    before = Change.objects.count()
    data = act(cast) | new(1, "Серік Ахметов") | new(2, "Айгүл Серікова", "Барыс", "5") | row(
        3, name="Марат Ким", award="мектеп"
    )  # fmt: skip
    page = clerk.post(NEW, data)
    text = page.content.decode()
    assert page.status_code == 422
    assert "This award has no such grade; it has: 1, 2, 3" in text
    assert "names no award" in text
    for typed in ("Серік Ахметов", "Айгүл Серікова", "Марат Ким", "645", "мектеп"):
        assert f'value="{typed}"' in text
    assert Change.objects.count() == before
    assert not Decree.objects.exists()


def test_what_only_the_write_finds_out_is_said_at_its_row(cast: Cast, clerk: Client) -> None:
    data = act(cast, date="1990-01-01") | new(4, "Серік Ахметов") | new(5, "Айгүл Серікова")
    page = clerk.post(NEW, data)
    assert page.status_code == 422
    assert page.content.decode().count("before the award existed") >= 2
    assert not Recipient.objects.filter(names__text="Серік Ахметов").exists()


def test_one_honour_twice_is_refused_and_one_name_twice_is_noticed(
    cast: Cast, clerk: Client
) -> None:
    who = {"person": cast.japarov.public_id, "name": "Садыр Жапаров"}
    data = act(cast) | row(1, award="Отан", **who) | row(2, award="Отан", **who)
    text = clerk.post(NEW, data).content.decode()
    assert "stands in row 1" in text
    assert not Decree.objects.exists()


def test_nothing_enters_without_a_source_and_an_unknown_key_is_named(
    cast: Cast, clerk: Client
) -> None:
    text = clerk.post(NEW, act(cast, url="") | new(1, "Серік Ахметов")).content.decode()
    assert "Nothing enters without its source" in text
    page = clerk.post(NEW, act(cast, url="", sources="no-such") | new(1, "Серік Ахметов"))
    assert "No source has the key no-such" in page.content.decode()
    clerk.post(
        NEW, act(cast, url="", sources="page-1\nhttps://x.example/2") | new(1, "Серік Ахметов")
    )
    assert {s.key[:5] for s in Decree.objects.get().sources.all()} == {"page-"}
    assert Source.objects.filter(url="https://x.example/2", strength="secondary").exists()


def test_a_draft_decree_goes_on_in_the_same_screen(cast: Cast, clerk: Client) -> None:
    clerk.post(
        NEW, act(cast) | new(1, "Серік Ахметов", office="мұғалім") | new(2, "Айгүл Серікова")
    )
    decree = Decree.objects.get()
    address = f"{NEW}{decree.pk}/"
    page = clerk.get(address).content.decode()
    assert 'value="Серік Ахметов"' in page
    one, other = Conferral.objects.order_by("pk")
    data = act(cast, token="t-2", number="646", sources="") | row(
        1, conferral=one.public_id, person=one.recipient.public_id, name="Серік Ахметов",
        award="Барыс", grade="2", office="директор",
    ) | row(2, conferral=other.public_id, person=other.recipient.public_id, name="Айгүл Серікова",
            award="Достық", grade="1") | new(3, "Нұрлан Тілеуов", "Отан", "")  # fmt: skip
    assert clerk.post(address, data).status_code == 302
    decree.refresh_from_db()
    one.refresh_from_db()
    assert decree.number == "646"
    assert (one.award, one.grade.code(), one.office_kk) == (cast.barys, "2", "директор")
    assert decree.conferrals.count() == 3
    assert not Change.objects.filter(object_id=other.public_id, action="conferral.revise").exists()


def test_a_row_can_go_to_somebody_new_or_be_taken_out(cast: Cast, clerk: Client) -> None:
    clerk.post(NEW, act(cast) | new(1, "Серік Ахметов") | new(2, "Айгүл Серікова"))
    one, other = Conferral.objects.order_by("pk")
    address = f"{NEW}{one.decree_id}/"
    data = act(cast, token="t-4") | new(1, "Марат Тілеуов", conferral=one.public_id) | row(
        2, conferral=other.public_id, person=other.recipient.public_id, name="Айгүл Серікова",
        award="Достық", grade="1", remove="on",
    )  # fmt: skip
    assert clerk.post(address, data).status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.recipient.names.get().text == "Марат Тілеуов"
    assert (one.state, other.state) == ("draft", "withdrawn")
    assert 'value="Айгүл Серікова"' not in clerk.get(address).content.decode()
    assert verify().intact


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(
    cast: Cast, clerk: Client
) -> None:
    from registry.honours import services

    clerk.post(NEW, act(cast) | new(1, "Серік Ахметов"))
    draft = Conferral.objects.get()
    address = f"{NEW}{draft.decree_id}/"
    seen = Change.objects.count()
    services.conferral_revise(conferral=draft, by=cast.reviewer, reason="read again", office_kk="x")
    data = act(cast, token="t-3", seen=seen) | row(
        1, conferral=draft.public_id, person=draft.recipient.public_id, name="Серік Ахметов",
        award="Достық", grade="2", office="y",
    )  # fmt: skip
    page = clerk.post(address, data)
    assert page.status_code == 409
    assert "reviewer changed this since you opened it" in page.content.decode()
    draft.refresh_from_db()
    assert draft.office_kk == "x"
    assert f'name="seen" value="{Change.objects.count()}"' in page.content.decode()
