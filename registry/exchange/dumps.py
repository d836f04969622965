"""A dump: the public registry of one moment in files that anybody may take.

It is written into a folder that nobody looks at and renamed when it is whole. Who is killed in the
middle leaves a folder that the next run throws away.
"""

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.conf import settings
from django.utils import timezone

from registry.documents import flat
from registry.documents.shelf import Shelf
from registry.errors import Conflict
from registry.exchange import pages
from registry.exchange.files import Lines, Written
from registry.exchange.lite import LiteFile
from registry.exchange.manifest import LICENCE, manifest_of
from registry.exchange.pages import Page
from registry.exchange.snapshot import one_state
from registry.honours.selectors import Head, journal_head

LANGUAGE = "en"
MANIFEST = "manifest.json"
MAKING = ".making-"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dump: its rows, and how its cells are called."""

    name: str
    pages: Callable[[Shelf], Iterator[Page]]
    columns: Sequence[str]


TABLES = (
    Table("authorities", pages.authorities, pages.AUTHORITY),
    Table("awards", pages.awards, flat.AWARD),
    Table("recipients", pages.people, flat.RECIPIENT),
    Table("decrees", pages.decrees, flat.DECREE),
    Table("conferrals", pages.honours, flat.CONFERRAL),
    Table("sources", pages.sources, pages.SOURCE),
)


def write_dump(home: Path | None = None) -> Path:
    """Write a dump of the registry as it stands, if there is none of it; its folder.

    Raises Conflict while another dump is being written.
    """
    home = home or settings.DUMPS_DIR
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home), one_state():
        for left in home.glob(f"{MAKING}*"):
            shutil.rmtree(left)
        head = journal_head()
        folder = home / str(head)
        if not folder.exists():
            making = home / f"{MAKING}{head}"
            making.mkdir()
            _write(making, head, timezone.now())
            _sync(making)
            making.rename(folder)
            _sync(home)
    return folder


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One dump at a time; the lock of a process that dies is free at once."""
    with (home / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict("busy", "Another dump is being written.") from None
        yield


def _write(folder: Path, head: Head, now: dt.datetime) -> None:
    shelf = Shelf(head, LANGUAGE)
    lite = LiteFile(folder)
    try:
        lite.add({"registry": [(str(head), head.hash, now.isoformat(), LICENCE["name"])]})
        written = [file for table in TABLES for file in _write_table(folder, table, shelf, lite)]
        written.append(lite.finish())
    finally:
        lite.close()
    manifest = manifest_of(head, now, written, lite.counts)
    with (folder / MANIFEST).open("xb") as file:
        file.write(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        file.flush()
        os.fsync(file.fileno())


def _write_table(folder: Path, table: Table, shelf: Shelf, lite: LiteFile) -> list[Written]:
    with ExitStack() as open_files:
        documents = open_files.enter_context(Lines(folder, table.name, "ndjson"))
        cells = open_files.enter_context(Lines(folder, table.name, "csv"))
        cells.head(table.columns)
        for page in table.pages(shelf):
            documents.documents(page.documents)
            cells.cells(page.cells)
            lite.add(page.rows)
    return [documents.written(), cells.written()]


def _sync(folder: Path) -> None:
    """What stands in a folder stays there, also after a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)
