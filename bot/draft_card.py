"""A draft as a message: what the article says, by which words, who is meant, what became of it."""

from collections.abc import Iterator, Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot.clerks import DraftView
from bot.draft_buttons import of_draft, reason_words
from registry.intake.models import Draft
from registry.wording import date_words, phrases, rich
from registry.wording.reading import remark_words, verdict_words
from registry.wording.rich import Rich, clip

QUOTE, VALUE = 900, 300


def drawn(view: DraftView, lang: str) -> tuple[Rich, InlineKeyboardMarkup | None]:
    """The message of a draft and its buttons. Reads names: not for the event loop."""
    return card(view, lang), of_draft(view, lang)


def card(view: DraftView, lang: str) -> Rich:
    """The message of a draft."""
    lines = [rich.text(f"{name}: {clip(value, VALUE)}") for name, value in _facts(view, lang)]
    return rich.join(
        "\n\n",
        [
            rich.bold(_honour(view.draft, lang)),
            rich.join("\n", lines),
            quoted(view.draft.quote, view.draft.article.text, view.draft.spans),
            _state(view, lang),
        ],
    )


def _honour(draft: Draft, lang: str) -> str:
    if draft.grade is not None and draft.grade.kind != "single":
        return draft.grade.name_in(lang)
    award = draft.award.short_in(lang)
    if draft.grade is None and draft.award.grades.exclude(kind="single").exists():
        return phrases(lang).gettext("{award} (degree not stated)").format(award=award)
    return award


def _facts(view: DraftView, lang: str) -> Iterator[tuple[str, str]]:
    """(label, value) for every line that has something to say."""
    t, draft = phrases(lang).gettext, view.draft
    verdict = [remark_words(str(reason), lang) for reason in draft.verdict_reasons]
    said = (
        (t("recipient"), draft.recipient_text),
        (t("in the registry"), _known(view, lang)),
        *_date(draft, lang),
        (t("decree"), draft.decree_number),
        (t("office"), draft.office),
        (t("for what"), draft.reason),
        (t("handed over by"), draft.presenter),
        (verdict_words(draft.verdict, lang), "; ".join(verdict)),
    )
    yield from ((label, value) for label, value in said if value)


def _known(view: DraftView, lang: str) -> str:
    person = view.draft.recipient
    if person is None:
        return ""
    about = person.description_in(lang)
    return f"{person.name_in(lang)} — {about}" if about else person.name_in(lang)


def _date(draft: Draft, lang: str) -> Sequence[tuple[str, str]]:
    """The date under the label of its kind: a presentation must not pass for a decree."""
    if draft.date is None:
        return ()
    t, words = phrases(lang).gettext, date_words(draft.date, lang)
    line = {
        "decree": t("conferred: {date}"),
        "presentation": t("presented: {date}"),
    }.get(draft.date_kind, t("date given by the source: {date}"))
    label, _, value = line.format(date=words).partition(": ")
    return ((label, value),)


def quoted(quote: str, article: str, spans: Mapping[str, Sequence[int]]) -> Rich:
    """The quote, the words that fields were read from in bold.

    `spans` are [start, end) in the article; where the quote stands twice, the place that holds
    them is the one that was read.
    """
    start = _place(quote, article, spans)
    kept = clip(quote, QUOTE)
    bold = [False] * len(quote)
    for first, last in spans.values() if start is not None else ():
        for place in range(max(0, first - (start or 0)), min(len(quote), last - (start or 0))):
            bold[place] = True
    # What was cut off ends in an ellipsis that stands in no article.
    shown = len(kept) if kept == quote else len(kept) - 1
    pieces, place = [rich.text("«")], 0
    while place < shown:
        end = place
        while end < shown and bold[end] == bold[place]:
            end += 1
        words = kept[place:end]
        pieces.append(rich.bold(words) if bold[place] else rich.text(words))
        place = end
    return rich.join("", [*pieces, rich.text(kept[shown:] + "»")])


def _place(quote: str, article: str, spans: Mapping[str, Sequence[int]]) -> int | None:
    """Where the quote begins in the article; None if no place of it holds the spans."""
    recipient = spans.get("recipient") or next(iter(spans.values()), None)
    place = article.find(quote)
    while recipient and place >= 0:
        if place <= recipient[0] and recipient[1] <= place + len(quote):
            return place
        place = article.find(quote, place + 1)
    return None


def _state(view: DraftView, lang: str) -> Rich:
    """What became of it, by whom, and where the record is to be seen."""
    t, draft = phrases(lang).gettext, view.draft
    by = str(draft.decided_by or "")
    if draft.state == Draft.State.REJECTED:
        words = t("Rejected: {by}").format(by=by)
        return rich.text(f"{words} ({clip(reason_words(draft.decision_reason, lang), VALUE)})")
    if draft.state == Draft.State.ACCEPTED:
        words = {
            "published": t("Accepted by {by}, and published"),
            "submitted": t("Accepted by {by}; waits for another reviewer"),
        }.get(view.published.state if view.published else "", t("Accepted as a draft record: {by}"))
        address = view.address(lang)
        record = rich.link(t("To the record"), address) if address else Rich()
        return rich.join("\n", [rich.text(words.format(by=by)), record])
    return rich.text(t("Who is meant?") if view.who else "")
