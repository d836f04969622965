"""Workers that are killed: of a part there is nothing or everything, and the end is the same."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.process, pytest.mark.long]

PART = 40
LINES = 1_000
# A registry with an import that was checked and started. Every tenth line is a fault, some name
# people of other lines, and acts and sources are new.
PREPARE = f"""
from registry.exchange.models import ImportJob
from registry.exchange.sheets import reading
from registry.exchange.sheets.jobs import claim, receive, start
from registry.exchange.sheets.running import work
from tests.cast import assemble
from tests.exchange.sheets import csv_sheet
reading.PART_ROWS = {PART}
cast = assemble()
rows = [
    {{
        "name_ru": f"Ахметов {{'аеиоуы'[n % 6] * (n // 6 % 9 + 1)}}бек "
                   f"{{'бвгдж'[n % 5] * (n // 54 + 1)}}ович",
        "birth": f"{{1930 + n % 70}}-0{{n % 9 + 1}}-1{{n % 10}}",
        "award": "barys" if n % 10 else "nothing",
        "grade": str(n % 3 + 1),
        "decree_number": str(n // 100), "decree_date": "2020-05-03",
        "source_url": f"https://law.example/{{n // 150}}",
    }}
    for n in range({LINES})
]
for n in range(5, {LINES}, 7):
    rows[n] = {{**rows[n], "name_ru": rows[n - 5]["name_ru"], "birth": rows[n - 5]["birth"]}}
job = receive(content=csv_sheet(rows), name="sheet.csv", by=cast.clerk)
work(claim(job.pk))
job.refresh_from_db()
start(job=job, by=cast.clerk)
print(job.counts["check"]["new"])
"""
# What a worker does, without Celery: the task itself, until nothing waits any more.
WORKER = """
import time
from registry.exchange.models import ImportJob
from registry.exchange.tasks import import_sheets
while ImportJob.objects.filter(state="running").exists():
    import_sheets()
    time.sleep(0.05)
"""
# Everything that an import writes, with the ids left out.
TELL = """
import hashlib, json
from registry.exchange.models import ImportJob, ImportProblem, PersonDecision
from registry.exchange.sheets.exporting import chosen, sheet_rows
from registry.honours.journal import verify
from registry.honours.models import *
rows = [[c for c in row if not c.startswith(("c-", "r-"))]
        for page in sheet_rows(chosen()) for row in page]
journal = list(Change.objects.order_by("pk").values_list(
    "action", "object_type", "by_text", "reason", "object_text"))
people = sorted(
    [sorted(n.text for n in r.names.all()), str(r.birth), r.conferrals.count(), r.tokens.count(),
     r.pairs.count()] for r in Recipient.objects.prefetch_related("names"))
job = ImportJob.objects.get()
print(json.dumps({
    "rows": rows, "journal": journal, "people": people, "intact": verify().intact,
    "problems": list(ImportProblem.objects.values_list("line", "code")),
    "counts": [m.objects.count() for m in (Decree, Source, NameFragment, PersonDecision, Evidence)],
    "job": [job.state, job.part, job.counts],
}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry whose import was started and not yet worked at."""
    home = tmp_path_factory.mktemp("killed")
    env = environment(home)
    run(env, "migrate", "-v0")
    assert int(shell(env, PREPARE)) > LINES / 2
    return home / "r.sqlite3"


@pytest.fixture(scope="module")
def undisturbed(started: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the registry holds after a run that nobody disturbed."""
    env = copied(started, tmp_path_factory.mktemp("undisturbed"))
    shell(env, WORKER)
    told = json.loads(shell(env, TELL))
    assert told["intact"]
    assert told["job"][0] == "done"
    return told


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ, "VAR_DIR": str(home), "DATABASE_URL": f"sqlite:///{home / 'r.sqlite3'}",
        "IMPORT_LEASE_SECONDS": "2", "LOG_LEVEL": "ERROR", "BROKER_URL": "", "CACHE_URL": "",
        "DJANGO_SETTINGS_MODULE": "registry.settings",
    }  # fmt: skip


def copied(file: Path, home: Path) -> dict[str, str]:
    shutil.copy(file, home / "r.sqlite3")
    return environment(home)


def run(env: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=env, check=True, timeout=240, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def shell(env: dict[str, str], lines: str) -> str:
    return run(env, "shell", "-v0", "-c", lines)


def parts_done(home: Path) -> tuple[int, int, int]:
    """Parts marked as done; lines that they hold and were not refused; drafts in the registry."""
    with closing(sqlite3.connect(home / "r.sqlite3", timeout=30)) as base:
        [(part, counts)] = base.execute("SELECT part, counts FROM exchange_importjob").fetchall()
        [(drafts,)] = base.execute("SELECT count(*) FROM honours_conferral").fetchall()
    return part, json.loads(counts).get("run", {}).get("new", 0), drafts


def kills(home: Path, seed: int) -> Iterator[float]:
    """How long after its first part each worker lives; the last one is left alone."""
    dice = random.Random(seed)
    for _ in range(3):
        yield dice.uniform(0, 0.8)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_killed_worker_leaves_whole_parts_and_the_next_ends_the_same(
    started: Path, undisturbed: dict[str, Any], tmp_path: Path, seed: int
) -> None:
    env = copied(started, tmp_path)
    seen = [0]
    for pause in kills(tmp_path, seed):
        with subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", WORKER], cwd=ROOT, env=env
        ) as worker:
            deadline = time.monotonic() + 60
            while parts_done(tmp_path)[0] <= seen[-1] and worker.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            time.sleep(pause)
            worker.send_signal(signal.SIGKILL)
        part, new, drafts = parts_done(tmp_path)
        assert drafts == new
        seen.append(part)
    assert seen == sorted(seen)
    assert 0 < seen[1] < LINES // PART
    shell(env, WORKER)
    assert json.loads(shell(env, TELL)) == undisturbed


def test_the_clock_takes_up_what_a_killed_celery_worker_left(
    started: Path, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    env = copied(started, tmp_path)

    def celery() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "--app", "registry", "--quiet", "worker", "--beat",
             "--pool", "solo", "--schedule", str(tmp_path / "beat")],
            cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait_for(parts: int) -> None:
        deadline = time.monotonic() + 120
        while parts_done(tmp_path)[0] < parts:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    first = celery()
    try:
        wait_for(3)
    finally:
        first.kill()
        first.wait()
    _part, new, drafts = parts_done(tmp_path)
    assert drafts == new < undisturbed["job"][2]["run"]["new"]
    second = celery()
    try:
        wait_for(LINES // PART)
        deadline = time.monotonic() + 60
        while (told := json.loads(shell(env, TELL)))["job"][0] != "done":
            assert time.monotonic() < deadline
    finally:
        second.terminate()
        second.wait(30)
    assert told == undisturbed
