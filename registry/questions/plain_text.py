"""An answer as plain text, for the prompt."""

from collections.abc import Iterator

from registry.questions.answer import Answer, ConferralRow, SourceRef
from registry.wording import phrases

SHOWN = 10


def answer_text(answer: Answer, *, shown: int = SHOWN) -> str:
    """The whole answer: headline, rows with numbered sources, notes, "understood as"."""
    return "\n".join(_lines(answer, shown))


def _lines(answer: Answer, shown: int) -> Iterator[str]:
    t = phrases(answer.language)
    cited = _Citations()
    yield answer.headline
    for fact in answer.facts:
        yield f"  {fact.text} {cited.marks(fact.sources)}".rstrip()
    if answer.table:
        width = max(len(str(line.count)) for line in answer.table)
        yield from (f"  {line.count:{width}}  {line.label}" for line in answer.table)
    else:
        yield from _rows(answer.conferrals, cited, shown)
        hidden = answer.total - min(shown, len(answer.conferrals))
        if hidden > 0:
            yield "  " + t.gettext("… and {count} more").format(count=hidden)
    if answer.possible:
        yield t.gettext("Possibly, but the date is too coarse to decide:")
        yield from _rows(answer.possible, cited, shown)
    for choice in answer.choices:
        yield f"  • {choice.label}" + (f" ({choice.detail})" if choice.detail else "")
    for note in answer.notes:
        yield f"  · {note}"
    if answer.understood.text:
        yield t.gettext("Understood as: {words}").format(words=answer.understood.text)
    if cited.sources:
        yield t.gettext("Sources:")
        yield from (f"  [{n}] {s.title} {s.url}".rstrip() for n, s in enumerate(cited.sources, 1))
    if answer.status == "not_understood":
        yield t.gettext("You can ask, for example:")
        yield from (f"  – {question}" for question in answer.next_questions)


def _rows(rows: tuple[ConferralRow, ...], cited: "_Citations", shown: int) -> Iterator[str]:
    for number, row in enumerate(rows[:shown], 1):
        yield f"  {number}. {row.line} {cited.marks(row.sources)}".rstrip()


class _Citations:
    """Sources in the order in which they are first cited, each with one number."""

    def __init__(self) -> None:
        self.sources: list[SourceRef] = []

    def marks(self, sources: tuple[SourceRef, ...]) -> str:
        """`[1][3]` for the sources of one line."""
        for source in sources:
            if source not in self.sources:
                self.sources.append(source)
        return "".join(f"[{self.sources.index(source) + 1}]" for source in sources)
