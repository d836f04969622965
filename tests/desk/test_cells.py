"""Cells of a spreadsheet are read whatever the order of their columns, with a header or without."""

import pytest

from registry.desk.decree_entry.cells import Cells, grade_of, read_award, read_cells
from registry.honours.catalogue import current_catalogue
from registry.mentions.lexicon import current_lexicon
from tests.cast import Cast


def _read(*rows: str) -> list[Cells]:
    return read_cells("\n".join(rows), current_lexicon())


@pytest.mark.parametrize(
    ("text", "grade", "slug", "code"),
    [
        ("I дәрежелі «Достық» ордені", "", "dostyk", "1"),
        ("II дәрежелі «Достық» орденімен", "", "dostyk", "2"),
        ("орденом «Барыс» ІІІ степени", "", "barys", "3"),
        ("Order of Barys, second degree", "", "barys", "2"),
        ("Барыс", "I", "barys", "1"),
        ("Достық 2", "", "dostyk", "2"),
        ("«Отан» ордені", "", "otan", "single"),
        ("dostyk", "1", "dostyk", "1"),
        ("Достық", "", "dostyk", None),
    ],
)
def test_an_award_is_read_as_decrees_write_it(
    cast: Cast, text: str, grade: str, slug: str, code: str | None
) -> None:
    award, said = read_award(text, grade, current_lexicon(), current_catalogue())
    assert award is not None
    assert award.slug == slug
    found = grade_of(award, said, current_catalogue())
    assert (found.code() if found else None) == code


def test_a_text_without_an_award_or_with_two_names_none(cast: Cast) -> None:
    for text in ("мектеп директоры", "«Достық» және «Барыс» ордендері"):
        assert read_award(text, "", current_lexicon(), current_catalogue())[0] is None


def test_a_header_says_what_the_columns_are(cast: Cast) -> None:
    rows = _read(
        "№\tНаграда\tДолжность\tФ.И.О.\tЗа что\tДата вручения",
        "1\tОрден «Достык» II степени\tдиректор школы\tАхметов Серик\tза труд\t16.12.2023",
        "2\t\tврач\tСадыр Жапаров\t\t",
    )
    assert rows == [
        Cells("Ахметов Серик", "Орден «Достык» II степени", "", "директор школы", "за труд",
              "2023-12-16"),
        Cells("Садыр Жапаров", "Орден «Достык» II степени", "", "врач"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "1.\tАхметов Серик Нұрланұлы\tI дәрежелі «Барыс» ордені\tмектеп директоры",
        "I дәрежелі «Барыс» ордені\tмектеп директоры\tАхметов Серик Нұрланұлы",
        "Барыс\tАхметов Серик Нұрланұлы\tI\tмектеп директоры",
        "Ахметов Серик Нұрланұлы – мектеп директоры\tI дәрежелі «Барыс» ордені",
    ],
)
def test_columns_may_stand_in_any_order_without_a_header(cast: Cast, row: str) -> None:
    [cells] = _read(row)
    assert (cells.name, cells.office) == ("Ахметов Серик Нұрланұлы", "мектеп директоры")
    award, code = read_award(cells.award, cells.grade, current_lexicon(), current_catalogue())
    assert award == cast.barys
    assert code == "1"


@pytest.mark.parametrize(
    "name", ["Серікова Айгүл", "Смагулова Айгуль Сериковна", "Nurlan Akhmetov", "SERİKOVA Aigül"]
)
def test_names_stand_in_any_script(cast: Cast, name: str) -> None:
    [cells] = _read(f"за заслуги\t{name}\tучитель\tДостық I")
    assert (cells.name, cells.reason, cells.office) == (name, "за заслуги", "учитель")


def test_nothing_is_read_from_nothing(cast: Cast) -> None:
    assert _read("") == _read("\t\t", "") == []
