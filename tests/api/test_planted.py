"""The walk: every path and parameter of the document, and nothing that is hidden comes out."""

import gzip
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.api.planting import Planted, plant
from tests.api.walking import is_open, paths, requests, unbaited, unsaid
from tests.cast import Cast

# They tell of the registry's version, or of every write that there was, of whatever record.
_OF_THE_JOURNAL = ("/changes", "/dumps", "changed_since")
# The registry's version, its head's hash, the request's number and what is left of a rate.
_PASSING = re.compile(r"\d+-[0-9a-f]{8}(-[0-9a-f]{12})?|[0-9a-f]{64}|[0-9a-f]{32}|;[rt]=\d+")
_PACKED = b"\x1f\x8b"

Told = dict[str, tuple[int, str]]


@pytest.fixture
def planted(cast: Cast, settings: Any, tmp_path: Path) -> Planted:
    settings.DUMPS_DIR, settings.API_RATE = tmp_path / "dumps", (1_000_000, 1)
    return plant(cast)


def _walk(client: Client, planted: Planted) -> Told:
    """Every request of the walk → (status, what the response says, with its headers)."""
    told: Told = {}
    for address, query in requests(planted):
        response = client.get(address, query)
        body = b"".join(response) if response.streaming else response.content
        body = gzip.decompress(body) if body.startswith(_PACKED) else body
        head = "\n".join(f"{name}: {value}" for name, value in response.items())
        text = body.decode(errors="replace") + "\n" + head
        said = unsaid(text, address, query, planted.untold(address))
        assert not said, f"{address} {query} says {said}: {text[:2000]}"
        assert response.status_code < 500, f"{address} {query}"
        told[f"{address} {sorted(query.items())}"] = (response.status_code, text)
    return told


def test_every_parameter_of_the_document_has_a_bait() -> None:
    assert not unbaited()


@pytest.mark.long
def test_nothing_hidden_is_told_and_nothing_would_differ_without_it(
    planted: Planted, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Not by a word of it, and not by a count, an order or a status that it changes."""
    caplog.set_level(logging.CRITICAL, "django.request")
    told = _walk(client, planted)
    assert len(told) > 20 * len(paths())
    answered = [asked for asked, (status, _) in told.items() if status == 200]
    assert len(answered) > len([asked for asked in told if is_open(asked)]) / 3
    planted.erase()
    without = _walk(client, planted)
    for asked, (status, body) in told.items():
        if not any(part in asked for part in _OF_THE_JOURNAL):
            assert (status, _same(body)) == (without[asked][0], _same(without[asked][1])), asked


def _same(text: str) -> str:
    return _PASSING.sub("", text)
