"""Conversations: what is asked in a chat, what its buttons do, and what is forgotten.

Synchronous, like everything that touches the database; `bridge` is the way here from the handlers.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from bot import metrics
from bot.models import Chat, Exchange, PendingUpdate, Prompt
from registry.errors import RegistryError
from registry.notices import follows
from registry.notices.models import Channel
from registry.questions import Answer, ask
from registry.questions.again import answer_to
from registry.questions.askers import asker_id
from registry.questions.asking import LONGEST
from registry.questions.refusals import examples
from registry.questions.steps import Step, steps_from
from registry.wording import LANGUAGES

FOLLOW_UP = dt.timedelta(hours=1)
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and the exchange that its buttons refer to; `text` is what was asked in words."""

    exchange: int
    answer: Answer
    steps: tuple[Step, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of a chat: a text with what it leans on, or (`query`) a query as it stands."""

    chat_id: int
    today: dt.date
    lang: str | None
    text: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    pinned: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    fallback: str | None = None


def language_of_chat(chat_id: int, telegram_code: str | None) -> str:
    """What was chosen by /language, else Telegram's own setting where we speak it, else English."""
    return _chosen_language(chat_id) or spoken(telegram_code)


def spoken(telegram_code: str | None) -> str:
    """`ru` for Telegram's `ru-RU`; English where the language is none of ours."""
    code = (telegram_code or "")[:2].lower()
    return code if code in LANGUAGES else FALLBACK


def choose_language(chat_id: int, language: str) -> None:
    """Keep the language in which the bot's own words are said in this chat."""
    Chat.objects.update_or_create(chat_id=chat_id, defaults={"language": language})
    follows.speak(channel=Channel.TELEGRAM, address=str(chat_id), language=language)


def ask_in_chat(
    *, chat_id: int, text: str, telegram_code: str | None = None, lang: str | None = None
) -> Reply:
    """Answer a question of a chat and keep what its buttons need.

    The answer's language is the question's own; `lang` fixes it where the text is an example of
    ours. A text that has no language (a bare name, emoji, a wall of text) is answered in the
    chat's.
    """
    text = readable(text)
    context = _question_before(chat_id)
    fallback = None if lang else _fallback(chat_id, telegram_code, text)
    asked = _Asked(chat_id, timezone.localdate(), lang, text, context, fallback=fallback)
    return _answered(asked)


def run_in_chat(*, chat_id: int, query: Mapping[str, Any], lang: str) -> Reply:
    """Answer a query of a command, a button or a link. Raises RegistryError for a broken one."""
    return _answered(_Asked(chat_id, timezone.localdate(), lang, query=query))


def answer_again(chat_id: int, exchange_id: int) -> Reply | None:
    """The answer of an earlier exchange, for another page of it; None if it was forgotten."""
    exchange = exchange_of(chat_id, exchange_id)
    if exchange is None:
        return None
    answer = _ask(_asked_in(exchange, exchange.pinned), again=True)
    return Reply(exchange.pk, answer, _steps(exchange), exchange.text)


def answer_choice(chat_id: int, exchange_id: int, index: int) -> Reply | None:
    """The same question, with the person or award that was chosen; None if there is none such."""
    exchange = exchange_of(chat_id, exchange_id)
    if exchange is None or not 0 <= index < len(exchange.choices):
        return None
    return _answered(_asked_in(exchange, {**exchange.pinned, **exchange.choices[index]}))


def answer_next(chat_id: int, exchange_id: int, index: int) -> Reply | None:
    """One of the questions that an answer proposed; None if there is none such."""
    exchange = exchange_of(chat_id, exchange_id)
    if exchange is None or not 0 <= index < len(exchange.next_questions):
        return None
    text = exchange.next_questions[index]
    return _answered(_Asked(chat_id, timezone.localdate(), exchange.language, text))


def answer_step(chat_id: int, exchange_id: int, index: int) -> Reply | None:
    """The query beside an answer (a year on, one degree); None if there is none such."""
    exchange = exchange_of(chat_id, exchange_id)
    if exchange is None or not 0 <= index < len(exchange.steps):
        return None
    query = exchange.steps[index]["machine"]
    return run_in_chat(chat_id=chat_id, query=query, lang=exchange.language)


def forget_old(before: dt.datetime) -> int:
    """Erase the questions asked before a moment, and chats of which nothing else is kept."""
    with transaction.atomic():
        gone, _ = Exchange.objects.filter(created_at__lt=before).delete()
        Prompt.objects.filter(created_at__lt=before).delete()
        # What is left of so long ago broke every process that took it.
        PendingUpdate.objects.filter(received_at__lt=before).delete()
        Chat.objects.filter(exchanges=None, language="", updated_at__lt=before).delete()
    return gone


def warm_up() -> None:
    """Ask the examples once, so that nobody waits for the vocabularies to be read.

    Raises DatabaseError where the tables are not there.
    """
    Chat.objects.exists()
    for lang in LANGUAGES:
        for question in examples(lang):
            ask(question, asker="warm-up", today=timezone.localdate(), lang=lang)


def exchange_of(chat_id: int, exchange_id: int) -> Exchange | None:
    """An exchange of this chat. Callback data can be forged, and another chat's is private."""
    return Exchange.objects.filter(chat__chat_id=chat_id, pk=exchange_id).first()


def asker_of(chat_id: int) -> str:
    """An opaque id: who asked is not to be read out of it."""
    return asker_id(f"telegram:{chat_id}")


def readable(text: str) -> str:
    """Text that a database can hold. One character beyond what is read keeps it "too long"."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()[: LONGEST + 1]


def chat_row(chat_id: int) -> Chat:
    """The chat's row, heard of just now."""
    heard = {"updated_at": timezone.now()}
    return Chat.objects.update_or_create(chat_id=chat_id, defaults=heard)[0]


def _asked_in(exchange: Exchange, pinned: Mapping[str, str]) -> _Asked:
    """An exchange's question as it was asked, on the day on which it was."""
    return _Asked(
        exchange.chat.chat_id,
        timezone.localdate(exchange.created_at),
        exchange.language,
        exchange.text,
        exchange.context,
        pinned,
        {} if exchange.text else exchange.machine,
    )


def _steps(exchange: Exchange) -> tuple[Step, ...]:
    return tuple(Step(**step) for step in exchange.steps)


def _answered(asked: _Asked) -> Reply:
    answer = _ask(asked)
    metrics.ANSWERS.labels(answer.status, answer.kind or "").inc()
    steps = steps_from(answer, asked.today)
    with transaction.atomic():
        exchange = Exchange.objects.create(
            chat=chat_row(asked.chat_id),
            text=asked.text,
            language=answer.language,
            pinned=dict(asked.pinned),
            context=dict(asked.context),
            machine=dict(asked.query) or _worth_following(answer),
            choices=[choice.pinned for choice in answer.choices],
            next_questions=list(answer.next_questions),
            steps=[asdict(step) for step in steps],
        )
    return Reply(exchange.pk, answer, steps, asked.text)


def _ask(asked: _Asked, *, again: bool = False) -> Answer:
    if asked.query:
        return answer_to(asked.query, asked.lang or FALLBACK)
    keywords: dict[str, Any] = {
        "asker": asker_of(asked.chat_id),
        "today": asked.today,
        "lang": asked.lang,
        "fallback": asked.fallback,
        "pinned": asked.pinned,
        "channel": "" if again else "bot",
    }
    try:
        return ask(asked.text, context=asked.context or None, **keywords)
    except RegistryError:
        if not asked.context:
            raise
        # What the question before was about is gone from the registry: take this one by itself.
        return ask(asked.text, **keywords)


def _question_before(chat_id: int) -> dict[str, Any]:
    """The query that "and in 2023?" would lean on: the last of this hour.

    A question back ends what was asked before: nobody knows which of the two is meant.
    """
    recent = Exchange.objects.filter(
        chat__chat_id=chat_id, created_at__gte=timezone.now() - FOLLOW_UP
    ).exclude(machine={}, choices=[])
    return recent.order_by("-pk").values_list("machine", flat=True).first() or {}


def _worth_following(answer: Answer) -> dict[str, Any]:
    ran = answer.status in ("answered", "no_record") and len(answer.understood.machine) > 1
    return dict(answer.understood.machine) if ran else {}


def _chosen_language(chat_id: int) -> str:
    chosen = Chat.objects.filter(chat_id=chat_id).values_list("language", flat=True).first()
    return chosen or ""


def _fallback(chat_id: int, code: str | None, text: str) -> str | None:
    """The language of an answer to a text that tells none; None: its script decides.

    An English Telegram is what many have who write Cyrillic, so there the script knows better.
    """
    known = _chosen_language(chat_id)
    told = spoken(code)
    if known or len(text) > LONGEST or not any(c.isalpha() and c < "\u0530" for c in text):
        return known or told
    cyrillic = any(letter >= "\u0400" for letter in text)
    return None if told == FALLBACK and cyrillic else told
