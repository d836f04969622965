"""`python -m tests.benchmarks.api`: our API beside its rivals, on the same rows, in one run.

Plain idiomatic DRF; Datasette on the same file; a bare program that returns our bytes by
hand-written SQL (the limit); an empty Django view. Servers stand on one core, the load generator on
another; rivals take turns in each round and medians are printed, then ours against each goal.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import bulk
from tests.benchmarks.api import goals, operations, servers
from tests.benchmarks.api.goals import BARE, DATASETTE, EMPTY, OURS, PLAIN
from tests.benchmarks.api.hearing import hear
from tests.benchmarks.api.reading import (
    beside_bad_readers,
    etag_in,
    exports,
    pages,
    same_bytes,
    there,
    warm,
)
from tests.benchmarks.api.servers import RIVALS, Generator, Server

FULL = 500_000
SEARCHES = "searches.json"
# One client asks for everything.
UNLIMITED = {"API_RATE": "999999999/second"}
ORDER = (
    "nothing", "recipient, cold", "recipient, repeated", "list of 50, cold",
    "list of 50 with labels, cold", "list of 50, repeated", "name search", "name search, alone",
    "per year, cold", "per year, repeated", "page 1", "deep page", "conditional GET",
)  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.api", description=__doc__)
    bulk.arguments(parser)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0)
    options = parser.parse_args()
    small = options.people < FULL
    options.small = small
    options.rounds = options.rounds or (2 if small else 3)
    options.seconds = options.seconds or (0.7 if small else 2.0)
    return options


@contextmanager
def _rivals(options: argparse.Namespace, mark: str, folder: str) -> Iterator[dict[str, Server]]:
    """All rivals, running."""
    file = bulk.KEPT / f"{mark}.sqlite3"
    sqlite = options.database == "sqlite"
    url = f"sqlite:///{file}" if sqlite else os.environ["BENCH_DATABASE_URL"]
    environment = {
        "DATABASE_URL": url, "VAR_DIR": folder, "LOG_LEVEL": "ERROR", "QUESTION_LOG": "no",
        "BENCH_SEARCHES": f"{folder}/{SEARCHES}", "DEBUG": "no", "BOT_TOKEN": "", **UNLIMITED,
    }  # fmt: skip
    found: dict[str, Server] = {}
    with ExitStack() as stack:

        def start(name: str, command: Any, ready: str) -> None:
            port = servers.free_port()
            run = servers.running(name, command(port), port, ready=ready, environment=environment)
            found[name] = stack.enter_context(run)

        def program(module: str, threads: int) -> Any:
            return lambda port: servers.granian(f"{RIVALS}.{module}", port, threads)

        start(OURS, servers.ours, "/readyz")
        start(PLAIN, program("plain_wsgi:application", 4), "/conferrals?page_size=1")
        # One thread is the fastest where nothing is waited for; a database is waited for.
        start(BARE, program("bare:application", 1 if sqlite else 4), "/nothing")
        start(EMPTY, program("empty:application", 4), "/nothing")
        start("bare nothing", program("empty:bare", 1), "/nothing")
        if sqlite:
            start(DATASETTE, lambda port: servers.datasette(port, str(file)), "/-/versions.json")
        yield found


class Rounds:
    """Rivals take turns at an operation; what is cold stays cold from round to round."""

    def __init__(
        self, options: argparse.Namespace, running: Mapping[str, Server],
        paths: Mapping[str, operations.Paths], generator: Generator,
    ) -> None:  # fmt: skip
        self.options, self.running, self.paths = options, running, paths
        self.generator = generator
        self.turns: dict[tuple[str, str], int] = {}

    def run(self, operation: str) -> dict[str, dict[str, Any]]:
        """Rival → medians of its rounds."""
        asked = operation.removesuffix(", alone")
        rivals = [name for name in self.running if asked in self.paths.get(name, {})]
        told: dict[str, list[dict[str, Any]]] = {name: [] for name in rivals}
        for _ in range(self.options.rounds):
            for name in rivals:
                told[name].append(self._round(name, operation, asked))
        return {name: _median(results) for name, results in told.items() if results}

    def _round(self, name: str, operation: str, asked: str) -> dict[str, Any]:
        server, paths = self.running[name], self.paths[name][asked]
        around = operations.is_around(operation)
        etag = etag_in(server.get(paths[0])[1]) if operation == "conditional GET" else ""
        if around:
            self.generator.run(server, paths, 0.1, around=True)
        start, end = (0, len(paths)) if around else self._unused(name, asked, len(paths))
        return self.generator.run(
            server, paths[start:end], self.options.seconds, around=around,
            connections=1 if operation.endswith("alone") else 8,
            status=304 if etag else 200, headers={"If-None-Match": etag} if etag else {},
        )  # fmt: skip

    def _unused(self, name: str, asked: str, count: int) -> tuple[int, int]:
        """The part of the paths that this round may use, so that none comes twice in a run."""
        turns = self.options.rounds * sum(o.removesuffix(", alone") == asked for o in ORDER)
        turn = self.turns[name, asked] = self.turns.get((name, asked), -1) + 1
        return turn * count // turns, (turn + 1) * count // turns


def _median(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        key: statistics.median(result[key] for result in results)
        for key in ("rps", "p50", "p95", "done", "bytes")
    }


def _print(operation: str, told: Mapping[str, Mapping[str, Any]]) -> None:
    for name, figures in told.items():
        size = figures["bytes"] / max(1, figures["done"]) / 1024
        print(
            f"{operation:30}{name:14}{figures['rps']:10,.0f}{figures['p50']:9.1f}"
            f"{figures['p95']:9.1f}{size:9.1f}",
            flush=True,
        )
        operation = ""


def measure(options: argparse.Namespace, mark: str, folder: str) -> int:
    """Everything on one database; how many goals were missed."""
    sqlite = options.database == "sqlite"
    drawn = operations.draw(options.seed)
    hear(drawn.names, Path(folder) / SEARCHES)
    paths = operations.paths_of(drawn, mark if sqlite else "")
    figures: dict[str, dict[str, dict[str, Any]]] = {}
    with _rivals(options, mark, folder) as running, Generator() as generator:
        ceiling = generator.run(running["bare nothing"], ["/nothing"], 2, around=True)
        print(f"the load generator alone: at least {ceiling['rps']:,.0f} requests/s")
        paths[OURS] = there(running[OURS], paths[OURS])
        differing = same_bytes(running[OURS], running[BARE], paths)
        warm(running[OURS])
        deep = operations.place_of_deep(drawn.conferrals)
        for operation, place in (("page 1", 0), ("deep page", deep)):
            paths[OURS][operation] = pages(running[OURS], place)
        print(f"{'operation':30}{'rival':14}{'req/s':>10}{'p50 ms':>9}{'p95 ms':>9}{'kB':>9}")
        rounds = Rounds(options, running, paths, generator)
        for operation in ORDER:
            figures[operation] = rounds.run(operation)
            _print(operation, figures[operation])
        figures["export"] = exports(running, paths, small=options.small)
        if OURS in figures["export"]:
            figures["beside slow readers"] = beside_bad_readers(
                running[OURS], paths[OURS], generator, options.seconds
            )
    return differing + _judge(figures)


def _judge(figures: goals.Figures) -> int:
    """Print every goal; how many were missed."""
    missed = 0
    print("goals:")
    for reached, line in goals.verdicts(figures):
        missed += not reached
        print(line)
    return missed


def main() -> int:
    """Make the registry in a process of its own, then measure. 1: a goal of a full run missed."""
    options = _arguments()
    kept = [f"--{n}={getattr(options, n)}" for n in ("people", "conferrals", "database", "seed")]
    subprocess.run([sys.executable, "-m", "tests.benchmarks.bulk", *kept], check=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(UNLIMITED, VAR_DIR=folder)
        mark = bulk.prepare(options)
        print(f"API on {options.database}: {options.people:,} people, "
              f"{options.conferrals:,} conferrals")  # fmt: skip
        if servers.SERVER_CORE == servers.LOAD_CORE:
            print("one core only: the load generator takes its time from the servers")
        missed = measure(options, mark, folder)
    if options.small and missed:
        print("the goals are those of a registry of a million: not judged here")
    return int(bool(missed) and not options.small)


if __name__ == "__main__":
    sys.exit(main())
