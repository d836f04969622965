"""Coming in: password and code, recovery codes, the lock after too many wrong ones."""

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from registry.accounts import second_factor
from registry.accounts.models import Role, User
from registry.errors import Conflict, NotAllowed
from registry.honours import services
from registry.honours.models import Change
from tests.accounts.coming_in import (
    CODE,
    LOGIN,
    PASSWORD,
    SET_UP,
    come_in,
    give_password,
    is_in,
    now,
    wrong,
)
from tests.cast import LOADER

pytestmark = pytest.mark.usefixtures("second_factor_on")
ROADS = ("/admin/", "/admin/honours/conferral/", "/admin/second-step/", "/account/telegram")


def test_the_first_login_sets_an_app_up_and_shows_recovery_codes_once(
    client: Client, clerk: User
) -> None:
    assert give_password(client)["Location"] == SET_UP
    assert not is_in(client)
    page = client.get(SET_UP)
    waiting = TOTPDevice.objects.get(user=clerk)
    assert "<svg" in page.content.decode()
    assert second_factor.key_text(waiting) in page.content.decode()
    assert client.post(SET_UP, {"code": wrong(waiting)}).status_code == 200
    assert not is_in(client)
    TOTPDevice.objects.update(throttling_failure_count=0)
    done = client.post(SET_UP, {"code": now(waiting)})
    shown = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", done.content.decode())
    assert len(set(shown)) == 10
    assert "no-store" in done["Cache-Control"]
    assert is_in(client)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {code.replace("-", "") for code in shown}
    # A second visit to the set-up shows nothing of it.
    assert client.get(SET_UP)["Location"].startswith("/admin/login/")


def test_the_password_alone_opens_no_road_of_the_staff(client: Client, device: TOTPDevice) -> None:
    assert give_password(client)["Location"] == CODE
    for road in (
        "/admin/",
        "/admin/honours/conferral/",
        "/admin/second-step/",
        "/account/telegram",
    ):
        assert client.get(road).status_code == 302, road
    come_in(client, device)
    for road in (
        "/admin/",
        "/admin/honours/conferral/",
        "/admin/second-step/",
        "/account/telegram",
    ):
        assert client.get(road).status_code == 200, road


def test_whoever_knows_only_the_password_adds_no_app_of_their_own(
    client: Client, device: TOTPDevice
) -> None:
    give_password(client)
    assert client.get(SET_UP)["Location"] == CODE
    with pytest.raises(Conflict):
        second_factor.set_up_finish(user=device.user, code="000000")
    assert TOTPDevice.objects.get() == device


def test_a_code_and_a_recovery_code_work_once(clerk: User, device: TOTPDevice) -> None:
    code = now(device)
    assert second_factor.code_check(user=clerk, code=f"{code[:3]} {code[3:]}") == device
    with pytest.raises(second_factor.WrongCode):
        second_factor.code_check(user=clerk, code=code)
    first, second, *_rest = second_factor.recovery_codes_renew(user=clerk)
    second_factor.code_check(user=clerk, code=first.upper())
    assert second_factor.recovery_codes_left(clerk) == 9
    with pytest.raises(second_factor.WrongCode):
        second_factor.code_check(user=clerk, code=first)
    # Renewed: the older ones are worthless.
    second_factor.recovery_codes_renew(user=clerk)
    with pytest.raises(second_factor.WrongCode):
        second_factor.code_check(user=clerk, code=second)


def test_a_right_code_right_after_a_wrong_one_waits(clerk: User, device: TOTPDevice) -> None:
    for _ in range(3):
        with pytest.raises(second_factor.WrongCode):
            second_factor.code_check(user=clerk, code=wrong(device))
    with pytest.raises(second_factor.WrongCode):
        second_factor.code_check(user=clerk, code=now(device))
    device.refresh_from_db()
    assert device.throttling_failure_count >= 1


