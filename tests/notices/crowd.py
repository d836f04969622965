"""A crowd of followers, a decree, real workers and a Bot API that fails: what reached whom.

Used by a short test, and at full size by `python -m tests.benchmarks.notices`.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.standin.driver import ROOT, Driver

TOKEN = "123456789:" + "Marapat-test_token-of-35-characters"
FIRST = 1_000_000

# Run in processes of their own, against the crowd's own database.
FOLLOW = """
from registry.notices.models import Follow, Follower
from registry.notices.gather import begin
from django.db import transaction
with transaction.atomic():
    begin()
    made = Follower.objects.bulk_create(
        [Follower(channel="telegram", address=str({first} + n), language=("kk", "ru", "en")[n % 3])
         for n in range({count})], batch_size=500)
    Follow.objects.bulk_create(
        [Follow(follower=f, kind="everything") for f in made[::2]]
        + [Follow(follower=f, kind="award", key="dostyk") for f in made], batch_size=500)
"""
PUBLISH = """
from registry.accounts.actors import System
from registry.honours import services
from registry.honours.models import Award, Authority, Recipient, Source
from registry.dates import PartialDate
by = System("tests")
decree = services.decree_record(authority=Authority.objects.get(slug="kz"), kind="decree",
    number="4242", date=PartialDate.parse("2026-11-24"), by=by, reason="a test")
award = Award.objects.get(slug="dostyk")
for person in Recipient.objects.order_by("pk")[:{people}]:
    draft = services.conferral_record(recipient=person, award=award, grade=award.grades.first(),
        decree=decree, conferred_on=decree.date, conferred_on_basis="decree", by=by,
        reason_for_write="a test", evidence=[services.EvidenceInput(Source.objects.first())])
    services.conferral_publish(conferral=draft, by=by, reason="a test")
"""
WORK = """
import time
from registry.notices.tasks import work
while True:
    if not work():
        time.sleep(0.2)
"""


@dataclass(slots=True)
class Crowd:
    """A database with followers, and the processes that tell them."""

    environment: Mapping[str, str]
    count: int
    states: dict[str, int] = field(default_factory=dict)
    unsure: float = 0

    def run(self, script: str, **values: Any) -> None:
        """Run a script against the crowd's database."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", script.format(**values)],
            cwd=ROOT, env={**os.environ, **self.environment}, check=True, timeout=600,
        )  # fmt: skip

    def follow(self) -> None:
        """Everybody follows the order, and every other one everything as well."""
        self.run(FOLLOW, first=FIRST, count=self.count)

    def publish(self, people: int) -> None:
        """A decree that honours so many."""
        self.run(PUBLISH, people=people)

    def left(self) -> int:
        """How many deliveries are still to be made; -1 while none is planned."""
        with closing(self._connected()) as database:
            rows = database.execute("SELECT state, count(*) FROM notices_delivery GROUP BY state")
            self.states = dict(rows.fetchall())
            [[self.unsure]] = database.execute(
                "SELECT coalesce(sum(unsure), 0) FROM notices_delivery"
            )
        still = sum(self.states.get(state, 0) for state in ("waiting", "claimed", "sending"))
        return still if self.states else -1

    def _connected(self) -> Any:
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            return sqlite3.connect(url.removeprefix("sqlite:///"))
        return psycopg.connect(url)

    @contextmanager
    def workers(self, count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
        """Processes that run the periodic task again and again, as the clock would."""
        running = [self.worker() for _ in range(count)]
        try:
            yield running
        finally:
            for process in running:
                process.kill()
                process.wait()

    def worker(self) -> "subprocess.Popen[bytes]":
        """One of them."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", WORK],
            cwd=ROOT, env={**os.environ, **self.environment},
        )  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What the stand-in counted. `none`: the chats that were told nothing."""

    seconds: float
    counts: dict[str, Any]
    none: set[int]
    blocked: set[int]
    twice: dict[int, int]
    lost: dict[int, int]
    killed: int

    @property
    def unsure(self) -> dict[int, int]:
        """Chats told twice though every confirmation came: what a killed worker had on its way."""
        return {chat: n for chat, n in self.twice.items() if chat not in self.lost}

    def wrongs(self) -> list[str]:
        """What is not as promised: nothing, if all is well."""
        told = f"{len(self.none - self.blocked)} who had not blocked the bot were told nothing"
        twice = f"{len(self.unsure)} were told twice without need"
        # Beyond one more for each confirmation that was lost, or for the kill.
        often = {c: n for c, n in self.twice.items() if n > 1 + self.lost.get(c, self.killed)}
        # Who blocks the bot has been told before only where that was not confirmed.
        late = self.blocked - self.none - set(self.lost)
        found = {
            told: bool(self.none - self.blocked),
            twice: len(self.unsure) > 3 * self.killed,
            f"told too often: {often}": bool(often),
            f"told, and blocked by a second message: {late}": len(late) > 3 * self.killed,
        }
        return [words for words, wrong in found.items() if wrong]


def tell(crowd: Crowd, standin: Driver, *, people: int, patience: float) -> Outcome:
    """Publish, let two workers tell everybody, kill one of them in the midst of it."""
    standin.chats(FIRST, crowd.count)
    crowd.follow()
    crowd.publish(people)
    began = time.monotonic()
    with crowd.workers(2) as running:
        while standin.counts()["accepted"] < crowd.count // 3:
            assert time.monotonic() - began < patience, standin.counts()
            time.sleep(0.05)
        running[0].send_signal(signal.SIGKILL)
        running[0].wait()
        running[0] = crowd.worker()
        while crowd.left():
            assert time.monotonic() - began < patience, crowd.states
            time.sleep(0.2)
    tally, lost = standin.tally(), standin.lost()
    return Outcome(
        seconds=time.monotonic() - began,
        counts=standin.counts(),
        none={chat for chat in tally if not tally[chat]},
        blocked=standin.blocked(),
        twice={chat: count for chat, count in tally.items() if count > 1},
        lost=lost,
        killed=1,
    )


def settings_of(home: Path, standin: str, **more: str) -> dict[str, str]:
    """The environment of the crowd's processes."""
    return {
        "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'registry.sqlite3'}",
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": f"{standin}/bot",
        "NOTICES_GATHER_SECONDS": "0",
        "LOG_LEVEL": "ERROR",
        **more,
    }
