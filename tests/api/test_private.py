"""Nothing unpublished is reachable: by no address, no filter, no merged id, no question."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from registry.dates import PartialDate
from registry.honours import services
from tests.api.conftest import SECRET, Filled
from tests.cast import LOADER, WHY, Cast

DOCUMENT = Path(__file__).parents[2] / "registry" / "api" / "openapi.json"
LISTS = ("awards", "recipients", "decrees", "conferrals")
# A value of each parameter that would single out what is hidden.
BAIT = {
    "conferrals": {
        "award": ["dostyk", "barys"], "grade": ["2", "3"], "country": ["KZ"], "from": ["2024-05"],
        "to": ["2024-05-05"], "posthumous": ["false"], "status": ["in_force", "restored"],
        "recipient": [], "decree": [], "kind": ["order"], "authority": ["kz"],
        "recipient_kind": ["person"], "gender": ["m"], "office": ["president"],
        "presenter": [], "date": [], "day": ["05-05"], "as_of": ["2024-12-31"],
        "changed_since": ["0"],
    },
    "recipients": {
        "name": ["Vladimir Kim", "Ким Владимир", f"Other {SECRET}"], "country": ["KZ"],
        "gender": ["m"], "kind": ["person"], "changed_since": ["0"],
    },
    "decrees": {
        "number": [f"{SECRET}-8"], "year": ["2024"], "from": ["2024-05"], "to": ["2024-05-05"],
        "authority": ["kz"], "kind": ["decree"], "changed_since": ["0"],
    },
    "awards": {"kind": ["order"], "authority": ["kz"], "status": ["current"]},
}  # fmt: skip
COMMON = {
    "cursor",
    "page_size",
    "lang",
    "fields",
    "expand",
    "format",
    "ordering",
    "count",
    "known_at",
}


def _unsaid(filled: Filled, text: str) -> None:
    """Nothing that tells of what is hidden stands in the text."""
    hidden = [*filled.unpublished, *filled.hidden_people, filled.hidden_decree]
    for word in (SECRET, "Vladimir", *(record.public_id for record in hidden)):
        assert word not in text, word


def test_the_bait_covers_every_parameter_of_the_document() -> None:
    paths = json.loads(DOCUMENT.read_text())["paths"]
    for path in LISTS:
        told = {p["name"] for p in paths[f"/api/v1/{path}"]["get"]["parameters"]}
        assert told - COMMON == set(BAIT[path])


def _baits(path: str) -> Iterator[dict[str, str]]:
    yield {"page_size": "200"}
    for name, values in BAIT[path].items():
        yield from ({name: value, "lang": lang} for value in values for lang in ("kk", "ru", "en"))


@pytest.mark.parametrize("path", LISTS)
def test_no_filter_of_a_list_shows_what_is_hidden(
    filled: Filled, get: Callable[..., Any], path: str
) -> None:
    for query in _baits(path):
        _unsaid(filled, json.dumps(get(path, **query), ensure_ascii=False))


def test_hidden_ids_lead_nowhere_and_look_like_ids_that_never_were(
    filled: Filled, client: Client
) -> None:
    def body(address: str, public_id: str) -> tuple[int, str]:
        # The same id of the request, which a problem repeats.
        response = client.get(f"/api/v1/{address}{public_id}", headers={"x-request-id": "same"})
        return response.status_code, response.content.decode()

    roads = [("conferrals/", "c-none", c.public_id) for c in filled.unpublished]
    for person in filled.hidden_people:
        roads.append(("recipients/", "r-none", person.public_id))
        roads.append(("conferrals?recipient=", "r-none", person.public_id))
    roads.append(("decrees/", "d-none", filled.hidden_decree.public_id))
    roads.append(("conferrals?decree=", "d-none", filled.hidden_decree.public_id))
    for address, never, hidden in roads:
        assert body(address, hidden) == body(address, never)


def test_a_merged_id_does_not_lead_to_somebody_hidden(filled: Filled, client: Client) -> None:
    twin = filled.cast.person(("V. Kim", "en"))
    old = twin.public_id
    services.recipient_merge(
        duplicate=twin, survivor=filled.cast.kim_vladimir, by=LOADER, reason=WHY
    )
    response = client.get(f"/api/v1/recipients/{old}")
    assert response.status_code == 404
    assert "Location" not in response
    assert client.get(f"/api/v1/conferrals?recipient={old}").status_code == 422


@pytest.mark.parametrize(
    "text",
    [
        "Who received the Order of Dostyk?",
        "Who received the Order of Barys, third degree, in May 2024?",
        "How many people received the Order of Barys?",
        "Who was the latest to receive the Order of Dostyk?",
        "Кто получил орден «Достык» II степени?",
    ],
)
def test_no_question_about_an_award_shows_what_is_hidden(
    filled: Filled, client: Client, text: str
) -> None:
    response = client.post("/api/v1/questions", {"text": text}, content_type="application/json")
    assert response.status_code == 200
    _unsaid(filled, response.content.decode())


def test_private_fields_of_what_is_published_have_no_place(
    filled: Filled, get: Callable[..., Any]
) -> None:
    row = get(f"conferrals/{filled.published.public_id}")
    assert {"certificate_number", "note", "state"}.isdisjoint(row)
    _unsaid(filled, json.dumps(row))


def test_a_withdrawn_record_is_gone_at_once(
    filled: Filled, client: Client, get: Callable[..., Any]
) -> None:
    public_id, person = filled.published.public_id, filled.cast.japarov.public_id
    assert get(f"recipients/{person}")["name"] == "Sadyr Japarov"
    services.conferral_withdraw(conferral=filled.published, by=LOADER, reason="wrong person")
    for address in (f"conferrals/{public_id}", f"recipients/{person}"):
        assert client.get(f"/api/v1/{address}").status_code == 404
    assert get("conferrals", award="dostyk")["results"] == []


def test_the_birth_of_the_living_is_not_told(cast: Cast, get: Callable[..., Any]) -> None:
    living = cast.person(("A Living", "en"), birth=PartialDate(1970, 1, 2))
    dead = cast.person(("A Dead", "en"), birth=PartialDate(1920), death=PartialDate(1999))
    for person in (living, dead):
        cast.confer(person, cast.otan, conferred_on="1998")
    births = {row["name"]: row["birth"] for row in get("recipients")["results"]}
    assert births == {"A Living": None, "A Dead": "1920"}


def test_no_question_gives_away_who_is_known_from_a_draft_only(
    filled: Filled, client: Client
) -> None:
    hidden = [person.public_id for person in filled.hidden_people]
    assert hidden
    bodies: list[dict[str, Any]] = [
        {"text": "What awards does Kim have?"},
        {"text": "Какие награды у Кима?"},
        *({"text": "What awards does Kim have?", "pinned": {"recipient": i}} for i in hidden),
        *({"text": "and in 2024?", "context": {"kind": "honours", "recipient": i}} for i in hidden),
    ]
    for body in bodies:
        response = client.post("/api/v1/questions", body, content_type="application/json")
        told = response.content.decode()
        assert "Vladimir" not in told
        assert "Владимир" not in told
        # A 404 may repeat the id that was sent, and says of it what it says of any unknown one.
        assert response.status_code == 404 or not [i for i in hidden if i in told]
