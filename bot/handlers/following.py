"""/follow, /following, /quiet and their buttons."""

import re

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot import bridge, buttons, following
from bot.buttons import Press
from bot.following import NIGHT, Followed, Quiet
from bot.handlers.speaking import change, language, say, words_after
from registry.errors import InvalidInput
from registry.notices.targets import EVERYTHING, Target
from registry.notices.transports.telegram import buttons_of, html_of
from registry.wording import phrases, rich

HOURS = re.compile(r"(\d{1,2})\s*[-–—]\s*(\d{1,2})")


async def follow(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/follow NAME: an award, a degree of it, a person, a country, or everything."""
    message = update.effective_message
    if message is None:
        return
    lang, wanted = await language(update), words_after(message)
    t = phrases(lang).gettext
    if not wanted:
        words = t(
            "Write after the command what to follow: an award, a degree, a person or a country. "
            "For example: /follow {example}"
        )
        everything = await bridge.call(following.named, "all", lang)
        markup = buttons.to_follow(everything.names)
        said = rich.text(words.format(example=t("Dostyk")))
        await message.reply_text(said.html, reply_markup=markup)
        return
    found = await bridge.call(following.named, wanted, lang)
    if found.only is not None:
        await say(message, await begin(message.chat_id, found.only, lang))
    elif found.outside:
        await say(message, found.outside)
    elif found.names:
        several = len(found.names) > 1
        words = t("Several are meant by this. Which one?") if several else t("Is this meant?")
        markup = buttons.to_follow(found.names)
        await message.reply_text(rich.text(words).html, reply_markup=markup)
    else:
        words = t("Nothing of this name is on record, so it cannot be followed: {words}")
        await say(message, words.format(words=rich.clip(wanted, 200)))


async def begin(chat_id: int, target: Target, lang: str) -> str:
    """Follow, and hand back what to say of it."""
    t = phrases(lang).gettext
    try:
        name = await bridge.call(following.follow, chat_id, target, lang)
    except InvalidInput as error:
        if error.code == "too_many":
            return t(
                "You follow {most} things already. /following takes some off the list."
            ).format(most=error.extra["most"])
        return t("This is no longer on record and cannot be followed.")
    said = t("You will be told of what is new: {name}. The list: /following")
    return said.format(name=name)


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/following: the list, with a button to end each."""
    message = update.effective_message
    if message is None:
        return
    lang = await language(update)
    held = await bridge.call(following.following, message.chat_id, lang)
    await message.reply_text(_list(held, lang).html, reply_markup=buttons.to_unfollow(held, lang))


async def quiet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/quiet 22-8: no notices in these hours; /quiet off lifts them."""
    message = update.effective_message
    if message is None:
        return
    lang, wanted = await language(update), words_after(message)
    t = phrases(lang).gettext
    hours = HOURS.fullmatch(wanted)
    if not hours and wanted.lower() not in buttons.LIFTED:
        await say(message, t("Write the hours, for example: /quiet 22-8. To lift them: /quiet off"))
        return
    wished = Quiet(int(hours[1]), int(hours[2])) if hours else None
    await say(message, await _set_quiet(message.chat_id, wished, lang))


async def _set_quiet(chat_id: int, hours: Quiet | None, lang: str) -> str:
    t = phrases(lang).gettext
    try:
        if not await bridge.call(following.be_quiet, chat_id, hours):
            return t("You follow nothing yet. /follow begins.")
    except InvalidInput:
        return t("Quiet hours are two different hours between 0 and 23, for example 22-8.")
    return _quiet_words(hours, lang)


def _quiet_words(hours: Quiet | None, lang: str) -> str:
    t = phrases(lang).gettext
    if hours is None:
        return t("Notices come at any hour.")
    said = t("No notices from {since}:00 to {until}:00, Astana time.")
    return said.format(since=hours.since, until=hours.until)


async def pressed(query: CallbackQuery, message: Message, press: Press, lang: str) -> str:
    """Do what a button of these says; hands back the words that acknowledge it."""
    if press.action == buttons.FOLLOW and press.target is not None:
        return await begin(message.chat_id, press.target, lang)
    if press.action == buttons.FOLLOWING:
        held = await bridge.call(following.following, message.chat_id, lang)
        markup = buttons.to_unfollow(held, lang)
        await message.reply_text(_list(held, lang).html, reply_markup=markup)
        return ""
    if press.action == buttons.MORE:
        return await _rest(message, press, lang)
    said = ""
    if press.action == buttons.UNFOLLOW:
        await bridge.call(following.unfollow, message.chat_id, press.target)
    else:
        said = await _set_quiet(message.chat_id, NIGHT if press.word == "on" else None, lang)
    held = await bridge.call(following.following, message.chat_id, lang)
    await change(query, _list(held, lang).html, buttons.to_unfollow(held, lang))
    return said


async def _rest(message: Message, press: Press, lang: str) -> str:
    """The next lines of a notice, as a message of their own."""
    news = await bridge.call(following.rest_of, message.chat_id, press.exchange, press.index, lang)
    if news is None:
        return phrases(lang).gettext("There is nothing more to show of this notice.")
    await message.reply_text(html_of(news).html, reply_markup=buttons_of(news))
    return ""


def _list(held: Followed, lang: str) -> rich.Rich:
    t = phrases(lang).gettext
    if not held.names:
        return rich.text(t("You follow nothing yet. /follow begins."))
    lines = [rich.text(f"• {name}") for name in held.names.values()]
    hint = "" if EVERYTHING in held.names else t("A button below takes one off the list.")
    parts = [
        rich.bold(t("You are told of what is new:")),
        rich.join("\n", lines),
        rich.text(_quiet_words(held.quiet, lang)),
        rich.text(following.come_again(lang) if held.was_off else ""),
        rich.italic(hint),
    ]
    return rich.join("\n\n", parts)
