"""Updates by webhook: a web process takes them, several bot processes answer, none is lost."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from bot import webhook
from bot.limits import Guard
from bot.models import PendingUpdate
from tests.bot.conftest import TOKEN, settings
from tests.standin.driver import ROOT, Driver, running_bot, running_standin, until

numbers = itertools.count(1)


def update(chat: int = 5, **more: object) -> dict[str, object]:
    message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "?"}
    return {"update_id": next(numbers), "message": message, **more}


@pytest.fixture
def hooked(settings: Settings, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.BOT_WEBHOOK, settings.BOT_TOKEN = True, TOKEN
    monkeypatch.setattr(webhook, "guard", Guard())
    return Client()


def post(client: Client, body: object, secret: str | None = None) -> int:
    headers = {webhook.HEADER: webhook.secret() if secret is None else secret}
    answer = client.post(
        f"/{webhook.path()}", body, content_type="application/json", headers=headers
    )
    assert not answer.content
    return answer.status_code


def test_an_update_is_kept_once(hooked: Client) -> None:
    one = update()
    assert [post(hooked, one), post(hooked, one)] == [200, 200]
    assert PendingUpdate.objects.count() == 1


def test_only_telegram_is_let_in(hooked: Client, settings: Settings) -> None:
    assert post(hooked, update(), secret="guessed") == 403
    assert post(hooked, update(), secret="") == 403
    good = {webhook.HEADER: webhook.secret()}
    told = hooked.post("/telegram/x", update(), content_type="application/json", headers=good)
    assert told.status_code == 403
    settings.BOT_WEBHOOK = False
    assert post(hooked, update()) == 403
    assert not PendingUpdate.objects.exists()
    assert TOKEN.split(":")[1] not in webhook.path() + webhook.secret()


@pytest.mark.parametrize("body", ["x", [], {}, {"update_id": "x"}, {"update_id": None}])
def test_what_is_no_update_is_dropped_and_not_asked_for_again(hooked: Client, body: object) -> None:
    assert post(hooked, body) == 200
    assert not PendingUpdate.objects.exists()


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[tuple[Driver, dict[str, str]]]:
    """A stand-in, a web process that it brings updates to, and the settings of both."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running_standin() as standin:
        environment = settings_of(home, standin, port)
        web = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
             "--blocking-threads", "2", "--no-ws", "registry.wsgi:application"],
            cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until(lambda: _up(port), "the web process does not answer")
            yield standin, environment
        finally:
            web.terminate()
            web.wait(15)


def settings_of(home: Path, standin: Driver, port: int) -> dict[str, str]:
    return {
        **settings(home, standin.address),
        "BOT_WEBHOOK": "yes",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
    }


def _up(port: int) -> bool | None:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).is_success or None
    except httpx.HTTPError:
        return None


@pytest.mark.process
@pytest.mark.long
def test_two_processes_answer_and_none_is_lost_when_one_dies(
    served: tuple[Driver, dict[str, str]], tmp_path: Path
) -> None:
    standin, environment = served
    with ExitStack() as stack:
        bots = [
            stack.enter_context(running_bot(environment, tmp_path / f"{n}.log")) for n in range(2)
        ]
        until(lambda: standin.http.get("/_webhook").json() or None, "no webhook was set")
        asked = {
            chat: [standin.say(chat, "Кто получил орден Достык в 2024 году?") for _ in range(3)]
            for chat in range(7001, 7013)
        }
        bots[0].send_signal(signal.SIGTERM)
        assert bots[0].wait(15) == 0
        for chat, questions in asked.items():
            told = until(
                lambda chat=chat: _answers(standin, chat, 3), f"chat {chat} was left alone"
            )
            # Telegram's numbers rise: in each chat the answers came in the order of the questions.
            assert [reply["reply_to"] for reply in told] in ([None] * 3, questions)
            assert all("Жапаров" in reply["text"] for reply in told)
        time.sleep(0.3)
        assert all(len(_answers(standin, chat, 3) or []) == 3 for chat in asked)
    assert standin.refused() == []


def _answers(standin: Driver, chat: int, count: int) -> list[dict[str, object]] | None:
    said = [message for message in standin.chat(chat) if message["from"] == "bot"]
    return said if len(said) >= count else None


@pytest.mark.process
def test_figures_are_told_without_saying_who(home: Path, standin: Driver, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**settings(home, standin.address), "BOT_METRICS": f"127.0.0.1:{port}"}
    with running_bot(environment, tmp_path / "bot.log"):
        standin.ask(4242001, "What is the weather in Atlantis?")
        told = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    assert 'marapat_bot_updates_total{kind="message"} 1.0' in told
    assert 'marapat_bot_answers_total{kind="",status="not_understood"} 1.0' in told
    for private in ("4242001", "Atlantis", TOKEN.split(":")[1]):
        assert private not in told
