"""A registry with something to keep to itself, and a dump of it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from registry.exchange.dumps import write_dump
from tests.api.conftest import Filled, filled  # noqa: F401  the same secrets as the API's tests

__all__ = ["filled"]


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Where the dumps of a test stand."""
    settings.DUMPS_DIR = tmp_path / "dumps"
    return settings.DUMPS_DIR


@pytest.fixture
def dump(home: Path, filled: Filled) -> Path:  # noqa: F811
    """A dump of the cast."""
    return write_dump()
