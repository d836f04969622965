"""A real worker runs a real task: over the embedded broker, Redis and RabbitMQ."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BROKERS = {
    "embedded": ("", None),
    "redis": ("redis://127.0.0.1:6379/9", 6379),
    "rabbitmq": ("amqp://guest:guest@127.0.0.1:5672//", 5672),
}


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(
    params=[
        name if not port else pytest.param(name, marks=pytest.mark.long)
        for name, (_, port) in BROKERS.items()
    ]
)
def environment(request: pytest.FixtureRequest, home: Path) -> dict[str, str]:
    url, port = BROKERS[request.param]
    if port and not _listens(port):
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, but nothing listens on {port} for {request.param}")
        pytest.skip(f"{request.param} does not run here (port {port})")
    # A queue of its own: another run, or a worker of the machine's, must not take the task.
    queue = f"marapat-test-{os.getpid()}-{request.param}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "registry.settings",
        "VAR_DIR": str(home),
        "DATABASE_URL": "",
        "BROKER_URL": url,
        "TEST_QUEUE": queue,
    }


@pytest.mark.servers
def test_a_worker_runs_the_nightly_audit(environment: dict[str, str], home: Path) -> None:
    queue = environment["TEST_QUEUE"]

    def python(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, timeout=60
        )

    python("manage.py", "migrate", "-v0")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "registry", "--quiet", "worker", "-Q", queue,
         "--concurrency", "1", "--pool", "solo", "-n", f"{queue}@%h"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        send = "import django; django.setup(); from registry.celery import app; "
        python("-c", f"{send}app.send_task('honours.nightly_audit', queue={queue!r})")
        assert _runs(home) == 1
    finally:
        worker.terminate()
        assert worker.wait(20) == 0


def _runs(home: Path, seconds: float = 30) -> int:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with sqlite3.connect(home / "marapat.sqlite3") as database:
            [[count]] = database.execute("select count(*) from honours_auditrun").fetchall()
        if count:
            return int(count)
        time.sleep(0.2)
    return 0


def test_every_scheduled_task_exists() -> None:
    from registry.celery import SCHEDULE, app

    app.loader.import_default_modules()
    assert set(SCHEDULE) <= set(app.tasks)
