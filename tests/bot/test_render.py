"""Pages fit Telegram's message, lose nothing and escape everything."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons, render
from bot.services import Reply
from bot.standin.markup import parse, units
from registry.questions.answer import (
    Answer,
    AwardRef,
    Choice,
    ConferralRow,
    Fact,
    RecipientRef,
    SourceRef,
    Understood,
)
from registry.wording import rich

# What breaks markup and lengths, ready made: chance rarely hits upon it, and slowly.
NASTY = ["<b>", "</i> & <", "&lt;", "\"'", "😀", "ә I\n", "Садыр Жапаров", "a\u0301\u202e"]
LONG = [part * times for part in NASTY for times in (30, 200, 1000)]
words = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Co", "Cs"]), max_size=9)
long_words = words | st.sampled_from(LONG)
SOURCES = [
    SourceRef(f"s{n}", title, url and f"{url}/{n}", "primary")
    for n, title in enumerate(NASTY + LONG[2::3])
    for url in ("", 'https://a.example/?q="<&>', "javascript:alert(1)//")
]
sources = st.lists(st.sampled_from(SOURCES), max_size=6).map(tuple)


def row_of(line: str, cited: tuple[SourceRef, ...] = ()) -> ConferralRow:
    return ConferralRow(
        id="c-1",
        recipient=RecipientRef("r-1", "X"),
        award=AwardRef("dostyk", "Dostyk"),
        grade=None,
        conferred_on=None,
        presented_on=None,
        status="in_force",
        posthumous=False,
        reason="",
        office="",
        contested=False,
        note="",
        decree=None,
        sources=cited,
        line=line,
    )


def answer_of(rows: int = 0, **fields: object) -> Answer:
    made = [row_of(f"line {n}", (source_of(n),)) for n in range(1, rows + 1)]
    given_fields = {"conferrals": tuple(made), "total": rows, **fields}
    return Answer("en", "answered", "holders", Understood("all"), "Head", "1", **given_fields)  # type: ignore[arg-type]


def source_of(number: int, url: str | None = None) -> SourceRef:
    address = f"https://s.example/{number}" if url is None else url
    return SourceRef(f"s{number}", f"Source {number}", address, "primary")


some_rows = st.lists(st.builds(row_of, long_words, sources), max_size=25)
answers = st.builds(
    Answer,
    language=st.sampled_from(["kk", "ru", "en"]),
    status=st.sampled_from(["answered", "no_record", "not_understood"]),
    kind=st.none(),
    understood=st.builds(Understood, long_words),
    headline=long_words,
    registry_version=st.just("1"),
    permalink=st.just("/q?kind=holders"),
    total=st.integers(0, 100_000),
    conferrals=some_rows.map(tuple),
    possible=some_rows.map(tuple),
    facts=st.lists(st.builds(Fact, long_words, sources)).map(tuple),
    notes=st.lists(long_words).map(tuple),
    choices=st.lists(
        st.builds(Choice, words, words, long_words, st.just({"recipient": "r-1"})), max_size=10
    ).map(tuple),
    next_questions=st.lists(long_words, max_size=3).map(tuple),
)


@given(answers)
def test_every_page_of_any_answer_is_one_that_telegram_takes(answer: Answer) -> None:
    made = render.pages(answer, public_url="https://marapat.example")
    for page in made:
        seen = parse(page.html)
        assert seen.text == page.plain
        assert 0 < units(page.plain) <= render.LONGEST


@pytest.mark.parametrize("length", range(20, 800, 60))
def test_the_fullest_page_fits(length: int) -> None:
    """Every part at its longest, in letters that count twice; rows of every length between them."""
    long, line = "😀" * 5000, "ә" * length
    titled = tuple(SourceRef(f"s{n}", long, f"https://s.example/{n}", "primary") for n in range(5))
    rows = tuple(row_of(line, titled) for _ in range(25))
    fullest = Answer(
        "ru", "not_understood", "holders", Understood(long), long, "1", "/q?kind=holders",
        total=10**9, conferrals=rows, possible=rows, facts=(Fact(line, titled),) * 3,
        notes=(long,) * 9, next_questions=(long,) * 3,
    )  # fmt: skip
    made = render.pages(fullest, public_url="https://marapat.example")
    assert max(units(page.plain) for page in made) <= render.LONGEST
    assert all(parse(page.html).text == page.plain for page in made)


@given(st.lists(long_words), st.lists(long_words), st.lists(long_words))
def test_no_row_is_lost_or_told_twice(
    rows: list[str], possible: list[str], notes: list[str]
) -> None:
    # A mark that no generated text holds stands before each.
    answer = answer_of(
        conferrals=tuple(row_of(f"\ue000{n};{line}") for n, line in enumerate(rows)),
        possible=tuple(row_of(f"\ue001{n};{line}") for n, line in enumerate(possible)),
        notes=tuple(notes),
        total=len(rows),
    )
    text = "\n".join(page.plain for page in render.pages(answer))
    assert re.findall(r"\ue000(\d+);", text) == [str(n) for n in range(len(rows))]
    assert re.findall(r"\ue001(\d+);", text) == [str(n) for n in range(len(possible))]


@given(answers, st.integers(-5, 1000))
def test_any_page_number_gives_a_page_and_buttons_that_lead_to_pages(
    answer: Answer, number: int
) -> None:
    page = render.page(answer, number)
    assert 1 <= page.number <= page.count
    markup = buttons.under_answer(Reply(2**63 - 1, answer), page)
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            assert 1 <= len(str(button.callback_data).encode()) <= 64
            assert 1 <= units(button.text) <= 64
            press = buttons.read(str(button.callback_data))
            assert press is not None
            if press.action == buttons.PAGE:
                assert 1 <= press.index <= page.count
                assert press.index != page.number


@given(st.text())
def test_any_callback_data_is_read_or_refused(data: str) -> None:
    press = buttons.read(data)
    assert press is None or press.exchange >= 0


def test_ten_rows_a_page_and_the_notes_on_the_first() -> None:
    made = render.pages(answer_of(25, notes=("mind this",)))
    assert [len(re.findall(r"^\d+\. ", page.plain, re.M)) for page in made] == [10, 10, 5]
    assert ["mind this" in page.plain for page in made] == [True, False, False]
    assert all("Head" in page.plain and "Understood as: all" in page.plain for page in made)


def test_a_source_keeps_its_number_on_every_page() -> None:
    shared = source_of(1)
    rows = tuple(row_of(f"line {n}", (shared, source_of(n))) for n in range(2, 14))
    made = render.pages(answer_of(conferrals=rows, total=12))
    assert "12. line 13 [1][13]" in made[1].plain
    assert '<a href="https://s.example/13">[13]</a>' in made[1].html


def test_three_links_a_row_and_how_many_more() -> None:
    row = row_of("line", tuple(source_of(n) for n in range(1, 7)))
    (page,) = render.pages(answer_of(conferrals=(row,), total=1))
    assert "1. line [1][2][3]+3" in page.plain


def test_a_source_on_paper_is_told_by_its_title() -> None:
    rows = tuple(row_of(f"line {n}", (source_of(n, "" if n == 3 else None),)) for n in range(1, 10))
    (page,) = render.pages(answer_of(conferrals=rows, total=9))
    assert "[3] Source 3" in page.plain
    assert "[4] Source 4" not in page.plain


def test_an_address_that_no_browser_opens_makes_no_link() -> None:
    row = row_of("line", (source_of(1, "javascript:alert(1)"),))
    (page,) = render.pages(answer_of(conferrals=(row,), total=1))
    assert "javascript" not in page.html


def test_what_an_answer_does_not_carry_is_counted() -> None:
    made = render.pages(answer_of(12, total=700))
    assert ["… and 688 more" in page.plain for page in made] == [False, True]


def test_possible_rows_stand_apart_under_their_heading() -> None:
    (page,) = render.pages(answer_of(2, possible=(row_of("perhaps"),)))
    listed, apart = page.plain.split("Possibly, but the date is too coarse to decide:")
    assert "2. line 2" in listed
    assert "perhaps" in apart


def test_the_permalink_is_there_only_with_a_public_address() -> None:
    answer = answer_of(1, permalink="/q?kind=holders&lang=en")
    (page,) = render.pages(answer, public_url="https://m.example")
    assert 'href="https://m.example/q?kind=holders&amp;lang=en"' in page.html
    (page,) = render.pages(answer)
    assert "/q?" not in page.html


@given(st.text(), st.integers(1, 50))
def test_clipping_keeps_to_its_limit(text: str, limit: int) -> None:
    clipped = rich.clip(text, limit)
    assert units(clipped) <= limit
    assert clipped == text or clipped.endswith("…")
