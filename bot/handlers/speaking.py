"""Whom the bot speaks to, and in which language."""

from telegram import Message, Update

from bot import bridge, services
from registry.wording import rich


async def language(update: Update) -> str:
    """The language of the bot's own words in this chat."""
    user, chat = update.effective_user, update.effective_chat
    code = user.language_code if user else None
    if chat is None and user is None:
        return services.FALLBACK
    return await bridge.call(
        services.language_of_chat, chat.id if chat else user.id if user else 0, code
    )


def words_after(message: Message) -> str:
    """What stands behind the command: `Dostyk` of `/follow Dostyk`."""
    _, _, rest = (message.text or "").strip().partition(" ")
    return " ".join(rest.split())


async def say(message: Message, words: str) -> None:
    """Plain words as an answer; nothing in them is markup."""
    await message.reply_text(rich.text(words).html)
