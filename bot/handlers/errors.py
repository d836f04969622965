"""When something breaks: the user gets an apology with a number, the log the rest under it."""

import logging
import secrets

from django.db import DatabaseError
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ContextTypes

from bot import bridge, services
from registry.wording import phrases

logger = logging.getLogger(__name__)


async def apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log the error under a short reference and tell the user that reference."""
    error = context.error
    if isinstance(error, Forbidden):
        logger.info("not delivered: %s", error)
        return
    reference = secrets.token_hex(4)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        # Nothing of ours is broken; a traceback would only bury what is.
        logger.warning("%s: the Bot API did not take an answer: %s", reference, error)
    else:
        logger.error("%s: an update was not answered", reference, exc_info=error)
    if isinstance(update, Update):
        await _tell(update, reference)


async def _tell(update: Update, reference: str) -> None:
    words = phrases(await _language(update)).gettext(
        "Sorry, something went wrong on my side. Please try again later. Reference: {reference}"
    )
    said = words.format(reference=reference)
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(said, show_alert=True)
        elif update.effective_chat is not None:
            await update.effective_chat.send_message(said, parse_mode=None)
    except TelegramError as again:
        logger.warning("%s: the apology was not delivered either: %s", reference, again)


async def _language(update: Update) -> str:
    """The chat's language; where the database is what broke, Telegram's own setting."""
    code = update.effective_user.language_code if update.effective_user else None
    if update.effective_chat is None:
        return services.spoken(code)
    try:
        return await bridge.call(services.language_of_chat, update.effective_chat.id, code)
    except DatabaseError:
        return services.spoken(code)
