"""Commands, steps, follows, reports and inline answers of the real bot, over HTTP."""

import itertools
import subprocess
from pathlib import Path

import pytest

from bot.descriptions import descriptions
from registry.wording import LANGUAGES, phrases
from tests.standin.driver import Driver, Message, keyboard

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("bot")]

chats = itertools.count(5001)


@pytest.fixture
def chat() -> int:
    """A chat that nobody has written in."""
    return next(chats)


def press(standin: Driver, chat: int, message: Message, label: str) -> str:
    button = next(b for b in keyboard(message) if label in b["text"])
    return standin.press(chat, message["message_id"], button["callback_data"])


def pressed(standin: Driver, chat: int, message: Message, label: str) -> Message:
    """The bot's next message after a press."""
    last = standin.chat(chat)[-1]["message_id"]
    press(standin, chat, message, label)
    return standin.reply_after(chat, last)


def next_to(standin: Driver, chat: int, message: Message) -> Message:
    """The message of the bot that follows another."""
    return standin.reply_after(chat, message["message_id"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_listed_and_answers(standin: Driver, chat: int, lang: str) -> None:
    standin.ask(chat, "/start", language_code=lang)
    listed = standin.http.get("/_commands").json()["" if lang == "en" else lang]
    assert {c["command"]: c["description"] for c in listed} == descriptions(lang)
    for command in descriptions(lang):
        answer = standin.ask(chat, f"/{command}", language_code=lang)
        assert answer["text"] != phrases(lang).gettext(
            "I do not know this command. /help tells what I can do."
        )
        assert answer["text"].strip()


def test_latest_is_of_all_or_of_what_is_named(standin: Driver, chat: int) -> None:
    assert "\n1. " in standin.ask(chat, "/latest", language_code="ru")["text"]
    of_barys = standin.ask(chat, "/latest Барыс 3 степени")["text"]
    rows = [line for line in of_barys.splitlines() if line[:1].isdigit()]
    assert rows
    assert all("«Барыс» III степени" in row for row in rows)
    assert "чепуха" in standin.ask(chat, "/latest чепуха")["text"]


def test_an_award_and_a_person_come_with_their_pictures(standin: Driver, chat: int) -> None:
    told = standin.ask(chat, "/award Достык", language_code="ru")
    assert told["text"].startswith("Орден «Достык».")
    card = next_to(standin, chat, told)
    assert card["photo"]
    png = standin.http.get(f"/_file/{card['photo']}")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")
    told = standin.ask(chat, "/person Жапаров", language_code="ru")
    assert "Садыр Жапаров" in told["text"]
    assert next_to(standin, chat, told)["photo"]
    # A stranger has neither honours nor a card.
    told = standin.ask(chat, "/person Элвис Пресли", language_code="ru")
    assert "Нет записи" in told["text"] or "нет" in told["text"]
    assert standin.chat(chat)[-1]["message_id"] == told["message_id"]


def test_stats_come_with_a_chart(standin: Driver, chat: int) -> None:
    figures = standin.ask(chat, "/stats", language_code="kk")
    years = next_to(standin, chat, figures)
    assert "2024 — " in years["text"]
    assert next_to(standin, chat, years)["photo"]


def test_a_year_and_a_degree_are_a_tap_away(standin: Driver, chat: int) -> None:
    first = standin.ask(chat, "Кто получил орден Достык в 2024 году?")
    before = pressed(standin, chat, first, "‹ 2023")
    assert "Виктор Орбан" in before["text"]
    assert "Жапаров" not in before["text"]
    degree = pressed(standin, chat, first, "II")
    assert "II степени" in degree["text"]
    assert " I степени" not in degree["text"]
    again = pressed(standin, chat, before, "2024 ›")
    assert again["text"] == first["text"]


def test_following_by_command_by_button_and_its_end(standin: Driver, chat: int) -> None:
    t = phrases("en").gettext
    said = standin.ask(chat, "/follow Dostyk first degree", language_code="en")
    assert "Dostyk" in said["text"]
    answer = standin.ask(chat, "What awards does Sadyr Japarov have?")
    shown = standin.answered(press(standin, chat, answer, t("Follow")))
    assert shown["alert"]
    assert "Sadyr Japarov" in shown["text"]
    held = standin.ask(chat, "/following")
    assert "Sadyr Japarov" in held["text"]
    press(standin, chat, held, t("Quiet at night (22:00–8:00)"))
    quiet = standin.edited(chat, held)
    assert "22:00" in quiet["text"]
    press(standin, chat, quiet, "✕ Sadyr Japarov")
    left = standin.edited(chat, quiet)
    assert "Japarov" not in left["text"]
    assert "Dostyk" in left["text"]
    assert "3:00" in standin.ask(chat, "/quiet 3-5")["text"]
    assert standin.ask(chat, "/quiet off")["text"] == t("Notices come at any hour.")
    assert "22-8" in standin.ask(chat, "/quiet 25-5")["text"]


def test_namesakes_are_not_followed_unasked(standin: Driver, chat: int) -> None:
    offered = standin.ask(chat, "/follow Kim", language_code="en")
    assert len(keyboard(offered)) > 1
    told = standin.answered(press(standin, chat, offered, "Vera Kim"))
    assert "Vera Kim" in told["text"]
    held = standin.ask(chat, "/following")["text"]
    assert "Vera Kim" in held
    assert held.count(" Kim") == 1
    assert "Elvis" in standin.ask(chat, "/follow Elvis Presley")["text"]


def test_a_mistake_is_reported_by_button_and_in_words(standin: Driver, chat: int) -> None:
    t = phrases("en").gettext
    answer = standin.ask(chat, "What awards does Sadyr Japarov have?", language_code="en")
    prompt = pressed(standin, chat, answer, t("This is wrong"))
    thanks = standin.ask(chat, "The date is the 20th.", reply_to=prompt["message_id"])
    assert thanks["text"] == t("Thank you. People who keep the registry will read it.")
    assert standin.ask(chat, "/report It is <b>all</b> wrong")["text"] == thanks["text"]
    # A reply to anything else is a question.
    other = standin.ask(chat, "Who received Dostyk in 2024?", reply_to=answer["message_id"])
    assert "Japarov" in other["text"]


def test_what_is_kept_is_told_and_erased(standin: Driver, chat: int) -> None:
    t = phrases("en").gettext
    assert t("What is kept") in standin.ask(chat, "/privacy", language_code="en")["text"]
    answer = standin.ask(chat, "Who received the Order of Dostyk?")
    standin.ask(chat, "/follow Dostyk")
    asked = standin.ask(chat, "/forget")
    press(standin, chat, asked, t("Erase everything"))
    assert standin.edited(chat, asked)["text"] == t("Done. Nothing is kept of this chat any more.")
    assert standin.ask(chat, "/following")["text"] == t("You follow nothing yet. /follow begins.")
    stale = standin.answered(press(standin, chat, answer, "▶"))
    assert stale["text"] == t("This button is too old. Please ask the question again.")


def test_what_is_kept_of_a_group_is_erased_by_its_administrators_only(
    standin: Driver, chat: int
) -> None:
    t, group, stranger = phrases("en").gettext, -chat, chat + 500_000
    # Who writes first has made the group.
    asked = standin.ask(group, "/forget", chat_type="supergroup", user_id=chat, language_code="en")
    data = next(b["callback_data"] for b in keyboard(asked) if b["text"] == t("Erase everything"))
    refused = standin.press(group, asked["message_id"], data, user_id=stranger)
    shown = standin.answered(refused)
    assert shown["text"] == t("Only an administrator of this group can erase what is kept of it.")
    standin.press(group, asked["message_id"], data, user_id=chat)
    done = standin.edited(group, asked)
    assert done["text"] == t("Done. Nothing is kept of this chat any more.")


def test_however_much_stands_behind_a_command_it_is_answered(standin: Driver, chat: int) -> None:
    for command in ("/latest", "/award", "/follow"):
        told = standin.ask(chat, f"{command} {'Ж' * 4_080}", language_code="ru")["text"]
        assert "ЖЖЖ" in told
        assert "Код" not in told


def test_what_is_no_award_is_not_looked_up_as_a_person(standin: Driver, chat: int) -> None:
    t = phrases("ru").gettext
    told = standin.ask(chat, "/award золотой крест", language_code="ru")["text"]
    assert told == t("No award of this name is on record: {words}. All of them: /award").format(
        words="золотой крест"
    )
    other_state = standin.ask(chat, "/award Орден Дружбы России")["text"]
    assert "Награды этого государства" in other_state


def test_inline_answers_open_the_same_answer_in_the_bot(standin: Driver, chat: int) -> None:
    found = standin.inline(chat, "dostyk 2024", language_code="en")
    assert len(found) > 1
    assert "Japarov" in str(found)
    text = found[0]["input_message_content"]["message_text"]
    assert "Dostyk" in text
    link = found[0]["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert link.startswith("https://t.me/marapat_test_bot?start=")
    word = link.split("start=")[1]
    assert len(word) <= 64
    opened = standin.ask(chat, f"/start {word}", language_code="en")
    assert "Dostyk" in opened["text"]
    assert "2024" in opened["text"]


def test_inline_namesakes_stand_side_by_side_and_nothing_typed_offers_examples(
    standin: Driver, chat: int
) -> None:
    kims = {card["title"] for card in standin.inline(chat, "What awards does Kim have?")}
    assert {"Vera Kim", "German Kim"} <= kims
    assert len(standin.inline(chat, "", language_code="kk")) == 3
    assert standin.inline(chat, "do") == []
    assert {"Вера Ким"} <= {c["title"] for c in standin.inline(chat, "Kim", language_code="ru")}
    stranger = standin.inline(chat, "What awards does Elvis Presley have?")
    assert len(stranger) == 1
    assert "No record" in stranger[0]["title"]


@pytest.mark.parametrize("word", ["a_dostyk", "a_x", "p_r-1", "q_000000000000", "%"])
def test_a_link_into_the_bot_answers_or_greets(standin: Driver, chat: int, word: str) -> None:
    answer = standin.ask(chat, f"/start {word}", language_code="en")["text"]
    greeting = phrases("en").gettext("Marapat: state honours of Kazakhstan")
    assert answer.startswith("Order of Dostyk" if word == "a_dostyk" else greeting)


def test_whatever_was_sent_passed_the_checks(
    standin: Driver, output: Path, bot: "subprocess.Popen[bytes]"
) -> None:
    """Last in the module: it looks back on all that the others made the bot do."""
    assert [c for c in standin.refused() if "not modified" not in c["description"]] == []
    assert bot.poll() is None
    assert "Traceback" not in output.read_text()
