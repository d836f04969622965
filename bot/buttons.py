"""Buttons under a message, and the short data that comes back when one is pressed.

Telegram carries 64 bytes: a letter for what is asked, the exchange that the button stands under,
and a number. `p:18:2` is the second page of exchange 18, `c:18:0` its first choice.
"""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.render import Page
from bot.services import Reply
from registry.questions.answer import Choice
from registry.questions.refusals import examples
from registry.wording import LANGUAGES
from registry.wording.rich import clip

VISIBLE = 64
PAGE, CHOICE, NEXT = "p", "c", "n"
EXAMPLE, LANGUAGE, NOTHING = "e", "l", "x"
OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks. For an example or a language `word` is the language."""

    action: str
    exchange: int = 0
    index: int = 0
    word: str = ""


def read(data: str) -> Press | None:
    """The press that callback data describes; None where it is none of ours."""
    action, _, rest = data.partition(":")
    first, _, second = rest.partition(":")
    if action == NOTHING and not rest:
        return Press(NOTHING)
    if action == LANGUAGE and rest in LANGUAGES:
        return Press(LANGUAGE, word=rest)
    if action == EXAMPLE and first in LANGUAGES and _number(second) is not None:
        return Press(EXAMPLE, index=int(second), word=first)
    if action in (PAGE, CHOICE, NEXT):
        exchange, index = _number(first), _number(second)
        if exchange is not None and index is not None:
            return Press(action, exchange, index)
    return None


def under_answer(reply: Reply, page: Page) -> InlineKeyboardMarkup | None:
    """Choices, page turners and next questions under one page of an answer."""
    rows = [
        [_button(_choice_label(choice), f"{CHOICE}:{reply.exchange}:{index}")]
        for index, choice in enumerate(reply.answer.choices)
    ]
    if page.count > 1:
        rows.append(_turners(reply.exchange, page))
    rows += [
        [_button(question, f"{NEXT}:{reply.exchange}:{index}")]
        for index, question in enumerate(reply.answer.next_questions)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def of_examples(lang: str) -> InlineKeyboardMarkup:
    """Questions to tap instead of typing."""
    return InlineKeyboardMarkup(
        [
            [_button(question, f"{EXAMPLE}:{lang}:{index}")]
            for index, question in enumerate(examples(lang))
        ]
    )


def of_languages() -> InlineKeyboardMarkup:
    """Each language by its own name, for whoever reads no other."""
    return InlineKeyboardMarkup(
        [[_button(OWN_NAMES[lang], f"{LANGUAGE}:{lang}") for lang in LANGUAGES]]
    )


def _turners(exchange: int, page: Page) -> list[InlineKeyboardButton]:
    row = [_button(f"{page.number}/{page.count}", NOTHING)]
    if page.number > 1:
        row.insert(0, _button("◀", f"{PAGE}:{exchange}:{page.number - 1}"))
    if page.number < page.count:
        row.append(_button("▶", f"{PAGE}:{exchange}:{page.number + 1}"))
    return row


def _choice_label(choice: Choice) -> str:
    return f"{choice.label} — {choice.detail}" if choice.detail else choice.label


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, VISIBLE) or "…", callback_data=data)


def _number(text: str) -> int | None:
    """A number that a database column holds; forged data may say anything."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 19 or int(text) > LARGEST:
        return None
    return int(text)
