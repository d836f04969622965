"""`make run`: web, worker and beat from one command, and all of them gone after Ctrl-C."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import httpx
import pytest

from registry.wording import phrases

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(port: int, seconds: float = 40) -> dict[str, str]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                return dict(json.load(answer))
        except OSError:
            time.sleep(0.2)
    return {}


@pytest.mark.process
@pytest.mark.long
def test_one_command_runs_everything_and_stops_cleanly(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "BROKER_URL": "",
        "BOT_TOKEN": "",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True
    )
    port = _free_port()
    running = subprocess.Popen(
        [sys.executable, "manage.py", "run_all", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert _ready(port) == {"status": "ready"}
        _talk(port)
    finally:
        running.send_signal(signal.SIGINT)
        told, _ = running.communicate(timeout=40)
    assert running.returncode == 0, told
    for line in (
        "started web",
        "started worker",
        "started beat",
        "no BOT_TOKEN: talk to the bot at",
        "stopped",
    ):
        assert line in told
    children = [int(number) for number in re.findall(r"\(process (\d+)\)", told)]
    assert len(children) >= 4
    assert not [
        pid for pid in children if Path(f"/proc/{pid}/environ").exists() and _ours(pid, tmp_path)
    ]


def _talk(port: int) -> None:
    """Without a token the same bot is there, on a page of the web server."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as visitor:
        page = visitor.get("/chat?lang=ru").text
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        told = {"text": "/start", "lang": "ru"}
        said = visitor.post("/chat/say", json=told, headers={"X-CSRFToken": token})
        assert said.status_code == 200, said.text
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and len(visitor.get("/chat/messages").json()) < 2:
            time.sleep(0.1)
        answer = visitor.get("/chat/messages").json()[1]
    assert answer["from"] == "bot"
    assert answer["text"].startswith(phrases("ru").gettext("Marapat: state honours of Kazakhstan"))
    assert len(answer["buttons"]) == 3


def _ours(pid: int, home: Path) -> bool:
    return str(home).encode() in Path(f"/proc/{pid}/environ").read_bytes()
