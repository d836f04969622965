"""Coming in, in a browser: the login, and the front page at a desk and on a phone."""

from base64 import b32decode

import pytest
from django_otp.oath import TOTP

from tests.desk.browser import NARROW, PASSWORD, WIDE, Desk, app_code, shot, sign_in, sign_out
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_front_page_fits_its_window(browse: Browse, width: int, scheme: str) -> None:
    page = browse(width=width, scheme=scheme)
    sign_in(page, "clerk")
    assert page.locator("text=Conferrals").first.count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shot(page, f"front-{width}-{scheme}").stat().st_size > 5_000


def test_somebody_new_sets_the_second_step_up(browse: Browse, desk: Desk) -> None:
    desk.python(
        "user = User.objects.create_user('novice', role=Role.CLERK, is_staff=True)\n"
        f"user.set_password({PASSWORD!r}); user.save()"
    )
    page = browse(width=NARROW)
    page.goto("/admin/")
    page.click("text=Қазақша")
    shot(page, "login-390-kk")
    page.click("text=English")
    page.fill("[name=username]", "novice")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/set-up/")
    assert page.locator("svg path").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    shot(page, "second-step-set-up-390")
    key = b32decode(page.inner_text("#key").replace(" ", ""))
    page.fill("[name=code]", f"{TOTP(key).token():06}")
    page.keyboard.press("Enter")
    codes = page.locator("#recovery-codes li")
    codes.first.wait_for()
    assert codes.count() == 10
    shot(page, "recovery-codes-390")
    page.click("text=I have kept them")
    page.wait_for_url("**/admin/")
    sign_out(page)
    page.goto("/admin/")
    assert page.locator("[name=password]").is_visible()


def test_too_many_wrong_passwords_lock_in_three_languages(browse: Browse) -> None:
    page = browse(scheme="dark")
    page.goto("/admin/login/")
    for _ in range(5):
        page.fill("[name=username]", "mallory")
        page.fill("[name=password]", "guess")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator("section[lang]").count() == 3
    shot(page, "locked-1280-dark")


def test_ones_own_second_step_is_in_the_menu(browse: Browse) -> None:
    page = browse()
    sign_in(page, "reader")
    page.click("text=unfold_more")
    shot(page, "menu-1280")
    page.click("nav >> text=Second step")
    page.fill("[name=code]", app_code(page, "reader"))
    page.click("text=New recovery codes")
    assert page.locator("#recovery-codes li").count() == 10
    page.goto("/admin/second-step/")
    assert "10 recovery codes" in page.inner_text("body")
    shot(page, "second-step-1280")


def test_the_menu_opens_by_keyboard(browse: Browse) -> None:
    page = browse(lang="ru")
    sign_in(page, "clerk")
    assert not page.locator("#logout-form").is_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.includes('unfold_more')"):
            break
    page.keyboard.press("Enter")
    page.locator("#logout-form").wait_for(state="visible")
    page.locator("#logout-form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/logout/")


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_every_list_and_form_fits_the_narrowest_phone(browse: Browse, lang: str) -> None:
    page = browse(width=360, lang=lang, scheme="dark")
    sign_in(page, "administrator")
    lists = page.eval_on_selector_all(
        "#nav-sidebar-apps a", "links => links.map(link => link.pathname)"
    )
    assert len(lists) > 20
    wide = []
    for path in [*lists, *(f"{path}add/" for path in lists if path != "/admin/")]:
        answer = page.goto(path)
        if answer and answer.ok and page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []
