"""Four eyes in a browser: submitted, refused to its author, returned, mended, published."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import NARROW, Desk, shot, sign_in
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]

# A record with a warning, which wants its reason.
DRAFT = """
from registry.dates import PartialDate
page = Source.objects.get(key="page-1")
dostyk = Award.objects.get(slug="dostyk")
person = services.recipient_register(names=[services.NameInput("Aigul Serikova", "en")],
    citizenships=["KZ"], by=LOADER, reason=WHY)
def draft(rank, day):
    return services.conferral_record(recipient=person, award=dostyk,
        grade=dostyk.grades.get(rank=rank), evidence=[services.EvidenceInput(page)], by=LOADER,
        conferred_on=PartialDate.parse(day), conferred_on_basis="decree")
services.conferral_publish(conferral=draft(2, "2021-03-01"), by=LOADER)
print(draft(1, "2023-03-01").pk)
"""
GRADE = "print(Conferral.objects.get(pk={}).grade.rank)"
STATE = "print(Conferral.objects.get(pk={}).state)"


def _form(page: Page, key: str) -> None:
    page.goto(f"/admin/honours/conferral/{key}/change/")


def _press(page: Page, name: str) -> None:
    pressed = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    with page.expect_navigation():
        pressed.click()


def test_one_writes_and_another_answers_for_it(desk: Desk, browse: Browse) -> None:
    key = desk.python(DRAFT)
    clerk, reviewer = browse(), browse()
    sign_in(clerk, "clerk")
    sign_in(reviewer, "reviewer")
    _form(clerk, key)
    shot(clerk, "review-1-draft")
    _press(clerk, "Submit to a reviewer")
    shot(clerk, "review-2-asked")
    _press(clerk, "Submit")
    expect(clerk.locator("body")).to_contain_text("Nothing was changed")
    assert desk.python(STATE.format(key)) == "draft"
    clerk.get_by_placeholder("Why is it right all the same?").fill("for a heroic deed")
    shot(clerk, "review-3-answered")
    _press(clerk, "Submit")
    assert desk.python(STATE.format(key)) == "submitted"
    _form(clerk, key)
    expect(clerk.get_by_role("link", name="Publish")).to_have_count(0)
    assert clerk.goto(f"/admin/honours/conferral/review/publish/?keys={key}").status == 403

    _form(reviewer, key)
    shot(reviewer, "review-4-submitted")
    _press(reviewer, "Return to be mended")
    reviewer.locator("#why").fill("The decree says the second degree.")
    shot(reviewer, "review-5-returned")
    _press(reviewer, "Return")
    assert desk.python(STATE.format(key)) == "draft"

    _form(clerk, key)
    expect(clerk.get_by_role("note")).to_contain_text("The decree says the second degree.")
    shot(clerk, "review-6-comment")
    clerk.locator("#id_office_en").fill("teacher")
    clerk.locator("#id_why").fill("mended")
    with clerk.expect_navigation():
        clerk.locator("[name=_save]").click()
    assert desk.python(GRADE.format(key)) == "1"
    _form(clerk, key)
    _press(clerk, "Submit to a reviewer")
    _press(clerk, "Submit")
    assert desk.python(STATE.format(key)) == "submitted", clerk.locator("body").inner_text()

    _form(reviewer, key)
    _press(reviewer, "Publish")
    expect(reviewer.locator("body")).to_contain_text("for a heroic deed")
    shot(reviewer, "review-7-publish")
    _press(reviewer, "Publish")
    assert desk.python(STATE.format(key)) == "published"


def test_who_submitted_it_does_not_publish_it_and_the_page_fits_a_phone(
    desk: Desk, browse: Browse
) -> None:
    key = desk.python(
        DRAFT
        + "from registry.accounts.models import User\n"
        + "services.conferral_submit(conferral=Conferral.objects.latest('pk'), by=User.objects.get("
        + "username='reviewer'), answers={'within_five_years': 'for courage'})"
    ).splitlines()[0]
    page = browse(width=NARROW, scheme="dark")
    sign_in(page, "reviewer")
    page.goto(f"/admin/honours/conferral/review/publish/?keys={key}")
    expect(page.locator("body")).to_contain_text("another reviewer has to publish it")
    expect(page.locator("[name=chosen]")).to_be_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    shot(page, "review-own-390-dark")
    _press(page, "Publish")
    assert desk.python(STATE.format(key)) == "submitted"


DECREE = """
from registry.dates import PartialDate
day = PartialDate(2022, 5, 6)
act = services.decree_record(authority=Authority.objects.get(slug="kz"), number="77", date=day,
    by=LOADER, reason=WHY)
page, otan = Source.objects.get(key="page-1"), Award.objects.get(slug="otan")
barys = Award.objects.get(slug="barys")
def given(person, award, rank, day, decree=None):
    return services.conferral_record(recipient=person, award=award, decree=decree,
        grade=award.grades.get(rank=rank), evidence=[services.EvidenceInput(page)], by=LOADER,
        conferred_on=day, conferred_on_basis="decree")
for name in ("Арман Сериков", "Дана Ахметова", "Ерлан Жұмабаев"):
    person = services.recipient_register(names=[services.NameInput(name, "kk")],
        citizenships=["KZ"], by=LOADER, reason=WHY)
    services.conferral_publish(conferral=given(person, barys, 3, PartialDate(2020)), by=LOADER)
    given(person, otan, 0, day, act)
print(act.pk)
"""


def test_a_decree_is_submitted_whole_in_kazakh_on_a_phone(desk: Desk, browse: Browse) -> None:
    key = desk.python(DECREE)
    page = browse(width=NARROW, lang="kk")
    sign_in(page, "clerk")
    page.goto(f"/admin/honours/decree/{key}/submit_these")
    expect(page.locator("[name=chosen]")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.locator("[name='answer::within_five_years']").fill("ерлігі үшін")
    shot(page, "review-decree-390-kk")
    _press(page, "Тапсыру")
    expect(page.locator("body")).to_contain_text("Тексерушіге тапсырылды: 3")
    states = f"print({{c.state for c in Conferral.objects.filter(decree={key})}})"
    assert desk.python(states) == "{'submitted'}"
