"""Linked data: every record is a node of schema.org under its own address."""

import json
from typing import Any

import pytest
from django.test import Client

from registry.honours import services
from tests.api.conftest import Filled
from tests.cast import LOADER

BASE = "http://testserver/api/v1"


def _node(client: Client, path: str, **query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}", {"format": "jsonld", **query})
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/ld+json"
    node: dict[str, Any] = json.loads(response.content)
    assert node["@context"]["@vocab"] == "https://schema.org/"
    assert node["@id"] == f"{BASE}/{path}"
    return node


def test_a_person_bears_names_state_and_honours(filled: Filled, client: Client) -> None:
    node = _node(client, f"recipients/{filled.cast.japarov.public_id}", lang="ru")
    assert (node["@type"], node["name"]) == ("Person", "Садыр Жапаров")
    assert node["alternateName"] == ["Sadyr Japarov", "Sadyr Zhaparov"]
    assert node["nationality"] == [{"@type": "Country", "identifier": "KG"}]
    assert node["gender"] == "https://schema.org/Male"
    assert node["award"] == ["Орден «Достык» I степени"]
    [action] = node["subjectOf"]
    assert action["@id"] == f"{BASE}/conferrals/{filled.published.public_id}"
    # What is not known is left out, never told as empty.
    assert {"birthDate", "deathDate", "sameAs"}.isdisjoint(node)


def test_a_conferral_is_an_act_of_giving_with_its_sources(filled: Filled, client: Client) -> None:
    node = _node(client, f"conferrals/{filled.published.public_id}")
    assert node["@type"] == "GiveAction"
    assert node["recipient"]["@id"] == f"{BASE}/recipients/{filled.cast.japarov.public_id}"
    assert node["object"]["@id"] == f"{BASE}/awards/dostyk"
    assert node["object"]["termCode"] == "dostyk/1"
    assert node["endTime"] == "2024-04-19"
    assert "startTime" not in node
    assert node["actionStatus"].endswith("CompletedActionStatus")
    assert [c["url"] for c in node["citation"]] == ["https://news.example/1"]


def test_an_honour_that_was_taken_back_is_no_award_of_a_person(
    filled: Filled, client: Client
) -> None:
    services.conferral_event_record(
        conferral=filled.published, kind="revoked", source=filled.cast.page, by=LOADER,
        reason="a court",
    )  # fmt: skip
    person = _node(client, f"recipients/{filled.cast.japarov.public_id}")
    assert "award" not in person
    assert len(person["subjectOf"]) == 1
    act = _node(client, f"conferrals/{filled.published.public_id}")
    assert act["actionStatus"].endswith("FailedActionStatus")


@pytest.mark.parametrize(
    ("path", "kind", "named"),
    [
        ("awards/dostyk", "DefinedTerm", "termCode"),
        ("decrees/{decree}", "Legislation", "identifier"),
    ],
)
def test_awards_and_decrees_are_nodes_too(
    filled: Filled, client: Client, path: str, kind: str, named: str
) -> None:
    node = _node(client, path.format(decree=filled.decree.public_id))
    assert node["@type"] == kind
    assert node[named]
    tags = [text["@language"] for text in node.get("name", ())]
    assert tags == list(dict.fromkeys(tags))
