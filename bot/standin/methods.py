"""The Bot API's methods, as many as the bot may use."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.standin import checks
from bot.standin.checks import Refused, chat_of, keyboard, known_fields, number, worded
from bot.standin.flood import Hung
from bot.standin.server import Params
from bot.standin.world import BOT, BOT_ID, World, quoted

ACTIONS = {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}
MOST_STORED = 200
SENDING = {"sendMessage", "sendPhoto", "sendDocument"}
Method = Callable[[World, Params], Awaitable[Any]]


async def call(world: World, method: str, params: Params) -> Any:
    """Run a method; raises Refused with what Telegram would say."""
    if method not in METHODS:
        raise Refused(404, "Not Found")
    known_fields(method, params)
    fault = world.faults.draw(method)
    _befall(world, fault, params)
    for planned in world.fail_next:
        if planned["method"] == method:
            world.fail_next.remove(planned)
            extra = {"retry_after": planned["retry_after"]} if "retry_after" in planned else {}
            raise Refused(planned["code"], planned.get("description", "planned"), **extra)
    if method in SENDING:
        _keep_pace(world, params)
    result = await METHODS[method](world, params)
    if fault == "lost":
        world.flood.lost[number(params, "chat_id")] += 1
        raise Hung(world.faults.seconds, fault)
    return result


def _befall(world: World, fault: str, params: Params) -> None:
    """Let a drawn fault happen before anything is sent."""
    if fault == "429":
        seconds = world.faults.retry_after
        raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    if fault == "403":
        chat = world.chats.get(number(params, "chat_id"))
        if chat is not None:
            chat.blocked = True
    if fault == "500":
        raise Refused(500, "Internal Server Error")
    if fault == "timeout":
        raise Hung(world.faults.seconds, fault)


def _keep_pace(world: World, params: Params) -> None:
    """Refuse what comes too fast; count what does not. A chat that is not there counts nothing."""
    chat = chat_of(world, params)
    seconds = world.flood.retry_after(chat.id)
    if seconds is not None:
        raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    world.flood.took(chat.id)


async def get_me(world: World, params: Params) -> Any:
    return BOT


async def get_updates(world: World, params: Params) -> Any:
    """Long polling: an offset confirms all before it; a second poller ends the first."""
    if world.webhook:
        raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
    offset = int(params.get("offset") or 0)
    if offset > 0:
        world.updates = [update for update in world.updates if update["update_id"] >= offset]
    mine = world.poll = next(world.polls)
    world.news.set()
    deadline = asyncio.get_running_loop().time() + float(params.get("timeout") or 0)
    limit = int(params.get("limit") or 100)
    while True:
        if world.poll != mine:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        wanted = set(checks.data(params, "allowed_updates", []))
        found = [u for u in world.updates if not wanted or wanted & set(u)]
        left = deadline - asyncio.get_running_loop().time()
        if found or left <= 0:
            return found[:limit]
        world.news.clear()
        try:
            await asyncio.wait_for(world.news.wait(), left)
        except TimeoutError:
            continue


async def set_webhook(world: World, params: Params) -> Any:
    # Telegram itself takes https only; here a server on this machine will do as well.
    if not str(params.get("url", "")).startswith(("https://", "http://127.0.0.1:", "")[:2]):
        raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = str(params.get("url", ""))
    world.secret_token = str(params.get("secret_token", ""))
    world.news.set()
    return True


async def delete_webhook(world: World, params: Params) -> Any:
    world.webhook = ""
    return True


async def set_my_commands(world: World, params: Params) -> Any:
    commands = checks.data(params, "commands", [])
    for command in commands:
        if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
    world.commands[str(params.get("language_code", ""))] = commands
    return True


async def send_message(world: World, params: Params) -> Any:
    chat = chat_of(world, params)
    words = worded(params, "text", checks.LONGEST_TEXT, needed=True)
    return world.add(chat, BOT, **words, **keyboard(params), **_reply(world, params))


async def send_photo(world: World, params: Params) -> Any:
    return _send_file(world, params, "photo")


async def send_document(world: World, params: Params) -> Any:
    return _send_file(world, params, "document")


def _send_file(world: World, params: Params, kind: str) -> Any:
    chat = chat_of(world, params)
    held = params.get(kind) or next((v for v in params.values() if isinstance(v, bytes)), None)
    if not held:
        raise Refused(400, f"Bad Request: there is no {kind} in the request")
    caption = worded(params, "caption", checks.LONGEST_CAPTION, needed=False)
    file_id = world.new_id("file")
    world.files[file_id] = len(held)
    if isinstance(held, bytes):
        world.stored[file_id] = held
        if len(world.stored) > MOST_STORED:
            del world.stored[next(iter(world.stored))]
    one: dict[str, Any] = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(held)}
    shown = [{**one, "width": 1, "height": 1}] if kind == "photo" else one
    return world.add(chat, BOT, **({kind: shown} | caption | keyboard(params)))


async def send_chat_action(world: World, params: Params) -> Any:
    chat_of(world, params)
    if params.get("action") not in ACTIONS:
        raise Refused(400, "Bad Request: wrong parameter action in request")
    return True


def _reply(world: World, params: Params) -> dict[str, Any]:
    reply = checks.data(params, "reply_parameters", {}) or {}
    chat = world.chats[number(params, "chat_id")]
    target = chat.messages.get(reply.get("message_id", 0))
    if reply and target is None and not reply.get("allow_sending_without_reply"):
        raise Refused(400, "Bad Request: message to be replied not found")
    return {"reply_to_message": quoted(target)} if target else {}


def _own(world: World, params: Params) -> dict[str, Any]:
    message = chat_of(world, params).messages.get(number(params, "message_id"))
    if message is None:
        raise Refused(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != BOT_ID:
        raise Refused(400, "Bad Request: message can't be edited")
    return message


def _change(message: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    fields = ("text", "entities", "reply_markup")
    if all(message.get(name) == new.get(name) for name in fields):
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message",
        )
    message.pop("reply_markup", None)
    message.update(new)
    message["edit_date"] = message["date"]
    message["edits"] = message.get("edits", 0) + 1
    return message


async def edit_message_text(world: World, params: Params) -> Any:
    message = _own(world, params)
    words = worded(params, "text", checks.LONGEST_TEXT, needed=True)
    return _change(message, {**words, **keyboard(params)})


async def edit_message_reply_markup(world: World, params: Params) -> Any:
    message = _own(world, params)
    kept: dict[str, Any] = {name: message[name] for name in ("text", "entities") if name in message}
    return _change(message, {**kept, **keyboard(params)})


async def delete_message(world: World, params: Params) -> Any:
    chat = chat_of(world, params)
    if chat.messages.pop(number(params, "message_id"), None) is None:
        raise Refused(400, "Bad Request: message to delete not found")
    return True


async def answer_callback_query(world: World, params: Params) -> Any:
    press = world.presses.get(str(params.get("callback_query_id", "")))
    if press is None or press["answered"]:
        raise Refused(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    if len(str(params.get("text", ""))) > 200:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    alert = str(params.get("show_alert", "")).lower() == "true"
    press.update(answered=True, text=params.get("text", ""), alert=alert)
    return True


async def answer_inline_query(world: World, params: Params) -> Any:
    if params.get("inline_query_id") not in world.inline:
        raise Refused(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    results = checks.data(params, "results", [])
    ids = [str(result.get("id", "")) for result in results]
    if len(ids) > 50:
        raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
    if len(set(ids)) < len(ids):
        raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
    if not all(1 <= len(result_id.encode()) <= 64 for result_id in ids):
        raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    for result in results:
        _inline_result(result)
    world.inline.discard(params["inline_query_id"])
    world.inline_answers[params["inline_query_id"]] = results
    return True


def _inline_result(result: dict[str, Any]) -> None:
    if result.get("type") != "article" or not result.get("title"):
        raise Refused(400, "Bad Request: can't parse inline query result: an article has a title")
    content = result.get("input_message_content", {})
    told = {**content, "text": content.get("message_text", "")}
    worded(told, "text", checks.LONGEST_TEXT, needed=True)
    keyboard(result)


async def get_chat_administrators(world: World, params: Params) -> Any:
    """Who wrote first has made the group."""
    chat = chat_of(world, params)
    if chat.type == "private":
        raise Refused(400, "Bad Request: there are no administrators in the private chat")
    user = world.user(chat.owner, None)
    return [{"status": "creator", "user": user, "is_anonymous": False}]


async def get_file(world: World, params: Params) -> Any:
    file_id = str(params.get("file_id", ""))
    if file_id not in world.files:
        raise Refused(400, "Bad Request: invalid file_id")
    size = world.files[file_id]
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": size,
        "file_path": f"documents/{file_id}",
    }


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "setMyCommands": set_my_commands,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "getFile": get_file,
    "getChatAdministrators": get_chat_administrators,
}
