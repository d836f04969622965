"""`make bench`: how long `ask()` takes, beside the raw SQL of the same rows, in one run.

A registry is made in a temporary SQLite file: the bundled awards, and people by a seeded
generator (bulk inserts: the services' journal is not what is measured). Printed for each kind of
question: the 50th and 95th percentile in milliseconds, and the ratio of the median to that of the
bare statement.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--people", type=int, default=int(os.environ.get("BENCH_PEOPLE", "20000")))
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


def _prepare(folder: str) -> None:
    os.environ.update(VAR_DIR=folder, DATABASE_URL="", DJANGO_SETTINGS_MODULE="registry.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from registry.honours.loading import load
    from registry.honours.management.commands.load_registry import BUNDLED

    load(BUNDLED)


def _median(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]


def _timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return _median(times)


def _measure(names: list[str], rounds: int) -> None:
    import datetime as dt

    from django.db import connection

    from registry.questions import ask
    from registry.questions.query import from_machine

    today = dt.date(2026, 11, 23)
    questions = {
        "holders": "Who received the Order of Dostyk, first degree, in 2014?",
        "count": "Сколько человек получили орден «Барыс» в 2015 году?",
        "latest": "Who was the latest to receive the Order of Parasat?",
        "about": "«Отан» ордені туралы айтып беріңізші",
        "honours": f"What awards does {names[0]} have?",
        "did_receive": f"Has {names[1]} received the Order of Kurmet?",
        "absent": "Has Elvis Presley received the Order of Barys?",
    }
    print(f"{'kind':12}{'p50 ms':>9}{'p95 ms':>9}{'SQL p50':>9}{'ratio':>8}")
    for kind, text in questions.items():
        answer = ask(text, asker="bench", today=today)
        p50, p95 = _timed(lambda text=text: ask(text, asker="bench", today=today), rounds)
        bare = ""
        if answer.conferrals and answer.understood.machine:
            rows = from_machine(answer.understood.machine).rows().newest_first()[:500]
            sql, values = rows.query.sql_with_params()

            def fetch(sql: str = sql, values: tuple[object, ...] = values) -> list[object]:
                with connection.cursor() as cursor:
                    cursor.execute(sql, values)
                    return list(cursor.fetchall())

            raw, _ = _timed(fetch, rounds)
            bare = f"{raw:9.2f}{p50 / raw:8.1f}"
        print(f"{kind:12}{p50:9.2f}{p95:9.2f}{bare}  {answer.status}, {answer.total} rows")


def main() -> None:
    """Make, measure, print."""
    options = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        print("loading the bundled registry …", flush=True)
        _prepare(folder)
        from tests.benchmarks.people import make_people

        start = time.perf_counter()
        names = make_people(options.people, random.Random(20261123))
        size = Path(folder, "marapat.sqlite3").stat().st_size / 1e6
        spent = time.perf_counter() - start
        print(f"{options.people} people made in {spent:.0f} s; {size:.0f} MB", flush=True)
        _measure(names, options.rounds)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
