"""From an event loop to Django: `await bridge.call(services.something, …)`. There is no other way.

Every call runs in one of a few threads of its own pool, so that a slow query holds up nobody else
and a flood cannot open connections without end.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

THREADS = 8

_P = ParamSpec("_P")
_R = TypeVar("_R")
_pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="bridge-database")


async def call(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Run a synchronous function that may ask the database, away from the event loop."""

    def held() -> _R:
        # A thread of the pool lives for days; a connection that died meanwhile must not be met.
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await sync_to_async(held, thread_sensitive=False, executor=_pool)()
