"""Drafts in the bot: what a clerk's press or reply does with one."""

from telegram import CallbackQuery, ForceReply, Message

from bot import bridge, clerks, draft_buttons, draft_card
from bot.clerks import REJECTING, Awaited, DraftView
from bot.draft_buttons import DraftPress
from bot.handlers.speaking import change, say
from bot.refusals import refusal
from registry.errors import RegistryError
from registry.wording import phrases, rich
from registry.wording.reading import field_words

LONGEST_REASON = 1_000


async def pressed(query: CallbackQuery, message: Message, data: str, lang: str) -> str:
    """Do what a draft's button says; hands back words for an alert, or nothing."""
    press = draft_buttons.read(data)
    if press is None:
        return phrases(lang).gettext("This button is too old. Please ask the question again.")
    try:
        await _do(query, message, press, lang)
    except RegistryError as error:
        if error.code == "decided":
            await _show_as_it_is(query, press.draft, lang)
        return refusal(error, lang)
    return ""


async def _do(query: CallbackQuery, message: Message, press: DraftPress, lang: str) -> None:
    who, draft = query.from_user.id, press.draft
    if press.verb == draft_buttons.REJECT and press.what == draft_buttons.OWN_WORDS:
        await _wait(query, message, Awaited(draft, REJECTING), lang)
    elif press.verb == draft_buttons.CORRECT and press.what:
        await _wait(query, message, Awaited(draft, press.what), lang)
    elif press.verb in (draft_buttons.REJECT, draft_buttons.CORRECT) and not press.what:
        await _turn(query, press, lang)
    elif press.verb == draft_buttons.BACK:
        await _draw(query, await bridge.call(clerks.view, who, draft), lang)
    else:
        await _draw(query, await _decided(who, press), lang)


async def _decided(who: int, press: DraftPress) -> DraftView:
    if press.verb == draft_buttons.REJECT:
        reason = draft_buttons.REASONS[int(press.what)]
        return await bridge.call(clerks.reject, who, press.draft, reason)
    new = press.verb == draft_buttons.NEW
    return await bridge.call(clerks.accept, who, press.draft, press.what, new=new)


async def _turn(query: CallbackQuery, press: DraftPress, lang: str) -> None:
    """Put the reasons, or the fields, in the place of the buttons, below the draft as it stands."""
    view = await bridge.call(clerks.open_view, query.from_user.id, press.draft)
    rejecting = press.verb == draft_buttons.REJECT
    markup = (draft_buttons.of_reasons if rejecting else draft_buttons.of_fields)(view.draft, lang)
    card, _ = await bridge.call(draft_card.drawn, view, lang)
    await change(query, card.html, markup)


async def _draw(query: CallbackQuery, view: DraftView, lang: str) -> None:
    card, markup = await bridge.call(draft_card.drawn, view, lang)
    await change(query, card.html, markup)


async def _show_as_it_is(query: CallbackQuery, draft: int, lang: str) -> None:
    """Somebody else decided meanwhile: the message says who, and has no buttons any more."""
    await _draw(query, await bridge.call(clerks.view, query.from_user.id, draft), lang)


async def _wait(query: CallbackQuery, message: Message, awaited: Awaited, lang: str) -> None:
    """Ask for a reply: the right value of a field, or the reason of rejecting."""
    await bridge.call(clerks.open_view, query.from_user.id, awaited.draft)
    t = phrases(lang).gettext
    if awaited.what == REJECTING:
        words = t("Why is it rejected? Reply to this message.")
    else:
        words = t("What should stand there? Field: {field}. Reply to this message.")
        words = words.format(field=field_words(awaited.what, lang))
    prompt = await message.reply_text(
        rich.text(words).html, reply_markup=ForceReply(selective=True)
    )
    await bridge.call(clerks.wait_for_reply, message.chat_id, prompt.message_id, awaited)


async def in_words(message: Message, lang: str) -> bool:
    """A reply that corrects or rejects a draft; False if the message is none."""
    prompt, user = message.reply_to_message, message.from_user
    if prompt is None or user is None or not message.text:
        return False
    awaited = await bridge.call(clerks.awaited_by, message.chat_id, prompt.message_id)
    if awaited is None:
        return False
    try:
        if awaited.what == REJECTING:
            reason = message.text[:LONGEST_REASON]
            view = await bridge.call(clerks.reject, user.id, awaited.draft, reason)
        else:
            view = await bridge.call(
                clerks.correct, user.id, awaited.draft, awaited.what, message.text
            )
    except RegistryError as error:
        await say(message, refusal(error, lang))
        return True
    card, markup = await bridge.call(draft_card.drawn, view, lang)
    await message.reply_text(card.html, reply_markup=markup)
    return True
