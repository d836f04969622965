"""Files as people send them: encodings, separators, headings, dates; and files that are a trap."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidInput
from registry.exchange.sheets import xlsx
from registry.exchange.sheets.cells import date_of, flag_of, guarded, unguarded
from registry.exchange.sheets.columns import columns, recognise, titles
from registry.exchange.sheets.opening import Opened, open_sheet
from tests.exchange.sheets import csv_sheet, xlsx_sheet

pytestmark = pytest.mark.once
ROWS = [
    {"ФИО": "Иванов Иван", "Награда": "«Барыс»", "Номер указа": "5"},
    {"ФИО": "Сидоров\nПётр", "Награда": "a;b,c\td", "Номер указа": "№ 6"},
]
CELLS = [list(row.values()) for row in ROWS]


def opened(content: bytes) -> Opened:
    return open_sheet(io.BytesIO(content))


@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
def test_text_is_read_in_whatever_encoding_and_separator(encoding: str, comma: str) -> None:
    found = opened(csv_sheet(ROWS, encoding, comma))
    assert found.header.keys == ("name_ru", "award", "decree_number")
    assert [cells for _, cells in found.lines] == CELLS
    told = [("encoding", "Windows-1251")] if encoding == "cp1251" else []
    assert found.notes == told


def test_lines_are_numbered_as_an_editor_does() -> None:
    content = csv_sheet([*ROWS[::-1], ROWS[0]])
    assert [line for line, _ in opened(content).lines] == [2, 4, 5]


def test_a_workbook_is_read_as_it_is_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Список награждённых"])
    sheet.append([])
    sheet.append(["Награда", "", "Дата указа", "ФИО", "Степень"])
    sheet.append(["Барыс", None, openpyxl.utils.datetime.from_excel(45719), "Иванов", 2])
    sheet.append([])
    sheet.append(["Барыс", None, 45719, "Петров", 2.0])
    sheet.merge_cells("A4:A6")
    book.create_sheet("Ещё")
    file = io.BytesIO()
    book.save(file)
    found = opened(file.getvalue())
    assert found.header.keys == ("award", "", "decree_date", "name_ru", "grade")
    assert list(found.lines) == [
        (4, ["Барыс", "", "2025-03-03", "Иванов", "2"]),
        (6, ["", "", "45719", "Петров", "2"]),
    ]
    assert found.notes == [("other_sheets", "Sheet"), ("merged", "A4:A6")]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-03", "03.03.2025", "3.3.2025 г.", "3 марта 2025", "3 марта 2025 г.",
        "2025 ж. 3 наурыз", "2025ж. 3 наурыз", "2025 жылғы 3 наурыз", "3 March 2025",
        "March 3, 2025", "45719", "45719.0", "3/3/2025", "2025-03-03 00:00:00", " 3  марта 2025 ",
    ],
)  # fmt: skip
def test_a_day_is_a_day_in_every_writing(text: str) -> None:
    assert str(date_of(text)) == "2025-03-03"


def test_a_date_is_never_made_sharper_or_up() -> None:
    assert [str(date_of(text)) for text in ("2025", "1890", "2025 г.", "03.2025", "март 2025")] == [
        "2025", "1890", "2025", "2025-03", "2025-03",
    ]  # fmt: skip
    assert date_of(" ") is None
    for text in (
        "31.02.2025", "31 февраля 2025", "3 марта", "вчера", "2019-2021", "весной 2025",
        "02/03/2025", "03.03.25", "2025-13", "двадцатые", "в XX веке", "=TODAY()", "0", "99999",
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r".*"):
            print(text, date_of(text))


def test_yes_and_no() -> None:
    assert all(map(flag_of, ("да", "Иә", "yes", "1", "+", "TRUE")))
    assert not any(map(flag_of, ("", "нет", "жоқ", "no", "0")))
    with pytest.raises(ValueError, match="maybe"):
        flag_of("maybe")


@given(st.text())
def test_what_is_made_harmless_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_a_workbook_holds_every_text(text: str) -> None:
    found = opened(xlsx_sheet([{"name_ru": "x", "award": text}]))
    assert [cells[1] if len(cells) > 1 else "" for _, cells in found.lines] == [guarded(text)]


def test_titles_are_known_in_three_languages_and_as_keys() -> None:
    keys = tuple(columns())
    for lang in ("", "kk", "ru", "en"):
        assert recognise(titles(lang)).keys == keys
    found = recognise(["ФИО", "должнось (рус)", "qqqqqqq", "Ф.И.О.", "Қате"])
    assert found.keys == ("name_ru", "", "", "", "")
    assert found.unknown == (("должнось (рус)", "office_ru"), ("qqqqqqq", ""))
    assert found.twice == ("Ф.И.О.",)


def test_no_title_belongs_to_two_columns() -> None:
    spelled = [
        text
        for column in columns().values()
        for text in {
            known.casefold().replace("_", " ")
            for known in (column.key, *column.titles.values(), *column.also)
        }
    ]
    assert sorted(spelled) == sorted(set(spelled))


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def _workbook_with(**parts: bytes) -> bytes:
    """A good workbook of which some parts are others."""
    with zipfile.ZipFile(io.BytesIO(xlsx_sheet(ROWS))) as good:
        content = {name: good.read(name) for name in good.namelist()}
    return _zip({**content, **{f"xl/{name}.xml": part for name, part in parts.items()}})


def test_what_is_no_sheet_is_refused_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    for content, code in (
        (b"", "empty_sheet"),
        (b"\n\n\n", "empty_sheet"),
        (b"one,two\n1,2\n", "no_titles"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500, "old_excel"),
        (b"PK\x03\x04 no workbook", "not_xlsx"),
        (_zip({"a.txt": b"x"}), "not_xlsx"),
        (_workbook_with(sharedStrings=bomb), "not_xlsx"),
        (_workbook_with(workbook=b"<broken"), "not_xlsx"),
        (b"\x98\x98,\x98\n", "encoding"),
        (b'name_ru,award\n"open,1\n', "broken_csv"),
        (b"name_ru,award\n" + b"x" * 200_000 + b",1\n", "broken_csv"),
        (b"name_ru,award\nx\x00y,1\nz,2\n\x00", "encoding"),
    ):
        with pytest.raises(InvalidInput) as refused:
            list(opened(content).lines)
        assert refused.value.code == code, content[:40]
    monkeypatch.setattr(xlsx, "MOST_UNPACKED", 1_000)
    with pytest.raises(InvalidInput) as refused:
        opened(xlsx_sheet(ROWS * 100))
    assert refused.value.code == "unpacks_to_too_much"


def test_a_workbook_refuses_what_it_would_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput, match="longer than XLSX holds"):
        xlsx_sheet([{"name_ru": "x" * 40_000, "award": ""}])
    monkeypatch.setattr(xlsx, "MOST_LINES", 2)
    with pytest.raises(InvalidInput, match="More rows"):
        xlsx_sheet(ROWS)
