"""Sheets in a browser: a thousand lines with seven bad ones, the report, the doubt, the end."""

import csv
import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import NARROW, WIDE, Desk, shot, sign_in
from tests.desk.conftest import Browse
from tests.exchange.sheets import csv_sheet, xlsx_sheet

pytestmark = [pytest.mark.long, pytest.mark.process]

BAD = {
    10: {"Дата указа": "31.02.2024"},
    200: {"Награда": "Орден «Барыз»"},
    333: {"Степень": "9"},
    404: {"ФИО": ""},
    512: {"Гражданство": "Казахстан"},
    700: {"source_key": "page-99"},
    999: {"Дата рождения": "весной"},
}


def _thousand() -> bytes:
    """A thousand lines: seven with a fault, and one of somebody who may be on record."""
    rows = []
    for line in range(2, 1002):
        syllables = ["ба", "ке", "ми", "ло", "ну", "ры", "са", "те", "жа", "до"]
        name = "".join(syllables[int(digit)] for digit in f"{line:04}").capitalize()
        row = {
            "ФИО": f"{name}ов Серик", "Дата рождения": f"{line % 28 + 1}.05.1960",
            "Гражданство": "KZ", "Награда": "Орден «Барыс»", "Степень": "III степени",
            "Номер указа": f"{line % 5 + 1}", "Дата указа": "03.03.2024", "source_key": "page-1",
            "Должность": "учитель",
        }  # fmt: skip
        rows.append(row | BAD.get(line, {}))
    rows[500] |= {"ФИО": "Ким Вера", "Дата рождения": ""}
    return xlsx_sheet(rows)


def _send(page: Page, name: str, content: bytes) -> None:
    page.goto("/admin/exchange/importjob/add/")
    page.set_input_files("[name=file]", {
        "name": name, "mimeType": "application/octet-stream", "buffer": content,
    })  # fmt: skip
    page.get_by_role("button", name="Send and check").click()
    page.wait_for_url("**/change/")


def _counts(page: Page) -> dict[str, str]:
    cells = page.locator("[data-count]")
    return {str(cell.get_attribute("data-count")): cell.inner_text() for cell in cells.all()}


def test_a_thousand_lines_with_seven_bad_ones(page: Page, desk: Desk) -> None:
    sign_in(page, "clerk")
    page.goto("/admin/exchange/importjob/add/")
    shot(page, "sheet-upload-1280-light")
    _send(page, "decrees.xlsx", _thousand())
    counts = {"new": "992", "change": "0", "same": "0", "ask": "1", "bad": "7"}
    assert _counts(page) == counts
    lines = page.locator("#problems tbody tr td:first-child").all_inner_texts()
    assert [int(text.split()[-1]) for text in lines] == list(BAD)
    assert "Did you mean barys?" in page.locator("#problems").inner_text()
    shot(page, "sheet-report-1280-light")

    with page.expect_download() as download:
        page.get_by_text("Take the refused lines as a sheet").click()
    report = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert (report.max_row, report.cell(1, report.max_column).value) == (8, "Error")

    page.get_by_role("link", name="Decide who is meant").click()
    expect(page.get_by_text("Ким Вера").first).to_be_visible()
    shot(page, "sheet-people-1280-light")
    page.get_by_label("Вера Ким").check()
    page.get_by_role("button", name="Keep these answers").click()
    page.get_by_role("button", name="Import the good lines").click()
    expect(page.locator("#import-state")).to_have_text("done")
    assert _counts(page) == counts | {"new": "993", "ask": "0"}
    shot(page, "sheet-done-1280-light")
    told = desk.python(
        "from registry.honours.journal import verify\n"
        "print(Conferral.objects.filter(office_ru='учитель', state='draft').count(),"
        "Conferral.objects.filter(office_ru='учитель', recipient__names__text='Вера Ким').count(),"
        "verify().intact)"
    )
    assert told == "993 1 True"

    _send(page, "again.xlsx", _thousand())
    assert _counts(page) == {"new": "0", "change": "0", "same": "993", "ask": "0", "bad": "7"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_screens_fit_their_window(browse: Browse, width: int, scheme: str) -> None:
    page = browse(width=width, scheme=scheme)
    sign_in(page, "clerk")
    rows = [{"name_ru": "Жаңа Адам", "award": "barys", "source_key": "page-1"},
            {"name_ru": "Ким Вера", "award": "barys", "source_key": "page-1"},
            {"name_ru": "", "award": "nothing of the kind", "source_key": "x" * 90}]  # fmt: skip
    _send(page, "small.xlsx", xlsx_sheet(rows))
    screens = {"report": page.url, "people": page.url.replace("/change/", "/people/"),
               "upload": "/admin/exchange/importjob/add/",
               "list": "/admin/exchange/importjob/",
               "conferrals": "/admin/honours/conferral/"}  # fmt: skip
    for name, address in screens.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        shot(page, f"sheet-{name}-{width}-{scheme}")


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_report_speaks_the_language_of_its_reader(browse: Browse, lang: str) -> None:
    page = browse(lang=lang)
    sign_in(page, "clerk")
    page.goto("/admin/exchange/importjob/add/")
    known = {"name_ru": "Ким Вера", "award": "barys", "source_key": "page-1", "conferred_on": ""}
    rows = [
        {**known, "birth": "?"},
        {**known, "birth": ""},
        {**known, "name_ru": "Жаңа Адам", "birth": "2020", "conferred_on": "2019"},
    ]
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": csv_sheet(rows)}
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/change/")
    shot(page, f"sheet-report-{lang}")
    lines = page.locator("#problems tbody tr")
    expect(lines).to_have_count(2)
    said = page.locator("#problems").inner_text()
    assert {"kk": "Бұл күн емес", "ru": "Это не дата"}[lang] in said
    assert "before the recipient was born" not in said
    page.goto(page.url.replace("/change/", "/people/"))
    shot(page, f"sheet-people-{lang}")


def test_a_list_is_brought_out_as_it_is_filtered(page: Page) -> None:
    sign_in(page, "reader")
    page.goto("/admin/honours/conferral/?q=Japarov")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    names = {row["Name in English"] for row in csv.DictReader(io.StringIO(text))}
    assert names == {"Sadyr Japarov"}
    answer = page.goto("/admin/exchange/importjob/add/")
    assert answer is not None
    assert answer.status == 403
