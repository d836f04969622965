"""Endpoints in the admin: a reviewer's business, with a secret that is shown once."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from registry.accounts.models import User
from registry.notices.events import shown_secret
from registry.notices.gather import gather
from registry.notices.models import Delivery, Endpoint, Follower
from registry.notices.plan import plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/admin/notices/endpoint/"
URL = "http://archive.local:8080/hook?token=abc"


@pytest.fixture(autouse=True)
def in_the_house(settings: Settings) -> None:
    settings.WEBHOOK_INNER_HOSTS = ["archive.local:8080"]
    settings.NOTICES_GATHER_SECONDS = 0


def login(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def form(kind: str = "everything", key: str = "", **fields: str) -> dict[str, str]:
    return {
        "name": "The archive", "address": URL, "language": "ru", "on": "on",
        "follows-TOTAL_FORMS": "1", "follows-INITIAL_FORMS": "0",
        "follows-0-kind": kind, "follows-0-key": key, **fields,
    }  # fmt: skip


def test_the_secret_is_shown_when_it_is_made_and_never_after(cast: Cast, client: Client) -> None:
    login(client, cast.reviewer)
    page = client.post(f"{LIST}add/", form())
    endpoint = Endpoint.objects.get()
    assert shown_secret(endpoint) in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert [str(follow) for follow in endpoint.follows.all()] == ["everything"]
    for address in (
        LIST,
        f"{LIST}{endpoint.pk}/change/",
        "/admin/",
        f"{LIST}{endpoint.pk}/history/",
    ):
        text = client.get(address).content.decode()
        assert shown_secret(endpoint) not in text
        assert endpoint.secret not in text
    renewed = client.post(LIST, {"action": "renew", "_selected_action": [endpoint.pk]})
    again = Endpoint.objects.get()
    assert again.secret != endpoint.secret
    assert shown_secret(again) in renewed.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"address": "https://127.0.0.1/x"}, "not a public address"),
        ({"address": "https://10.0.0.7/x"}, "not a public address"),
        ({"address": "https://[::1]/x"}, "not a public address"),
        ({"address": "http://example.com/x"}, "Wanted an https address"),
        ({"address": "https://me:pass@example.com/x"}, "Wanted an https address"),
        ({"address": "http://archive.local:8081/hook"}, "Wanted an https address"),
        ({"name": ""}, "required"),
        ({"kind": "award", "key": "no-such"}, "is not known"),
    ],
)
def test_what_cannot_be_told_is_not_entered(
    cast: Cast, client: Client, changed: dict[str, str], said: str
) -> None:
    login(client, cast.reviewer)
    page = client.post(f"{LIST}add/", form(**changed))
    assert said in page.content.decode()
    assert not Endpoint.objects.exists()


def test_one_address_has_one_endpoint(cast: Cast, client: Client) -> None:
    login(client, cast.reviewer)
    client.post(f"{LIST}add/", form())
    assert "already" in client.post(f"{LIST}add/", form()).content.decode()
    assert Endpoint.objects.count() == 1


def test_clerks_neither_see_addresses_nor_set_them(cast: Cast, client: Client) -> None:
    login(client, cast.reviewer).post(f"{LIST}add/", form())
    endpoint = Endpoint.objects.get()
    login(client, cast.clerk)
    for address in (LIST, f"{LIST}add/", f"{LIST}{endpoint.pk}/change/"):
        assert client.get(address).status_code == 403
    assert "token=abc" not in client.get("/admin/notices/follower/").content.decode()


def test_staff_are_told_of_what_was_switched_off_and_switch_it_on(
    cast: Cast, client: Client
) -> None:
    login(client, cast.reviewer).post(f"{LIST}add/", form())
    endpoint = Endpoint.objects.get()
    told = "“The archive” was switched off"
    assert told not in client.get("/admin/").content.decode()
    Follower.objects.update(off="failing", failing_since=timezone.now())
    assert told in client.get("/admin/").content.decode()
    assert told not in login(Client(), cast.clerk).get("/admin/").content.decode()
    follow = endpoint.follows.get()
    kept = form(**{"follows-INITIAL_FORMS": "1", "follows-0-id": str(follow.pk)})
    off = {k: v for k, v in kept.items() if k != "on"} | {"follows-0-follower": str(endpoint.pk)}
    client.post(f"{LIST}{endpoint.pk}/change/", off)
    assert Endpoint.objects.get().off == "failing"
    on = kept | {"follows-0-follower": str(endpoint.pk)}
    client.post(f"{LIST}{endpoint.pk}/change/", on)
    found = Endpoint.objects.get()
    assert (found.off, found.failing_since) == ("", None)


def test_dead_ends_are_seen_and_sent_again(cast: Cast, client: Client) -> None:
    login(client, cast.reviewer).post(f"{LIST}add/", form())
    for person in (cast.japarov, cast.kim_vera):
        cast.confer(person, cast.dostyk, "1", conferred_on="2024-04-19")
        gather()
        plan()
    Delivery.objects.update(state="failed", attempts=11, problem="answered 500: no room")
    page = client.get("/admin/notices/delivery/?state__exact=failed").content.decode()
    assert "answered 500: no room" in page
    assert "The archive" in page
    row = re.search(r"field-undelivered[^>]*>\s*(\d+)", client.get(LIST).content.decode())
    assert row
    assert row[1] == "2"
    one = Delivery.objects.first()
    assert one
    chosen = {"action": "again", "_selected_action": [one.pk]}
    client.post("/admin/notices/delivery/", chosen)
    assert Delivery.objects.filter(state="waiting").count() == 1
    client.post(LIST, {"action": "again", "_selected_action": [Endpoint.objects.get().pk]})
    assert Delivery.objects.filter(state="waiting", attempts=0).count() == 2
