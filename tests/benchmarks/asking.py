"""`python -m tests.benchmarks.asking`: `ask()` by kind of question, on a registry of a million.

For each kind: the 50th and 95th percentile of the whole answer in milliseconds, what of it the
database took, and the ratio to the bare SQL of the same rows: the statements that read the
answer's conferrals, names and sources, run by the driver with nothing made of them. Then the
memory of the process. The registry is made by `tests.benchmarks.bulk` if it is not there.
"""

import argparse
import datetime as dt
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.benchmarks import bulk

TODAY = dt.date(2026, 11, 23)
ORDERS = ("Dostyk", "Barys", "Parasat", "Kurmet", "Otan")
YEARS = (1999, 2007, 2014, 2021)
# Of the tables in which the rows of an answer stand.
ROWS = ("honours_conferral", "honours_recipientname", "honours_evidence", "honours_conferralevent")


def questions(names: Sequence[str]) -> dict[str, list[str]]:
    """Questions by kind; `names` are of people in the made registry."""
    return {
        "holders, year": [f"Who received the Order of {o} in {y}?" for o in ORDERS for y in YEARS],
        "holders": [f"Кто получил орден {o}?" for o in ORDERS],
        "holders, degree": [f"Who received the Order of {o}, first degree?" for o in ORDERS[:2]],
        "holders, country": [f"Кто из россиян получил орден {o}?" for o in ORDERS],
        "holders, office": [f"Which ambassadors received the Order of {o}?" for o in ORDERS],
        "holders, women": [f"«{o}» орденін қай әйелдер алды?" for o in ORDERS],
        "year alone": [f"Кого наградили в {y} году?" for y in YEARS],
        "in force on a day": [f"Who held {o} as of 1 January 2010?" for o in ORDERS],
        "decree": [f"Кого наградили указом № {n}?" for n in (101, 645, 900)],
        "honours": [f"What awards does {name} have?" for name in names],
        "when": [f"Когда {name} получил орден?" for name in names],
        "did_receive": [f"Has {name} received the Order of Kurmet?" for name in names],
        "count": [f"How many people received the Order of {o}?" for o in ORDERS],
        "first": [f"Who was the first to receive the Order of {o}?" for o in ORDERS],
        "latest": [f"Кто последним получил орден {o}?" for o in ORDERS],
        "both": ["Who has both Barys and Parasat?", "Кто имеет и «Отан», и «Барыс»?"],
        "all_degrees": ["Who holds all degrees of Barys?", "Полные кавалеры ордена «Достык»"],
        "on_this_day": ["Who was awarded on this day?", "Кого наградили 19 апреля?"],
        "per_year": [f"How many received {o} per year?" for o in ORDERS],
        "per_country": [f"How many received {o} by country?" for o in ORDERS],
        "per_award": ["Which award is given most often?"],
        "share": [f"What share of {o} holders are women?" for o in ORDERS],
        "most_decorated": ["Who has the most awards?", "У кого больше всего наград?"],
        "about": [f"Tell me about the Order of {o}" for o in ORDERS],
        "coverage": ["What does the registry cover?"],
        "nobody": ["Has Elvis Presley received the Order of Barys?", "Награды Зигмунда Фрейда"],
        "not understood": ["What is the weather in Astana?"],
    }


def people(count: int) -> list[str]:
    """Names on record, spread over the whole registry."""
    from registry.honours.models import RecipientName

    named = RecipientName.objects.filter(language="ru", recipient__honours__gt=0).order_by("pk")
    rows = named.values_list("text", flat=True)
    last = RecipientName.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found = (rows.filter(pk__gt=last * n // (count + 1))[:1] for n in range(1, count + 1))
    return [text for texts in found for text in texts]


Statement = tuple[str, Any]


@contextmanager
def listening(heard: list[Statement]) -> Iterator[None]:
    """Hear every statement that Django sends."""
    from django.db import connection

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield


def bare(statements: Sequence[Statement]) -> float:
    """Milliseconds for the statements alone, every row fetched."""
    from django.db import connection

    start = time.perf_counter()
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
    return (time.perf_counter() - start) * 1000


def measure(kind: str, texts: Sequence[str], rounds: int) -> tuple[float, str]:
    """The 95th percentile of a kind, and its line."""
    from registry.questions import ask

    took, plain, told = [], [], 0
    for text in texts:
        heard: list[Statement] = []
        with listening(heard):
            answer = ask(text, asker="bench", today=TODAY)
        told = max(told, len(answer.conferrals))
        rows = [one for one in heard if any(f'FROM "{table}"' in one[0] for table in ROWS)]
        for _ in range(rounds):
            start = time.perf_counter()
            ask(text, asker="bench", today=TODAY)
            took.append((time.perf_counter() - start) * 1000)
            plain.append(bare(rows))
    took.sort()
    middle, high = statistics.median(took), took[max(0, int(len(took) * 0.95) - 1)]
    sql = statistics.median(plain)
    ratio = f"{middle / sql:6.1f}" if told and sql else "      "
    return high, f"{kind:18}{middle:9.1f}{high:9.1f}{sql:9.1f}{ratio}{told:7}  {answer.status}"


def main() -> None:
    """Make what is missing in a process of its own, then measure in this one."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.asking", description=__doc__)
    bulk.arguments(parser)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    kept = [f"--{n}={getattr(options, n)}" for n in ("people", "conferrals", "database", "seed")]
    subprocess.run([sys.executable, "-m", "tests.benchmarks.bulk", *kept], check=True)
    bulk.prepare(options)
    print(
        f"ask() on {options.database}: {options.people:,} people, {options.conferrals:,} conferrals"
    )
    print(f"{'question':18}{'p50 ms':>9}{'p95 ms':>9}{'SQL ms':>9}{'ratio':>6}{'rows':>7}")
    highest = []
    for kind, texts in questions(people(8)).items():
        high, line = measure(kind, texts, options.rounds)
        highest.append((high, kind))
        print(line, flush=True)
    slow = [kind for high, kind in highest if high > 50]
    print(f"p95 within 50 ms: {len(highest) - len(slow)} of {len(highest)} kinds", *slow, sep="; ")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process at its highest: {memory:.0f} MB")


if __name__ == "__main__":
    main()
