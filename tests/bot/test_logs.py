"""The token is in no line that a handler writes, however it came into the record."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

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


def test_every_process_hides_the_token(tmp_path: Path) -> None:
    # As a worker of Celery sets up its logs; the bot's command has no part in it.
    script = (
        "import django, logging; django.setup()\n"
        "from registry.celery import app\n"
        "app.log.setup(loglevel='INFO')\n"
        f"logging.getLogger('httpcore.x').error('POST %s', '/bot{TOKEN}/sendMessage')\n"
        "try: raise ValueError('{SHORT}')\n"
        "except ValueError: app.log.get_default_logger().exception('a task failed')\n"
    ).replace("{SHORT}", SHORT)
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "registry.settings", "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "", "BOT_TOKEN": SHORT, "LOG_LEVEL": "INFO",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=environment, check=True, timeout=60, capture_output=True, text=True,
    )  # fmt: skip
    said = ran.stdout + ran.stderr
    assert said.count(HIDDEN) >= 2
    for token in (TOKEN, SHORT):
        assert token.split(":")[1] not in said
