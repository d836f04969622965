"""How the bot's process begins and ends."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.desk import AT_ONCE
from tests.bot.conftest import TOKEN, settings
from tests.standin.driver import ROOT, Driver, keyboard, running_bot, running_standin, until

pytestmark = [pytest.mark.process, pytest.mark.long]


def stop(process: "subprocess.Popen[bytes]", with_signal: int) -> float:
    """Seconds that it took to end, with code 0."""
    started = time.monotonic()
    process.send_signal(with_signal)
    assert process.wait(10) == 0
    return time.monotonic() - started


def test_buttons_live_through_a_restart_and_it_stops_cleanly(
    home: Path, standin: Driver, output: Path
) -> None:
    environment = settings(home, standin.address)
    with running_bot(environment, output) as process:
        first = standin.ask(77, "Кто получил орден Достык?")
        assert stop(process, signal.SIGTERM) < 5
    next_page = next(b["callback_data"] for b in keyboard(first) if b["text"] == "▶")
    # Pressed and asked while it was away: nothing of it is lost.
    standin.press(77, first["message_id"], next_page)
    asked = standin.say(78, "What is the weather?")
    with running_bot(environment, output) as process:
        assert "\n11. " in standin.edited(77, first)["text"]
        assert standin.reply_after(78, asked)
        assert stop(process, signal.SIGINT) < 5
    assert TOKEN not in output.read_text()


def replies(standin: Driver, chats: Iterable[int]) -> Counter[int]:
    """How many messages of the bot stand in each of these chats."""
    tally = standin.tally()
    return Counter({chat: tally.get(chat, 0) for chat in chats})


@pytest.mark.long
def test_what_a_stop_leaves_is_answered_once_by_the_next_start(home: Path, output: Path) -> None:
    crowd = range(20_001, 20_241)
    with running_standin() as standin:
        environment = settings(home, standin.address)
        with running_bot(environment, output) as process:
            standin.ask(20_000, "/start")
            # One answer is told to come back later than a stop can wait.
            standin.plan("sendMessage", 429, description="Too Many Requests", retry_after=30)
            for chat in crowd:
                standin.say(chat, "Кто получил орден Достык в 2024 году?")
            until(lambda: sum(replies(standin, crowd).values()) > 5 or None, "nobody is answered")
            assert stop(process, signal.SIGTERM) < 9
        assert sum(replies(standin, crowd).values()) < len(crowd)
        with running_bot(environment, output) as process:
            until(
                lambda: min(replies(standin, crowd)[chat] for chat in crowd) > 0 or None,
                "somebody was forgotten", 60,
            )  # fmt: skip
            time.sleep(0.5)
            assert set(replies(standin, crowd).values()) == {1}
            assert stop(process, signal.SIGTERM) < 5


@pytest.mark.long
def test_what_a_crash_leaves_is_answered_by_the_next_start(home: Path, output: Path) -> None:
    crowd = range(21_001, 21_061)
    with running_standin() as standin:
        environment = settings(home, standin.address)
        with running_bot(environment, output) as process:
            standin.ask(21_000, "/start")
            for chat in crowd:
                standin.say(chat, "Кто получил орден Достык в 2024 году?")
            until(lambda: sum(replies(standin, crowd).values()) > 5 or None, "nobody is answered")
            process.kill()
            process.wait(10)
        assert sum(replies(standin, crowd).values()) < len(crowd)
        with running_bot(environment, output) as process:
            until(
                lambda: min(replies(standin, crowd)[chat] for chat in crowd) > 0 or None,
                "somebody was forgotten", 60,
            )  # fmt: skip
            time.sleep(0.5)
            # Told twice only where the answer was out and that could not be written down any more.
            assert sum(replies(standin, crowd).values()) <= len(crowd) + AT_ONCE
            assert max(replies(standin, crowd).values()) <= 2
            assert stop(process, signal.SIGTERM) < 5


@pytest.mark.parametrize(
    ("token", "complaint"),
    [("", "it is not set"), ("nonsense", "another form"), (TOKEN[:-7] + "refused", "it refused")],
)
def test_a_token_that_cannot_be_is_named_and_not_shown(
    home: Path, standin: Driver, token: str, complaint: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "run_bot"],
        cwd=ROOT, env={**os.environ, **settings(home, standin.address), "BOT_TOKEN": token},
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "BOT_TOKEN" in ended.stderr
    assert complaint in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not token or token not in ended.stdout + ended.stderr


def test_it_knocks_until_the_bot_api_answers_and_can_be_stopped_meanwhile(
    home: Path, output: Path
) -> None:
    environment = settings(home, "http://127.0.0.1:1")
    with running_bot(environment, output) as process:
        until(
            lambda: "no answer from the Bot API at 127.0.0.1:1" in output.read_text() or None,
            "nothing was said about the network",
        )
        assert process.poll() is None
        assert stop(process, signal.SIGTERM) < 5
    assert TOKEN not in output.read_text()


def test_without_tables_it_says_what_to_run(tmp_path: Path, standin: Driver) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "run_bot"],
        cwd=ROOT, env={**os.environ, **settings(tmp_path, standin.address)},
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "manage.py migrate" in ended.stderr
