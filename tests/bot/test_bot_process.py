"""The real bot, run by its command, driven over HTTP as its users would."""

import itertools
import subprocess
from pathlib import Path

import pytest

from registry.questions.refusals import examples
from registry.wording import phrases
from tests.bot.conftest import TOKEN
from tests.standin.driver import Driver, Message, keyboard

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("bot")]

chats = itertools.count(1001)


@pytest.fixture
def chat() -> int:
    """A chat that nobody has written in."""
    return next(chats)


def press(standin: Driver, chat: int, message: Message, label: str) -> str:
    button = next(b for b in keyboard(message) if label in b["text"])
    return standin.press(chat, message["message_id"], button["callback_data"])


@pytest.mark.parametrize(("code", "lang"), [("kk", "kk"), ("ru-RU", "ru"), ("de", "en")])
def test_start_greets_in_the_language_of_the_user(
    standin: Driver, chat: int, code: str, lang: str
) -> None:
    greeting = standin.ask(chat, "/start", language_code=code)
    assert greeting["text"].startswith(
        phrases(lang).gettext("Marapat: state honours of Kazakhstan")
    )
    assert tuple(b["text"] for b in keyboard(greeting)) == examples(lang)


def test_an_example_is_answered_by_a_tap(standin: Driver, chat: int) -> None:
    greeting = standin.ask(chat, "/start", language_code="kk")
    told = press(standin, chat, greeting, examples("kk")[0])
    answer = standin.reply_after(chat, greeting["message_id"])
    assert "Садыр Жапаров" in answer["text"]
    assert "Былай түсіндім" in answer["text"]
    assert standin.answered(told)["alert"] is False


@pytest.mark.parametrize(
    ("question", "name", "understood"),
    [
        (
            "Who received the Order of Dostyk, first degree, in 2024?",
            "Sadyr Japarov",
            "Understood as:",
        ),
        ("Кто получил орден Достык I степени в 2024 году?", "Садыр Жапаров", "Понято так:"),
        ("2024 жылы I дәрежелі «Достық» орденін кім алды?", "Садыр Жапаров", "Былай түсіндім:"),
    ],
)
def test_one_question_in_three_languages(
    standin: Driver, chat: int, question: str, name: str, understood: str
) -> None:
    answer = standin.ask(chat, question, language_code="en")
    assert f"1. {name}" in answer["text"]
    assert understood in answer["text"]
    sources = [link for link in answer["links"] if "marapat.example" not in link]
    assert sources
    assert all(link.startswith("http") for link in sources)
    assert any(link.startswith("https://marapat.example/q?") for link in answer["links"])


def test_namesakes_are_chosen_by_button(standin: Driver, chat: int) -> None:
    asked = standin.ask(chat, "What awards does Kim have?")
    labels = [b["text"] for b in keyboard(asked)]
    assert len(labels) > 1
    assert all("Kim" in label for label in labels)
    told = press(standin, chat, asked, "Vera Kim")
    answer = standin.reply_after(chat, asked["message_id"])
    assert "Vera Kim" in answer["text"]
    assert "German Kim" not in answer["text"]
    assert standin.answered(told)["text"] == ""
    # The choice stays, and another namesake is as near.
    press(standin, chat, asked, "German Kim")
    other = standin.reply_after(chat, answer["message_id"])
    assert "German Kim" in other["text"]
    assert "Vera Kim" not in other["text"]


def test_a_long_list_is_paged_by_editing_its_message(standin: Driver, chat: int) -> None:
    first = standin.ask(chat, "Кто получил орден Достык?")
    assert "10. " in first["text"]
    assert "11. " not in first["text"]
    second_told = press(standin, chat, first, "▶")
    second = standin.edited(chat, first)
    standin.answered(second_told)
    assert second["message_id"] == first["message_id"]
    assert "\n11. " in second["text"]
    assert "\n10. " not in second["text"]
    assert any(b["text"].startswith("2/") for b in keyboard(second))
    press(standin, chat, second, "◀")
    assert standin.edited(chat, second)["text"] == first["text"]
    assert len([m for m in standin.chat(chat) if m["from"] == "bot"]) == 1


def test_every_row_of_a_list_is_on_one_of_its_pages(standin: Driver, chat: int) -> None:
    page = standin.ask(chat, "Who received Halyk qaharmany?")
    rows = []
    while True:
        rows += [
            int(n) for line in page["text"].splitlines() if (n := line.split(". ")[0]).isdigit()
        ]
        if not any(b["text"] == "▶" for b in keyboard(page)):
            break
        press(standin, chat, page, "▶")
        page = standin.edited(chat, page)
    assert len(rows) > 10
    assert rows == list(range(1, len(rows) + 1))


