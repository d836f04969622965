"""A Python client made from the OpenAPI document says what the server says, typed.

It is made offline, by openapi-python-client. Whatever the document tells wrong shows here: a
field that it does not have ends among `additional_properties`, one that may be null and is said
not to be fails to parse, and an absent one comes back as null or not at all.
"""

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from tests.api.serving import DOCUMENT, SPEC, Served, keys_in

# Kinds of files of which the generator has not heard.
_PACKED = "".join(
    f"  {kind}: application/octet-stream\n"
    for kind in ("application/gzip", "application/vnd.sqlite3")
)
PACKAGE = "marapat_client"
# Each in turn, where an operation has it: what changes the shape of an answer.
SHAPING = (
    {}, {"page_size": 200}, {"count": True}, {"lang": "kk"}, {"expand": "all"}, {"fields": "two"},
    {"name": "Жапаров"},
)  # fmt: skip
pytestmark = [pytest.mark.process, pytest.mark.long]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The generated package, importable; its name."""
    folder = tmp_path_factory.mktemp("client")
    settings = folder / "settings.yml"
    # Its own tidying would call programs that are not there.
    settings.write_text("post_hooks: []\ncontent_type_overrides:\n" + _PACKED)
    command = [
        str(Path(sys.executable).parent / "openapi-python-client"), "generate", "--path",
        str(DOCUMENT), "--meta", "none", "--output-path", str(folder / PACKAGE), "--config",
        str(settings), "--fail-on-warning",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield PACKAGE
    sys.path.remove(str(folder))


def _reads() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in SPEC["paths"].items():
        told = operations.get("get")
        if told and "application/json" in told["responses"].get("200", {}).get("content", {}):
            yield path, told


def _operation(package: str, told: dict[str, Any]) -> ModuleType:
    name = re.sub(r"\W", "_", told["operationId"])
    return importlib.import_module(f"{package}.api.{told['tags'][0]}.{name}")


def _arguments(told: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any] | None:
    """Values of the parameters wanted; None where the operation has one of them not."""
    known = {one["name"]: one for one in told.get("parameters", [])}
    found = {}
    for name, value in wanted.items():
        if name not in known:
            return None
        words = re.findall(r"[a-z_]+", known[name]["schema"].get("pattern", ""))
        several = {"all": ",".join(dict.fromkeys(words)), "two": ",".join(words[:2])}
        found[name] = several.get(str(value), value)
    return found


def _lost(value: Any, where: str = "") -> Iterator[str]:
    """Fields that the server sent and the document does not have."""
    if isinstance(value, list):
        for one in value:
            yield from _lost(one, f"{where}[]")
    elif attrs.has(type(value)):
        fields = [f.name for f in attrs.fields(type(value)) if f.name != "additional_properties"]
        if fields:
            yield from (f"{where}.{name}" for name in value.additional_properties)
        for name in fields:
            yield from _lost(getattr(value, name), f"{where}.{name}")


@pytest.mark.parametrize("path", [path for path, _ in _reads()])
def test_every_resource_comes_typed_and_whole(served: Served, made: str, path: str) -> None:
    told = SPEC["paths"][path]["get"]
    client = importlib.import_module(made).AuthenticatedClient(
        base_url=served.address, token=served.key, httpx_args={"trust_env": False}
    )
    keys = keys_in(served, path)
    queries = [one for one in told.get("parameters", []) if one.get("required")]
    needed = {p["name"]: p["schema"]["enum"][0] for p in queries if p["in"] == "query"}
    asked = 0
    for wanted in SHAPING:
        arguments = _arguments(told, wanted)
        if arguments is None:
            continue
        enums = _typed(made, told, {**needed, **arguments})
        answer = _operation(made, told).sync_detailed(*keys, client=client, **enums)
        raw = json.loads(answer.content)
        assert answer.status_code == 200, (wanted, raw)
        assert answer.parsed.to_dict() == raw, wanted
        assert not set(_lost(answer.parsed)), wanted
        asked += 1
    assert asked


def _typed(package: str, told: dict[str, Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the client wants them: an enumerated one as a member of its class."""
    models = importlib.import_module(f"{package}.models")
    title = "".join(part.title() for part in told["operationId"].split("_"))
    return {
        name: getattr(models, f"{title}{name.title()}", lambda given: given)(value)
        for name, value in arguments.items()
    }


def test_a_question_is_answered_typed(served: Served, made: str) -> None:
    models = importlib.import_module(f"{made}.models")
    client = importlib.import_module(made).Client(
        base_url=served.address, httpx_args={"trust_env": False}
    )
    ask = importlib.import_module(f"{made}.api.questions.questions_ask")
    for text in ("Who received the Order of Dostyk in 2024?", "How many received Barys?", "?"):
        body = models.QuestionShapeRequest(text=text)
        answer = ask.sync_detailed(client=client, body=body)
        assert answer.parsed.to_dict() == json.loads(answer.content)
        assert not set(_lost(answer.parsed))


def test_a_refusal_is_a_typed_problem(served: Served, made: str) -> None:
    package = importlib.import_module(made)
    client = package.Client(base_url=served.address, httpx_args={"trust_env": False})
    read = importlib.import_module(f"{made}.api.recipients.recipients_retrieve")
    problem = read.sync("r-none", client=client)
    assert type(problem).__name__ == "Problem"
    assert (problem.status, problem.code) == (404, "not_found")
