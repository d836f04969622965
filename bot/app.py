"""The bot's process: built from a configuration, connected with patience, stopped with grace."""

import asyncio
import logging
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from telegram import Bot, BotCommand, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest, HTTPXRequest

from bot import bridge, metrics, services
from bot.descriptions import descriptions
from bot.handlers import register
from bot.limits import PER_MINUTE, Guard, Patience
from bot.receiving import by_polling, by_webhook
from bot.tempo import Tempo
from registry.env import BrokenSetting
from registry.outbound import is_here
from registry.wording import LANGUAGES

logger = logging.getLogger(__name__)

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{8,}", re.ASCII)
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Config:
    """What a bot needs to run. `api_url` is everything before the token: `https://host/bot`."""

    token: str
    api_url: str
    per_minute: int = PER_MINUTE
    webhook: bool = False

    @classmethod
    def from_settings(cls) -> "Config":
        """From Django's settings; raises BrokenSetting naming the one that cannot be used."""
        wanted = "the token that @BotFather gave, like 123456789:AAE… (none of it is shown here)"
        # The value itself is never part of the message: it would be the first leak of it.
        if not TOKEN.fullmatch(settings.BOT_TOKEN):
            state = "it is not set" if not settings.BOT_TOKEN else "what is set has another form"
            raise BrokenSetting("BOT_TOKEN", f"{wanted}; {state}")
        config = cls(settings.BOT_TOKEN, settings.BOT_API_URL, webhook=settings.BOT_WEBHOOK)
        wanted = "http" if is_here(config.api_url) else "https://"
        if config.webhook and not settings.PUBLIC_URL.startswith(wanted):
            raise BrokenSetting("PUBLIC_URL", "an https address, where BOT_WEBHOOK is yes")
        return config

    @property
    def host(self) -> str:
        """The server's name, for messages: the whole address would hold the token."""
        return urlsplit(self.api_url).netloc

    @property
    def file_url(self) -> str:
        """Where files are fetched: `https://host/file/bot`."""
        return re.sub(r"/bot$", "/file/bot", self.api_url)


def build_application(config: Config, request: BaseRequest | None = None) -> Application:
    """The application with its handlers; nothing is sent yet. `request`: another way to Telegram
    than by the network.
    """
    # A stand-in on this machine is not behind the proxy that the environment may name.
    direct = {"trust_env": not is_here(config.api_url)}
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )
    app = (
        ApplicationBuilder()
        .token(config.token)
        .base_url(config.api_url)
        .base_file_url(config.file_url)
        .request(request or HTTPXRequest(connection_pool_size=256, httpx_kwargs=direct))
        .get_updates_request(request or HTTPXRequest(connection_pool_size=1, httpx_kwargs=direct))
        .defaults(defaults)
        # Updates come out of the inbox, fetched by a hand of our own.
        .updater(None)
        .rate_limiter(Patience(Tempo()))
        .build()
    )
    register(app)
    return app


async def serve(config: Config) -> None:
    """Run until SIGINT or SIGTERM. Raises BrokenSetting when Telegram refuses the token."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        metrics.serve(settings.BOT_METRICS)
    except (ValueError, OSError) as error:
        raise BrokenSetting("BOT_METRICS", f"host:port of a free port ({error})") from None
    await bridge.call(services.warm_up)
    app = build_application(config)
    try:
        if await _connected(app, config, stop):
            await _introduce(app.bot)
            receive = by_webhook if config.webhook else by_polling
            await receive(app, stop, Guard(config.per_minute))
    finally:
        await app.shutdown()
    logger.info("stopped")


async def _connected(app: Application, config: Config, stop: asyncio.Event) -> bool:
    """Knock until the Bot API answers; False if the stop came first."""
    pause = 1.0
    while not stop.is_set():
        try:
            await app.initialize()
        except InvalidToken:
            wanted = f"a token that {config.host} accepts; it refused this one"
            raise BrokenSetting("BOT_TOKEN", wanted) from None
        except NetworkError as error:
            logger.warning(
                "no answer from the Bot API at %s (%s); trying again in %.0f s",
                config.host, error, pause,
            )  # fmt: skip
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return False


async def _introduce(bot: Bot) -> None:
    """Tell Telegram the commands, in each language. The bot answers without it as well."""
    try:
        for lang in LANGUAGES:
            # The default list, for every other language, is the English one.
            code = None if lang == "en" else lang
            await bot.set_my_commands(_commands(lang), language_code=code)
    except TelegramError as error:
        logger.warning("the list of commands was not set: %s", error)


def _commands(lang: str) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in descriptions(lang).items()]
