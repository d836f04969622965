"""Staff: /link, /unlink, /article, and the drafts with their buttons. In private chats only."""

from telegram import CallbackQuery, ForceReply, Message, Update
from telegram.ext import ContextTypes

from bot import bridge, clerks, draft_card
from bot.clerks import DraftView
from bot.handlers.speaking import change, language, say, words_after
from registry.errors import RegistryError
from registry.intake.correcting import FIELDS
from registry.intake.fetching import LINK, fetch_text
from registry.wording import phrases, rich

LARGEST_FILE = 1_000_000
MOST_DRAFTS = 20
TEXT_KINDS = ("text/plain", "text/html")


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


async def article(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/article with a text or a link behind it, or as a reply to a message or a file."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    lang = await language(update)
    t = phrases(lang).gettext
    if not await bridge.call(clerks.may_read, user.id):
        await say(message, t("Only clerks of the registry can send articles. /link links you."))
        return
    try:
        text, url = await _text_of(message)
        if not text.strip():
            await say(
                message, t("Write the article or its link after the command, or reply to it.")
            )
            return
        drafts = await bridge.call(clerks.read_article, user.id, text, url)
    except RegistryError as error:
        await say(message, t("This could not be read: {why}").format(why=error.message))
        return
    n = phrases(lang)
    said = n.ngettext("{count} draft was read.", "{count} drafts were read.", len(drafts))
    await say(message, said.format(count=len(drafts)))
    for view in drafts[:MOST_DRAFTS]:
        await _show(message, view, lang)


async def _text_of(message: Message) -> tuple[str, str]:
    """The article and its address: behind the command, in the message replied to, or in a file."""
    _, _, words = (message.text or message.caption or "").partition(" ")
    source = message.reply_to_message or message
    words = words.strip() or (source.text or source.caption or "" if source is not message else "")
    document = message.document or source.document
    if document and document.mime_type in TEXT_KINDS and (document.file_size or 0) <= LARGEST_FILE:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray()).decode("utf-8", "replace"), ""
    if LINK.fullmatch(words.strip()):
        return await fetch_text(words.strip()), words.strip()
    return words, ""


async def _show(message: Message, view: DraftView, lang: str) -> None:
    card, markup = await bridge.call(draft_card.drawn, view, lang)
    await message.reply_text(card.html, reply_markup=markup)


async def pressed(query: CallbackQuery, message: Message, data: str, lang: str) -> str:
    """Do what a draft's button says; hands back words for an alert, or nothing."""
    _, number, verb, *rest = (*data.split(":"), "", "")
    t = phrases(lang).gettext
    if not number.isdecimal() or len(number) > 18:
        return t("This button is too old. Please ask the question again.")
    draft, who = int(number), query.from_user.id
    try:
        if verb == draft_card.CORRECT:
            await _ask_for_correction(message, draft, lang)
            return ""
        if verb == draft_card.REJECT:
            reason = "not a conferral, by a clerk's reading in the bot"
            view = await bridge.call(clerks.reject, who, draft, reason)
        else:
            view = await bridge.call(clerks.accept, who, draft, rest[0])
    except RegistryError as error:
        return refusal(error, lang)
    card, markup = await bridge.call(draft_card.drawn, view, lang)
    await change(query, card.html, markup)
    return ""


def refusal(error: RegistryError, lang: str) -> str:
    """Why a draft was not touched, in the reader's language where the reason is a common one."""
    t = phrases(lang).gettext
    return {
        "decided": t("This draft has been decided already."),
        "not_linked": t("This account is not linked."),
        "role_too_low": t("Your role does not permit this."),
        "who_is_meant": t("Several people may be meant. Choose one."),
    }.get(error.code, error.message)


async def _ask_for_correction(message: Message, draft: int, lang: str) -> None:
    t = phrases(lang).gettext
    words = t("Reply with the field and its value, for example: date 2024-04-19. Fields: {fields}")
    prompt = await message.reply_text(
        rich.text(words.format(fields=", ".join(FIELDS))).html,
        reply_markup=ForceReply(selective=True),
    )
    await bridge.call(clerks.wait_for_correction, message.chat_id, prompt.message_id, draft)


async def in_words(message: Message, lang: str) -> bool:
    """A reply that corrects a draft; False if the message is none."""
    prompt, user = message.reply_to_message, message.from_user
    if prompt is None or user is None or not message.text:
        return False
    draft = await bridge.call(clerks.corrected_draft, message.chat_id, prompt.message_id)
    if draft is None:
        return False
    field, _, value = message.text.strip().replace(":", " ", 1).partition(" ")
    try:
        view = await bridge.call(clerks.correct, user.id, draft, field.lower(), value)
    except RegistryError as error:
        await say(message, refusal(error, lang))
    else:
        await _show(message, view, lang)
    return True
