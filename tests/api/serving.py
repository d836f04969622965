"""The real server for the API's tests: a process and a SQLite file of its own, bundled data."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
        "BROKER_URL": "", "BOT_TOKEN": "", "DEBUG": "no", "LOG_LEVEL": "ERROR",
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
