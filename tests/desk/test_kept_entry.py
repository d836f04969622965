"""What a clerk has typed outlives the session: it is kept in the browser until it is saved."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.desk.browser import NARROW, Desk, shot, sign_in, sign_out
from tests.desk.conftest import Browse
from tests.desk.entering import NEW, act, new

ENTRY = "/admin/desk/decree/"
SAVED = "/admin/desk/decree/saved/"
KEPT = "Object.keys(localStorage).some((key) => key.startsWith('desk-entry:'))"


def test_the_server_says_which_forms_it_has(cast: Cast, clerk: Client) -> None:
    sent = {**act(cast, token="t-1"), **new(1, "Жаңа Адам"), "save": "1"}
    assert clerk.post(NEW, sent).status_code == 302
    asked = clerk.get(SAVED, {"token": ["t-1", "t-2"]})
    assert asked.json() == {"saved": ["t-1"]}


def test_a_page_made_of_what_was_sent_says_that_it_is_not_saved(cast: Cast, clerk: Client) -> None:
    assert "data-unsaved" not in clerk.get(NEW).content.decode()
    checked = clerk.post(NEW, {**act(cast), **new(1, "Жаңа Адам"), "check": "1"})
    assert "data-unsaved" in checked.content.decode()


def _typed(page: Page, number: str) -> None:
    page.fill("[name=number]", number)
    page.fill("[name=date]", "2024-04-19")
    page.fill("[name=url]", f"https://law.example/{number}")
    page.fill("[name=why]", "the decree")
    page.fill("[name=r1-name]", f"Ғазиз Сақталған{number}")
    page.fill("[name=r1-award]", "Достық")
    page.fill("[name=r1-office_text], [name=r1-office]", "дәрігер")
    page.wait_for_function(KEPT)


def _offer(page: Page) -> None:
    expect(page.locator("#desk-kept")).to_be_visible()


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.long
@pytest.mark.process
def test_a_session_that_ends_takes_nothing_along(browse: Browse, desk: Desk, lang: str) -> None:
    page = browse(width=NARROW, lang=lang)
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _typed(page, f"71{lang}")
    desk.python(
        "from django.contrib.sessions.models import Session; Session.objects.all().delete()"
    )
    page.click("button[name=save]")
    page.wait_for_url("**/admin/login/**")
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _offer(page)
    shot(page, f"entry-kept-{lang}")
    page.locator("#desk-kept button").first.click()
    expect(page.locator("[name=r1-name]")).to_have_value(f"Ғазиз Сақталған71{lang}")
    expect(page.locator("[name=number]")).to_have_value(f"71{lang}")
    page.check("[name=r1-person][value=new]")
    page.click("button[name=save]")
    page.wait_for_url(re.compile(r"/admin/desk/decree/\d+/$"))
    page.goto(ENTRY)
    expect(page.locator("#desk-kept")).to_be_hidden()
    page.wait_for_function(f"!{KEPT}")


@pytest.mark.long
@pytest.mark.process
def test_what_is_kept_can_be_discarded_and_goes_with_signing_out(browse: Browse) -> None:
    page = browse()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _typed(page, "72")
    page.goto(ENTRY)
    _offer(page)
    page.locator("#desk-kept button").last.click()
    page.goto(ENTRY)
    expect(page.locator("#desk-kept")).to_be_hidden()
    _typed(page, "73")
    sign_out(page)
    sign_in(page, "clerk")
    page.goto(ENTRY)
    assert not page.evaluate(KEPT)
    expect(page.locator("#desk-kept")).to_be_hidden()


@pytest.mark.long
@pytest.mark.process
def test_a_form_that_is_open_elsewhere_is_not_offered_and_ends_with_signing_out(
    browse: Browse,
) -> None:
    page = browse()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "clerk")
    page.goto(ENTRY)
    _typed(page, "74")
    other = page.context.new_page()
    other.goto(ENTRY)
    other.wait_for_load_state("networkidle")
    expect(other.locator("#desk-kept")).to_be_hidden()
    sign_out(other)
    page.fill("[name=number]", "75")
    page.goto("about:blank")
    page.goto("/admin/login/")
    assert not page.evaluate(KEPT)
