"""No bot token in any log line: not in messages, not in their arguments, not in tracebacks."""

import logging
import re
import traceback
from typing import Any

# The shape that BotFather hands out; "bot" before it in an address is not part of it.
SHAPE = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
HIDDEN = "<token>"


class TokenFilter(logging.Filter):
    """Takes the token out of a record before any formatter sees it.

    A traceback is made into text here: a formatter that prints local variables, or wraps lines in
    the middle of a token, would show what no later search finds.
    """

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self.literal = (token, token.replace(":", "%3A")) if token else ()

    def redact(self, text: str) -> str:
        """The text with every token, ours or of the usual shape, replaced."""
        for token in self.literal:
            text = text.replace(token, HIDDEN)
        return SHAPE.sub(HIDDEN, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record in place; it is always let through."""
        if isinstance(record.msg, dict):
            # structlog hands its event over as a dictionary, with the exception inside.
            record.msg = self._event(record.msg)
        else:
            record.msg, record.args = self.redact(record.getMessage()), None
        told = self._traceback(record.exc_info)
        if told:
            if isinstance(record.msg, dict):
                record.msg["exception"] = told
            else:
                record.msg = f"{record.msg}\n{told}"
        record.exc_info = record.exc_text = None
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def _event(self, event: dict[str, Any]) -> dict[str, Any]:
        told = self._traceback(event.get("exc_info"))
        plain = {k: self._value(v) for k, v in event.items() if k != "exc_info"}
        return {**plain, "exception": told} if told else plain

    def _value(self, value: Any) -> Any:
        if isinstance(value, int | float | bool | None):
            return value
        return self.redact(value if isinstance(value, str) else repr(value))

    def _traceback(self, exc_info: Any) -> str:
        error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
        if not isinstance(error, BaseException):
            return ""
        return self.redact("".join(traceback.format_exception(error)).rstrip())


def keep_token_out_of_logs(token: str) -> None:
    """Put the filter on every handler there is, and quiet the loggers that print addresses."""
    hide = TokenFilter(token)
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    for handler in handlers | ({logging.lastResort} if logging.lastResort else set()):
        handler.addFilter(hide)
    for noisy in ("httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
