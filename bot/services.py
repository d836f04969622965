"""Conversations: what is asked in a chat, what its buttons do, and what is forgotten.

Synchronous, like everything that touches the database; `bridge` is the way here from the handlers.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bot.models import Chat, Exchange
from registry.errors import RegistryError
from registry.questions import Answer, ask
from registry.questions.asking import LONGEST
from registry.questions.refusals import examples
from registry.wording import LANGUAGES

FOLLOW_UP = dt.timedelta(hours=1)
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and the exchange that its buttons refer to."""

    exchange: int
    answer: Answer


def language_of_chat(chat_id: int, telegram_code: str | None) -> str:
    """What was chosen by /language, else Telegram's own setting where we speak it, else English."""
    chosen = Chat.objects.filter(chat_id=chat_id).values_list("language", flat=True).first()
    return chosen or spoken(telegram_code)


def spoken(telegram_code: str | None) -> str:
    """`ru` for Telegram's `ru-RU`; English where the language is none of ours."""
    code = (telegram_code or "")[:2].lower()
    return code if code in LANGUAGES else FALLBACK


def choose_language(chat_id: int, language: str) -> None:
    """Keep the language in which the bot's own words are said in this chat."""
    Chat.objects.update_or_create(chat_id=chat_id, defaults={"language": language})


def ask_in_chat(
    *, chat_id: int, text: str, telegram_code: str | None = None, lang: str | None = None
) -> Reply:
    """Answer a question of a chat and keep what its buttons need.

    The answer's language is the question's own; `lang` fixes it where the text is an example of
    ours. A text that has no language (emoji, a wall of text) is answered in the chat's.
    """
    text = _readable(text)
    if lang is None and not _tells_its_language(text):
        lang = language_of_chat(chat_id, telegram_code)
    context = _question_before(chat_id)
    return _answered(chat_id, text, lang, context, {}, timezone.localdate())


def answer_again(chat_id: int, exchange_id: int) -> Reply | None:
    """The answer of an earlier exchange, for another page of it; None if it was forgotten."""
    exchange = _exchange(chat_id, exchange_id)
    if exchange is None:
        return None
    answer = _ask(
        chat_id,
        exchange.text,
        exchange.language,
        exchange.context,
        exchange.pinned,
        timezone.localdate(exchange.created_at),
        again=True,
    )
    return Reply(exchange.pk, answer)


def answer_choice(chat_id: int, exchange_id: int, index: int) -> Reply | None:
    """The same question, with the person or award that was chosen; None if there is none such."""
    exchange = _exchange(chat_id, exchange_id)
    if exchange is None or not 0 <= index < len(exchange.choices):
        return None
    pinned = {**exchange.pinned, **exchange.choices[index]}
    asked_on = timezone.localdate(exchange.created_at)
    return _answered(chat_id, exchange.text, exchange.language, exchange.context, pinned, asked_on)


def answer_next(chat_id: int, exchange_id: int, index: int) -> Reply | None:
    """One of the questions that an answer proposed; None if there is none such."""
    exchange = _exchange(chat_id, exchange_id)
    if exchange is None or not 0 <= index < len(exchange.next_questions):
        return None
    text = exchange.next_questions[index]
    return _answered(chat_id, text, exchange.language, {}, {}, timezone.localdate())


def forget_old(before: dt.datetime) -> int:
    """Erase the questions asked before a moment, and chats of which nothing else is kept."""
    with transaction.atomic():
        gone, _ = Exchange.objects.filter(created_at__lt=before).delete()
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


def _answered(
    chat_id: int,
    text: str,
    lang: str | None,
    context: Mapping[str, Any],
    pinned: Mapping[str, str],
    today: dt.date,
) -> Reply:
    answer = _ask(chat_id, text, lang, context, pinned, today)
    with transaction.atomic():
        chat, _ = Chat.objects.update_or_create(
            chat_id=chat_id, defaults={"updated_at": timezone.now()}
        )
        exchange = Exchange.objects.create(
            chat=chat,
            text=text,
            language=answer.language,
            pinned=dict(pinned),
            context=dict(context),
            machine=_worth_following(answer),
            choices=[choice.pinned for choice in answer.choices],
            next_questions=list(answer.next_questions),
        )
    return Reply(exchange.pk, answer)


def _ask(
    chat_id: int,
    text: str,
    lang: str | None,
    context: Mapping[str, Any],
    pinned: Mapping[str, str],
    today: dt.date,
    *,
    again: bool = False,
) -> Answer:
    asker, channel = _asker(chat_id), "" if again else "bot"
    try:
        return ask(
            text,
            asker=asker,
            today=today,
            lang=lang,
            context=context or None,
            pinned=pinned,
            channel=channel,
        )
    except RegistryError:
        if not context:
            raise
        # What the question before was about is gone from the registry: take this one by itself.
        return ask(text, asker=asker, today=today, lang=lang, pinned=pinned, channel=channel)


def _asker(chat_id: int) -> str:
    """An opaque id: who asked is not to be read out of it."""
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(f"telegram:{chat_id}".encode(), key=key, digest_size=12).hexdigest()


def _exchange(chat_id: int, exchange_id: int) -> Exchange | None:
    # By chat as well: callback data can be forged, and another chat's question is private.
    return Exchange.objects.filter(chat__chat_id=chat_id, pk=exchange_id).first()


def _question_before(chat_id: int) -> dict[str, Any]:
    """The query that "and in 2023?" would lean on: the last of this hour."""
    recent = Exchange.objects.filter(
        chat__chat_id=chat_id, created_at__gte=timezone.now() - FOLLOW_UP
    ).exclude(machine={})
    return recent.order_by("-pk").values_list("machine", flat=True).first() or {}


def _worth_following(answer: Answer) -> dict[str, Any]:
    ran = answer.status in ("answered", "no_record") and len(answer.understood.machine) > 1
    return dict(answer.understood.machine) if ran else {}


def _readable(text: str) -> str:
    """Text that a database can hold. One character beyond what is read keeps it "too long"."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()[: LONGEST + 1]


def _tells_its_language(text: str) -> bool:
    """Whether Latin or Cyrillic letters stand in it, and not more text than is read."""
    return len(text) <= LONGEST and any(c.isalpha() and c < "\u0530" for c in text)
