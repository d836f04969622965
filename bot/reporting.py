"""Reports of a chat: which answer is meant, and the words that come as a reply."""

from bot.models import Exchange, Prompt
from bot.services import asker_of, chat_row, exchange_of, readable
from registry.errors import RegistryError
from registry.questions import reports
from registry.questions.again import answer_to

PURPOSE = "report"


def report(chat_id: int, exchange_id: int | None, comment: str, lang: str) -> int | None:
    """Keep a report of an exchange, or of the chat's last one; None if that one was forgotten."""
    if exchange_id is not None:
        exchange = exchange_of(chat_id, exchange_id)
        if exchange is None:
            return None
    else:
        exchange = Exchange.objects.filter(chat__chat_id=chat_id).order_by("-pk").first()
    made = reports.report(
        asker=asker_of(chat_id),
        language=lang,
        question=exchange.text if exchange else "",
        headline=_headline(exchange) if exchange else "",
        machine=exchange.machine if exchange else {},
        comment=readable(comment),
    )
    return int(made.pk)


def _headline(exchange: Exchange) -> str:
    machine = exchange.machine
    try:
        return answer_to(machine, exchange.language).headline if machine else ""
    except RegistryError:  # what it was about is gone from the registry
        return ""


def wait_for_words(chat_id: int, message_id: int, number: int) -> None:
    """A reply to this message says more of the report."""
    Prompt.objects.update_or_create(
        chat=chat_row(chat_id),
        message_id=message_id,
        defaults={"purpose": PURPOSE, "about": {"report": number}},
    )


def say_more(chat_id: int, message_id: int, words: str) -> bool:
    """Add the words of a reply to its report; False if it replies to nothing of the kind."""
    prompt = Prompt.objects.filter(
        chat__chat_id=chat_id, message_id=message_id, purpose=PURPOSE
    ).first()
    if prompt is None:
        return False
    return reports.say_more(int(prompt.about["report"]), asker_of(chat_id), readable(words))
