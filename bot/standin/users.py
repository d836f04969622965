"""The surface on which a test plays the users: write, press, block, and look at the chat."""

from collections.abc import Callable
from typing import Any

from bot.standin.server import Params
from bot.standin.world import BOT, BOT_ID, Chat, World, command_entities, quoted


class Impossible(Exception):
    """What no user could do, such as pressing a button that is not there."""


def write(world: World, params: Params) -> dict[str, Any]:
    """A user writes: `chat_id`, `text` (without it, a sticker), and perhaps `language_code`,
    `chat_type`, `user_id`, `reply_to` (a message's number).
    """
    chat = world.chats.setdefault(params["chat_id"], Chat(params["chat_id"]))
    chat.type = params.get("chat_type", chat.type)
    chat.language_code = params.get("language_code", chat.language_code)
    sender = world.user(params.get("user_id", abs(chat.id)), chat.language_code)
    chat.owner = chat.owner or sender["id"]
    content: dict[str, Any] = {}
    if "text" in params:
        content["text"] = params["text"]
        entities = command_entities(params["text"])
        content |= {"entities": entities} if entities else {}
    else:
        content["sticker"] = {
            "file_id": "sticker-1", "file_unique_id": "sticker-1", "type": "regular",
            "width": 1, "height": 1, "is_animated": False, "is_video": False,
        }  # fmt: skip
    if "reply_to" in params:
        content["reply_to_message"] = quoted(chat.messages[params["reply_to"]])
    message = world.add(chat, sender, **content)
    update_id = world.tell("message", message)
    return {"message_id": message["message_id"], "update_id": update_id}


def press(world: World, params: Params) -> dict[str, Any]:
    """A user presses a button of a message. `forged` sends data that stands on no button."""
    chat = world.chats[params["chat_id"]]
    message = chat.messages.get(params["message_id"])
    if message is None or message["from"]["id"] != BOT_ID:
        raise Impossible("there is no such message of the bot")
    held = {
        button["callback_data"]
        for row in buttons(message)
        for button in row
        if "callback_data" in button
    }
    if params["data"] not in held and not params.get("forged"):
        raise Impossible(f"no button holds {params['data']!r}; there are {sorted(held)}")
    query = {
        "id": world.new_id("press"),
        "from": world.user(params.get("user_id", abs(chat.id)), chat.language_code),
        "message": message,
        "chat_instance": str(chat.id),
        "data": params["data"],
    }
    world.presses[query["id"]] = {"answered": False, "text": "", "alert": False}
    world.tell("callback_query", query)
    return {"id": query["id"]}


def inline(world: World, params: Params) -> dict[str, Any]:
    """A user types `@bot query` in some chat."""
    query_id = world.new_id("inline")
    world.inline.add(query_id)
    sender = world.user(params["chat_id"], params.get("language_code"))
    content = {"id": query_id, "from": sender, "query": params["query"], "offset": ""}
    world.tell("inline_query", content)
    return {"id": query_id}


def block(world: World, params: Params) -> dict[str, Any]:
    """A user blocks the bot, or with `blocked: false` lets it back in."""
    world.chats[params["chat_id"]].blocked = params.get("blocked", True)
    return {}


def chats(world: World, params: Params) -> dict[str, Any]:
    """Many private chats at once: `count` of them from `first` on."""
    for number in range(params["first"], params["first"] + params["count"]):
        world.chats.setdefault(number, Chat(number))
    return {}


def migrate(world: World, params: Params) -> dict[str, Any]:
    """A group becomes a supergroup: it goes on under another id."""
    old = world.chats[params["chat_id"]]
    old.moved_to = params["to"]
    world.chats[params["to"]] = Chat(params["to"], "supergroup", old.title)
    return {}


def tally(world: World) -> dict[int, int]:
    """How many messages of the bot stand in each chat."""
    return {
        chat.id: sum(message["from"] == BOT for message in chat.messages.values())
        for chat in world.chats.values()
    }


def plan(world: World, params: Params) -> dict[str, Any]:
    """The next call of `method` fails with `code`, and `retry_after` if that is given."""
    world.fail_next.append(params)
    return {}


def seen(world: World, chat_id: int) -> list[dict[str, Any]]:
    """The chat as a user sees it, after edits, oldest message first."""
    chat = world.chats.get(chat_id)
    messages = chat.messages.values() if chat else ()
    return [
        {
            "message_id": message["message_id"],
            "from": "bot" if message["from"] == BOT else "user",
            "text": message.get("text", message.get("caption", "")),
            "entities": message.get("entities", []),
            "links": [e["url"] for e in message.get("entities", []) if e["type"] == "text_link"],
            "buttons": buttons(message),
            "force_reply": message.get("force_reply", False),
            "photo": (message.get("photo") or [{}])[-1].get("file_id", ""),
            "edits": message.get("edits", 0),
            "reply_to": message.get("reply_to_message", {}).get("message_id"),
        }
        for message in messages
    ]


def buttons(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The inline keyboard of a message, row by row."""
    rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


DEEDS: dict[str, Callable[[World, Params], dict[str, Any]]] = {
    "message": write,
    "press": press,
    "inline": inline,
    "block": block,
    "plan": plan,
    "chats": chats,
    "migrate": migrate,
}
