"""Where Telegram brings updates when a public address is set: kept at once, answered elsewhere.

Path and secret are made from the token and the installation's key, so that there is nothing to
configure and neither gives the token away.
"""

import hashlib
import hmac
import json
import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bot.inbox import receive
from bot.limits import Guard

logger = logging.getLogger(__name__)
LARGEST = 1_000_000
# Of this web process: beside others each lets a flooding user in for as much again.
guard = Guard()
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def _derived(purpose: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{purpose}:{settings.BOT_TOKEN}".encode(), hashlib.sha256).hexdigest()


def path() -> str:
    """The path of the webhook, which nobody guesses."""
    return f"telegram/{_derived('path')[:32]}"


def secret() -> str:
    """What Telegram says with each update to prove that it is Telegram."""
    return _derived("secret")


@csrf_exempt
@require_POST
def take(request: HttpRequest, word: str) -> HttpResponse:
    """Keep one update. Telegram repeats whatever is not answered by 200."""
    known = settings.BOT_WEBHOOK and constant_time_compare(f"telegram/{word}", path())
    if not known or not constant_time_compare(request.headers.get(HEADER, ""), secret()):
        return HttpResponse(status=403)
    if int(request.headers.get("content-length") or 0) > LARGEST:
        return HttpResponse(status=413)
    try:
        receive([json.loads(request.body)], guard)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # Repeating it would not make it better.
        logger.error("an update that is none was dropped: %s", type(error).__name__)
    except DatabaseError as error:
        logger.error("an update was not kept: %s", type(error).__name__)
        return HttpResponse(status=503)
    return HttpResponse()
