"""The real server for the API's tests: a process and a SQLite file of its own, bundled data."""

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from registry.web.management.commands.run_all import commands

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "registry" / "api" / "openapi.json"
_KEYS = """
import django
django.setup()
from registry.accounts.actors import System
from registry.accounts.keys import key_make
from registry.accounts.models import Role, Scope, User
owner = User.objects.create_user("fuzz", role=Role.REVIEWER)
_, token = key_make(name="fuzz", owner=owner, scopes=Scope.values, by=System("tests"))
from registry.exchange.dumps import write_dump
write_dump()
print(token)
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, a reviewer's key with every scope, and where it logs."""

    address: str
    key: str
    log: Path

    def client(self, *, key: bool = False) -> httpx.Client:
        """A client of this server, with the key or without."""
        headers = {"Authorization": f"Bearer {self.key}"} if key else {}
        return httpx.Client(
            base_url=self.address, headers=headers, trust_env=False, timeout=30, verify=False
        )


@contextmanager
def serving(folder: Path, loaded: Path) -> Iterator[Served]:
    """Start it as `run_all` does on a copy of a registry, with room for a test's many requests."""
    shutil.copy(loaded, folder / "marapat.sqlite3")
    environment = {
        **os.environ, "VAR_DIR": str(folder), "DATABASE_URL": "", "CACHE_URL": "",
        "BROKER_URL": "", "BOT_TOKEN": "", "FOUR_EYES": "no", "DEBUG": "no", "LOG_LEVEL": "ERROR",
        "API_RATE": "1000000/second", "API_KEY_RATE": "1000000/second",
        "DJANGO_SETTINGS_MODULE": "registry.settings",
    }  # fmt: skip

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode()

    key = run("-c", _KEYS).split()[-1]
    port, log = _free_port(), folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            commands("127.0.0.1", port)["web"], cwd=ROOT, env=environment, stdout=file, stderr=file
        )
    try:
        served = Served(f"http://127.0.0.1:{port}", key, log)
        _wait(served, process)
        yield served
    finally:
        process.terminate()
        process.wait(30)


DAY, _days = "10 апреля", itertools.count(11)
SPEC: dict[str, Any] = json.loads(DOCUMENT.read_text())


def examples_of(told: dict[str, Any]) -> list[Any]:
    """The examples of a parameter, a body or a schema."""
    schema = told.get("schema", {})
    found = [one["value"] for one in told.get("examples", {}).values()]
    return [*found, *(one["example"] for one in (told, schema) if "example" in one)]


def keys_in(served: Served, path: str) -> list[str]:
    """Keys for the braces of a path: of the first record of the list that it stands beside."""
    names = re.findall(r"{(\w+)}", path)
    if not names:
        return []
    home = path.partition("/{")[0]
    with served.client(key=True) as client:
        if home.endswith("/proposals"):
            return [str(_article(client)["proposals"][0]["id"])]
        if home.endswith("/articles"):
            return [str(_article(client)["id"])]
        rows = client.get(home).json()["results"]
        if home.endswith("/drafts"):
            # Of some the source leaves the award open: they go nowhere.
            rows = [row for row in rows if row["award"]]
        row = rows[0] if rows else _entered(client, home)
    if names == ["version", "file"]:
        return [row["version"], row["files"][0]["name"]]
    found = next(str(row[key]) for key in ("id", "slug", "key") if key in row)
    if path.endswith(("/publish", "/return")):
        _submitted(served, f"{home}/{found}/submit")
    return [found]


def _submitted(served: Served, address: str) -> None:
    """A draft handed in, if it is not yet: what is published or returned has been."""
    with served.client(key=True) as client:
        response = client.post(address, json=_example("/api/v1/drafts/{public_id}/submit"))
    assert response.status_code in (200, 409), response.text


def _article(client: httpx.Client) -> Any:
    """The documented article, received: each time of another day, so that it is another."""
    told = _example("/api/v1/articles")
    day = f"{next(_days)} апреля"
    return _post(client, "/api/v1/articles", {**told, "text": told["text"].replace(DAY, day)})


def _entered(client: httpx.Client, path: str) -> Any:
    """What the documented example of a POST makes."""
    body = _example(path)
    if "new_recipient" in body:
        # Each time somebody else, of the same name.
        body = {**body, "new_recipient": {**body["new_recipient"], "another_person": True}}
    return _post(client, path, body)


def _example(path: str) -> Any:
    return examples_of(SPEC["paths"][path]["post"]["requestBody"]["content"]["application/json"])[0]


def _post(client: httpx.Client, path: str, body: Any) -> Any:
    response = client.post(path, json=body)
    assert response.is_success, response.text
    return response.json()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(served: Served, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 40
    with served.client() as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
    raise RuntimeError(served.log.read_text())
