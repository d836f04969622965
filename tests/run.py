"""`make test`: the suite on SQLite, but for what takes its time.

`make test-long`, with `--long`: that: endurance, the browser, and the whole suite on PostgreSQL.

PostgreSQL is looked for at TEST_DATABASE_URL, else at the address that CI uses. Where none
answers the run says so and ends with SQLite's result; with CI=true that is a failure.
"""

import os
import subprocess
import sys

CI = os.environ.get("CI") == "true"
# What drives whole processes does so on SQLite of its own, whatever database is meant.
ON_POSTGRESQL = "not process and not once and not long"
LOOPBACK = "postgresql://marapat:marapat@127.0.0.1:5432/marapat"


def reachable(url: str) -> str:
    """Why the database cannot be used; empty if it can."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            connection.execute("select 1")
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def pytest(database: str, url: str, *more: str) -> int:
    """One run of the suite on one database."""
    print(f"== tests on {database}", flush=True)
    environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "no", "BOT_TOKEN": ""}
    workers = [
        "-n",
        os.environ.get("TEST_WORKERS", "2"),
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
    ]
    command = [sys.executable, "-m", "pytest", "-q", *workers, *more, *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """SQLite first; the last line is always pytest's own."""
    long = "--long" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--long"]
    if not long:
        return pytest("SQLite", "", "-m", "not long")
    url = os.environ.get("TEST_DATABASE_URL", LOOPBACK)
    trouble = reachable(url)
    if trouble and CI:
        print(f"no PostgreSQL for the tests, and CI=true: {trouble}")
        return 1
    if trouble:
        print(f"PostgreSQL is missing, so the tests run on SQLite alone ({trouble}).")
        print("To run them on both, set TEST_DATABASE_URL=postgresql://user:password@host/name")
    result = pytest("SQLite", "", "-m", "long")
    return result if result or trouble else pytest("PostgreSQL", url, "-m", ON_POSTGRESQL)


if __name__ == "__main__":
    sys.exit(main())