def test_a_recovery_code_lets_in_and_says_how_many_are_left(
    client: Client, clerk: User, device: TOTPDevice
) -> None:
    codes = second_factor.recovery_codes_renew(user=clerk)
    give_password(client)
    page = client.post(CODE, {"code": codes[0]}, follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"
    assert "9 recovery codes are left" in page.content.decode()


def test_wrong_codes_count_like_wrong_passwords(
    client: Client, device: TOTPDevice, settings: Settings
) -> None:
    give_password(client)
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.post(CODE, {"code": "000000"}).status_code == 429
    assert client.post(CODE, {"code": now(device)}).status_code in (302, 429)
    assert not is_in(client)
    assert give_password(client).status_code == 429


def test_the_lock_says_until_when_in_three_languages_and_alike_for_unknown_names(
    client: Client, clerk: User, settings: Settings
) -> None:
    pages = {}
    for name in ("clerk", "nobody"):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            page = give_password(client, "wrong", name)
            assert page.status_code == 200
        page = give_password(client, "wrong", name)
        assert page.status_code == 429
        assert 0 < int(page["Retry-After"]) <= settings.AXES_COOLOFF_TIME.total_seconds()
        pages[name] = page.content.decode()
        assert all(f'<section lang="{lang}"' in pages[name] for lang in ("kk", "ru", "en"))
    last = AccessAttempt.objects.get(username="clerk").attempt_time
    until = timezone.localtime(last + settings.AXES_COOLOFF_TIME)
    assert f"{until:%H:%M}" in pages["clerk"]
    alike = [re.sub(r"\d\d:\d\d|nonce=\S+", "", page) for page in pages.values()]
    assert alike[0] == alike[1]
    # The right password does not open what is locked, and trying does not prolong it.
    assert give_password(client).status_code == 429
    assert AccessAttempt.objects.get(username="clerk").attempt_time == last


def test_the_lock_is_for_a_name_from_an_address_and_ends(
    client: Client, clerk: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    for _ in range(settings.AXES_FAILURE_LIMIT):
        give_password(client, "wrong")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert give_password(elsewhere)["Location"] == "/admin/"
    assert give_password(client).status_code == 429
    past = timezone.now() - settings.AXES_COOLOFF_TIME - dt.timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=past)
    assert give_password(client)["Location"] == "/admin/"
    assert not AccessAttempt.objects.filter(username="clerk", ip_address="127.0.0.1").exists()


@pytest.mark.parametrize(("proxies", "counted"), [(1, "198.51.100.7"), (0, "127.0.0.1")])
def test_the_address_is_the_one_that_our_proxy_saw(
    client: Client, clerk: User, settings: Settings, proxies: int, counted: str
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    client.post(
        LOGIN, {"username": "clerk", "password": "wrong"},
        headers={"X-Forwarded-For": "1.2.3.4, 198.51.100.7"},
    )  # fmt: skip
    assert AccessAttempt.objects.get().ip_address == counted


def test_who_has_no_address_is_locked_out_all_the_same(
    client: Client, clerk: User, settings: Settings
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    answers = [
        client.post(
            LOGIN,
            {"username": "clerk", "password": "wrong"},
            headers={"X-Forwarded-For": "no address"},
        ).status_code
        for _ in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers[-1] == 429
    assert AccessAttempt.objects.get().ip_address is None


def test_nothing_secret_is_kept_of_a_failed_login(client: Client, device: TOTPDevice) -> None:
    give_password(client, "not this one")
    give_password(client)
    client.post(CODE, {"code": "123123"})
    kept = str(list(AccessAttempt.objects.values()))
    assert "not this one" not in kept
    assert "123123" not in kept


def test_an_address_of_another_site_is_not_gone_to(client: Client, device: TOTPDevice) -> None:
    client.post(
        "/admin/login/?next=https://evil.example/", {"username": "clerk", "password": PASSWORD}
    )
    assert client.post(CODE, {"code": now(device)})["Location"] == "/admin/"


def test_ones_own_second_step_takes_a_code_to_change(client: Client, device: TOTPDevice) -> None:
    come_in(client, device)
    page = client.post("/admin/second-step/", {"code": "000000", "renew": "1"})
    assert "This code is wrong" in page.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    page = client.post("/admin/second-step/", {"code": now(device), "renew": "1"})
    assert len(re.findall(r"<code>[a-z2-9-]{11}</code>", page.content.decode())) == 10
    page = client.post("/admin/second-step/", {"code": now(device), "replace": "1"})
    assert page["Location"] == SET_UP
    assert not is_in(client)
    assert client.get(SET_UP).status_code == 200
    fresh = TOTPDevice.objects.get()
    assert fresh.key != device.key
    assert client.post(SET_UP, {"code": now(fresh)}).status_code == 200
    assert is_in(client)


def test_an_administrator_resets_anothers_and_the_journal_says_why(
    client: Client, clerk: User, device: TOTPDevice
) -> None:
    come_in(client, device)
    chief = User.objects.create_user("chief", role=Role.ADMINISTRATOR, is_staff=True)
    at_work = Client()
    sessions_device = TOTPDevice.objects.create(user=chief, confirmed=True)
    chief.set_password(PASSWORD)
    chief.save()
    give_password(at_work, name="chief")
    at_work.post(CODE, {"code": now(sessions_device)})
    page = at_work.post(f"/admin/second-step/{clerk.pk}/reset/", {"why": ""})
    assert TOTPDevice.objects.filter(user=clerk).exists()
    page = at_work.post(f"/admin/second-step/{clerk.pk}/reset/", {"why": "the phone is lost"})
    assert page["Location"] == f"/admin/accounts/user/{clerk.pk}/change/"
    written = Change.objects.get()
    assert (written.action, written.by, written.reason, written.object_text) == (
        "user.second_factor_reset", chief, "the phone is lost", "clerk",
    )  # fmt: skip
    assert not is_in(client)
    assert give_password(client)["Location"] == SET_UP


def test_nobody_else_resets_a_second_step(client: Client, clerk: User, device: TOTPDevice) -> None:
    come_in(client, device)
    boss = User.objects.create_superuser("boss", password=PASSWORD)
    TOTPDevice.objects.create(user=boss, confirmed=True)
    assert client.post(f"/admin/second-step/{boss.pk}/reset/", {"why": "x"}).status_code == 403
    chief = User.objects.create_user("chief", role=Role.ADMINISTRATOR, is_staff=True)
    for by in (clerk, chief):
        with pytest.raises(NotAllowed):
            services.second_factor_reset(user=boss, by=by, reason="curious")
    with pytest.raises(Conflict):
        services.second_factor_reset(user=chief, by=LOADER, reason="nothing there")
    assert TOTPDevice.objects.filter(user=boss).exists()
    assert not Change.objects.exists()
