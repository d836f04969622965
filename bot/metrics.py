"""Figures of a bot process for Prometheus. No label says who, where or what was asked."""

from prometheus_client import Counter, Histogram, start_http_server
from telegram import Update

UPDATES = Counter("marapat_bot_updates", "Updates taken, by kind.", ["kind"])
TURNED_AWAY = Counter("marapat_bot_turned_away", "Updates of a flood that were not answered.")
SECONDS = Histogram(
    "marapat_bot_seconds",
    "From an update's turn to the end of its handling.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10),
)
ANSWERS = Counter("marapat_bot_answers", "Answers, by status and kind.", ["status", "kind"])
REFUSED = Counter("marapat_bot_refused", "Calls that the Bot API refused, by error.", ["error"])

_KINDS = ("message", "callback_query", "inline_query")


def kind_of(update: Update) -> str:
    """What an update is, as far as the bot cares."""
    return next((kind for kind in _KINDS if getattr(update, kind) is not None), "other")


def serve(address: str) -> None:
    """Tell the figures at `host:port`, /metrics; an empty address: nowhere.

    Raises ValueError for an address that is none, OSError for a port that is taken.
    """
    if not address:
        return
    host, _, port = address.rpartition(":")
    start_http_server(int(port), host.strip("[]") or "127.0.0.1")
