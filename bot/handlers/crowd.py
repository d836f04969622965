"""What to say to whoever sends more than can be answered."""

from telegram import Update

from bot.handlers.speaking import language
from registry.wording import phrases


async def ask_to_wait(update: Update) -> None:
    """Ask for a minute's patience, in the chat's language."""
    chat = update.effective_chat
    if chat is None:
        return
    words = phrases(await language(update)).gettext(
        "That is more than I can answer at once. Please wait a minute."
    )
    await chat.send_message(words, parse_mode=None)
