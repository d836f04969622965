"""The chat page: a newcomer without Telegram talks to the very same bot.

`make run` without a token runs the bot against a stand-in for the Bot API on this machine, and
these views play one user of it. A visitor reaches one chat, his own, whose number is in a signed
cookie; nothing else of the stand-in is passed on. Without CHAT_STANDIN_URL there is no such page.
"""

import hashlib
import json
import re
import secrets
import time
from typing import Any

import httpx
from django.conf import settings
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from registry.web.languages import language_links, page_language
from registry.wording import LANGUAGES, phrases

COOKIE, SALT = "marapat_chat", "marapat.chat"
LONGEST_TEXT, LONGEST_DATA = 4096, 64
SECONDS = 5.0
FILE = re.compile(r"file-\d{1,12}")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page itself; the messages come by `messages`."""
    _offered()
    lang = page_language(request)
    t = phrases(lang).gettext
    context = {
        "lang": lang,
        "languages": language_links(),
        "say": {
            "title": t("Talk to the bot"),
            "about": t("This is the Telegram bot itself, on this page."),
            "prompt": t("Who received it, when, for what?"),
            "send": t("Send"),
            "start": t("Start"),
            "waiting": t("typing…"),
            "picture": t("Picture"),
            "lost": t("No connection to the bot. Trying again…"),
        },
    }
    response = render(request, "web/chat.html", context)
    if _own_chat(request) is None:
        response.set_signed_cookie(
            COOKIE, str(secrets.randbelow(2**40) + 10**6), salt=SALT, httponly=True,
            samesite="Lax", secure=settings.BEHIND_TLS,
        )  # fmt: skip
    return response


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The visitor's chat as it stands, as JSON; 304 while nothing in it has changed."""
    chat = _needed_chat(request)
    body = _standin("GET", f"/_chat/{chat}").content
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if request.headers.get("if-none-match") == etag:
        return HttpResponseNotModified()
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    return HttpResponse(body, content_type="application/json", headers=headers)


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Write as the visitor: `{"text": …, "lang": …, "reply_to": message}`."""
    chat, sent = _needed_chat(request), _body(request)
    text, lang, reply = sent.get("text"), sent.get("lang"), sent.get("reply_to")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        return _refused("text: 1 to 4,096 characters")
    told = {"chat_id": chat, "text": text, "language_code": lang if lang in LANGUAGES else "en"}
    if isinstance(reply, int):
        told["reply_to"] = reply
    return _passed_on("message", told)


@require_POST
def press(request: HttpRequest) -> HttpResponse:
    """Press a button: `{"message": number, "data": …}`; answers with what the bot shows for it."""
    chat, sent = _needed_chat(request), _body(request)
    message, data = sent.get("message"), sent.get("data")
    if not isinstance(message, int) or not isinstance(data, str) or len(data) > LONGEST_DATA:
        return _refused("message, data: a button of a message")
    answer = _passed_on("press", {"chat_id": chat, "message_id": message, "data": data})
    if answer.status_code != 200:
        return answer
    number = json.loads(answer.content)["id"]
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        shown = _standin("GET", "/_presses").json()[number]
        if shown["answered"]:
            return JsonResponse({"alert": shown["text"]})
        time.sleep(0.05)
    return JsonResponse({"alert": ""})


@require_safe
def picture(request: HttpRequest, file: str) -> HttpResponse:
    """A picture that the bot sent into the visitor's chat."""
    chat = _needed_chat(request)
    shown = {message["photo"] for message in _standin("GET", f"/_chat/{chat}").json()}
    if not FILE.fullmatch(file) or file not in shown:
        raise Http404
    answer = _standin("GET", f"/_file/{file}")
    if answer.status_code != 200:
        raise Http404
    headers = {"Cache-Control": "private, max-age=86400"}
    return HttpResponse(answer.content, content_type="image/png", headers=headers)


def _offered() -> None:
    if not settings.CHAT_STANDIN_URL:
        raise Http404


def _own_chat(request: HttpRequest) -> int | None:
    try:
        held = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    except BadSignature:
        return None
    return int(held) if held else None


def _needed_chat(request: HttpRequest) -> int:
    _offered()
    chat = _own_chat(request)
    if chat is None:
        raise Http404
    return chat


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _passed_on(deed: str, told: dict[str, Any]) -> HttpResponse:
    answer = _standin("POST", f"/_user/{deed}", told)
    if answer.status_code != 200:
        return _refused("the chat does not allow this")
    return JsonResponse(answer.json())


def _standin(method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
    address = settings.CHAT_STANDIN_URL + path
    with httpx.Client(trust_env=False, timeout=SECONDS) as http:
        return http.request(method, address, json=body)


def _refused(why: str) -> JsonResponse:
    return JsonResponse({"problem": why}, status=400)
