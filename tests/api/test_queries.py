"""How many queries each endpoint runs: as many for thirty rows as for one, and on the ledger."""

import json
import os
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.api.remembered import MEMORY
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Conferral
from tests.api.conftest import forget
from tests.cast import LOADER, WHY, Cast

LEDGER = Path(__file__).parent / "query_ledger.json"
QUESTION = {"text": "Who received the Order of Otan?"}


def _add(cast: Cast, number: int) -> Conferral:
    """A row with an award, decree, source, person and event of its own."""
    year = PartialDate(2000 + number % 25)
    page = services.source_register(
        key=f"p{number}", title=f"Page {number}", strength="primary",
        url=f"https://law.example/p{number}", by=LOADER, reason=WHY,
    )  # fmt: skip
    decree = services.decree_record(
        authority=cast.kz, number=f"{number}", date=year, sources=[page], by=LOADER
    )
    medal = services.award_register(
        slug=f"medal-{number}", authority=cast.kz, kind="medal", name_en=f"Medal {number}",
        grades=[{"kind": "single", "rank": 0, "name_en": f"Medal {number}"}],
        periods=[{"valid_from": PartialDate(1999)}], sources=[page], by=LOADER, reason=WHY,
        names=[{"text": f"Medal {number}", "language": "en", "script": "latn", "kind": "official"}],
    )  # fmt: skip
    person = cast.person(("Некто Некто", "ru"), (f"Some One{number}", "en"), citizenships=["KZ"])
    cast.confer(person, medal, decree=decree, source=page, conferred_on=year.iso())
    row = cast.confer(person, cast.otan, decree=decree, source=page, conferred_on=year.iso())
    services.conferral_event_record(
        conferral=row, kind="revoked", decree=decree, source=page, by=LOADER, reason="a court"
    )
    return row


def _counts(client: Client, row: Conferral) -> dict[str, Any]:
    """Endpoint → queries, with filters where they run queries of their own.

    Cold: the first request after the registry moved, which reads what thousands of rows share.
    """
    assert row.decree is not None
    recipient, decree = row.recipient.public_id, row.decree.public_id
    roads = {
        "awards": "awards?page_size=200",
        "awards?authority": "awards?authority=kz",
        "awards/{slug}": "awards/otan",
        "recipients": "recipients?page_size=200",
        "recipients?name": "recipients?name=Некто",
        "recipients?country": "recipients?country=KZ",
        "recipients/{id}": f"recipients/{recipient}",
        "decrees": "decrees?page_size=200",
        "decrees/{id}": f"decrees/{decree}",
        "conferrals": "conferrals?page_size=200",
        "conferrals?award": "conferrals?award=otan",
        "conferrals?recipient": f"conferrals?recipient={recipient}",
        "conferrals?decree": f"conferrals?decree={decree}",
        "conferrals?country,from,grade,status": (
            "conferrals?country=KZ&from=2000&to=2100&grade=single&status=revoked"
        ),
        "conferrals/{id}": f"conferrals/{row.public_id}",
    }
    counted = {}
    for name, path in roads.items():
        forget()
        cold = _count(client, path)
        MEMORY.forget()
        counted[name] = {"cold": cold, "shelf filled": _count(client, path)}
        assert _count(client, path) == 1, "what is remembered costs the journal's head"
    return counted | {"POST questions": _count(client, None)}


def _count(client: Client, path: str | None) -> int:
    with CaptureQueriesContext(connection) as captured:
        if path is None:
            response = client.post("/api/v1/questions", QUESTION, content_type="application/json")
        else:
            response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    body = response.json()
    assert body.get("results", body.get("conferrals", True)), f"{path} has to find something"
    return len(captured)


def test_queries_do_not_grow_with_rows_and_stay_on_the_ledger(cast: Cast, client: Client) -> None:
    row = _add(cast, 1)
    _count(client, None)  # reads the spellings, which are kept until the registry moves
    one = _counts(client, row)
    for number in range(2, 31):
        _add(cast, number)
    _count(client, None)
    thirty = _counts(client, row)
    assert thirty == one
    if os.environ.get("LEDGER") == "write":
        LEDGER.write_text(json.dumps(thirty, indent=2, sort_keys=True) + "\n")
    assert thirty == json.loads(LEDGER.read_text()), "a changed count is a decision: write it down"
