"""The only crossing from the event loop to Django.

Every call runs in one of a few threads of its own pool, so that a slow query holds up nobody else
and a flood cannot open connections without end.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from bot import services
from bot.services import Reply

THREADS = 8

_P = ParamSpec("_P")
_R = TypeVar("_R")
_pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="bot-database")


async def _cross(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    def held() -> _R:
        # A thread of the pool lives for days; a connection that died meanwhile must not be met.
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await sync_to_async(held, thread_sensitive=False, executor=_pool)()


async def warm_up() -> None:
    """See `services.warm_up`."""
    await _cross(services.warm_up)


async def user_language(chat_id: int, telegram_code: str | None) -> str:
    """See `services.language_of_chat`."""
    return await _cross(services.language_of_chat, chat_id, telegram_code)


async def choose_language(chat_id: int, language: str) -> None:
    """See `services.choose_language`."""
    await _cross(services.choose_language, chat_id, language)


async def ask_question(
    chat_id: int, text: str, *, telegram_code: str | None = None, lang: str | None = None
) -> Reply:
    """See `services.ask_in_chat`."""
    return await _cross(
        services.ask_in_chat, chat_id=chat_id, text=text, telegram_code=telegram_code, lang=lang
    )


async def answer_again(chat_id: int, exchange: int) -> Reply | None:
    """See `services.answer_again`."""
    return await _cross(services.answer_again, chat_id, exchange)


async def answer_choice(chat_id: int, exchange: int, index: int) -> Reply | None:
    """See `services.answer_choice`."""
    return await _cross(services.answer_choice, chat_id, exchange, index)


async def answer_next(chat_id: int, exchange: int, index: int) -> Reply | None:
    """See `services.answer_next`."""
    return await _cross(services.answer_next, chat_id, exchange, index)
