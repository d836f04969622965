"""Every example of the OpenAPI document runs, and is answered as the document says."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest
from jsonschema import Draft202012Validator

from tests.api.serving import SPEC, Served, examples_of, keys_in

# What a parameter says something about, without which it is refused.
COMPANIONS = {"date": {"from": "1994"}}
Asked = tuple[str, str, dict[str, str], Any]


def _errors(schema: dict[str, Any], value: Any) -> list[str]:
    """What a value has against a schema of the document."""
    whole = {**schema, "components": SPEC["components"]}
    found = Draft202012Validator(whole).iter_errors(value)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in found]


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in SPEC["paths"].items():
        yield from ((path, method, told) for method, told in operations.items())


def _requests() -> Iterator[Asked]:
    """(method, path, query, body): each parameter's examples alone, each body's whole."""
    for path, method, told in _operations():
        queries = [p for p in told.get("parameters", []) if p["in"] == "query"]
        needed = {p["name"]: p["schema"]["enum"][0] for p in queries if p.get("required")}
        if method == "get":
            yield method, path, needed, None
            for name, value in ((p["name"], v) for p in queries for v in examples_of(p)):
                yield method, path, {**needed, name: str(value), **COMPANIONS.get(name, {})}, None
        body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
        for value in examples_of(body):
            yield method, path, {}, value


def _schema_of(told: dict[str, Any], response: httpx.Response) -> dict[str, Any] | None:
    """The schema that the document has for a response; fails where it has no such response."""
    documented = told["responses"].get(str(response.status_code))
    assert documented, f"{response.status_code} is not documented: {response.text[:500]}"
    kind = response.headers["Content-Type"].partition(";")[0]
    assert kind in documented["content"], f"{kind} is not documented"
    schema = documented["content"][kind].get("schema")
    return schema if "json" in kind and kind != "application/x-ndjson" else None


def test_examples_of_answers_and_bodies_are_what_their_schemas_say() -> None:
    wrong = []
    for path, method, told in _operations():
        bodies = [told["requestBody"]] if "requestBody" in told else []
        for holder in [*bodies, *told["responses"].values()]:
            for content in holder.get("content", {}).values():
                wrong += [
                    f"{method} {path}: {error}"
                    for example in examples_of(content)
                    for error in _errors(content["schema"], example)
                ]
    for name, schema in SPEC["components"]["schemas"].items():
        for example in examples_of({"schema": schema}):
            wrong += [f"{name}: {error}" for error in _errors(schema, example)]
    assert not wrong


@pytest.mark.long
@pytest.mark.process
@pytest.mark.parametrize(
    "asked", [pytest.param(a, id=f"{a[0]} {a[1]} {a[2]}") for a in _requests()]
)
def test_an_example_is_answered_as_documented(served: Served, asked: Asked) -> None:
    method, path, query, body = asked
    told = SPEC["paths"][path][method]
    keys = keys_in(served, path)
    if "known_at" in query:
        # At the documented moment this registry was not there.
        query = {**query, "known_at": dt.datetime.now(dt.UTC).isoformat()}
    security = told.get("security", [])
    with served.client(key=bool(security) and {} not in security) as client:
        address = re.sub(r"{\w+}", lambda _: keys.pop(0), path)
        response = client.request(method, address, params=query, json=body)
    assert response.is_success, response.text
    schema = _schema_of(told, response)
    wrong = _errors(schema, orjson.loads(response.content)) if schema is not None else []
    assert not wrong, wrong[:3]


def test_every_parameter_and_body_has_an_example_or_says_its_values() -> None:
    """So that a reader of the document can try each; a cursor comes from a link alone."""
    silent = [
        f"{method} {path} {parameter['name']}"
        for path, method, told in _operations()
        for parameter in told.get("parameters", [])
        if parameter["in"] == "query" and parameter["name"] != "cursor"
        if not examples_of(parameter) and not _says_its_values(parameter["schema"])
    ]
    assert not silent


def _says_its_values(schema: dict[str, Any]) -> bool:
    return bool({"enum", "minimum", "default"} & schema.keys() or schema.get("type") == "boolean")
