"""/start: who speaks, and three questions to tap."""

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import bridge, buttons, services, sharing
from bot.handlers import clerk, question
from bot.handlers.speaking import language
from registry.wording import phrases, rich


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet in the user's language, with examples as buttons; or answer what a link asks."""
    message = update.effective_message
    if message is None:
        return
    lang = await language(update)
    if context.args and context.args[0].startswith("link_"):
        await clerk.begin_link(message, context.args[0].removeprefix("link_"), lang)
        return
    if context.args and await _linked(message, context.args[0], lang):
        return
    await message.reply_text(greeting(lang).html, reply_markup=buttons.of_examples(lang))


async def _linked(message: Message, word: str, lang: str) -> bool:
    """Answer the query of a link into the bot; False if the word is none."""
    query = await bridge.call(sharing.query_of, word)
    if query is None:
        return False
    reply = await bridge.call(services.run_in_chat, chat_id=message.chat_id, query=query, lang=lang)
    await question.send(message, reply)
    return True


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
