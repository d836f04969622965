"""Clerks and the real bot process: link, send, correct, accept, reject, and be refused."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from registry.wording import phrases
from tests.bot.conftest import settings
from tests.bot.test_clerks import ARTICLE
from tests.standin.driver import ROOT, Driver, Message, keyboard

LINK = """
from registry.accounts.models import User
from registry.accounts.linking import link_code_make
user, _ = User.objects.get_or_create(username={name!r}, defaults={{"role": {role!r}}})
print(link_code_make(user))
"""
# Another reviewer than the one who accepted.
PUBLISH = """
from registry.accounts.models import User
from registry.honours.models import Conferral
from registry.honours.services import conferral_publish
other = User.objects.create_user("another", role="reviewer")
conferral_publish(conferral=Conferral.objects.get(state="submitted"), by=other)
"""


def shell(home: Path, code: str) -> str:
    """What a piece of code prints that runs beside the bot, as the admin would."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT, env={**os.environ, **settings(home)}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def linked(home: Path, standin: Driver, chat: int, role: str) -> str:
    """A member of staff who has linked this chat; gives the greeting."""
    code = shell(home, LINK.format(name=f"{role}-{chat}", role=role))
    return str(standin.ask(chat, f"/start link_{code}", language_code="ru")["text"])


def pressing(card: Message) -> dict[str, str]:
    """What stands on the buttons → what they hold."""
    return {button["text"]: button["callback_data"] for button in keyboard(card)}


def refused(standin: Driver, chat: int) -> list[dict[str, Any]]:
    """What the stand-in did not accept of what was said in a chat."""
    return [call for call in standin.refused() if call["params"].get("chat_id") == str(chat)]


def cards(standin: Driver, chat: int, text: str) -> tuple[Message, Message]:
    """Send an article; the summary that took the place of "reading…", and the first draft."""
    reading = standin.ask(chat, text)
    card = standin.reply_after(chat, reading["message_id"])
    return standin.message(chat, reading["message_id"]), card


@pytest.mark.process
@pytest.mark.long
def test_from_an_article_to_a_record_by_buttons(
    home: Path, standin: Driver, bot: "subprocess.Popen[bytes]"
) -> None:
    chat = 6001
    t = phrases("ru").gettext
    unknown = standin.ask(chat, f"/article {ARTICLE}", language_code="ru")
    assert unknown["text"] == t("Only clerks of the registry can send articles. /link links you.")
    assert standin.ask(chat, "/link WRONG")["text"].startswith("Этот код")
    assert t("reviewer") in linked(home, standin, chat, "reviewer")
    count, card = cards(standin, chat, f"/article {ARTICLE}")
    assert (
        phrases("ru")
        .ngettext("{count} draft was read.", "{count} drafts were read.", 1)
        .format(count=1)
        in count["text"]
    )
    assert ARTICLE in card["text"]
    standin.press(chat, card["message_id"], pressing(card)[t("Correct")])
    fields = standin.edited(chat, card)
    standin.press(chat, card["message_id"], pressing(fields)[t("date")])
    prompt = standin.reply_after(chat, card["message_id"])
    assert prompt["force_reply"]
    wrong = standin.ask(chat, "31 февраля 2025", reply_to=prompt["message_id"])
    assert "19.04.2024" in wrong["text"]
    shown = standin.ask(chat, "6 мая 2025", reply_to=prompt["message_id"])
    assert "6 мая 2025" in shown["text"]
    told = standin.press(chat, shown["message_id"], pressing(shown)[t("Accept")])
    assert standin.answered(told)["text"] == ""
    done = standin.edited(chat, shown)
    accepted = t("Accepted by {by}; waits for another reviewer").format(by=f"reviewer-{chat}")
    assert accepted in done["text"]
    assert keyboard(done) == []
    told = standin.ask(chat, "Какие награды у Аскара Токмагамбетова?")
    assert "6 мая 2025" not in told["text"]
    shell(home, PUBLISH)
    told = standin.ask(chat, "Какие награды у Аскара Токмагамбетова?")
    assert "6 мая 2025" in told["text"]
    # The first message of the draft still has its buttons: a press says who was faster.
    late = standin.press(chat, card["message_id"], pressing(fields)[t("Back")])
    assert standin.answered(late)["text"] == ""
    decided = standin.edited(chat, fields)
    published = t("Accepted by {by}, and published").format(by=f"reviewer-{chat}")
    assert published in decided["text"]
    assert decided["links"][0].startswith("https://marapat.example/q?kind=honours&")
    assert refused(standin, chat) == []