def test_two_quick_taps_on_one_button_do_no_harm(standin: Driver, chat: int) -> None:
    first = standin.ask(chat, "Кто получил орден Достык?")
    taps = [press(standin, chat, first, "▶") for _ in range(2)]
    for tap in taps:
        assert standin.answered(tap)["text"] == ""
    assert standin.edited(chat, first)["edits"] == 1
    assert len([m for m in standin.chat(chat) if m["from"] == "bot"]) == 1


def test_no_record_is_not_a_no(standin: Driver, chat: int) -> None:
    answer = standin.ask(chat, "Has Elvis Presley received the Order of Barys?")
    t = phrases("en").gettext
    assert t("No record of {name} in the registry.").format(name="Elvis Presley") in answer["text"]
    assert (
        t("This does not mean that it did not happen: only that no record of it is here.")
        in (answer["text"])
    )


def test_what_is_not_understood_gets_examples(standin: Driver, chat: int) -> None:
    answer = standin.ask(chat, "What is the weather?")
    assert answer["text"].startswith(phrases("en").gettext("I did not understand the question."))
    assert tuple(b["text"] for b in keyboard(answer)) == examples("en")
    press(standin, chat, answer, examples("en")[1])
    assert "Japarov" in standin.reply_after(chat, answer["message_id"])["text"]


def test_a_follow_up_leans_on_the_question_before(standin: Driver, chat: int) -> None:
    standin.ask(chat, "Кто получил орден Достык в 2024 году?")
    answer = standin.ask(chat, "а в 2023?")
    assert "2023" in answer["text"]
    assert "Виктор Орбан" in answer["text"]
    assert "Жапаров" not in answer["text"]


@pytest.mark.parametrize(
    "question",
    [
        "Has <b>Elvis</b> & <script>alert(1)</script> received Barys?",
        "<a href='https://evil.example'>Kim</a> &lt;i&gt; what awards?",
        "</b></i>*_[x](y)`",
    ],
)
def test_markup_in_a_question_stays_text(standin: Driver, chat: int, question: str) -> None:
    answer = standin.ask(chat, question)
    assert answer["text"]
    assert not any("evil" in link for link in answer["links"])
    assert [e["type"] for e in answer["entities"]].count("bold") == 1


@pytest.mark.parametrize(
    "question", ["😀🎉👍", "谁获得了勋章？", "?", "я" * 10_000, "\u202e\u0301"]
)
def test_what_cannot_be_a_question_gets_a_polite_answer(
    standin: Driver, chat: int, question: str
) -> None:
    answer = standin.ask(chat, question, language_code="kk")
    assert (
        phrases("kk").gettext(
            "I answer questions about the state awards of Kazakhstan and those who received them."
        )
        in (answer["text"])
    )
    assert keyboard(answer)


def test_a_sticker_gets_a_word_about_text(standin: Driver, chat: int) -> None:
    answer = standin.reply_after(chat, standin.send_sticker(chat))
    assert answer["text"] == phrases("en").gettext(
        "I read only text. Please write your question, for example:"
    )


def test_the_chosen_language_is_kept(standin: Driver, chat: int) -> None:
    offer = standin.ask(chat, "/language", language_code="en")
    press(standin, chat, offer, "Қазақша")
    said = standin.edited(chat, offer)
    t = phrases("kk").gettext
    assert said["text"] == t("I shall speak English. An answer is in the language of its question.")
    assert standin.ask(chat, "/help")["text"].startswith(t("How to ask"))
    # The answer still follows its question.
    assert "Понято так:" in standin.ask(chat, "Кто получил орден Достык в 2024 году?")["text"]


def test_unknown_and_empty_commands_say_how_it_is_done(standin: Driver, chat: int) -> None:
    t = phrases("en").gettext
    assert standin.ask(chat, "/conquer")["text"] == t(
        "I do not know this command. /help tells what I can do."
    )
    assert examples("en")[0] in standin.ask(chat, "/ask")["text"]


def test_in_a_group_it_speaks_when_spoken_to(standin: Driver, chat: int) -> None:
    group = -chat
    standin.say(group, "Кто получил орден Достык?", chat_type="supergroup", user_id=chat)
    asked = standin.say(group, "/ask@marapat_test_bot Кто получил орден Достык в 2024 году?",
                        user_id=chat)  # fmt: skip
    answer = standin.reply_after(group, asked)
    assert answer["reply_to"] == asked
    followed = standin.say(group, "а в 2023?", reply_to=answer["message_id"], user_id=chat)
    assert standin.reply_after(group, followed)["reply_to"] == followed
    assert len([m for m in standin.chat(group) if m["from"] == "bot"]) == 2


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
