"""/language: three buttons, and the choice is kept for the chat."""

from telegram import CallbackQuery, Update
from telegram.ext import ContextTypes

from bot import bridge, buttons, services
from bot.handlers.speaking import change
from registry.wording import phrases, rich


async def offer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Offer the languages, each by its own name."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    lang = await bridge.call(
        services.language_of_chat, message.chat_id, user.language_code if user else None
    )
    words = phrases(lang).gettext("In which language shall I speak?")
    await message.reply_text(rich.text(words).html, reply_markup=buttons.of_languages())


async def chosen(query: CallbackQuery, chat_id: int, language: str) -> None:
    """Keep the choice and say so in that language, in the place of the question."""
    await bridge.call(services.choose_language, chat_id, language)
    t = phrases(language).gettext
    words = t("I shall speak English. An answer is in the language of its question.")
    await change(query, rich.text(words).html, buttons.of_examples(language))
