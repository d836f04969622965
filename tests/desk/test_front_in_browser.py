"""The front page and the autocompletes of a form, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import Desk, shot, sign_in
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]

_DRAFTS = """
from registry.dates import PartialDate
otan = Award.objects.get(slug="otan")
vera = RecipientName.objects.filter(text="Vera Kim")[0].recipient
services.conferral_record(
    recipient=vera, award=otan, grade=otan.grades.get(), conferred_on=PartialDate(2021, 5, 1),
    conferred_on_basis="reported", by=LOADER, reason_for_write=WHY,
    evidence=[services.EvidenceInput(Source.objects.all()[0], ("recipient", "award"))],
)
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_front_page_fits_the_narrowest_phone(browse: Browse, scheme: str, lang: str) -> None:
    page = browse(width=360, scheme=scheme, lang=lang)
    sign_in(page, "clerk")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    table = page.get_by_role("region").last
    expect(table).to_be_visible()
    shot(page, f"front-360-{lang}-{scheme}")


def test_what_a_rule_warns_of_comes_to_the_front_page_and_is_reached_by_keyboard(
    page: Page, desk: Desk
) -> None:
    desk.python(_DRAFTS)
    sign_in(page, "clerk")
    card = page.locator('[data-list="warnings"]')
    expect(card.locator("li").first).to_contain_text("Vera Kim")
    card.locator(".desk-all").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/desk/warnings/")
    expect(page.locator(".desk-card li").first).to_contain_text("Vera Kim")
    shot(page, "warnings")


def choose(page: Page, field: str, typed: str, offered: list[str]) -> None:
    """Open a field's suggestions by keyboard, type, see what is offered, and take the first."""
    page.locator(f"#id_{field} + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-container--open .select2-search__field")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator(".select2-results__option[role=option]")).to_have_text(offered)
    shot(page, f"offered-{field}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#id_{field}")).not_to_have_value("")


def test_a_form_offers_people_in_any_spelling_and_the_grades_of_the_award_chosen(
    page: Page,
) -> None:
    sign_in(page, "clerk")
    page.goto("/admin/honours/conferral/add/")
    choose(page, "recipient", "жапаров са", ["Sadyr Japarov"])
    choose(page, "award", "dostyk", ["Order of Dostyk"])
    degrees = ["Order of Dostyk, degree 1", "Order of Dostyk, degree 2"]
    choose(page, "grade", "", degrees)
    choose(page, "award", "barys", ["Order of Barys"])
    expect(page.locator("#id_grade")).to_have_value("")
