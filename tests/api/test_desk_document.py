"""What the document says of the desk: the scheme, headers, refusals; and examples that run."""

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from registry.api.desk import examples
from tests.api.conftest import Desk
from tests.cast import Cast


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def test_the_desk_takes_a_key_and_what_is_public_does_not(document: dict[str, Any]) -> None:
    scheme = document["components"]["securitySchemes"]["apiKey"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert all(f"`{scope}`" in scheme["description"] for scope in ("read", "draft", "publish"))
    for _, path, operation in _operations(document):
        desk = operation["tags"] == ["desk"]
        assert ({} in operation["security"]) is not desk, path
        if desk:
            assert "`draft`" in operation["description"] or "`publish`" in operation["description"]


def test_every_response_tells_its_headers_and_every_write_its_refusals(
    document: dict[str, Any],
) -> None:
    for method, path, operation in _operations(document):
        for response in operation["responses"].values():
            assert {"X-Request-Id", "RateLimit", "RateLimit-Policy"} <= set(response["headers"])
        assert "Retry-After" in operation["responses"]["429"]["headers"]
        if operation["tags"] != ["desk"]:
            continue
        wanted = {"401", "403", "422", "429"} | ({"409"} if method != "get" else set())
        assert wanted <= set(operation["responses"]), path
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert ("Idempotency-Key" in names) is (method == "post")
        if method != "get":
            assert operation["requestBody"]["content"]["application/json"]["examples"]
            good = next(r for n, r in operation["responses"].items() if n.startswith("2"))
            assert good["content"]["application/json"]["examples"]


def _shape(value: Any) -> Any:
    """The keys of a document, all the way down; of a list those of its first entry."""
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    return [_shape(value[0])] if isinstance(value, list) and value else None


def _told(pair: list[Any]) -> Any:
    return pair[1].value


def test_every_example_runs_and_is_answered_as_its_example_says(
    cast: Cast, clerk: Desk, reviewer: Desk
) -> None:
    draft = clerk.post("drafts", examples.DRAFT_BODY)
    assert _shape(draft) == _shape(_told(examples.DRAFT)) | {"findings": _shape(draft["findings"])}
    path = f"drafts/{draft['id']}"
    amended = clerk.ask("PATCH", path, examples.AMENDMENT_BODY)
    assert amended.status_code == 200
    assert set(amended.json()) == set(_told(examples.AMENDMENT))
    submitted = clerk.post(f"{path}/submit", examples.SUBMISSION_BODY)
    assert _shape(submitted) == _shape(_told(examples.SUBMISSION))
    returned = reviewer.post(f"{path}/return", examples.RETURN_BODY)
    assert returned["returned_with"] == _told(examples.RETURN)["returned_with"]
    assert set(clerk.post(f"{path}/submit", {})) == set(submitted)
    published = reviewer.post(f"{path}/publish", examples.PUBLICATION_BODY)
    assert set(published) == set(_told(examples.PUBLICATION))
    path = f"conferrals/{draft['id']}/revoke"
    assert set(reviewer.post(path, examples.REVOCATION_BODY)) == set(_told(examples.REVOCATION))


def test_every_example_of_articles_runs_too(cast: Cast, clerk: Desk, client: Client) -> None:
    article = clerk.post("articles", examples.ARTICLE_BODY)
    told = _told(examples.ARTICLE)
    assert set(article) == set(told)
    [proposal] = article["proposals"]
    unlike = {"id", "article", "recipient"}
    assert {k: v for k, v in proposal.items() if k not in unlike} == {
        k: v for k, v in told["proposals"][0].items() if k not in unlike
    }
    path = f"proposals/{proposal['id']}"
    corrected = clerk.post(f"{path}/correct", examples.CORRECTION_BODY)
    assert set(corrected) == set(_told(examples.CORRECTION))
    accepted = clerk.post(f"{path}/accept", examples.ACCEPTANCE_BODY)
    assert _shape(accepted) == _shape(_told(examples.ACCEPTANCE))
    other = {"text": examples.ARTICLE_BODY["text"].replace("Вера", "Нина")}
    [proposal] = clerk.post("articles", other)["proposals"]
    rejected = clerk.post(f"proposals/{proposal['id']}/reject", examples.REJECTION_BODY)
    assert rejected["decision_reason"] == _told(examples.REJECTION)["decision_reason"]
