"""The token is in no line that a handler writes, however it came into the record."""

import io
import logging
import os
import subprocess
import sys

import pytest
import structlog

from bot.logs import HIDDEN, TokenFilter
from tests.standin.driver import ROOT

TOKEN = "123456789:AAE_marapat-0123456789abcdefghijklm"
SHORT = "42:a-token-of-odd-form"


def written(make: str, token: str = TOKEN) -> str:
    """What a handler writes of one record."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.dev.ConsoleRenderer(colors=False),
            ]
        )
    )
    handler.addFilter(TokenFilter(token))
    logger = logging.Logger("tests")
    logger.addHandler(handler)
    WAYS[make](logger, token)
    return stream.getvalue()


def in_message(logger: logging.Logger, token: str) -> None:
    logger.info(f"POST https://api.telegram.org/bot{token}/getMe")


def in_arguments(logger: logging.Logger, token: str) -> None:
    logger.info("POST %s %s", f"/bot{token}/getMe", {"token": token})


def in_exception(logger: logging.Logger, token: str) -> None:
    address = f"/bot{token}/getMe"
    try:
        try:
            raise ValueError(address)
        except ValueError as cause:
            raise RuntimeError(f"refused: {token}") from cause
    except RuntimeError:
        logger.exception("failed")


def in_event(logger: logging.Logger, token: str) -> None:
    error = RuntimeError(token)
    event = {"event": f"asked {token}", "url": f"/bot{token}", "count": 3, "exc_info": error}
    logger.info(event)


WAYS = {f.__name__: f for f in (in_message, in_arguments, in_exception, in_event)}


@pytest.mark.parametrize("token", [TOKEN, SHORT])
@pytest.mark.parametrize("way", WAYS)
def test_the_token_is_hidden(way: str, token: str) -> None:
    line = written(way, token)
    assert HIDDEN in line
    assert token.split(":")[1] not in line


def test_another_bots_token_is_hidden_too() -> None:
    assert TokenFilter().redact(f"/bot{TOKEN}/x") == f"/bot{HIDDEN}/x"
    assert TokenFilter(SHORT).redact("42%3Aa-token-of-odd-form") == HIDDEN


def test_an_exception_is_still_told_with_its_cause() -> None:
    line = written("in_exception")
    assert "Traceback" in line
    assert "ValueError" in line
    assert "RuntimeError: refused" in line
    assert "in_exception" in line


def test_what_is_no_token_stays() -> None:
    text = "10:30 2026-11-23 chat 1001 1234567890123"
    assert TokenFilter(TOKEN).redact(text) == text


WORKER = """
import logging
import django
from registry.celery import app
django.setup()
app.log.setup_logging_subsystem(loglevel="INFO")
token = "123456789:AAE_marapat-0123456789abcdefghijklm"
logging.getLogger("notices").error("POST /bot%s/sendMessage", token)
logging.getLogger("odd").error("42:a-token-of-odd-form")
"""


@pytest.mark.process
def test_the_worker_that_holds_the_token_writes_it_nowhere() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WORKER], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "BOT_TOKEN": SHORT, "LOG_LEVEL": "INFO"},
    ).stderr  # fmt: skip
    assert told.count(HIDDEN) == 2
    assert TOKEN not in told
    assert SHORT not in told
