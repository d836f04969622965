"""Accounts in the admin: by administrators, who make nobody more than they are themselves."""

import json

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.accounts.models import Role, User
from registry.errors import InvalidInput, NotAllowed
from registry.honours import services
from registry.honours.models import Change
from tests.accounts.coming_in import give_password

LIST = "/admin/accounts/user/"


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_user("chief", role=Role.ADMINISTRATOR, is_staff=True)


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("boss")


def _said(user: User, **changed: object) -> dict[str, object]:
    told = {"username": user.username, "role": user.role, "is_active": "on", "why": "asked to"}
    return {**told, **changed}


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK, Role.REVIEWER])
def test_accounts_are_the_administrators_business(client: Client, boss: User, role: Role) -> None:
    user = User.objects.create_user("one", role=role, is_staff=True)
    client.force_login(user)
    for path in (LIST, f"{LIST}add/", f"{LIST}{user.pk}/change/", f"{LIST}{user.pk}/password/"):
        assert client.get(path).status_code == 403, path
    client.post(f"{LIST}{user.pk}/change/", _said(user, role="administrator"))
    user.refresh_from_db()
    assert user.role == role


def test_an_administrator_makes_an_account_and_gives_a_role(client: Client, chief: User) -> None:
    client.force_login(chief)
    form = client.get(f"{LIST}add/").context["adminform"].form
    assert form["is_staff"].initial is True
    made = client.post(
        f"{LIST}add/",
        {
            "username": "new", "password1": "Long and odd 7", "password2": "Long and odd 7",
            "usable_password": "true", "role": "clerk", "is_staff": "on",
            "why": "began today",
        },
    )  # fmt: skip
    user = User.objects.get(username="new")
    assert made["Location"] == f"{LIST}{user.pk}/change/"
    assert (user.role, user.is_staff, user.is_superuser) == ("clerk", True, False)
    page = client.post(f"{LIST}{user.pk}/change/", _said(user, role="reviewer", is_staff="on"))
    assert page.status_code == 302
    user.refresh_from_db()
    assert user.role == "reviewer"
    assert LogEntry.objects.filter(object_id=str(user.pk), user=chief).count() == 2
    made, changed = Change.objects.order_by("id")
    assert (made.action, made.reason, made.by) == ("user.make", "began today", chief)
    assert (changed.action, changed.reason) == ("user.revise", "asked to")
    assert json.loads(changed.before) == {"role": "clerk"}
    assert json.loads(changed.after) == {"role": "reviewer"}
    assert "Long and odd" not in made.after
    assert "password" not in made.after


def test_no_account_is_changed_without_a_reason(client: Client, chief: User, boss: User) -> None:
    client.force_login(boss)
    page = client.post(f"{LIST}{chief.pk}/change/", _said(chief, role="reader", why=""))
    assert page.status_code == 200
    chief.refresh_from_db()
    assert chief.role == Role.ADMINISTRATOR
    assert not Change.objects.exists()


def test_the_service_makes_nobody_more_than_its_caller(chief: User, boss: User) -> None:
    clerk = User.objects.create_user("clerk", role=Role.CLERK)
    for account in (User(username="new", password="!", is_superuser=True), boss):
        with pytest.raises(NotAllowed):
            services.account_write(user=account, by=chief, reason="why not")
    with pytest.raises(NotAllowed):
        services.account_write(user=clerk, by=clerk, reason="myself")
    with pytest.raises(InvalidInput):
        services.account_write(user=User(username="", password="!"), by=chief, reason="nameless")
    assert not Change.objects.exists()


def test_nobody_is_made_a_superuser_by_an_administrator(
    client: Client, chief: User, boss: User
) -> None:
    client.force_login(chief)
    client.post(f"{LIST}{chief.pk}/change/", _said(chief, is_superuser="on", is_staff="on"))
    chief.refresh_from_db()
    assert not chief.is_superuser
    client.force_login(chief)
    # The account of one is seen, and neither changed nor opened by a new password.
    assert client.get(f"{LIST}{boss.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{boss.pk}/change/", _said(boss)).status_code == 403
    words = {
        "password1": "Long and odd 7",
        "password2": "Long and odd 7",
        "usable_password": "true",
    }
    assert (
        client.post(f"{LIST}{boss.pk}/password/", {**words, "usable_password": "true"}).status_code
        == 403
    )
    boss.refresh_from_db()
    assert boss.is_superuser
    assert not boss.has_usable_password()


def test_no_account_is_deleted(client: Client, boss: User, chief: User) -> None:
    client.force_login(boss)
    assert client.post(f"{LIST}{chief.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=chief.pk).exists()


def test_the_way_to_reset_a_second_step_is_on_the_account(
    client: Client, chief: User, boss: User
) -> None:
    client.force_login(boss)
    page = f"{LIST}{chief.pk}/change/"
    assert "not set up" in client.get(page).content.decode()
    TOTPDevice.objects.create(user=chief, confirmed=True)
    assert f"/admin/second-step/{chief.pk}/reset/" in client.get(page).content.decode()


def test_whoever_is_locked_out_is_let_in_again(client: Client, chief: User, boss: User) -> None:
    for _ in range(5):
        give_password(Client(), "wrong", "chief")
    assert AccessAttempt.objects.filter(username="chief").exists()
    client.force_login(boss)
    client.post(LIST, {"action": "let_in", "_selected_action": [chief.pk]})
    assert not AccessAttempt.objects.exists()
    assert LogEntry.objects.get().object_id == str(chief.pk)


@pytest.mark.parametrize("path", ["auth/group", "otp_totp/totpdevice", "otp_static/staticdevice"])
def test_keys_of_devices_are_shown_to_nobody(client: Client, boss: User, path: str) -> None:
    client.force_login(boss)
    assert client.get(f"/admin/{path}/").status_code == 404
