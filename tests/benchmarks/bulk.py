"""`python -m tests.benchmarks.bulk`: a registry of a million people, made once and kept.

SQLite: a file under var/bench/, named after what it holds. PostgreSQL: the database that
BENCH_DATABASE_URL names. It is used again if it holds what is asked for; it is emptied only if
an earlier run made it. The bundled registry stands in both, before the people made up.
"""

import argparse
import hashlib
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / "var" / "bench"
SEED = 20261123


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which registry is meant."""
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--conferrals", type=int, default=1_500_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=SEED)


def prepare(options: argparse.Namespace) -> str:
    """Connect Django to the registry asked for; make it first if it is not there. Its mark."""
    mark = _mark(options)
    if options.database == "sqlite":
        KEPT.mkdir(parents=True, exist_ok=True)
        file = KEPT / f"{mark}.sqlite3"
        part = file.with_suffix(f".part-{os.getpid()}")
        if not file.exists():
            _in_process(f"sqlite:///{part}")
            try:
                _make(options, mark)
                part.rename(file)
            finally:
                part.unlink(missing_ok=True)
        _in_process(f"sqlite:///{file}")
        _keep_up()
        return mark
    url = os.environ.get("BENCH_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit("BENCH_DATABASE_URL: name a PostgreSQL database for the made registry")
    _in_process(url)
    if _held() != mark:
        _empty()
        _make(options, mark)
    _keep_up()
    return mark


def _keep_up() -> None:
    """Tables of other rooms may have come since the registry was made; they are empty anyway."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _mark(options: argparse.Namespace) -> str:
    """What is held, and a digest of all that decides how it is written."""
    registry = HERE.parents[1] / "registry"
    deciding = [HERE / name for name in ("bulk_rows.py", "name_index.py", "naming.py")]
    deciding += [registry / "honours" / "name_keys.py"]
    deciding += sorted((registry / "honours" / "migrations").glob("0*.py"))
    deciding += sorted(p for p in (registry / "names").rglob("*") if p.suffix in (".py", ".txt"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in deciding)).hexdigest()[:10]
    return f"{options.people}-{options.conferrals}-{options.seed}-{digest}"


def _in_process(url: str) -> None:
    """Point Django at a database; a second call moves the connection."""
    os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="registry.settings")
    import django
    from django.conf import settings

    if not settings.configured or not django.apps.apps.ready:
        django.setup()
        return
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = url.removeprefix("sqlite:///")


def _held() -> str:
    """The mark of the registry that the database holds; '' if it is empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if not tables:
            return ""
        if "bench_made" not in tables:
            sys.exit("BENCH_DATABASE_URL: this database holds something that no run of this made")
        cursor.execute("SELECT mark FROM bench_made")
        [[mark]] = cursor.fetchall()
        return str(mark)


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("CREATE TABLE bench_made (mark varchar(200))")
        cursor.execute("INSERT INTO bench_made VALUES ('unfinished')")


def _make(options: argparse.Namespace, mark: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    from registry.honours.loading import load
    from registry.honours.management.commands.load_registry import BUNDLED
    from registry.honours.services.tally import recount
    from tests.benchmarks.bulk_rows import COLUMNS, Maker
    from tests.benchmarks.bulk_write import writer

    start = time.perf_counter()
    call_command("migrate", verbosity=0)
    load(BUNDLED)
    _say(start, "tables made, the bundled registry loaded")
    first = {model: _next_id(model) for model in COLUMNS}
    maker = Maker(options.people, options.conferrals, options.seed, first)
    reached = [0]

    def progress(rows: int) -> None:
        if rows - reached[0] >= 2_000_000:
            reached[0] = rows
            _say(start, f"{rows:,} rows")

    with writer() as writing:
        writing.write(maker.batches(), progress)
        _say(start, "all rows written; indexes …")
    recount()
    with connection.cursor() as cursor:
        if options.database == "postgresql":
            cursor.execute("UPDATE bench_made SET mark = %s", [mark])
    connection.close()
    _say(start, f"{options.people:,} people, {options.conferrals:,} conferrals made")


def _next_id(model: Any) -> int:
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return int(last or 0) + 1


def _say(start: float, what: str) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - start:6.0f} s  {memory:5.0f} MB  {what}", flush=True)


def main() -> None:
    """Make the registry asked for, or say that it stands."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.bulk", description=__doc__)
    arguments(parser)
    options = parser.parse_args()
    print(prepare(options))


if __name__ == "__main__":
    main()
