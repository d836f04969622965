"""The OpenAPI document: valid, as checked in, and its page needs nothing from elsewhere."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from openapi_spec_validator import validate

CHECKED_IN = Path(__file__).parents[2] / "registry" / "api" / "openapi.json"


def test_the_document_is_the_one_that_is_checked_in() -> None:
    out = StringIO()
    call_command("spectacular", format="openapi-json", validate=True, fail_on_warn=True, stdout=out)
    assert json.loads(out.getvalue()) == json.loads(CHECKED_IN.read_text()), "run `make openapi`"


def test_it_is_valid_and_every_operation_documents_its_errors() -> None:
    document = json.loads(CHECKED_IN.read_text())
    validate(document)
    assert document["openapi"].startswith("3.1")
    for path in document["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]


@pytest.mark.django_db
def test_the_server_hands_it_out_and_shows_it(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Marapat"
    page = client.get("/api/v1/docs").content.decode()
    assert "swagger-ui" in page
    assert "cdn" not in page.lower()
    assert 'src="http' not in page
