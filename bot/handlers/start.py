"""/start: who speaks, and three questions to tap."""

from telegram import Update
from telegram.ext import ContextTypes

from bot import bridge, buttons, services
from registry.wording import phrases, rich


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet in the user's language, with examples as buttons."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    lang = await bridge.call(
        services.language_of_chat, message.chat_id, user.language_code if user else None
    )
    await message.reply_text(greeting(lang).html, reply_markup=buttons.of_examples(lang))


def greeting(lang: str) -> rich.Rich:
    """What the bot is, in three short paragraphs."""
    t = phrases(lang).gettext
    return rich.join(
        "\n\n",
        [
            rich.bold(t("Marapat: state honours of Kazakhstan")),
            rich.text(
                t(
                    "Ask who received which order, medal or title, and when. "
                    "I answer from published records and name the source of each."
                )
            ),
            rich.text(t("Write in Kazakh, Russian or English, or tap an example:")),
        ],
    )
