"""The entry screen's form, as a browser sends it."""

from typing import Any

from django.test import Client

from registry.accounts.models import User
from tests.cast import Cast

NEW = "/admin/desk/decree/"


def come_in(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def act(cast: Cast, **changed: Any) -> dict[str, Any]:
    said = {
        "authority": cast.kz.pk, "kind": "decree", "number": "645", "date": "2024-04-19",
        "url": "https://law.example/645", "language": "kk", "why": "the decree", "token": "t-1",
    }  # fmt: skip
    return {**said, **changed}


def row(number: int, **said: Any) -> dict[str, Any]:
    fields = {"name": "", "award": "", "grade": "", "new_language": "kk", **said}
    return {f"r{number}-{name}": value for name, value in fields.items()}


def new(number: int, name: str, award: str = "Достық", grade: str = "1", **said: Any) -> dict:
    return row(number, name=name, award=award, grade=grade, person="new", **said)
