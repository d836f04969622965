"""/privacy: what is kept and for how long. /forget: it is not kept any more."""

from django.conf import settings
from telegram import CallbackQuery, Chat, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot import bridge, buttons, forgetting
from bot.handlers.speaking import change, language
from registry.wording import phrases, rich


async def explain(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What is kept of whom, why, and how it is erased."""
    message = update.effective_message
    if message is not None:
        lang = await language(update)
        await message.reply_text(policy(lang, settings.QUESTION_TEXT_DAYS).html)


def policy(lang: str, days: int) -> rich.Rich:
    """The text of /privacy; `days` is how long a question is kept."""
    t = phrases(lang)
    kept = t.ngettext(
        "Your questions, under your chat's number, for {count} day: so that buttons work and a "
        "question may lean on the one before it.",
        "Your questions, under your chat's number, for {count} days: so that buttons work and a "
        "question may lean on the one before it.",
        days,
    ).format(count=days)
    lines = [
        kept,
        t.gettext(
            "The same questions once more, for as long, under a code made from that number, which "
            "cannot be turned back: those who keep the registry read them, so that the program "
            "learns what it did not understand."
        ),
        t.gettext("The language that you chose, and what you follow, until you end it."),
        t.gettext("Your chat's number, which Telegram needs to deliver an answer."),
        t.gettext("What Telegram sends with a message, your name too: until it is answered."),
    ]
    return rich.join(
        "\n\n",
        [
            rich.bold(t.gettext("What is kept")),
            rich.join("\n", [rich.text(f"• {line}") for line in lines]),
            rich.text(
                t.gettext(
                    "Beyond that, neither your name nor your phone nor your other chats are kept. "
                    "Nothing is sold, and nobody else reads what you ask."
                )
            ),
            rich.text(
                t.gettext(
                    "/forget erases all of it at once. A report of a mistake stays, without a "
                    "trace of who wrote it."
                )
            ),
        ],
    )


async def forget(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/forget: ask once, for it cannot be undone."""
    message = update.effective_message
    if message is None:
        return
    lang = await language(update)
    words = phrases(lang).gettext(
        "Shall I erase everything that is kept of this chat: questions, language, what you follow? "
        "This cannot be undone."
    )
    await message.reply_text(rich.text(words).html, reply_markup=buttons.to_forget(lang))


async def may_forget(query: CallbackQuery, chat: Chat) -> bool:
    """What is kept of a group is its administrators' to erase."""
    if chat.type == Chat.PRIVATE:
        return True
    try:
        administrators = await chat.get_administrators()
    except (BadRequest, Forbidden):  # of a group that the bot is no longer in
        return False
    return any(member.user.id == query.from_user.id for member in administrators)


async def forgotten(query: CallbackQuery, chat_id: int, lang: str) -> None:
    """Erase, and say so."""
    await bridge.call(forgetting.forget_chat, chat_id)
    words = phrases(lang).gettext("Done. Nothing is kept of this chat any more.")
    await change(query, rich.text(words).html)
