"""/report and "this is wrong": what a reader says of an answer goes to who can put it right."""

from telegram import ForceReply, Message, Update
from telegram.ext import ContextTypes

from bot import bridge, reporting
from bot.handlers.speaking import language, say, words_after
from registry.wording import phrases, rich


async def by_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/report TEXT: of the last answer in this chat, if there is one."""
    message = update.effective_message
    if message is None:
        return
    lang, comment = await language(update), words_after(message)
    number = await bridge.call(reporting.report, message.chat_id, None, comment, lang)
    if comment:
        await say(message, _thanks(lang))
    else:
        await _ask_for_words(message, number, lang)


async def of_answer(message: Message, exchange: int, lang: str) -> bool:
    """A press on "this is wrong"; False if the answer was forgotten meanwhile."""
    number = await bridge.call(reporting.report, message.chat_id, exchange, "", lang)
    if number is None:
        return False
    await _ask_for_words(message, number, lang)
    return True


async def _ask_for_words(message: Message, number: int | None, lang: str) -> None:
    t = phrases(lang).gettext
    words = t(
        "Thank you, this is noted. What is wrong, and how do you know? Reply to this message."
    )
    prompt = await message.reply_text(
        rich.text(words).html,
        reply_markup=ForceReply(selective=True, input_field_placeholder=t("What is wrong?")),
    )
    if number is not None:
        await bridge.call(reporting.wait_for_words, message.chat_id, prompt.message_id, number)


async def in_words(message: Message, lang: str) -> bool:
    """A reply to the prompt; False if the message is no such reply."""
    prompt = message.reply_to_message
    if prompt is None or not message.text:
        return False
    taken = await bridge.call(reporting.say_more, message.chat_id, prompt.message_id, message.text)
    if taken:
        await say(message, _thanks(lang))
    return taken


def _thanks(lang: str) -> str:
    return phrases(lang).gettext("Thank you. People who keep the registry will read it.")
