"""Sessions end: of age, unused, and with the rights that they had."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from registry.accounts import sessions
from registry.accounts.models import Role, User
from registry.accounts.tasks import forget_old
from tests.accounts.coming_in import (
    CODE,
    come_in,
    give_password,
    is_in,
    now,
)

pytestmark = pytest.mark.usefixtures("second_factor_on")


def test_a_session_ends_when_idle_and_when_old(
    client: Client, device: TOTPDevice, settings: Settings
) -> None:
    for key, age in ((sessions.SEEN, settings.SESSION_IDLE), (sessions.BEGUN, 10 * 3600)):
        come_in(client, device)
        session = client.session
        session[key] -= age - 5
        session.save()
        assert is_in(client), key
        session = client.session
        session[key] -= settings.SESSION_COOKIE_AGE + 10
        session.save()
        assert not is_in(client), key
        assert not client.session.keys()


def test_a_session_is_noted_once_a_minute(client: Client, device: TOTPDevice) -> None:
    come_in(client, device)
    seen = client.session[sessions.SEEN]
    session = client.session
    session[sessions.SEEN] = seen - 30
    session.save()
    is_in(client)
    assert client.session[sessions.SEEN] == seen - 30
    session[sessions.SEEN] = seen - 90
    session.save()
    is_in(client)
    assert client.session[sessions.SEEN] >= seen


@pytest.mark.parametrize("change", ["password", "role", "is_superuser", "is_staff", "is_active"])
def test_a_session_ends_with_the_rights_that_it_had(
    client: Client, clerk: User, device: TOTPDevice, change: str
) -> None:
    come_in(client, device)
    if change == "password":
        clerk.set_password("another secret")
    else:
        setattr(clerk, change, Role.READER if change == "role" else not getattr(clerk, change))
    clerk.save()
    assert not is_in(client)


def test_a_session_of_a_password_alone_ends_where_the_setting_is_turned_on(
    client: Client, clerk: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    assert give_password(client)["Location"] == "/admin/"
    assert is_in(client)
    settings.SECOND_FACTOR = True
    assert not is_in(client)


def test_half_in_lasts_no_longer_than_the_password(
    client: Client, clerk: User, device: TOTPDevice
) -> None:
    give_password(client)
    clerk.set_password("another secret")
    clerk.save()
    assert client.post(CODE, {"code": now(device)})["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", ["/api/v1/awards", "/api/v1/openapi.json", "/healthz", "/"])
def test_what_asks_for_no_user_costs_no_query_of_a_session(
    client: Client, device: TOTPDevice, path: str
) -> None:
    come_in(client, device)
    costs = []
    for visitor in (client, Client(), client, Client()):
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(path).status_code == 200
        costs.append(sum("otp_" in q["sql"] or "session" in q["sql"] for q in asked))
    assert costs == [0, 0, 0, 0]


def test_the_button_ends_the_session(client: Client, device: TOTPDevice) -> None:
    come_in(client, device)
    assert client.post("/admin/logout/").status_code == 200
    assert not is_in(client)


def test_what_no_longer_counts_is_erased_at_night(client: Client, clerk: User) -> None:
    for name in ("clerk", "old"):
        give_password(client, "wrong", name)
    past = timezone.now() - dt.timedelta(days=1)
    AccessAttempt.objects.filter(username="old").update(attempt_time=past)
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=past)
    assert forget_old() == 1
    assert AccessAttempt.objects.get().username == "clerk"
    assert not Session.objects.filter(session_key="x" * 32).exists()


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "False"),
        ({"BEHIND_TLS": "yes"}, "True"),
        ({"ALLOWED_HOSTS": "127.0.0.1,awards.example"}, "True"),
        ({"BEHIND_TLS": "yes", "SECOND_FACTOR": "no"}, "False"),
        ({"SECOND_FACTOR": "yes"}, "True"),
    ],
)
@pytest.mark.once
def test_the_second_factor_is_on_wherever_others_can_come_in(
    environment: dict[str, str], wanted: str, tmp_path: Path
) -> None:
    clean = {k: v for k, v in os.environ.items() if k not in ("BEHIND_TLS", "ALLOWED_HOSTS")}
    said = subprocess.run(
        [sys.executable, "-c", "from registry import settings; print(settings.SECOND_FACTOR)"],
        env={**clean, "VAR_DIR": str(tmp_path), **environment}, capture_output=True, text=True,
        cwd=Path(__file__).parents[2], check=True,
    )  # fmt: skip
    assert said.stdout.strip() == wanted
