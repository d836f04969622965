"""Commands that look something up: each is a question of its own kind."""

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import bridge, lookups, services
from bot.handlers import pictures, question
from bot.handlers.speaking import language, say, words_after
from registry.wording import phrases, rich

VISIBLE = 200


async def latest(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/latest: the newest conferrals; with an award's or a country's name, the newest of it."""
    message = update.effective_message
    if message is None:
        return
    lang, wanted = await language(update), words_after(message)
    newest = await bridge.call(lookups.newest_of, wanted, lang)
    if newest.outside:
        await say(message, newest.outside)
        return
    if newest.query is None:
        t = phrases(lang).gettext
        words = t("I do not know what is meant by “{words}”. Try: /latest {example}")
        await say(message, words.format(words=rich.clip(wanted, VISIBLE), example=t("Dostyk")))
        return
    await _run(message, newest.query, lang)


async def today(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/today: who was honoured on this day of any year."""
    message = update.effective_message
    if message is not None:
        await _run(message, lookups.on_this_day(), await language(update))


async def stats(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/stats: what the registry holds, and how many conferrals there were in each year."""
    message = update.effective_message
    if message is None:
        return
    lang = await language(update)
    await _run(message, {"kind": "coverage"}, lang)
    await _run(message, {"kind": "per_year"}, lang, picture=True)


async def award(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/award NAME: about an award; without a name, all that were conferred."""
    message = update.effective_message
    if message is None:
        return
    lang, name = await language(update), words_after(message)
    if name:
        await _about(message, name, lang)
    else:
        await say(message, _usage("award", phrases(lang).gettext("Dostyk"), lang))
        await _run(message, {"kind": "per_award"}, lang)


async def _about(message: Message, name: str, lang: str) -> None:
    t = phrases(lang).gettext
    asked = t("About the award: {award}").format(award=name)
    if await bridge.call(lookups.asks_of_award, asked, lang):
        await _ask(message, asked, lang)
        return
    words = t("No award of this name is on record: {words}. All of them: /award")
    await say(message, words.format(words=rich.clip(name, VISIBLE)))


async def person(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/person NAME: the honours of a person."""
    message = update.effective_message
    if message is None:
        return
    lang, name = await language(update), words_after(message)
    t = phrases(lang).gettext
    if name:
        await _ask(message, t("What awards does {name} have?").format(name=name), lang)
    else:
        await say(message, _usage("person", t("Sadyr Japarov"), lang))


def _usage(command: str, example: str, lang: str) -> str:
    words = phrases(lang).gettext("Write the name after the command, for example: {example}")
    return words.format(example=f"/{command} {example}")


async def _ask(message: Message, text: str, lang: str) -> None:
    reply = await bridge.call(services.ask_in_chat, chat_id=message.chat_id, text=text, lang=lang)
    await question.send(message, reply)
    await pictures.send(message, reply)


async def _run(
    message: Message, query: dict[str, str], lang: str, *, picture: bool = False
) -> None:
    reply = await bridge.call(services.run_in_chat, chat_id=message.chat_id, query=query, lang=lang)
    await question.send(message, reply)
    if picture:
        await pictures.send(message, reply)
