"""A registry of its own with something to keep to itself, and the real tool server over it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult

ROOT = Path(__file__).resolve().parents[2]


def settings(home: Path) -> dict[str, str]:
    """The environment of a server that keeps everything in `home`."""
    return {
        **os.environ,
        "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'registry.sqlite3'}",
        # Everything that a library has to say is said, so that a leak to stdout would show.
        "LOG_LEVEL": "DEBUG",
    }


def manage(home: Path, *command: str) -> str:
    """A management command on the registry in `home` → what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=settings(home), check=True, timeout=120, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """The bundled registry and a draft on somebody who is known from it alone."""
    home = tmp_path_factory.mktemp("assistants")
    shutil.copy(loaded, home / "registry.sqlite3")
    manage(home, "shell", "-v0", "-c", "from tests.assistants.planted import plant; plant()")
    return home


_ASKING = """
import json, sys
import django
django.setup()
from django.utils import timezone
from registry.questions import ask
for line in sys.stdin:
    text, lang = json.loads(line)
    today = timezone.localdate()
    answer = ask(text, asker="tests", today=today, lang=lang, fallback="en", channel="cli")
    print(json.dumps(answer.as_json(), default=str), flush=True)
"""


@pytest.fixture(scope="session")
def asked(home: Path) -> Iterator[Callable[..., Any]]:
    """What `ask()` says of a question, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _ASKING], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**settings(home), "DJANGO_SETTINGS_MODULE": "registry.settings"}, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    reading, writing = process.stdout, process.stdin

    def _asked(question: str, lang: str | None = None) -> Any:
        writing.write(json.dumps([question, lang]) + "\n")
        writing.flush()
        return json.loads(reading.readline())

    yield _asked
    writing.close()
    process.wait(20)


@pytest.fixture(scope="session")
def client(home: Path) -> Iterator[Callable[..., Any]]:
    """The official client on a server process, over stdio; its methods, called plainly."""
    with (home / "errors.log").open("w") as errors, start_blocking_portal() as portal:
        connection = Client(stdio_client(parameters(home), errlog=errors))
        with portal.wrap_async_context_manager(connection) as connected:
            yield lambda method, *given: portal.call(getattr(connected, method), *given)


@pytest.fixture(scope="session")
def call(client: Callable[..., Any]) -> Callable[..., list[CallToolResult]]:
    """Call tools, one after another."""
    return lambda *calls: [client("call_tool", tool, arguments) for tool, arguments in calls]


@pytest.fixture(scope="session")
def told(call: Callable[..., list[CallToolResult]]) -> Callable[..., Any]:
    """The structured content of one call that has to succeed."""

    def _told(tool: str, **arguments: Any) -> Any:
        (result,) = call((tool, arguments))
        assert not result.is_error, result.content
        return result.structured_content

    return _told


def parameters(home: Path) -> StdioServerParameters:
    """How a client starts the server."""
    return StdioServerParameters(
        command=sys.executable, args=["manage.py", "tool_server"], env=settings(home), cwd=ROOT
    )
