"""The real bot in trouble: forged presses, refusals, blocked chats, crowds and floods."""

import itertools
import subprocess
from pathlib import Path

import pytest

from bot.limits import IN_PRIVATE
from registry.wording import phrases
from tests.bot.conftest import TOKEN
from tests.standin.driver import Driver, until

pytestmark = [pytest.mark.process, pytest.mark.long, pytest.mark.usefixtures("bot")]

chats = itertools.count(3001)


@pytest.fixture
def chat() -> int:
    """A chat that nobody has written in."""
    return next(chats)


@pytest.mark.parametrize(
    "data", ["p:1:2", "c:999999:0", "n:1:77", "zz", "p:1:-1", "c:1:" + "9" * 30]
)
def test_a_forged_or_forgotten_button_gets_an_alert(standin: Driver, chat: int, data: str) -> None:
    # Exchange 1 is another chat's: its question is nobody else's business.
    standin.ask(next(chats), "What is the weather?")
    answer = standin.ask(chat, "What is the weather?")
    told = standin.press(chat, answer["message_id"], data, forged=True)
    shown = standin.answered(told)
    assert shown["alert"] is True
    assert shown["text"] == phrases("en").gettext(
        "This button is too old. Please ask the question again."
    )


def test_it_waits_when_told_and_sends_once(standin: Driver, chat: int) -> None:
    standin.plan("sendMessage", 429, description="Too Many Requests: retry", retry_after=1)
    answer = standin.ask(chat, "What is the weather?")
    assert answer["text"].startswith(phrases("en").gettext("I did not understand the question."))
    assert len([m for m in standin.chat(chat) if m["from"] == "bot"]) == 1


def test_a_failure_is_owned_with_a_reference(standin: Driver, chat: int, output: Path) -> None:
    standin.plan("sendMessage", 400, description="Bad Request: something of ours")
    apology = standin.ask(chat, "What is the weather?", language_code="ru")["text"]
    reference = apology.split()[-1]
    assert apology == phrases("ru").gettext(
        "Sorry, something went wrong on my side. Please try again later. Reference: {reference}"
    ).format(reference=reference)
    assert reference in output.read_text()


def test_a_user_who_blocked_it_disturbs_nobody(standin: Driver, chat: int) -> None:
    standin.ask(chat, "/start")
    standin.block(chat)
    standin.say(chat, "What is the weather?")
    other = next(chats)
    assert standin.ask(other, "What is the weather?")["text"]


def test_many_chats_at_once_get_what_each_would_get_alone(standin: Driver) -> None:
    questions = [
        "Кто получил орден «Парасат»?",
        "Кому вручили медаль «За отвагу» в 2022 году?",
        "Награды Маттареллы",
        "Сколько человек получили орден Барыс II степени?",
        "«Отан» орденін кімдер алды?",
        "Когда Виктору Орбану вручили орден Достык?",
        "Кто последним получил звание Халық қаһарманы?",
        "Who from Hungary received the Order of Dostyk?",
    ]
    alone = [standin.ask(next(chats), question)["text"] for question in questions]
    for _ in range(4):
        asked = [(chat := next(chats), standin.say(chat, question)) for question in questions]
        assert [standin.reply_after(*one)["text"] for one in asked] == alone


def test_a_flood_is_asked_to_wait_once(standin: Driver, chat: int) -> None:
    for _ in range(90):
        standin.say(chat, "?")
    other = next(chats)
    assert standin.ask(other, "/start")["text"]
    waits = phrases("en").gettext("That is more than I can answer at once. Please wait a minute.")

    def served() -> list[str] | None:
        said = [m["text"] for m in standin.chat(chat) if m["from"] == "bot"]
        return said if waits in said else None

    answers = until(served, "the flood was not told to wait")
    # As many as may wait, and those that were answered while it filled.
    assert IN_PRIVATE <= len(answers) <= 60
    for _ in range(20):
        standin.say(chat, "?")
    standin.ask(next(chats), "/start")
    assert served() == answers
    assert answers.count(waits) == 1


def test_whatever_was_sent_passed_the_checks_and_the_token_was_never_printed(
    standin: Driver, output: Path, bot: "subprocess.Popen[bytes]"
) -> None:
    """Last in the module: it looks back on all that the others made the bot do."""
    refused = [(c["code"], c["description"]) for c in standin.refused()]
    planned = {(429, "Too Many Requests: retry"), (400, "Bad Request: something of ours")}
    known = planned | {(403, "Forbidden: bot was blocked by the user")}
    assert {r for r in refused if r not in known and "not modified" not in r[1]} == set()
    printed = output.read_text()
    assert "answers" in printed
    assert TOKEN not in printed
    assert TOKEN.split(":")[1] not in printed
    assert bot.poll() is None
