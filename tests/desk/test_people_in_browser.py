"""People and their past in a browser: a namesake warned of, two merged, the history read."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import NARROW, Desk, shot, sign_in
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]


def _twice(desk: Desk, name: str) -> tuple[str, str]:
    """A person who is on record twice: the keys of the two."""
    told = desk.python(
        f"""
from registry.dates import PartialDate
def enter(text, lang, **fields):
    return services.recipient_register(
        names=[services.NameInput(text, lang)], by=LOADER, reason=WHY, **fields)
one = enter({name!r}, "ru", citizenships=["KZ"], description_ru="учитель")
two = enter({name!r} + " Сериковна", "ru", gender="f", birth=PartialDate(1968), citizenships=["KZ"])
source = Source.objects.first()
services.conferral_record(
    recipient=two, award=Award.objects.get(slug="otan"), grade=Grade.objects.get(kind="single"),
    conferred_on=PartialDate(2011, 12, 10), conferred_on_basis="reported",
    evidence=[services.EvidenceInput(source)], by=LOADER)
print(one.pk, two.pk)
"""
    )
    one, two = told.split()
    return one, two


def _fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_namesake_is_warned_of_when_a_name_is_entered(page: Page) -> None:
    sign_in(page, "clerk")
    page.goto("/admin/honours/recipient/add/")
    page.locator("select[name=kind]").first.select_option("person")
    page.fill("[name=why]", "decree 7")
    page.get_by_text(re.compile("Add another.*name", re.IGNORECASE)).first.click()
    page.fill("[name=names-0-text]", "Жапаров Садыр")
    page.fill("[name=names-0-language]", "ru")
    page.select_option("[name=names-0-kind]", "official")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Likely the same person is on record")).to_be_visible()
    expect(page.get_by_text("President of Kyrgyzstan").first).to_be_visible()
    shot(page, "namesake-warned")
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_text("Likely the same person")).to_be_visible()
    shot(page, "namesakes")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (NARROW, "dark")])
def test_two_are_merged_after_every_fate_was_seen_and_the_history_tells(
    browse: Browse, desk: Desk, width: int, scheme: str
) -> None:
    one, two = _twice(desk, "Алтынай Бекова" if width == NARROW else "Гаухар Дуйсенова")
    page = browse(width, scheme)
    sign_in(page, "reviewer")
    page.goto(f"/admin/desk/people/{one}/")
    _fits(page, width)
    page.get_by_role("link", name="Compare and merge").first.click()
    for told in ("filled from the second", "leads here for ever", "moves; what both have"):
        expect(page.get_by_text(told).first).to_be_visible()
    _fits(page, width)
    shot(page, f"merge-{scheme}-{width}")
    page.fill("[name=why]", "one teacher")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Merged. It can be undone")).to_be_visible()
    page.get_by_role("link", name="Undo this merge").click()
    expect(page.get_by_text("Goes back to the second").first).to_be_visible()
    _fits(page, width)
    shot(page, f"unmerge-{scheme}-{width}")
    page.goto(f"/admin/honours/recipient/{one}/history/")
    expect(page.get_by_text("one teacher")).to_be_visible()
    page.fill("[name=on]", "2020")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It was not on record then")).to_be_visible()
    _fits(page, width)
    page.fill("[name=on]", "2999")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-table").first).to_contain_text("1968")
    shot(page, f"history-{scheme}-{width}")
    assert desk.python(f"print(Recipient.objects.filter(pk={two}).exists())") == "False"
    page.goto(f"/admin/desk/people/{one}/")
    page.get_by_role("link", name="Undo this merge").click()
    page.fill("[name=why]", "two teachers after all")
    page.keyboard.press("Enter")
    expect(page.get_by_text("They are two again")).to_be_visible()
    _fits(page, width)
    shot(page, f"unmerged-{scheme}-{width}")
    assert desk.python(f"print(Recipient.objects.filter(pk={two}).exists())") == "True"
