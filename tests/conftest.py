"""Fixtures that several rooms share."""

import pytest

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast in an otherwise empty registry."""
    return assemble()
