"""/privacy: what is kept and for how long. /forget: it is not kept any more."""

from django.conf import settings
from telegram import CallbackQuery, Update
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
        "Your questions, for {count} day: so that buttons work and the program learns what it "
        "did not understand. They stand under a number made from your chat; the number cannot be "
        "turned back.",
        "Your questions, for {count} days: so that buttons work and the program learns what it "
        "did not understand. They stand under a number made from your chat; the number cannot be "
        "turned back.",
        days,
    ).format(count=days)
    lines = [
        kept,
        t.gettext("The language that you chose, and what you follow, until you end it."),
        t.gettext("Your chat's number, which Telegram needs to deliver an answer."),
    ]
    return rich.join(
        "\n\n",
        [
            rich.bold(t.gettext("What is kept")),
            rich.join("\n", [rich.text(f"• {line}") for line in lines]),
            rich.text(
                t.gettext(
                    "Your name, your phone and your other chats are not kept. Nothing is sold, and "
                    "nobody else sees what you ask."
                )
            ),
            rich.text(t.gettext("/forget erases all of it at once.")),
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


async def forgotten(query: CallbackQuery, chat_id: int, lang: str) -> None:
    """Erase, and say so."""
    await bridge.call(forgetting.forget_chat, chat_id)
    words = phrases(lang).gettext("Done. Nothing is kept of this chat any more.")
    await change(query, rich.text(words).html)
