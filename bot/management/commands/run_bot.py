"""`manage.py run_bot`: the Telegram bot, by long polling, until it is told to stop."""

import asyncio
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from bot.app import Config, serve
from bot.logs import keep_token_out_of_logs
from registry.env import BrokenSetting

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the Telegram bot (long polling) until SIGINT or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            config = Config.from_settings()
            keep_token_out_of_logs(config.token)
            asyncio.run(serve(config))
        except BrokenSetting as broken:
            raise CommandError(f"The bot did not start: {broken}.") from None
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready ({error}). Run `manage.py migrate` first."
            ) from None
        except Exception:
            # Through the log, and not as a bare traceback: only the log hides the token.
            logger.exception("the bot broke off")
            raise CommandError("The bot broke off; the log above says why.") from None
