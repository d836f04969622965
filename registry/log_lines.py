"""How log lines look: for people at a console, or as JSON for a collector."""

from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_JSON: list[Any] = [
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]
_CONSOLE: list[Any] = [
    structlog.dev.ConsoleRenderer(
        colors=False,
        # The rich traceback prints local variables: questions, and settings with secrets.
        exception_formatter=structlog.dev.plain_traceback,
    )
]


def log_lines(level: str, form: str, token: str) -> dict[str, Any]:
    """Django's LOGGING, with structlog set up to match. `form`: console or json."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    final = _JSON if form == "json" else _CONSOLE
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final],
            }
        },
        # Of every process: the worker that sends notices holds the bot's token as well.
        "filters": {"token": {"()": "bot.logs.TokenFilter", "token": token}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["token"]}
        },
        "root": {"handlers": ["stderr"], "level": level},
        # httpx logs whole addresses at INFO, and the Bot API's addresses hold the token.
        # axes tells five lines of each login that went well.
        "loggers": {name: {"level": "WARNING"} for name in ("httpx", "httpcore", "axes")},
    }
