"""Whom the bot speaks to, and in which language."""

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

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


async def change(
    query: CallbackQuery, html: str, markup: InlineKeyboardMarkup | None = None
) -> None:
    """Change the message whose button was pressed; if it is gone or too old, say it anew.

    An edit that changes nothing, as a second tap on the same button makes, is refused by Telegram
    and needs no word.
    """
    try:
        await query.edit_message_text(html, reply_markup=markup)
    except BadRequest as error:
        said = error.message.lower()
        if "to edit not found" in said or "can't be edited" in said:
            if query.message is not None:
                await query.message.chat.send_message(html, reply_markup=markup)
        elif "not modified" not in said:
            raise
