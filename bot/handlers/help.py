"""/help, and what to say to what the bot does not read."""

from django.conf import settings
from telegram import Update
from telegram.ext import ContextTypes

from bot import buttons
from bot.descriptions import descriptions
from bot.handlers.speaking import language
from registry.questions.refusals import examples
from registry.wording import phrases, rich


async def explain(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """How to ask, what the answers mean, and what is kept."""
    message = update.effective_message
    if message is not None:
        await message.reply_text(guide(await language(update), settings.QUESTION_TEXT_DAYS).html)


async def unknown_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A command that there is not."""
    message = update.effective_message
    if message is None:
        return
    t = phrases(await language(update)).gettext
    words = t("I do not know this command. /help tells what I can do.")
    await message.reply_text(rich.text(words).html)


async def only_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A picture, a voice or a sticker: nothing that can be read as a question."""
    message = update.effective_message
    if message is None:
        return
    lang = await language(update)
    words = phrases(lang).gettext("I read only text. Please write your question, for example:")
    await message.reply_text(rich.text(words).html, reply_markup=buttons.of_examples(lang))


def guide(lang: str, days: int) -> rich.Rich:
    """The text of /help; `days` is how long a question is kept."""
    t = phrases(lang)
    kept = t.ngettext(
        "The text of a question is kept for {count} day at most; those who keep the registry may "
        "read it. More: /privacy",
        "The text of a question is kept for {count} days at most; those who keep the registry may "
        "read it. More: /privacy",
        days,
    ).format(count=days)
    paragraphs = [
        rich.bold(t.gettext("How to ask")),
        rich.join(
            "\n",
            [
                rich.text(t.gettext("You can ask, for example:")),
                *(rich.text(f"• {question}") for question in examples(lang)),
            ],
        ),
        rich.text(
            t.gettext(
                "A question may lean on the one before it: “and in 2023?” "
                "If several people bear a name, I ask who is meant."
            )
        ),
        rich.text(
            t.gettext(
                "“No record” is not “no”: the registry is not complete, and the answer says "
                "what it covers. The line “Understood as” tells which question was looked up."
            )
        ),
        rich.text(t.gettext("In a group, write /ask and the question, or reply to my message.")),
        rich.join(
            "\n",
            [rich.text(f"/{name} — {what}") for name, what in descriptions(lang).items()],
        ),
        rich.italic(kept),
    ]
    return rich.join("\n\n", paragraphs)
