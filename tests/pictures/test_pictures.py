"""Pictures: nothing overflows, nothing overlaps, everything can be read."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from registry.pictures import (
    AwardCard,
    Honour,
    RecipientCard,
    YearChart,
    award_card,
    layout,
    year_chart,
)
from registry.pictures.cards import award_sheet, recipient_card, recipient_sheet
from registry.pictures.chart import chart_sheet
from registry.pictures.fonts import STRANGER, legible
from registry.pictures.layout import MARGIN, SMALLEST, TALLEST, WIDTH, Sheet, Words

NASTY = [
    "Әбдіғаппар Құсайынұлы Бейсенбайтегі-Өтеміс", "Ұ" * 200, "王小明", "Ğölçük Żółć Dvořák", "😀🎖",
    "a\u0301\u202e", "", " ", "I дәрежелі «Достық» ордені", "x y " * 200, "Recep Tayyip Erdoğan",
]  # fmt: skip
words = st.sampled_from(NASTY) | st.text(max_size=80)
award_cards = st.builds(
    AwardCard, words, words, st.lists(words, max_size=6).map(tuple),
    st.lists(words, max_size=30).map(tuple),
)  # fmt: skip
honours = st.builds(Honour, words, words, st.integers(0, 5), st.sampled_from(["", "revoked since"]))
recipient_cards = st.builds(
    RecipientCard, words, words, st.lists(honours, max_size=40).map(tuple), words
)
charts = st.builds(
    YearChart, words, words,
    st.dictionaries(st.integers(1900, 2030), st.integers(1, 10**6), max_size=60).map(
        lambda found: tuple(found.items())
    ),
    words,
)  # fmt: skip


def misplaced(sheet: Sheet) -> list[str]:
    """Lines of text beyond the margins, too small, or lying on another."""
    wide, tall = sheet.finished()
    wrong = [] if wide == WIDTH and tall <= TALLEST + 300 else [f"{wide} × {tall}"]
    boxes = []
    for one in sheet.words:
        left, top, right, bottom = one.box
        inside = left >= MARGIN - 1 and right <= WIDTH - MARGIN + 1 and bottom <= tall
        wrong += [] if inside and one.size >= SMALLEST else [f"{one}"]
        boxes.append((left, top, right, top + round(one.size * 1.2)))
    for place, (left, top, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[place + 1 :]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            wrong += [] if apart else [f"{sheet.words[place]} is covered"]
    return wrong


def test_what_is_misplaced_is_found() -> None:
    words = [Words(0, 0, "beyond the margin", 40), Words(90, 90, "x", 40), Words(95, 95, "x", 9)]
    assert len(misplaced(Sheet(words=words, y=500))) == 3


@settings(max_examples=60, deadline=None)
@given(award_cards)
def test_an_award_fits(card: AwardCard) -> None:
    assert misplaced(award_sheet(card)) == []


@settings(max_examples=60, deadline=None)
@given(recipient_cards)
def test_a_person_fits(card: RecipientCard) -> None:
    assert misplaced(recipient_sheet(card)) == []


@settings(max_examples=60, deadline=None)
@given(charts)
def test_a_chart_fits(chart: YearChart) -> None:
    assert misplaced(chart_sheet(chart)) == []


@pytest.mark.parametrize("most", [1, 10**6])
def test_a_chart_of_any_run_of_years_fits(most: int) -> None:
    for many in range(1, 61):
        for last in range(2011, 2031):
            counts = tuple((year, most) for year in range(last - many + 1, last + 1))
            assert misplaced(chart_sheet(YearChart("T", "", counts))) == [], (many, last)


def test_a_picture_is_small_the_same_each_time_and_as_wide_as_said() -> None:
    many = tuple(Honour(f"«Достық» ордені {n}", "2024 жыл", n % 4) for n in range(30))
    card = RecipientCard("Садыр Жапаров", "Президент", many, "30")
    made = recipient_card(card)
    assert made == recipient_card(card)
    assert len(made) < 150_000
    image = Image.open(io.BytesIO(made))
    assert image.width == WIDTH
    assert image.height <= TALLEST + 300
    assert award_card(AwardCard("Достық", "")) != award_card(AwardCard("Барыс", ""))
    assert year_chart(YearChart("x", "", ()))


def test_what_is_left_out_is_counted() -> None:
    many = tuple(Honour(f"Honour {n}", "2024") for n in range(40))
    sheet = recipient_sheet(RecipientCard("X", "", many, "", "and {count} more"))
    listed = sum(one.text.startswith("Honour ") for one in sheet.words)
    assert f"and {40 - listed} more" in [one.text for one in sheet.words]


def test_a_revoked_honour_is_struck_and_said_in_words() -> None:
    sheet = recipient_sheet(
        RecipientCard("X", "", (Honour("Dostyk", "2024", 1, "revoked since"),), "")
    )
    assert [one.struck for one in sheet.words if one.text == "Dostyk"] == [True]
    assert any("revoked since" in one.text for one in sheet.words)


@pytest.mark.parametrize(
    "text", ["ӘәҒғҚқҢңӨөҰұҮүҺһІі", "Ёё Щщ", "ĞğİıŞşÇç", "ŘřŽžŮů", "ŁłŻż", "ẞß", "Ωω", "«№» — …"]
)
def test_letters_of_our_languages_are_drawn(text: str) -> None:
    assert STRANGER not in legible(text)
    assert legible(text) == text


def test_what_the_font_lacks_is_a_dot_and_no_box() -> None:
    assert legible("王 Kim 😀") == f"{STRANGER} Kim {STRANGER}"


def test_text_stands_out_from_its_ground() -> None:
    for ink, ground in [
        (layout.INK, layout.PAPER), (layout.QUIET, layout.PAPER), (layout.ACCENT, layout.PAPER),
        (layout.WARM, layout.PAPER), (layout.ACCENT_INK, layout.ACCENT),
    ]:  # fmt: skip
        assert _contrast(ink, ground) >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
