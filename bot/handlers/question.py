"""Questions in free text, by /ask, or as a reply in a group."""

from django.conf import settings
from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import bridge, buttons, render, services
from bot.handlers import drafts, report
from bot.handlers.speaking import language
from bot.services import Reply
from registry.questions.refusals import examples
from registry.wording import phrases, rich


async def in_words(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Whatever is written in a private chat is a question."""
    message = update.effective_message
    if message is None or not message.text:
        return
    if message.reply_to_message and await _is_reply_to_prompt(update, message):
        return
    await _ask(update, message, message.text)


async def in_reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """In a group, a reply to the bot's own message is a question; to others' it is none."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    author = answered.from_user if answered else None
    if message is None or not message.text or not author or author.id != context.bot.id:
        return
    if not await _is_reply_to_prompt(update, message):
        await _ask(update, message, message.text)


async def _is_reply_to_prompt(update: Update, message: Message) -> bool:
    """Whether a message answers what the bot asked for, and is no question."""
    lang = await language(update)
    return await report.in_words(message, lang) or await drafts.in_words(message, lang)


async def by_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/ask and the question; without one, how it is used."""
    message = update.effective_message
    if message is None or not message.text:
        return
    _, *text = message.text.split(maxsplit=1)
    if text:
        await _ask(update, message, text[0])
        return
    lang = await language(update)
    words = phrases(lang).gettext("Write the question after the command, for example:")
    await message.reply_text(rich.text(f"{words}\n/ask {examples(lang)[0]}").html)


async def send(message: Message, reply: Reply) -> None:
    """The first page of an answer, below the message that asked."""
    page = render.page(reply.answer, public_url=settings.PUBLIC_URL)
    await message.reply_text(page.html, reply_markup=buttons.under_answer(reply, page))


async def _ask(update: Update, message: Message, text: str) -> None:
    user = update.effective_user
    await answer(message, text, user.language_code if user else None)


async def answer(message: Message, text: str, code: str | None) -> None:
    """Answer a text below the message that holds it; `code` is Telegram's of the language."""
    reply = await bridge.call(
        services.ask_in_chat, chat_id=message.chat_id, text=text, telegram_code=code
    )
    await send(message, reply)