@pytest.mark.process
@pytest.mark.long
def test_two_clerks_and_one_who_is_one_no_more(
    home: Path, standin: Driver, bot: "subprocess.Popen[bytes]"
) -> None:
    first, second = 6011, 6012
    t = phrases("ru").gettext
    for chat in (first, second):
        linked(home, standin, chat, "clerk")
    text = "Президент наградил Ерлана Пробного орденом «Достык» II степени 4 марта 2025 года."
    _, mine = cards(standin, first, f"/article {text}")
    _, theirs = cards(standin, second, f"/article {text}")
    standin.press(first, mine["message_id"], pressing(mine)[t("Reject")])
    reasons = standin.edited(first, mine)
    wrong_person = pressing(reasons)[t("the wrong person")]
    standin.press(first, mine["message_id"], wrong_person)
    done = standin.edited(first, reasons)
    assert t("the wrong person") in done["text"]
    assert keyboard(done) == []
    again = standin.press(first, mine["message_id"], wrong_person, forged=True)
    assert standin.answered(again)["text"] == t("This draft has been decided already.")
    late = standin.press(second, theirs["message_id"], pressing(theirs)[t("Accept")])
    assert standin.answered(late)["text"] == t("This draft has been decided already.")
    assert f"clerk-{first}" in standin.edited(second, theirs)["text"]
    _, card = cards(standin, second, f"/article {text} Снова.")
    shell(home, "from registry.accounts.models import User\n"
          f"User.objects.filter(telegram_id={second}).update(role='reader')")  # fmt: skip
    for label in ("Accept", "Reject", "Correct"):
        press = standin.press(second, card["message_id"], pressing(card)[t(label)])
        assert standin.answered(press)["text"] == t("Your role does not permit this.")
    assert standin.message(second, card["message_id"])["edits"] == card["edits"]


@pytest.mark.process
@pytest.mark.long
def test_a_long_text_or_a_link_of_a_clerk_is_asked_about(
    home: Path, standin: Driver, bot: "subprocess.Popen[bytes]"
) -> None:
    chat, stranger = 6021, 6022
    t = phrases("ru").gettext
    linked(home, standin, chat, "clerk")
    text = "В Астане прошло заседание. " * 20 + ARTICLE
    offer = standin.ask(chat, text)
    assert set(pressing(offer)) == {t("Read as an article"), t("It is a question")}
    standin.press(chat, offer["message_id"], pressing(offer)[t("Read as an article")])
    reading = standin.reply_after(chat, offer["message_id"])
    card = standin.reply_after(chat, reading["message_id"])
    assert t("Reject") in pressing(card)
    standin.press(chat, offer["message_id"], pressing(offer)[t("It is a question")])
    answer = standin.reply_after(chat, card["message_id"])
    assert t("Reading…") not in answer["text"]
    link = standin.ask(chat, "http://127.0.0.1:9/secret")
    standin.press(chat, link["message_id"], pressing(link)[t("Read as an article")])
    reading = standin.reply_after(chat, link["message_id"])
    if reading["edits"] == 0:
        reading = standin.edited(chat, reading)
    assert t("Only addresses on the public internet are read.") in reading["text"]
    # Of everybody else a long text is a question, as it always was.
    usual = standin.ask(stranger, text, language_code="ru")
    assert t("Read as an article") not in pressing(usual)
    assert refused(standin, chat) == []


@pytest.mark.process
@pytest.mark.long
def test_a_reason_of_ones_own_and_a_group(
    home: Path, standin: Driver, bot: "subprocess.Popen[bytes]"
) -> None:
    chat, group = 6031, -6032
    t = phrases("ru").gettext
    linked(home, standin, chat, "clerk")
    text = "Президент наградил Самата Примерного орденом «Достык» II степени 3 марта 2025 года."
    _, card = cards(standin, chat, f"/article {text}")
    standin.press(chat, card["message_id"], pressing(card)[t("Reject")])
    reasons = standin.edited(chat, card)
    standin.press(chat, card["message_id"], pressing(reasons)[t("Write the reason")])
    prompt = standin.reply_after(chat, card["message_id"])
    done = standin.ask(chat, "это <b>учения</b>", reply_to=prompt["message_id"])
    assert "это <b>учения</b>" in done["text"]
    # In a group the command is nobody's: what the bot says next answers the question.
    standin.say(group, f"/article {text}", chat_type="group", user_id=chat)
    asked = standin.say(group, "/ask Кто такой Примерный?", chat_type="group", user_id=chat)
    [said] = [m for m in standin.chat(group) if m["from"] == "bot"] or [
        standin.reply_after(group, asked)
    ]
    assert t("Reading…") not in said["text"]
    gone = standin.ask(chat, "/unlink")
    assert gone["text"] == t("No longer linked.")
    press = standin.press(chat, card["message_id"], pressing(reasons)[t("Back")])
    assert standin.answered(press)["text"] == t("This account is not linked.")
    assert refused(standin, chat) == []
