"""The rivals' processes: started on one core, watched for their memory, stopped again."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.api.load import Connection, request_of

ROOT = Path(__file__).resolve().parents[3]
NONE: dict[str, str] = {}
RIVALS = "tests.benchmarks.api.rivals"
_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = _CORES[0], _CORES[-1]


@dataclass(slots=True)
class Server:
    """A running rival."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def memory(self) -> float:
        """Megabytes resident in the process and its children."""
        return sum(_resident(pid) for pid in _tree(self.process.pid))

    def get(self, path: str, headers: Mapping[str, str] = NONE) -> tuple[int, bytes, bytes]:
        """(status, head, body) of one request."""
        connection = Connection(self.port)
        connection.send(request_of(path, headers))
        while not connection.take():
            pass
        connection.socket.close()
        head, body = connection.data[: connection.body_at], connection.data[connection.body_at :]
        whole = bytes(body) if connection.end >= 0 else _unchunked(bytes(body))
        return int(connection.status), bytes(head), whole


def _unchunked(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        parts.append(rest[:length])
        body = rest[length + 2 :]
    return b"".join(parts)


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(grandchild for child in children for grandchild in _tree(int(child)))]


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def granian(program: str, port: int, threads: int) -> list[str]:
    """The command by which `run_all` starts the web process, for any WSGI program."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--blocking-threads", str(threads), "--no-ws",
        "--log-level", "warning", program,
    ]  # fmt: skip


def ours(port: int) -> list[str]:
    """The command by which `run_all` starts our own."""
    from registry.web.management.commands.run_all import commands

    return commands("127.0.0.1", port)["web"]


def datasette(port: int, file: str) -> list[str]:
    """Datasette on an immutable file; its time limits and page caches are out of the way."""
    loose = {
        "sql_time_limit_ms": 60_000, "default_page_size": 50, "suggest_facets": 0,
        "default_cache_ttl": 0, "max_csv_mb": 0, "truncate_cells_html": 0,
    }  # fmt: skip
    settings = [word for name, value in loose.items() for word in ("--setting", name, str(value))]
    return [
        sys.executable, "-m", "datasette", "serve", "--immutable", file, "--host", "127.0.0.1",
        "--port", str(port), *settings,
    ]  # fmt: skip


@contextmanager
def running(
    name: str, command: Sequence[str], port: int, *, ready: str, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start a rival on the servers' core and wait until `ready` is answered with 200."""
    log = Path(environment["VAR_DIR"]) / f"{name}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=file,
            stderr=file,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
        )
    server = Server(name, port, process, log)
    try:
        _wait(server, ready)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, path: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    told: object = ""
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            sys.exit(f"{server.name} ended by itself: {server.log.read_text()[-2000:]}")
        try:
            status, head, body = server.get(path)
            if status == 200:
                return
            told = head + body
        except OSError as error:
            told = error
        time.sleep(0.2)
    sys.exit(f"{server.name} does not answer {path}: {told!r}")


class NoAnswerError(Exception):
    """A rival answers with another status than it should, or not at all."""


class Generator:
    """The load generator's process and its jobs."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.api.load", str(LOAD_CORE)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> "Generator":
        return self

    def __exit__(self, *failure: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def run(
        self, server: Server, paths: Sequence[str], seconds: float, *, connections: int = 8,
        around: bool = False, status: int = 200, headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Load a rival; raises NoAnswerError where it answers anything but `status`."""
        job = {
            "port": server.port, "paths": list(paths), "connections": connections,
            "seconds": seconds, "headers": dict(headers or {}), "around": around,
        }  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job).encode() + b"\n")
        self.process.stdin.flush()
        told = dict(json.loads(self.process.stdout.readline()))
        if set(told.get("statuses", ())) != {str(status)}:
            log = server.log.read_text()[-1000:]
            raise NoAnswerError(f"{server.name} at {paths[0]}: {told}\n{log}")
        told["rps"] = told["done"] / told["seconds"]
        return told
