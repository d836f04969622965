"""API keys in the admin: shown once, seen by their owners, ended by a button."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from registry.accounts.keys import key_make, key_of
from registry.accounts.models import ApiKey, Role, User
from tests.cast import LOADER, Cast

LIST = "/admin/accounts/apikey/"


def _login(client: Client, user: User) -> Client:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user)
    return client


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_user("chief", role=Role.ADMINISTRATOR, is_staff=True)


def _form(owner: User, **fields: Any) -> dict[str, Any]:
    later = timezone.now() + dt.timedelta(days=30)
    return {
        "name": "import", "owner": owner.pk, "scopes": ["read", "draft"],
        "expires_at_0": later.strftime("%Y-%m-%d"), "expires_at_1": "12:00:00", **fields,
    }  # fmt: skip


def test_the_key_is_shown_on_one_page_and_never_again(
    cast: Cast, client: Client, chief: User
) -> None:
    page = _login(client, chief).post(f"{LIST}add/", _form(cast.clerk))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    found = re.search(r'id="token">(mrp_\w+)<', page.content.decode())
    assert found
    key = key_of(found[1])
    assert (key.owner, key.scopes, key.made_by) == (cast.clerk, ["read", "draft"], chief)
    secret = found[1].rpartition("_")[2]
    for path in (LIST, f"{LIST}{key.pk}/change/", f"{LIST}{key.pk}/history/", "/admin/"):
        again = client.get(path)
        assert again.status_code == 200
        assert secret not in again.content.decode()
    assert secret not in str(client.cookies)
    assert secret not in str(list(LogEntry.objects.values()))
    assert LogEntry.objects.get().user == chief


def test_a_key_needs_a_scope_and_a_day_to_come(cast: Cast, client: Client, chief: User) -> None:
    _login(client, chief)
    for wrong in ({"scopes": []}, {"expires_at_0": "2020-01-01"}, {"expires_at_0": ""}):
        assert client.post(f"{LIST}add/", _form(cast.clerk, **wrong)).status_code == 200
    assert not ApiKey.objects.exists()


def test_only_administrators_make_keys(cast: Cast, client: Client) -> None:
    for user in (cast.reader, cast.clerk, cast.reviewer):
        _login(client, user)
        assert client.get(f"{LIST}add/").status_code == 403
        assert client.post(f"{LIST}add/", _form(user)).status_code == 403
    assert not ApiKey.objects.exists()


def test_the_staff_see_and_revoke_their_own_keys_alone(cast: Cast, client: Client) -> None:
    own, _ = key_make(name="mine", owner=cast.clerk, scopes=["draft"], by=LOADER)
    other, _ = key_make(name="theirs", owner=cast.reviewer, scopes=["draft"], by=LOADER)
    page = _login(client, cast.clerk).get(LIST).content.decode()
    assert own.prefix in page
    assert other.prefix not in page
    client.post(LIST, {"action": "revoke", "_selected_action": [own.pk, other.pk]})
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.revoked_by, other.revoked_at) == (cast.clerk, None)


def test_an_administrator_revokes_any_key_and_it_stays_on_record(
    cast: Cast, client: Client, chief: User
) -> None:
    key, _ = key_make(name="theirs", owner=cast.reviewer, scopes=["draft"], by=LOADER)
    _login(client, chief)
    client.post(LIST, {"action": "revoke", "_selected_action": [key.pk]})
    key.refresh_from_db()
    assert key.revoked_by == chief
    assert LogEntry.objects.get().object_id == str(key.pk)
    assert client.post(f"{LIST}{key.pk}/delete/", {"post": "yes"}).status_code == 403
