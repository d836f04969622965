"""Staff: /link and /unlink, in private chats only."""

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import bridge, clerks
from bot.handlers.speaking import language, say, words_after
from registry.errors import RegistryError
from registry.wording import phrases


async def link(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/link CODE."""
    message = update.effective_message
    if message is not None:
        await begin_link(message, words_after(message), await language(update))


async def begin_link(message: Message, code: str, lang: str) -> None:
    """Link the author's account by a code from the registry's pages."""
    t = phrases(lang).gettext
    if not code or message.from_user is None:
        await say(message, t("Write the code from the registry after the command: /link CODE"))
        return
    try:
        role = await bridge.call(clerks.link, message.from_user.id, code)
    except RegistryError as error:
        words = {
            "wrong_code": t("This code is wrong, used already or older than ten minutes."),
            "too_many": t("Too many wrong codes. Please try again in an hour."),
        }
        other = t("This Telegram account is linked to another user.")
        await say(message, words.get(error.code, other))
        return
    said = t("Linked. Your role: {role}. Send an article with /article. /unlink ends it.")
    await say(message, said.format(role=role_words(role, lang)))


def role_words(role: str, lang: str) -> str:
    """A role in words."""
    t = phrases(lang).gettext
    return {
        "reader": t("reader"),
        "clerk": t("clerk"),
        "reviewer": t("reviewer"),
        "administrator": t("administrator"),
    }[role]


async def unlink(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/unlink."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    t = phrases(await language(update)).gettext
    gone = await bridge.call(clerks.unlink, user.id)
    await say(message, t("No longer linked.") if gone else t("This account is not linked."))
