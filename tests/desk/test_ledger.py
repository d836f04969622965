"""How many queries each screen of the desk takes: the same with two rows and with thirty.

The ledger is a decision: `LEDGER=write` writes it again. Lists, searches, autocompletes and the
front page stay under fifteen.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.accounts.models import Role, User
from registry.honours.models import Change
from tests.cast import Cast
from tests.desk.planting import Planter, planter

LEDGER = Path(__file__).parent / "query_ledger.json"
MOST = 15
# Which record of a kind is opened: the one that gets the parts. Of the others: the first.
SEARCHES = {
    "recipient": "Нурлан Сынаков1",
    "conferral": "Nurlan Synakov1",
    "change": "Сынақов1 Нұрлан",
    "change by number": "1",
}
FILTERS = {
    "conferral": [
        "state__exact=draft",
        "contested__exact=1",
        "year=2001",
        "insignia=undelivered",
        "waiting=review",
        "waiting=mending",
    ],
    "change": ["action=conferral.publish"],
    "recipient": ["kind__exact=person"],
    "draft": ["state__exact=proposed", "verdict=check"],
    "askedquestion": ["status=not_understood"],
}


@pytest.fixture
def office(db: None) -> User:
    """An administrator, who sees everything that there is."""
    user = User.objects.create_user("office", role=Role.ADMINISTRATOR, is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    return user


def roads(planted: Planter) -> Iterator[tuple[str, str]]:
    """(name in the ledger, address) of every screen; no list may be empty."""
    yield "front page", "/admin/"
    yield "warnings", "/admin/desk/warnings/"
    for model, screen in admin.site._registry.items():
        app, name = model._meta.app_label, model._meta.model_name
        address = f"/admin/{app}/{name}/"
        first = _record(model, planted)
        assert first is not None, f"plant rows of {app}.{name} in tests/desk/planting.py"
        yield f"list {app}.{name}", address
        for narrowed in FILTERS.get(str(name), []):
            yield f"list {app}.{name}?{narrowed}", f"{address}?{narrowed}"
        if screen.search_fields:
            text = SEARCHES.get(str(name), "1")
            yield f"search {app}.{name}", f"{address}?{urlencode({'q': text})}"
        yield f"form {app}.{name}", f"{address}{first.pk}/change/"
        for part in (screen, *screen.inlines):
            for field in part.autocomplete_fields:
                yield from _autocomplete(getattr(part, "model", model), field)


def _record(model: type[models.Model], planted: Planter) -> models.Model | None:
    kept: tuple[models.Model, ...] = (planted.award, planted.person, planted.conferral)
    own = [record for record in kept if isinstance(record, model)]
    return own[0] if own else model._default_manager.order_by("pk").first()


def _autocomplete(model: type[models.Model], field: str) -> Iterator[tuple[str, str]]:
    meta = model._meta
    asked = {"app_label": meta.app_label, "model_name": meta.model_name, "field_name": field}
    for how, term in (("", ""), (" typed", "Нурлан Сынак" if field == "recipient" else "1")):
        query = urlencode({**asked, "term": term})
        yield f"autocomplete {meta.model_name}.{field}{how}", f"/admin/autocomplete/?{query}"


def count(client: Client, planted: Planter) -> dict[str, int]:
    """Screen → queries."""
    counted = {}
    # What is read once for a process is read now.
    ContentType.objects.get_for_models(*admin.site._registry, for_concrete_models=False)
    client.get("/admin/")
    for name, address in roads(planted):
        with CaptureQueriesContext(connection) as heard:
            response = client.get(address)
        assert response.status_code == 200, f"{name}: {response.status_code}"
        counted[name] = len(heard)
    return counted


def test_queries_do_not_grow_with_rows_and_stay_on_the_ledger(
    cast: Cast, client: Client, office: User
) -> None:
    planted = planter(cast, office)
    client.force_login(office)
    planted.plant(range(1, 3))
    two = count(client, planted)
    planted.plant(range(3, 31))
    thirty = count(client, planted)
    assert {n: (two[n], thirty[n]) for n in two if two[n] != thirty[n]} == {}
    if os.environ.get("LEDGER") == "write":
        LEDGER.write_text(json.dumps(thirty, indent=2, sort_keys=True) + "\n")
    assert thirty == json.loads(LEDGER.read_text()), "a changed count is a decision: write it down"


def test_lists_and_autocompletes_stay_under_fifteen() -> None:
    ledger: dict[str, int] = json.loads(LEDGER.read_text())
    assert {name: number for name, number in ledger.items() if number >= MOST} == {}
    assert Change._meta.model_name in {name.rpartition(".")[2] for name in ledger}
