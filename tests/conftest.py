"""Fixtures that several rooms share."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.cast import Cast, assemble
from tests.rows import copy

# What reads and writes no database, or the same of each.
ONCE = ("names", "pictures", "standin", "wording")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is tried once, whichever databases there are; begin with what waits for processes.

    Else the last file of a run is one that waits alone.
    """
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in ONCE:
            item.add_marker(pytest.mark.once)
    waiting = {
        item.path
        for item in items
        if item.get_closest_marker("process") or item.get_closest_marker("servers")
    }
    items.sort(key=lambda item: item.path not in waiting)


@pytest.fixture(autouse=True)
def plain_english() -> Iterator[None]:
    """A page's language stays with its thread: no test is to speak that of the one before."""
    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast in an otherwise empty registry."""
    return assemble()


@pytest.fixture(scope="module")
def bundled(
    loaded: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The whole bundled registry, there for a module and rolled back after it."""
    with django_db_blocker.unblock(), rolled_back():
        assert copy(loaded) > 1000
        yield


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    block = transaction.atomic()
    block.__enter__()
    try:
        yield
    finally:
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the bundled registry, to be copied: made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made = folder / "loaded.sqlite3"
    with (folder / "loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            part = folder / "part.sqlite3"
            environment = {**os.environ, "VAR_DIR": str(folder / "loading"),
                           "DATABASE_URL": f"sqlite:///{part}"}  # fmt: skip
            for command in (["migrate", "-v0"], ["load_registry"]):
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=Path(__file__).parents[1],
                    env=environment, check=True, timeout=240, stdout=subprocess.DEVNULL,
                )  # fmt: skip
            part.rename(made)
    return made
