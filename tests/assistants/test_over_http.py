"""The same tools over streamable HTTP, on loopback and to nobody who comes by another name."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp_types import CallToolResult

from tests.assistants.conftest import ROOT, settings

pytestmark = [pytest.mark.process, pytest.mark.long]


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "manage.py", "tool_server", "--http", f"127.0.0.1:{port}"],
        cwd=ROOT, env=settings(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            server.terminate()
            out, _ = server.communicate(timeout=20)
    assert out == b""


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the tool server does not listen")


def test_an_answer_over_http_is_that_over_stdio(
    address: str, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    arguments = {"question": "Кто получил орден «Барыс» I степени?"}

    async def asked() -> CallToolResult:
        async with Client(address) as client:
            return await client.call_tool("ask", arguments)

    result = anyio.run(asked)
    assert result.structured_content == told("ask", **arguments)


def test_a_page_of_another_site_does_not_reach_the_tools(address: str) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accept = {"Accept": "application/json, text/event-stream"}
    with httpx.Client(trust_env=False, headers=accept) as visitor:
        other_site = visitor.post(address, json=hello, headers={"Origin": "https://evil.example"})
        rebound = visitor.post(address, json=hello, headers={"Host": "evil.example"})
    assert other_site.status_code == 403
    assert rebound.status_code == 421


@pytest.mark.parametrize("text", ["8765", "127.0.0.1", "127.0.0.1:x"])
def test_an_address_that_is_none_is_said_so(home: Path, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "tool_server", "--http", text],
        cwd=ROOT, env=settings(home), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "wanted HOST:PORT" in done.stderr
