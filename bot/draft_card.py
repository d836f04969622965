"""A draft as a message: what the article says, who is meant, and what may be done with it."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.clerks import DraftView
from registry.intake.models import Draft
from registry.wording import date_words, phrases, rich
from registry.wording.rich import Rich, clip

DRAFT = "d"
ACCEPT, WHO, REJECT, CORRECT = "a", "w", "r", "c"
QUOTE, VALUE, LABEL = 900, 300, 60


def drawn(view: DraftView, lang: str) -> tuple[Rich, InlineKeyboardMarkup | None]:
    """The message of a draft and its buttons. Reads names: not for the event loop."""
    return card(view, lang), buttons(view, lang)


def card(view: DraftView, lang: str) -> Rich:
    """The message of a draft."""
    t, draft = phrases(lang).gettext, view.draft
    grade = f" · {draft.grade.name_in(lang)}" if draft.grade else ""
    facts = [
        (t("recipient"), draft.recipient_text),
        (t("in the registry"), str(draft.recipient) if draft.recipient else ""),
        (t("date"), date_words(draft.date, lang) if draft.date else ""),
        (t("decree"), draft.decree_number),
        (t("office"), draft.office),
        (t("for what"), draft.reason),
        (t("handed over by"), draft.presenter),
        (t("remarks"), "; ".join(str(reason) for reason in draft.verdict_reasons)),
    ]
    lines = [rich.text(f"{name}: {clip(value, VALUE)}") for name, value in facts if value]
    return rich.join(
        "\n\n",
        [
            rich.bold(draft.award.short_in(lang) + grade),
            rich.join("\n", lines),
            rich.italic(f"«{clip(draft.quote, QUOTE)}»"),
            rich.text(_state(view, lang)),
        ],
    )


def _state(view: DraftView, lang: str) -> str:
    t, draft = phrases(lang).gettext, view.draft
    by = str(draft.decided_by or "")
    if draft.state == Draft.State.REJECTED:
        return t("Rejected: {by}").format(by=by)
    if draft.state == Draft.State.ACCEPTED:
        public = view.published is not None and view.published.state == "published"
        words = t("Published: {by}") if public else t("Accepted as a draft record: {by}")
        return words.format(by=by)
    return t("Who is meant?") if view.who else ""


def buttons(view: DraftView, lang: str) -> InlineKeyboardMarkup | None:
    """Accept, reject, correct; who is meant, where that is open. Nothing once it is decided."""
    t, draft = phrases(lang).gettext, view.draft
    if draft.state != Draft.State.PROPOSED:
        return None
    rows = [
        [_button(f"{name} — {detail}" if detail else name, draft, f"{WHO}:{public_id}")]
        for public_id, name, detail in view.who
    ]
    last = [_button(t("Reject"), draft, REJECT), _button(t("Correct"), draft, CORRECT)]
    if not view.who:
        last.insert(0, _button(t("Accept"), draft, ACCEPT))
    return InlineKeyboardMarkup([*rows, last])


def _button(label: str, draft: Draft, verb: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, LABEL), callback_data=f"{DRAFT}:{draft.pk}:{verb}")
