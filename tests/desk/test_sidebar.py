"""The sidebar offers what the role may see, and nothing that would be refused."""

import re

import pytest
from django.test import Client

from registry.accounts.models import Role, User

OPENED = re.compile(r'href="(/admin/\w+/\w+/)"')
REVIEWERS = {"/admin/questions/askedquestion/", "/admin/notices/endpoint/"}
ADMINISTRATORS = {"/admin/accounts/user/"}


def offered(client: Client) -> set[str]:
    page = client.get("/admin/password_change/").content.decode()
    return set(OPENED.findall(page))


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_every_line_opens_for_whom_it_is_shown_to(client: Client, role: str) -> None:
    client.force_login(User.objects.create_user("one", role=role, is_staff=True))
    found = offered(client)
    assert {"/admin/honours/decree/", "/admin/accounts/apikey/"} <= found
    assert (found >= REVIEWERS) is (role in ("reviewer", "administrator"))
    assert (found >= ADMINISTRATORS) is (role == "administrator")
    for path in found:
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db
def test_nothing_that_may_be_seen_is_missing(client: Client) -> None:
    client.force_login(User.objects.create_superuser("one"))
    lists = {
        model["admin_url"]
        for app in client.get("/admin/").context["available_apps"]
        for model in app["models"]
    }
    assert lists
    assert lists <= offered(client)
