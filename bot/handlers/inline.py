"""Inline mode: `@bot dostyk 2024` in any chat gives answers to send there."""

from contextlib import suppress

from django.conf import settings
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot import bridge, render, services, sharing
from bot.sharing import Card
from registry.questions.refusals import examples
from registry.wording import phrases
from registry.wording.rich import clip

SECONDS = 60
TITLE, DETAIL = 120, 160


async def typed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer what is typed so far; with nothing typed, offer the examples."""
    query = update.inline_query
    if query is None:
        return
    lang = services.spoken(query.from_user.language_code)
    text = services.readable(query.query).strip()
    username = context.bot.username
    results = await bridge.call(_results, query.from_user.id, text, lang, username)
    ask_here = phrases(lang).gettext("Ask in a chat with me")
    # An answer that comes after more was typed is refused: nothing is lost by it.
    with suppress(BadRequest):
        await query.answer(
            results,
            cache_time=SECONDS,
            # A bare name is answered in the language of who typed it.
            is_personal=True,
            button=InlineQueryResultsButton(ask_here, start_parameter="inline"),
        )


def _cards(user_id: int, text: str, lang: str) -> list[Card]:
    if text:
        return sharing.cards_for(user_id, text, lang)
    first = [
        (question, sharing.cards_for(user_id, question, lang)[0]) for question in examples(lang)
    ]
    return [
        Card(f"e{number}", question, card.title, card.answer)
        for number, (question, card) in enumerate(first)
    ]


def _results(user_id: int, text: str, lang: str, username: str) -> list[InlineQueryResultArticle]:
    # Cards of one answer lead to the same query: its link is made once.
    links: dict[str, str] = {}
    found = []
    for card in _cards(user_id, text, lang):
        answer = card.answer
        if answer.permalink and answer.permalink not in links:
            links[answer.permalink] = sharing.link_of(username, answer.understood.machine)
        found.append(_result(card, links.get(answer.permalink, "")))
    return found


def _result(card: Card, link: str) -> InlineQueryResultArticle:
    page = render.page(card.answer, public_url=settings.PUBLIC_URL)
    return InlineQueryResultArticle(
        id=card.key[:64],
        title=clip(card.title, TITLE) or "…",
        description=clip(card.detail, DETAIL),
        input_message_content=InputTextMessageContent(page.html),
        reply_markup=_more(card, link),
    )


def _more(card: Card, link: str) -> InlineKeyboardMarkup | None:
    """A button that opens the same answer in the bot, where its pages can be turned."""
    if not link:
        return None
    label = phrases(card.answer.language).gettext("Open in the bot")
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]])
