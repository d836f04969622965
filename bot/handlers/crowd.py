"""What to say to whoever sends more than can be answered, or was not heard of for long."""

import logging

from django.db import DatabaseError
from telegram import Update
from telegram.error import TelegramError

from bot import bridge, following
from bot.handlers.speaking import language
from registry.wording import phrases

logger = logging.getLogger(__name__)


async def ask_to_wait(update: Update) -> None:
    """Ask for a minute's patience, in the chat's language."""
    chat = update.effective_chat
    if chat is None:
        return
    words = phrases(await language(update)).gettext(
        "That is more than I can answer at once. Please wait a minute."
    )
    await chat.send_message(words, parse_mode=None)


async def heard_again(update: Update) -> None:
    """Somebody writes who had been silent: notices come again, if they had stopped, and he is told.

    Nothing that goes wrong here keeps anybody from an answer.
    """
    chat = update.effective_chat
    if chat is None:
        return
    try:
        if await bridge.call(following.heard, chat.id):
            words = following.come_again(await language(update))
            await chat.send_message(words, parse_mode=None)
    except (DatabaseError, TelegramError) as error:
        logger.warning("whether notices reach chat %s was not looked up: %s", chat.id, error)
