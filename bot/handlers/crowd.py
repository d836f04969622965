"""What to say to whoever sends more than can be answered."""

from telegram import Update

from bot import bridge, services
from registry.wording import phrases


async def ask_to_wait(update: Update) -> None:
    """Ask for a minute's patience, in the chat's language."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    lang = await bridge.call(services.language_of_chat, chat.id, user.language_code)
    words = phrases(lang).gettext("That is more than I can answer at once. Please wait a minute.")
    await chat.send_message(words, parse_mode=None)
