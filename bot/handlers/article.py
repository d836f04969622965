"""Articles of clerks: /article, a file, or a long text or link of which the bot asks what it is."""

from telegram import CallbackQuery, Document, Message, Update
from telegram.ext import ContextTypes

from bot import bridge, clerks, draft_card
from bot.clerks import ReadArticle
from bot.draft_buttons import ASK, OFFER, READ, of_offer
from bot.handlers import help, question
from bot.handlers.speaking import language, say
from bot.refusals import refusal
from registry.errors import InvalidInput, RegistryError
from registry.intake import documents
from registry.intake.fetching import LINK, fetch_text
from registry.wording import phrases, rich
from registry.wording.reading import passed_over_words

# A text so long is hardly a question.
LONG = 500
MOST_DRAFTS = 20
MOST_WHYS = 8


async def by_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/article with a text or a link behind it, or as a reply to a message or a file."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    lang = await language(update)
    t = phrases(lang).gettext
    if not await bridge.call(clerks.may_read, user.id):
        await say(message, t("Only clerks of the registry can send articles. /link links you."))
        return
    _, _, words = (message.text or message.caption or "").partition(" ")
    source = message.reply_to_message
    if words.strip():
        await _read(message, user.id, words, None, lang)
    elif source is not None and (source.text or source.caption or source.document):
        await _read(message, user.id, source.text or source.caption or "", source.document, lang)
    else:
        await say(message, t("Write the article or its link after the command, or reply to it."))


async def document(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A file: an article if a clerk sends it; of others only text is read."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    if await bridge.call(clerks.may_read, user.id):
        await _offer(message, await language(update))
    else:
        await help.only_text(update, context)


async def or_question(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A long text or a bare link of a clerk may be an article; all else is a question."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    if _may_be_article(message) and await bridge.call(clerks.may_read, user.id):
        await _offer(message, await language(update))
    else:
        await question.in_words(update, context)


def _may_be_article(message: Message) -> bool:
    text = (message.text or "").strip()
    # A reply is about what it replies to, however long it is.
    return not message.reply_to_message and bool(len(text) > LONG or LINK.fullmatch(text))


async def _offer(message: Message, lang: str) -> None:
    words = phrases(lang).gettext("Is this an article?")
    # The answer quotes what was sent, so that a press finds it there: nothing is kept of it.
    await message.reply_text(rich.text(words).html, reply_markup=of_offer(lang), do_quote=True)


async def pressed(query: CallbackQuery, message: Message, data: str, lang: str) -> str:
    """Read what was sent, or answer it as a question; hands back words for an alert."""
    t, sent = phrases(lang).gettext, message.reply_to_message
    if sent is None:
        return t("This message is gone. Please send it again.")
    if data == f"{OFFER}:{ASK}" and sent.text:
        await question.answer(sent, sent.text, query.from_user.language_code)
    elif data == f"{OFFER}:{READ}":
        if not await bridge.call(clerks.may_read, query.from_user.id):
            return t("Your role does not permit this.")
        words = sent.text or sent.caption or ""
        await _read(message, query.from_user.id, words, sent.document, lang)
    else:
        return t("A file is no question. Please write it as text.")
    return ""


async def _read(
    message: Message, reader: int, words: str, file: Document | None, lang: str
) -> None:
    """Say that it is being read, and put the result in its place; then each draft."""
    t = phrases(lang).gettext
    waiting = await message.reply_text(rich.text(t("Reading…")).html)
    try:
        text, url = await _text_of(words.strip(), file)
        found = await bridge.call(clerks.read_article, reader, text, url)
    except RegistryError as error:
        why = t("This could not be read: {why}").format(why=refusal(error, lang))
        await waiting.edit_text(rich.text(why).html)
        return
    await waiting.edit_text(rich.text(summary(found, lang)).html)
    for view in found.waiting[:MOST_DRAFTS]:
        card, markup = await bridge.call(draft_card.drawn, view, lang)
        await message.reply_text(card.html, reply_markup=markup)


async def _text_of(words: str, file: Document | None) -> tuple[str, str]:
    """(text, its address): of a file, behind a link, or as it was written."""
    if file is not None:
        return await _text_of_file(file), ""
    if LINK.fullmatch(words):
        return await fetch_text(words), words
    return words, ""


async def _text_of_file(file: Document) -> str:
    name, mime = file.file_name or "", file.mime_type or ""
    # What would be refused is not fetched either.
    if not documents.kind_of(name, mime):
        raise InvalidInput("file_kind", "file: its kind is not read")
    if (file.file_size or 0) > documents.LARGEST:
        raise InvalidInput("file_large", "file: larger than 2 MB")
    body = bytes(await (await file.get_file()).download_as_bytearray())
    return await bridge.call(documents.text_of_file, name=name, body=body, mime=mime)


def summary(found: ReadArticle, lang: str) -> str:
    """How many drafts came of an article, and what was passed over and why."""
    p, count = phrases(lang), len(found.waiting)
    said = p.ngettext("{count} draft was read.", "{count} drafts were read.", count)
    lines = [said.format(count=count)]
    if count > MOST_DRAFTS:
        more = p.gettext("The first {count} follow; the others wait at the registry's desk.")
        lines.append(more.format(count=MOST_DRAFTS))
    if found.decided:
        decided = p.ngettext(
            "{count} was decided already.", "{count} were decided already.", found.decided
        )
        lines.append(decided.format(count=found.decided))
    passed = sum(found.passed_over.values())
    if passed:
        over = p.ngettext("{count} was passed over:", "{count} were passed over:", passed)
        lines.append(over.format(count=passed))
        whys = list(found.passed_over.items())[:MOST_WHYS]
        lines += [
            f"• {passed_over_words(why, lang)}" + (f" (×{times})" if times > 1 else "")
            for why, times in whys
        ]
    return "\n".join(lines)
