"""Following from a chat, through the real bot: what is begun, asked back, refused; coming back."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.standin.driver import Driver, keyboard, until

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("bot")]


def follows_of(home: Path, chat: int) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(home / "registry.sqlite3", timeout=20)) as database:
        return database.execute(
            "SELECT w.kind, w.key FROM notices_follow w JOIN notices_follower f "
            "ON f.id = w.follower_id WHERE f.address = ? ORDER BY w.id", [str(chat)],
        ).fetchall()  # fmt: skip


def switch_off(home: Path, chat: int) -> None:
    """As a notice does that finds the bot blocked."""
    with closing(sqlite3.connect(home / "registry.sqlite3", timeout=20)) as database, database:
        database.execute(
            "INSERT INTO notices_follower (channel, address, language, off, secret, next_at, name, "
            "created_at) VALUES ('telegram', ?, 'ru', 'blocked', 'x', 0, '', '2026-01-01') "
            "ON CONFLICT (channel, address) DO UPDATE SET off = 'blocked'", [str(chat)],
        )  # fmt: skip


def is_off(home: Path, chat: int) -> bool:
    with closing(sqlite3.connect(home / "registry.sqlite3", timeout=20)) as database:
        found = database.execute(
            "SELECT off FROM notices_follower WHERE address = ?", [str(chat)]
        ).fetchone()
    return bool(found[0])


def test_a_country_and_a_degree_are_followed_as_they_are_written(
    standin: Driver, home: Path
) -> None:
    for words in ("Казахстан", "Қазақстан", "Dostyk 1", "Достық 1"):
        standin.ask(5101, f"/follow {words}", language_code="ru")
    assert follows_of(home, 5101) == [("country", "KZ"), ("grade", "dostyk:1")]


@pytest.mark.parametrize("command", ["/follow", "/latest"])
@pytest.mark.parametrize(
    "words", ["орден Дружбы России", "Russian Order of Friendship", "Орден Дружбы (Китай)"]
)
def test_another_states_award_is_outside_and_said_to_be(
    standin: Driver, home: Path, command: str, words: str
) -> None:
    said = standin.ask(5102, f"{command} {words}", language_code="en")
    assert "outside what the registry covers" in said["text"]
    assert follows_of(home, 5102) == []


@pytest.mark.parametrize("words", ["Астана", "President of Kazakhstan"])
def test_what_is_only_like_a_name_is_asked_back(standin: Driver, home: Path, words: str) -> None:
    chat = 5103 + len(words)
    said = standin.ask(chat, f"/follow {words}", language_code="kk")
    assert "осыны" in said["text"]
    assert len(keyboard(said)) == 1
    assert follows_of(home, chat) == []
    latest = standin.ask(chat, f"/latest {words}", language_code="kk")
    assert keyboard(latest) == []
    standin.press(chat, said["message_id"], keyboard(said)[0]["callback_data"])
    until(lambda: follows_of(home, chat) or None, "not followed")


def test_who_writes_after_blocking_the_bot_is_told_that_notices_come_again(
    standin: Driver, bot: "subprocess.Popen[bytes]", home: Path
) -> None:
    switch_off(home, 5201)
    first = standin.ask(5201, "Кто получил орден «Достык» в 2024 году?", language_code="ru")
    assert "снова" in first["text"]
    answer = standin.reply_after(5201, first["message_id"])
    assert "Достык" in answer["text"]
    assert not is_off(home, 5201)


def test_following_says_that_notices_had_stopped(standin: Driver, home: Path) -> None:
    standin.ask(5202, "/follow Dostyk", language_code="en")
    switch_off(home, 5202)
    assert "come again" in standin.ask(5202, "/following", language_code="en")["text"]
    assert "come again" not in standin.ask(5202, "/following", language_code="en")["text"]
    assert not is_off(home, 5202)
