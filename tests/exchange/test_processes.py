"""Dumps in processes of their own: killed in the middle, and beside a writer."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.process, pytest.mark.long]

# Reads a version, lets another connection write, and reads again within the one state.
BESIDE = """
import threading
from django.db import connection
from registry.exchange.snapshot import one_state
from registry.honours import services
from registry.honours.selectors import journal_head
from tests.cast import LOADER, WHY

def write():
    services.source_register(key="new", title="New", strength="primary", by=LOADER, reason=WHY)
    connection.close()

with one_state():
    before = journal_head()
    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    within = journal_head()
print(before == within, journal_head().id - before.id)
"""


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> dict[str, str]:
    """A loaded registry of its own."""
    home = tmp_path_factory.mktemp("exchange")
    shutil.copy(loaded, home / "r.sqlite3")
    return {**os.environ, "VAR_DIR": str(home), "DATABASE_URL": f"sqlite:///{home / 'r.sqlite3'}"}


def _manage(env: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=env, check=True, timeout=120, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_who_is_killed_leaves_nothing_half_written(env: dict[str, str]) -> None:
    dumps = Path(env["VAR_DIR"]) / "dumps"
    with subprocess.Popen(
        [sys.executable, "manage.py", "export_registry"],
        cwd=ROOT, env=env, stdout=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        deadline = time.monotonic() + 60
        while not list(dumps.glob(".making-*/conferrals.csv.gz")):
            assert time.monotonic() < deadline
            assert running.poll() is None
            time.sleep(0.001)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    assert list(dumps.glob(".making-*"))
    assert [f for f in dumps.iterdir() if not f.name.startswith(".")] == []
    folder = Path(_manage(env, "export_registry"))
    assert folder.parent == dumps
    assert (folder / "manifest.json").exists()
    assert list(dumps.glob(".making-*")) == []


def test_a_dump_sees_one_state_and_nobody_waits_for_it(env: dict[str, str]) -> None:
    assert _manage(env, "shell", "-v0", "-c", BESIDE) == "True 1"


def test_datasette_opens_the_file(env: dict[str, str]) -> None:
    file = Path(_manage(env, "export_registry")) / "registry.sqlite3"
    told = subprocess.run(
        [
            Path(sys.executable).with_name("datasette"), str(file),
            "--get", "/registry/conferral.json?_size=1&_shape=objects&_labels=on",
        ],
        check=True, timeout=120, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert '"label": "' in told
