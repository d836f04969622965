"""Buttons under a message, and the short data that comes back when one is pressed.

Telegram carries 64 bytes: a letter for what is asked, the exchange that the button stands under,
and a number. `p:18:2` is the second page of exchange 18, `c:18:0` its first choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.following import Followed, target_of
from bot.render import Page
from bot.services import Reply
from registry.notices.models import Follow
from registry.notices.targets import Target
from registry.notices.transports.telegram import FOLLOWING, MORE
from registry.questions.answer import Choice
from registry.questions.refusals import examples
from registry.wording import LANGUAGES, phrases
from registry.wording.rich import clip, units

VISIBLE = 64
PAGE, CHOICE, NEXT, STEP, REPORT, PICTURE = "p", "c", "n", "s", "r", "i"
EXAMPLE, LANGUAGE, NOTHING = "e", "l", "x"
FOLLOW, UNFOLLOW, QUIET, FORGET = "f", "u", "q", "z"
OF_EXCHANGE = (PAGE, CHOICE, NEXT, STEP, REPORT, PICTURE)
OF_FOLLOWING = (FOLLOW, UNFOLLOW, QUIET, FOLLOWING, MORE)
OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
# What /quiet is told to lift the hours.
LIFTED = ("off", "no", "нет", "выкл", "жоқ", "өшіру")
LARGEST = 2**63 - 1
SHARED = 250
_KINDS = {kind.value[0]: kind.value for kind in Follow.Kind}
_PICTURED = ("about", "honours", "per_year")


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks. For an example or a language `word` is the language; of a
    notice's rest `exchange` is the notice.
    """

    action: str
    exchange: int = 0
    index: int = 0
    word: str = ""
    target: Target | None = None


def read(data: str) -> Press | None:
    """The press that callback data describes; None where it is none of ours."""
    action, _, rest = data.partition(":")
    first, _, second = rest.partition(":")
    if action in (NOTHING, FOLLOWING, FORGET) and not rest:
        return Press(action)
    if action == LANGUAGE and rest in LANGUAGES:
        return Press(LANGUAGE, word=rest)
    if action == QUIET and rest in ("on", "off"):
        return Press(QUIET, word=rest)
    if action == UNFOLLOW and not rest:
        return Press(UNFOLLOW)
    if action in (FOLLOW, UNFOLLOW) and first in _KINDS:
        return Press(action, target=Target(_KINDS[first], second))
    if action == EXAMPLE and first in LANGUAGES and _number(second) is not None:
        return Press(EXAMPLE, index=int(second), word=first)
    if action in (*OF_EXCHANGE, MORE):
        exchange, index = _number(first), _number(second)
        if exchange is not None and index is not None:
            return Press(action, exchange, index)
    return None


def under_answer(reply: Reply, page: Page) -> InlineKeyboardMarkup | None:
    """Choices, page turners, steps, next questions, and what can be done with one page."""
    rows = [
        [_button(_choice_label(choice), f"{CHOICE}:{reply.exchange}:{index}")]
        for index, choice in enumerate(reply.answer.choices)
    ]
    if page.count > 1:
        rows.append(_turners(reply.exchange, page))
    rows += _steps(reply)
    rows += [
        [_button(question, f"{NEXT}:{reply.exchange}:{index}")]
        for index, question in enumerate(reply.answer.next_questions)
    ]
    rows += _deeds(reply)
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


def to_follow(found: dict[Target, str]) -> InlineKeyboardMarkup:
    """One button for each thing that may be meant."""
    return InlineKeyboardMarkup([[_button(name, _data(FOLLOW, t))] for t, name in found.items()])


def to_unfollow(held: Followed, lang: str) -> InlineKeyboardMarkup | None:
    """A button to end each follow, one for the quiet hours, one to end all."""
    if not held.names:
        return None
    t = phrases(lang).gettext
    rows = [[_button(f"✕ {name}", _data(UNFOLLOW, target))] for target, name in held.names.items()]
    if held.quiet:
        rows.append([_button(t("Notices at any hour"), f"{QUIET}:off")])
    else:
        rows.append([_button(t("Quiet at night (22:00–8:00)"), f"{QUIET}:on")])
    if len(held.names) > 1:
        rows.append([_button(t("Follow nothing any more"), UNFOLLOW)])
    return InlineKeyboardMarkup(rows)


def to_forget(lang: str) -> InlineKeyboardMarkup:
    """Whether to erase."""
    t = phrases(lang).gettext
    return InlineKeyboardMarkup(
        [[_button(t("Erase everything"), FORGET), _button(t("Keep it"), NOTHING)]]
    )


def _data(action: str, target: Target) -> str:
    return f"{action}:{target.kind[0]}:{target.key}"


def _turners(exchange: int, page: Page) -> list[InlineKeyboardButton]:
    row = [_button(f"{page.number}/{page.count}", NOTHING)]
    if page.number > 1:
        row.insert(0, _button("◀", f"{PAGE}:{exchange}:{page.number - 1}"))
    if page.number < page.count:
        row.append(_button("▶", f"{PAGE}:{exchange}:{page.number + 1}"))
    return row


def _steps(reply: Reply) -> Iterable[list[InlineKeyboardButton]]:
    """The year before and after in a row, the degrees in another."""
    numbered = list(enumerate(reply.steps))
    for _, group in groupby(numbered, key=lambda item: item[1].row):
        yield [_button(step.label, f"{STEP}:{reply.exchange}:{index}") for index, step in group]


def _deeds(reply: Reply) -> Iterable[list[InlineKeyboardButton]]:
    """Picture and follow in a row, share and report in another; nothing under a question back."""
    answer = reply.answer
    t = phrases(answer.language).gettext
    if answer.status not in ("answered", "no_record"):
        return
    machine = answer.understood.machine
    first = []
    if answer.status == "answered" and answer.kind in _PICTURED:
        first.append(_button(t("As a picture"), f"{PICTURE}:{reply.exchange}:0"))
    target = target_of(machine)
    if target is not None:
        first.append(_button(t("Follow"), _data(FOLLOW, target)))
    if first:
        yield first
    second = []
    if 0 < units(reply.text) <= SHARED:
        second.append(InlineKeyboardButton(t("Share"), switch_inline_query=reply.text))
    second.append(_button(t("This is wrong"), f"{REPORT}:{reply.exchange}:0"))
    yield second


def _choice_label(choice: Choice) -> str:
    return f"{choice.label} — {choice.detail}" if choice.detail else choice.label


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, VISIBLE) or "…", callback_data=data)


def _number(text: str) -> int | None:
    """A number that a database column holds; forged data may say anything."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 19 or int(text) > LARGEST:
        return None
    return int(text)
