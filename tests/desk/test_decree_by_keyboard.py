"""The entry screen in a browser, by keyboard alone: twenty conferrals typed, twenty pasted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import NARROW, Desk, shot, sign_in
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]

ENTRY = "/admin/desk/decree/"
GIVEN = ("Серік", "Марат", "Айгүл", "Нұрлан", "Болат")
SURNAMES = ("Тілеуов", "Оспанов", "Жұмабаев", "Кенжебеков")
PEOPLE = [f"{given} {surname}" for surname in SURNAMES for given in GIVEN]


def _other(name: str, scheme: str) -> str:
    """Somebody whom no other test has entered."""
    return (name if scheme == "light" else f"{name}лық")[::-1].title()


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _type_act(page: Page, number: str) -> None:
    """From the number on, as the page opens: Tab by Tab."""
    expect(page.locator("[name=number]")).to_be_focused()
    for text in (number, "2024-04-19", f"https://law.example/{number}", None, None, "the decree"):
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def _to_first_row(page: Page) -> None:
    for _ in range(10):
        if _focused(page) == "r1-name":
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the first row is out of reach: {_focused(page)}")


def _saved(page: Page) -> int:
    expect(page.get_by_text(re.compile("Saved with"))).to_be_visible(timeout=20_000)
    return page.locator("[name$=-conferral]").count() - 1  # the spare row


def test_a_clerk_enters_twenty_conferrals_by_keyboard_alone(page: Page, desk: Desk) -> None:
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _type_act(page, "645")
    _to_first_row(page)
    for number, name in enumerate(PEOPLE, 1):
        expect(page.locator(f"[name=r{number}-name]")).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        if number == 1:
            # The award by its suggestion, the degree as a select takes it; the next rows go on so.
            page.keyboard.type("достық")
            expect(page.locator("#id_r1-award-list li").first).to_be_visible()
            _press(page, "ArrowDown", "Enter")
            page.keyboard.type("II")
        else:
            page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.type("мұғалім")
        _press(page, *["Enter"] * 5)
    expect(page.locator("[name=r21-name]")).to_be_focused()
    shot(page, "entry-twenty-rows")
    page.keyboard.press("Control+Enter")
    assert _saved(page) == 20
    shot(page, "entry-saved")
    told = desk.python(
        "rows = Conferral.objects.filter(decree__number='645')\n"
        "print(rows.count(), {(r.award.slug, r.grade.code(), r.office_en, r.state) for r in rows})"
    )
    assert told == "20 {('dostyk', '2', 'мұғалім', 'draft')}"


def test_a_likely_person_is_shown_and_chosen_with_the_arrows(page: Page, desk: Desk) -> None:
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _type_act(page, "646")
    _to_first_row(page)
    page.keyboard.type("Жапаров Садыр")
    expect(page.locator("#id_r1-name-list li")).to_contain_text(["President of Kyrgyzstan"])
    shot(page, "entry-suggestion")
    _press(page, "ArrowDown", "Enter")
    page.keyboard.type("Барыс")
    _press(page, "Tab")
    page.keyboard.type("I")
    _press(page, *["Enter"] * 6)
    # The second row is not decided before it is left: Enter stops at the people to choose from.
    expect(page.locator("[name=r2-name]")).to_be_focused()
    page.keyboard.type("Вера Ким")
    _press(page, "Escape", *["Enter"] * 8)
    people = page.locator("[name=r2-person]")
    expect(people.first).to_be_focused()
    expect(page.locator("[data-row='2'] .desk-row-state")).to_contain_text("Likely the same")
    shot(page, "entry-likely")
    _press(page, "Enter", "Control+Enter")
    assert _saved(page) == 2
    told = desk.python(
        "rows = Conferral.objects.filter(decree__number='646').order_by('pk')\n"
        "print([str(r.recipient) for r in rows])"
    )
    assert told == "['Sadyr Japarov', 'Vera Kim']"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_twenty_rows_are_pasted_and_saved(browse: Browse, desk: Desk, scheme: str) -> None:
    number = "647" if scheme == "light" else "648"
    page = browse(NARROW, scheme)
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _type_act(page, number)
    _to_first_row(page)
    cells = "\n".join(
        f"{n}\t{_other(name, scheme)}\tІІ дәрежелі «Барыс» ордені\tдәрігер" for n, name in
        enumerate(PEOPLE, 1)
    )  # fmt: skip
    page.evaluate(
        """cells => {
            const data = new DataTransfer();
            data.setData("text/plain", cells);
            const told = {clipboardData: data, bubbles: true, cancelable: true};
            const paste = new ClipboardEvent("paste", told);
            document.activeElement.dispatchEvent(paste);
        }""",
        cells,
    )
    expect(page.locator("[name=r20-name]")).to_have_value(_other(PEOPLE[-1], scheme))
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    shot(page, f"entry-pasted-{scheme}-390")
    page.keyboard.press("Control+Enter")
    assert _saved(page) == 20
