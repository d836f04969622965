"""How the bot's process begins and ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bot.conftest import TOKEN, settings
from tests.standin.driver import ROOT, Driver, keyboard, running_bot, until

pytestmark = pytest.mark.process


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
