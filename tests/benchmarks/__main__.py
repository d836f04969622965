"""`make bench`: the labelled questions, then `ask()`, the bot, the API and the desk at a million.

On SQLite, and on PostgreSQL where BENCH_DATABASE_URL names a database that may be filled. What a
run made is used again by the next. BENCH_PEOPLE asks for fewer people (and half as many more
conferrals).
"""

import os
import subprocess
import sys

# `python -m tests.benchmarks.sheets --rows 100000` takes some minutes.
SHEET_ROWS = 5_000


def main() -> int:
    """Each part in a process of its own, so that none measures another's memory."""
    people = int(os.environ.get("BENCH_PEOPLE", "1000000"))
    size = [f"--people={people}", f"--conferrals={people * 3 // 2}"]
    parts = [
        ["scores"],
        ["asking", "--database=sqlite", *size],
        ["talking", "--database=sqlite", *size],
        ["api", "--database=sqlite", *size],
        ["desk", "--database=sqlite", *size],
        ["sheets", f"--rows={min(people, SHEET_ROWS)}"],
    ]
    if os.environ.get("BENCH_DATABASE_URL"):
        parts += [[part, "--database=postgresql", *size] for part in ("asking", "api", "desk")]
    else:
        print("PostgreSQL is left out: BENCH_DATABASE_URL names no database to fill.", flush=True)
    failed = 0
    for name, *arguments in parts:
        print(f"== {name} {' '.join(arguments)}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
