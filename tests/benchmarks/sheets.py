"""A sheet of many lines: how fast it is read, checked, imported, and brought out again.

Every line is a new person with two names who receives an award by one of fifty decrees, in a
registry of its own that is thrown away. `--rows`, and `--database=postgresql` with
BENCH_DATABASE_URL (which must name an empty database). The rates are rows a second; the figure to
watch is how many times as fast an import is as the same records one by one.
"""

import argparse
import csv
import io
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.naming import Namer

ONE_BY_ONE = 200


def people(count: int, seed: int) -> list[dict[str, str]]:
    """So many people of different descriptions, with the names of a real registry's shape."""
    dice, found = random.Random(seed), dict[str, dict[str, str]]()  # noqa: S311  no secret
    for person in Namer(seed).people(count * 2):
        born = f"{dice.randint(1930, 2000)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        names = {f"name_{lang}": text for text, lang, _ in reversed(person.names)}
        kept = {key: names[key] for key in ("name_kk", "name_ru", "name_en") if key in names}
        if kept:
            found[f"{kept}{born}"] = {**kept, "gender": person.gender, "birth": born}
        if len(found) == count:
            break
    return list(found.values())


def sheet(count: int, seed: int) -> bytes:
    """A sheet of so many lines, as CSV."""
    out = io.StringIO()
    columns = (
        "name_kk name_ru name_en gender birth citizenships award grade decree_number decree_date "
        "office_ru presented_by source_key"
    ).split()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for at, person in enumerate(people(count, seed)):
        number = at % 50
        act = {"decree_number": f"{seed}-{number}", "decree_date": f"{2000 + number // 2}-05-03"}
        award = {"award": "barys", "grade": "3", "citizenships": "KZ", "source_key": "page-1"}
        who = {"office_ru": "директор школы", "presented_by": "Асқар Мамин"}
        writer.writerow({**person, **act, **award, **who})
    return out.getvalue().encode()


def main() -> None:
    """Measure once, in a registry of the cast."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=5_000)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = options.parse_args()
    home = Path(tempfile.mkdtemp(prefix="marapat-sheets-"))
    os.environ["VAR_DIR"] = str(home)
    of = {"sqlite": f"sqlite:///{home / 'r.sqlite3'}"}
    os.environ["DATABASE_URL"] = of.get(given.database) or os.environ["BENCH_DATABASE_URL"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ["IMPORT_MAX_ROWS"] = "1000000"
    import django

    django.setup()
    try:
        _measure(given.rows)
    finally:
        shutil.rmtree(home)


def _measure(rows: int) -> None:
    from django.core.management import call_command

    from registry.exchange.models import ImportJob
    from registry.exchange.sheets.exporting import chosen, csv_text, write_xlsx
    from registry.exchange.sheets.jobs import claim, receive, start
    from registry.exchange.sheets.running import work
    from tests.cast import assemble

    call_command("migrate", verbosity=0)
    cast = assemble()
    singly = _one_by_one(cast)
    memory = _memory()

    def sent(seed: int) -> ImportJob:
        return receive(content=sheet(rows, seed), name=f"{seed}.csv", by=cast.clerk)

    def at_work(what: str, job: ImportJob) -> float:
        held = claim(job.pk)
        assert held is not None
        rate = _timed(what, rows, lambda: work(held))
        job.refresh_from_db()
        assert not job.error, job.error
        print(f"{'':16}{job.counts}", flush=True)
        return rate

    job = sent(6)
    at_work("read and check", job)
    start(job=job, by=cast.clerk)
    run = at_work("import", job)
    at_work("check again", sent(6))
    at_work("check others", sent(8))
    _timed("export CSV", rows, lambda: [None for _ in csv_text(chosen())])
    _timed("export XLSX", rows, lambda: write_xlsx(chosen(), io.BytesIO()))
    print(f"{'memory grew by':16}{(_memory() - memory) / 1024:10.0f} MB")
    print(f"{'one by one':16}{singly:10.0f} rows/s")
    print(f"import ÷ one by one = {run / singly:.1f}")


def _one_by_one(cast: Any) -> float:
    """The rate of the single services, for the same kind of records."""
    from registry.dates import PartialDate
    from registry.honours import services

    given, long_ago = people(ONE_BY_ONE, 7), PartialDate(1850)

    def enter() -> None:
        for one in given:
            names = [(text, key[5:]) for key, text in one.items() if key.startswith("name_")]
            person = cast.person(*names, citizenships=["KZ"], birth=long_ago)
            services.conferral_record(
                recipient=person, award=cast.barys, grade=None, by=cast.clerk,
                evidence=[services.EvidenceInput(cast.page)], office_ru="директор школы",
            )  # fmt: skip

    return _timed("", ONE_BY_ONE, enter)


def _timed(what: str, rows: int, act: Callable[[], Any]) -> float:
    begun, busy = time.perf_counter(), time.process_time()
    act()
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    if what:
        print(f"{what:16}{rows / took:8.0f} rows/s {took:8.1f} s, {busy:8.1f} s of them at work")
    return rows / took


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
