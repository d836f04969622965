"""What a chat keeps: enough for its buttons, nothing for others, nothing for ever."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from bot import services
from bot.models import Chat, Exchange
from bot.tasks import forget_old
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_choice_asks_the_same_question_of_the_chosen_person(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.kim_vladimir, cast.barys, "1", conferred_on="2019")
    asked = services.ask_in_chat(chat_id=5, text="What awards does Kim have?")
    assert asked.answer.status == "choose"
    labels = [choice.label for choice in asked.answer.choices]
    told = services.answer_choice(5, asked.exchange, labels.index("Vladimir Kim"))
    assert told is not None
    assert [row.recipient.name for row in told.answer.conferrals] == ["Vladimir Kim"]


def test_a_choice_means_the_person_that_was_shown_whatever_came_since(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.kim_vladimir, cast.barys, "1", conferred_on="2019")
    asked = services.ask_in_chat(chat_id=5, text="What awards does Kim have?")
    shown = [choice.label for choice in asked.answer.choices]
    newcomer = cast.person(("Aigul Kim", "en"), gender="f")
    cast.confer(newcomer, cast.otan, conferred_on="2021")
    for index, label in enumerate(shown):
        told = services.answer_choice(5, asked.exchange, index)
        assert told is not None
        assert {row.recipient.name for row in told.answer.conferrals} == {label}


def test_another_chat_cannot_press_these_buttons(cast: Cast) -> None:
    asked = services.ask_in_chat(chat_id=5, text="What is the weather?")
    assert services.answer_next(5, asked.exchange, 0) is not None
    assert services.answer_again(6, asked.exchange) is None
    assert services.answer_choice(6, asked.exchange, 0) is None
    assert services.answer_next(6, asked.exchange, 0) is None
    assert services.answer_next(5, asked.exchange, 3) is None
    assert services.answer_choice(5, asked.exchange, 0) is None


def test_another_page_is_of_the_day_on_which_it_was_asked(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    asked = services.ask_in_chat(chat_id=5, text="Who received Dostyk last year?")
    Exchange.objects.update(created_at=dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC))
    again = services.answer_again(5, asked.exchange)
    assert again is not None
    assert [row.recipient.id for row in again.answer.conferrals] == [cast.japarov.public_id]


def test_a_follow_up_leans_on_this_chat_and_this_hour(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    services.ask_in_chat(chat_id=5, text="Who received Dostyk in 2023?")
    services.ask_in_chat(chat_id=5, text="What is the weather?")
    followed = services.ask_in_chat(chat_id=5, text="and in 2024?")
    assert followed.answer.status == "answered"
    assert services.ask_in_chat(chat_id=6, text="and in 2024?").answer.status != "answered"
    Exchange.objects.update(created_at=timezone.now() - dt.timedelta(hours=2))
    assert services.ask_in_chat(chat_id=5, text="and in 2024?").answer.status != "answered"


def test_a_follow_up_to_what_is_gone_is_taken_by_itself(cast: Cast) -> None:
    services.ask_in_chat(chat_id=5, text="Who received Dostyk in 2023?")
    Exchange.objects.update(machine={"kind": "holders", "award": "abolished-long-ago"})
    followed = services.ask_in_chat(chat_id=5, text="and in 2024?")
    assert followed.answer.status == "not_understood"


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a\x00b", "😀", "", "x" * 9000])
def test_any_text_is_kept_and_answered(cast: Cast, text: str) -> None:
    asked = services.ask_in_chat(chat_id=5, text=text, telegram_code="kk")
    assert asked.answer.headline
    assert Exchange.objects.get(pk=asked.exchange).language == asked.answer.language


def test_what_has_no_language_is_answered_in_that_of_the_chat(cast: Cast) -> None:
    assert services.ask_in_chat(chat_id=5, text="😀", telegram_code="kk").answer.language == "kk"
    services.choose_language(5, "ru")
    assert services.ask_in_chat(chat_id=5, text="x" * 3000).answer.language == "ru"
    told = services.ask_in_chat(chat_id=5, text="Who received the Order of Dostyk?")
    assert told.answer.language == "en"


@pytest.mark.parametrize(
    ("text", "code", "lang"),
    [
        ("Жапаров", "kk", "kk"), ("Japarov", "kk", "kk"), ("Japarov", "ru", "ru"),
        ("Japarov", "de", "en"), ("Жапаров", "en", "ru"), ("Elvis Presley", "ru", "ru"),
        ("достык 2024", "kk", "kk"), ("<b>x</b> & *жирный*", "ru", "ru"), ("Ким", "ru", "ru"),
    ],
)  # fmt: skip
def test_a_bare_name_is_answered_in_the_language_of_the_chat(
    cast: Cast, text: str, code: str, lang: str
) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    told = services.ask_in_chat(chat_id=5, text=text, telegram_code=code)
    assert told.answer.language == lang
    services.choose_language(5, "en")
    chosen = services.ask_in_chat(chat_id=5, text=text, telegram_code=code)
    assert chosen.answer.language == "en"


def test_a_question_back_ends_what_was_asked_before(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.kim_vladimir, cast.barys, "1", conferred_on="2019")
    services.ask_in_chat(chat_id=5, text="Who received Dostyk in 2024?")
    assert services.ask_in_chat(chat_id=5, text="Kim").answer.status == "choose"
    # Not of Dostyk in 2019: who is meant by Kim was not said.
    stale = services.ask_in_chat(chat_id=5, text="and in 2019?")
    assert stale.answer.status == "not_understood"


@pytest.mark.parametrize(
    ("code", "lang"), [("kk", "kk"), ("RU", "ru"), ("ru-KZ", "ru"), ("de", "en"), (None, "en")]
)
def test_telegrams_language_where_it_is_one_of_ours(code: str | None, lang: str) -> None:
    assert services.language_of_chat(5, code) == lang
    services.choose_language(5, "kk")
    assert services.language_of_chat(5, code) == "kk"


def test_old_questions_are_forgotten_and_the_chosen_language_is_not(cast: Cast) -> None:
    for chat in (5, 6, 7):
        services.ask_in_chat(chat_id=chat, text="Who received Dostyk?")
    services.choose_language(6, "kk")
    long_ago = timezone.now() - dt.timedelta(days=settings.QUESTION_TEXT_DAYS, hours=1)
    Exchange.objects.exclude(chat__chat_id=7).update(created_at=long_ago)
    Chat.objects.exclude(chat_id=7).update(updated_at=long_ago)
    assert forget_old() == 2
    assert list(Chat.objects.order_by("chat_id").values_list("chat_id", flat=True)) == [6, 7]
    assert Exchange.objects.count() == 1
    assert forget_old() == 0
