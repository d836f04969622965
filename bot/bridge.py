"""The bot's only crossing from the event loop to Django: `await bridge.call(services.x, …)`."""

from registry.bridge import THREADS, call

__all__ = ["THREADS", "call"]
