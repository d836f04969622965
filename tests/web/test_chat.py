"""The chat page passes on what one visitor may do, and nothing else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.standin.driver import Driver, running_standin


@pytest.fixture(scope="module")
def standin() -> Iterator[Driver]:
    with running_standin() as driver:
        yield driver


@pytest.fixture(autouse=True)
def offered(settings: Settings, standin: Driver) -> None:
    settings.CHAT_STANDIN_URL = standin.address


def visitor() -> Client:
    """Somebody who has opened the page."""
    client = Client()
    assert client.get("/chat?lang=kk").status_code == 200
    return client


def say(client: Client, text: object, **more: object) -> int:
    sent = {"text": text, "lang": "kk", **more}
    return client.post("/chat/say", sent, content_type="application/json").status_code


def texts(client: Client) -> list[str]:
    return [message["text"] for message in client.get("/chat/messages").json()]


def test_each_visitor_has_a_chat_of_his_own() -> None:
    one, other = visitor(), visitor()
    assert say(one, "Достық <b>") == 200
    assert texts(one) == ["Достық <b>"]
    assert texts(other) == []


def test_the_page_is_said_in_the_language_asked_for() -> None:
    for lang, words in (("kk", "Ботпен сөйлесу"), ("ru", "Поговорить"), ("en", "Talk to the bot")):
        page = Client().get(f"/chat?lang={lang}").content.decode()
        assert f'<html lang="{lang}">' in page
        assert words in page


def test_nothing_new_costs_nothing() -> None:
    client = visitor()
    say(client, "?")
    first = client.get("/chat/messages")
    again = client.get("/chat/messages", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    say(client, "??")
    later = client.get("/chat/messages", headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097, None, 5, ["x"]])
def test_what_telegram_would_not_take_is_refused(text: object) -> None:
    assert say(visitor(), text) == 400


def test_a_button_that_is_not_there_cannot_be_pressed() -> None:
    client = visitor()
    say(client, "?")
    number = client.get("/chat/messages").json()[0]["message_id"]
    for body in ({"message": number, "data": "x"}, {"message": 10**9, "data": "x"}, {}, []):
        answer = client.post("/chat/press", body, content_type="application/json")
        assert answer.status_code == 400, body


def test_a_forged_cookie_is_nobody(standin: Driver) -> None:
    client = visitor()
    held = client.cookies["marapat_chat"].value
    standin.say(777, "a secret")
    client.cookies["marapat_chat"] = "777:" + held.split(":", 1)[1]
    assert client.get("/chat/messages").status_code == 404
    assert say(client, "?") == 404
    assert Client().get("/chat/messages").status_code == 404


def test_another_site_cannot_speak_for_the_visitor() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/chat")
    assert say(client, "?") == 403


@pytest.mark.parametrize("file", ["file-1", "file-0", "../_log", "x"])
def test_no_picture_of_another_chat(file: str) -> None:
    assert visitor().get(f"/chat/picture/{file}").status_code == 404


def test_without_the_setting_there_is_no_page(settings: Settings) -> None:
    settings.CHAT_STANDIN_URL = ""
    for path in ("/chat", "/chat/messages"):
        assert Client().get(path).status_code == 404
    assert "/chat" not in Client().get("/").content.decode()
