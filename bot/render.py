"""An answer → Telegram messages: pages that fit, with every source a link.

Each page has the headline, some rows and the "understood as" line; what must not be missed (the
notes) stands on the first. Parts are limited so that whatever an answer holds, a page never passes
Telegram's length: the frame takes at most 2,100 of 4,096 units, the list of sources 700, a row 800.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from registry.questions.answer import Answer, SourceRef
from registry.wording import phrases, rich
from registry.wording.rich import Rich

LONGEST = 4096
ROWS = 10
LINES = 40
LINKS = 3
SOURCES_TOLD = 5
HEADLINE, LINE, NOTE, NOTES, UNDERSTOOD, TITLE = 300, 760, 300, 1200, 400, 110
FOR_SOURCES = 700
FOR_JOINTS = 60
SUGGESTING = ("not_understood", "outside_coverage")


@dataclass(frozen=True, slots=True)
class Page:
    """One message: its HTML, which page of how many it is."""

    html: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class _Item:
    """One row: under which heading it stands, its words, and the sources that it cites."""

    section: str
    words: Rich
    sources: tuple[SourceRef, ...] = ()


def page(answer: Answer, number: int = 1, *, public_url: str = "") -> Page:
    """One page of an answer; a number beyond the last gives the last."""
    book = _Book(answer, public_url)
    number = min(max(number, 1), len(book.packs))
    return Page(book.page(number).html, number, len(book.packs))


def pages(answer: Answer, *, public_url: str = "") -> list[Rich]:
    """Every page of an answer, in order; there is at least one."""
    book = _Book(answer, public_url)
    return [book.page(number) for number in range(1, len(book.packs) + 1)]


class _Book:
    """An answer laid out in pages, of which only those are written that are read."""

    def __init__(self, answer: Answer, public_url: str) -> None:
        self.answer = answer
        self.cited = _Citations()
        self.head, self.notes = _head(answer), _notes(answer)
        self.tail = _tail(answer, public_url)
        frame = self.head.size + self.notes.size + self.tail.size
        items = _items(answer, self.cited)
        self.packs = list(_packed(items, LONGEST - frame - FOR_SOURCES - FOR_JOINTS)) or [[]]

    def page(self, number: int) -> Rich:
        """The page of a number, from 1."""
        pack = self.packs[number - 1]
        parts = [
            self.head,
            *_sections(pack, self.answer.language),
            _rest(self.answer) if number == len(self.packs) else Rich(),
            self.notes if number == 1 else Rich(),
            _sources(pack, self.cited, self.answer.language),
            self.tail,
        ]
        return rich.join("\n\n", parts)


class _Citations:
    """Sources in the order in which they are first cited, numbered through the whole answer."""

    def __init__(self) -> None:
        self.numbers: dict[SourceRef, int] = {}

    def number(self, source: SourceRef) -> int:
        """The source's number, the same on every page."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def marks(self, sources: Sequence[SourceRef]) -> Rich:
        """` [1][3]+2`: links for a row's first sources and how many more there are."""
        said = Rich()
        for source in sources[:LINKS]:
            said += rich.link(f"[{self.number(source)}]", source.url)
        hidden = len(sources) - LINKS
        if hidden > 0:
            said += rich.text(f"+{hidden}")
        return rich.text(" ") + said if said else said


def _items(answer: Answer, cited: _Citations) -> Iterator[_Item]:
    for fact in answer.facts:
        yield _item("facts", "• ", fact.text, fact.sources, cited)
    # A table stands for the rows that it counts.
    for line in answer.table:
        yield _item("table", "", f"{line.label} — {line.count}", (), cited)
    for number, row in enumerate(() if answer.table else answer.conferrals, 1):
        yield _item("rows", f"{number}. ", row.line, row.sources, cited)
    for row in answer.possible:
        yield _item("possible", "• ", row.line, row.sources, cited)
    for choice in answer.choices:
        detail = f" — {choice.detail}" if choice.detail else ""
        yield _item("choices", "• ", choice.label + detail, (), cited)


def _item(
    section: str, mark: str, line: str, sources: tuple[SourceRef, ...], cited: _Citations
) -> _Item:
    words = rich.text(mark + rich.clip(line, LINE - len(mark))) + cited.marks(sources)
    return _Item(section, words, sources[:LINKS])


def _packed(items: Iterable[_Item], room: int) -> Iterator[list[_Item]]:
    """Items in pages of at most ten that fit in `room`; one alone always does."""
    pack: list[_Item] = []
    used = 0
    for item in items:
        heading = 0 if pack and pack[-1].section == item.section else 100
        size = item.words.size + 1 + heading
        most = LINES if item.section == "table" else ROWS
        if pack and (len(pack) >= most or used + size > room):
            yield pack
            pack, used, size = [], 0, item.words.size + 101
        pack.append(item)
        used += size
    if pack:
        yield pack


def _sections(pack: list[_Item], lang: str) -> Iterator[Rich]:
    heading = phrases(lang).gettext("Possibly, but the date is too coarse to decide:")
    for section in dict.fromkeys(item.section for item in pack):
        rows = [item.words for item in pack if item.section == section]
        first = rich.italic(heading) if section == "possible" else Rich()
        yield rich.join("\n", [first, *rows])


def _head(answer: Answer) -> Rich:
    return rich.bold(rich.clip(answer.headline, HEADLINE))


def _notes(answer: Answer) -> Rich:
    said: list[Rich] = []
    left = NOTES
    for note in answer.notes:
        words = rich.text("· " + rich.clip(note, NOTE))
        left -= words.size + 1
        if left < 0:
            said.append(rich.text("…"))
            break
        said.append(words)
    return rich.join("\n", said)


def _rest(answer: Answer) -> Rich:
    """How many rows the registry holds beyond those that an answer carries."""
    hidden = answer.total - len(answer.conferrals)
    if hidden <= 0 or not answer.conferrals or answer.table:
        return Rich()
    return rich.text(phrases(answer.language).gettext("… and {count} more").format(count=hidden))


def _sources(pack: list[_Item], cited: _Citations, lang: str) -> Rich:
    """Titles of the page's sources where they are few; of many, only those that have no link."""
    here = list(dict.fromkeys(source for item in pack for source in item.sources))
    told = here if len(here) <= SOURCES_TOLD else [source for source in here if not source.url]
    if not told:
        return Rich()
    lines = [
        rich.text(f"[{cited.number(source)}] ")
        + rich.link(rich.clip(source.title or source.url, TITLE), source.url)
        for source in told[:SOURCES_TOLD]
    ]
    return rich.join("\n", [rich.text(phrases(lang).gettext("Sources:")), *lines])


def _tail(answer: Answer, public_url: str) -> Rich:
    t = phrases(answer.language).gettext
    words = rich.clip(answer.understood.text, UNDERSTOOD)
    understood = t("Understood as: {words}").format(words=words) if words else ""
    permalink = Rich()
    if public_url and answer.permalink:
        permalink = rich.link(t("Address of this answer"), public_url + answer.permalink)
    suggesting = answer.status in SUGGESTING and answer.next_questions
    suggestion = rich.text(t("You can ask, for example:")) if suggesting else Rich()
    return rich.join("\n\n", [rich.italic(understood), permalink, suggestion])
