"""Fixtures that several rooms share."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from registry.honours.loading import Report, load
from registry.honours.management.commands.load_registry import BUNDLED
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast in an otherwise empty registry."""
    return assemble()


@pytest.fixture(scope="module")
def bundled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Report]:
    """The whole bundled registry, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            yield load(BUNDLED)
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
