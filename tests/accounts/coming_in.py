"""Coming in, for the tests of it: a password, an app that makes codes, and the steps."""

from typing import Any

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

LOGIN, CODE, SET_UP = "/admin/login/?next=/admin/", "/admin/login/code/", "/admin/login/set-up/"
PASSWORD = "a long secret"


def now(device: TOTPDevice) -> str:
    """The code that the app shows, and that was not used yet."""
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{TOTP(device.bin_key).token():06}"


def wrong(device: TOTPDevice) -> str:
    return f"{(int(now(device)) + 1) % 10**6:06}"


def give_password(client: Client, password: str = PASSWORD, name: str = "clerk") -> Any:
    return client.post(LOGIN, {"username": name, "password": password})


def is_in(client: Client) -> bool:
    return bool(client.get("/admin/").status_code == 200)


def come_in(client: Client, device: TOTPDevice) -> None:
    give_password(client)
    assert client.post(CODE, {"code": now(device)})["Location"] == "/admin/"
    assert is_in(client)
