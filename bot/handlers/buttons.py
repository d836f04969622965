"""Pressed buttons. Every press is acknowledged, or the button would go on turning."""

from contextlib import suppress

from django.conf import settings
from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot import bridge, buttons, render, services
from bot.buttons import Press
from bot.draft_buttons import DRAFT, OFFER
from bot.handlers import (
    article,
    drafts,
    following,
    language,
    pictures,
    privacy,
    question,
    report,
    speaking,
)
from bot.handlers.speaking import change
from bot.services import Reply
from registry.questions.refusals import examples
from registry.wording import phrases
from registry.wording.rich import clip

LONGEST_ALERT = 200


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Do what the button says; one that has lost its meaning says so."""
    query = update.callback_query
    if query is None:
        return
    press = buttons.read(query.data or "")
    message = query.message
    staff = {DRAFT: drafts.pressed, OFFER: article.pressed}.get(
        (query.data or "").partition(":")[0]
    )
    if staff and isinstance(message, Message):
        lang = await speaking.language(update)
        await acknowledge(query, await staff(query, message, query.data or "", lang))
        return
    if press is None or not isinstance(message, Message):
        await _stale(query)
        return
    if press.action == buttons.NOTHING:
        await acknowledge(query)
    elif press.action in (*buttons.OF_FOLLOWING, buttons.FORGET, buttons.REPORT):
        await _deed(query, message, press)
    elif press.action == buttons.PICTURE:
        await _picture(query, message, press)
    elif press.action == buttons.LANGUAGE:
        await acknowledge(query)
        await language.chosen(query, message.chat_id, press.word)
    elif press.action == buttons.PAGE:
        await _turn(query, message, press)
    else:
        await _ask(query, message, press)


async def acknowledge(query: CallbackQuery, words: str = "") -> None:
    """Answer the press; with words, as an alert. A press too old to be answered needs none."""
    with suppress(BadRequest):
        await query.answer(clip(words, LONGEST_ALERT) or None, show_alert=bool(words))


async def _turn(query: CallbackQuery, message: Message, press: Press) -> None:
    reply = await bridge.call(services.answer_again, message.chat_id, press.exchange)
    if reply is None:
        await _stale(query)
        return
    await acknowledge(query)
    page = render.page(reply.answer, press.index, public_url=settings.PUBLIC_URL)
    await change(query, page.html, buttons.under_answer(reply, page))


async def _ask(query: CallbackQuery, message: Message, press: Press) -> None:
    reply = await _reply(message.chat_id, press)
    if reply is None:
        await _stale(query)
        return
    await acknowledge(query)
    # A message of its own: the choices stay, for whoever wants to look at the next namesake.
    await question.send(message, reply)


async def _deed(query: CallbackQuery, message: Message, press: Press) -> None:
    """What is not a question: to follow, to report, to forget."""
    lang = await bridge.call(
        services.language_of_chat, message.chat_id, query.from_user.language_code
    )
    if press.action == buttons.FORGET and not await privacy.may_forget(query, message.chat):
        words = phrases(lang).gettext(
            "Only an administrator of this group can erase what is kept of it."
        )
        await acknowledge(query, words)
    elif press.action == buttons.FORGET:
        await acknowledge(query)
        await privacy.forgotten(query, message.chat_id, lang)
    elif press.action != buttons.REPORT:
        await acknowledge(query, await following.pressed(query, message, press, lang))
    elif await report.of_answer(message, press.exchange, lang):
        await acknowledge(query)
    else:
        await _stale(query)


async def _picture(query: CallbackQuery, message: Message, press: Press) -> None:
    reply = await bridge.call(services.answer_again, message.chat_id, press.exchange)
    if reply is None:
        await _stale(query)
        return
    await acknowledge(query)
    await pictures.send(message, reply)


async def _reply(chat_id: int, press: Press) -> Reply | None:
    if press.action == buttons.CHOICE:
        return await bridge.call(services.answer_choice, chat_id, press.exchange, press.index)
    if press.action == buttons.NEXT:
        return await bridge.call(services.answer_next, chat_id, press.exchange, press.index)
    if press.action == buttons.STEP:
        return await bridge.call(services.answer_step, chat_id, press.exchange, press.index)
    asked = examples(press.word)
    if press.index >= len(asked):
        return None
    return await bridge.call(
        services.ask_in_chat, chat_id=chat_id, text=asked[press.index], lang=press.word
    )


async def _stale(query: CallbackQuery) -> None:
    chat_id = query.message.chat.id if query.message else query.from_user.id
    lang = await bridge.call(services.language_of_chat, chat_id, query.from_user.language_code)
    words = phrases(lang).gettext("This button is too old. Please ask the question again.")
    await acknowledge(query, words)
