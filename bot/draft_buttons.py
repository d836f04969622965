"""Buttons of clerks: `d:<draft>:<verb>[:<what>]` under a draft, `o:<verb>` under what was sent."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.clerks import DraftView
from registry.intake.correcting import FIELDS
from registry.intake.models import Draft
from registry.wording import phrases
from registry.wording.reading import field_words
from registry.wording.rich import clip

DRAFT, OFFER = "d", "o"
ACCEPT, WHO, NEW, REJECT, CORRECT, BACK = "a", "w", "n", "r", "c", "b"
READ, ASK = "r", "q"
# The last says that the clerk writes the reason himself.
REASONS = ("not a conferral", "wrong person", "already known")
OWN_WORDS = str(len(REASONS))
LABEL = 60
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class DraftPress:
    """What a press asks of a draft: a verb, and what with it (a person, a reason, a field)."""

    draft: int
    verb: str
    what: str = ""


def read(data: str) -> DraftPress | None:
    """The press that callback data describes; None where it is none of ours. It can be forged."""
    prefix, _, rest = data.partition(":")
    number, _, rest = rest.partition(":")
    verb, _, what = rest.partition(":")
    known = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    if prefix != DRAFT or not known or not _may_follow(verb, what):
        return None
    return DraftPress(int(number), verb, what)


def _may_follow(verb: str, what: str) -> bool:
    return {
        ACCEPT: not what,
        WHO: bool(what),
        NEW: not what,
        BACK: not what,
        REJECT: not what or (what.isascii() and what.isdecimal() and int(what) <= len(REASONS)),
        CORRECT: not what or what in FIELDS,
    }.get(verb, False)


def reason_words(reason: str, lang: str) -> str:
    """A reason of rejecting: a ready one in the reader's language, another as it was written."""
    t = phrases(lang).gettext
    ready = (t("not a conferral"), t("the wrong person"), t("known already"))
    return dict(zip(REASONS, ready, strict=True)).get(reason, reason)


def of_offer(lang: str) -> InlineKeyboardMarkup:
    """A long text of a clerk is an article or a question: he says which."""
    t = phrases(lang).gettext
    read, ask = t("Read as an article"), t("It is a question")
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(read, callback_data=f"{OFFER}:{READ}"),
                InlineKeyboardButton(ask, callback_data=f"{OFFER}:{ASK}"),
            ]
        ]
    )


def of_draft(view: DraftView, lang: str) -> InlineKeyboardMarkup | None:
    """Accept, reject, correct; who is meant, where that is open. Nothing once it is decided."""
    t, draft = phrases(lang).gettext, view.draft
    if draft.state != Draft.State.PROPOSED:
        return None
    rows = []
    for person in view.who:
        name, detail = person.name_in(lang), person.description_in(lang)
        label = f"{name} — {detail}" if detail else name
        rows.append([_button(label, draft, f"{WHO}:{person.public_id}")])
    if view.who:
        rows.append([_button(t("A new person"), draft, NEW)])
    last = [_button(t("Reject"), draft, REJECT), _button(t("Correct"), draft, CORRECT)]
    if not view.who:
        last.insert(0, _button(t("Accept"), draft, ACCEPT))
    return InlineKeyboardMarkup([*rows, last])


def of_reasons(draft: Draft, lang: str) -> InlineKeyboardMarkup:
    """Why it is rejected: three ready reasons, or words of the clerk's own."""
    t = phrases(lang).gettext
    labels = [*(reason_words(reason, lang) for reason in REASONS), t("Write the reason")]
    rows = [[_button(label, draft, f"{REJECT}:{n}")] for n, label in enumerate(labels)]
    return InlineKeyboardMarkup([*rows, [_button(t("Back"), draft, BACK)]])


def of_fields(draft: Draft, lang: str) -> InlineKeyboardMarkup:
    """Which field is wrong, two in a row."""
    fields = [_button(field_words(name, lang), draft, f"{CORRECT}:{name}") for name in FIELDS]
    rows = [fields[n : n + 2] for n in range(0, len(fields), 2)]
    return InlineKeyboardMarkup([*rows, [_button(phrases(lang).gettext("Back"), draft, BACK)]])


def _button(label: str, draft: Draft, verb: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, LABEL), callback_data=f"{DRAFT}:{draft.pk}:{verb}")
