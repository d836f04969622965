"""What Telegram checks before it takes a message, and the fields that each method knows."""

import json
from typing import Any

from bot.standin.markup import BadMarkup, parse, units
from bot.standin.server import Params
from bot.standin.world import Chat, World

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, MOST_BUTTONS = 4096, 1024, 64, 100

_send = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id parse_mode "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
    "suggested_post_parameters reply_parameters reply_markup"
)
_caption = "caption caption_entities show_caption_above_media"
FIELDS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates "
    "drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "setMyCommands": "commands scope language_code",
    "sendMessage": f"{_send} text entities link_preview_options",
    "sendPhoto": f"{_send} {_caption} photo has_spoiler",
    "sendDocument": f"{_send} {_caption} document thumbnail disable_content_type_detection",
    "sendChatAction": "business_connection_id chat_id message_thread_id action",
    "editMessageText": "business_connection_id chat_id message_id inline_message_id text "
    "parse_mode entities link_preview_options reply_markup",
    "editMessageReplyMarkup": "business_connection_id chat_id message_id inline_message_id "
    "reply_markup",
    "deleteMessage": "chat_id message_id",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "answerInlineQuery": "inline_query_id results cache_time is_personal next_offset button",
    "getFile": "file_id",
    "getChatAdministrators": "chat_id",
}
KNOWN = {method: frozenset(fields.split()) for method, fields in FIELDS.items()}


class Refused(Exception):
    """An error of the Bot API: its code, description and parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def known_fields(method: str, params: Params) -> None:
    """Telegram passes over a field that it does not know; here it is an error, to find slips."""
    strange = set(params) - KNOWN[method]
    if strange:
        raise Refused(400, f"Bad Request: {method} has no field {', '.join(sorted(strange))}")


def number(params: Params, name: str) -> int:
    """A whole number that must be there."""
    try:
        return int(params[name])
    except (KeyError, ValueError):
        raise Refused(400, f"Bad Request: {name} must be a number") from None


def data(params: Params, name: str, default: Any) -> Any:
    """A JSON-serialized parameter."""
    value = params.get(name, default)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(400, f"Bad Request: can't parse {name} JSON object") from None


def chat_of(world: World, params: Params) -> Chat:
    """The chat, if the bot may write to it."""
    chat = world.chats.get(number(params, "chat_id"))
    if chat is None:
        raise Refused(400, "Bad Request: chat not found")
    if chat.moved_to is not None:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.moved_to,
        )
    if chat.blocked:
        raise Refused(403, "Forbidden: bot was blocked by the user")
    return chat


def worded(params: Params, name: str, longest: int, *, needed: bool) -> dict[str, Any]:
    """Text or caption after its markup is read: `{name: …, "entities": […]}`."""
    source = str(params.get(name, ""))
    mode = str(params.get("parse_mode", ""))
    if mode.upper() not in ("", "HTML"):
        raise Refused(400, f"Bad Request: unsupported parse_mode {mode}")
    entities: list[dict[str, Any]] = data(params, "entities", [])
    text = source
    if mode:
        try:
            parsed = parse(source)
        except BadMarkup as wrong:
            raise Refused(400, f"Bad Request: can't parse entities: {wrong}") from None
        text, entities = parsed.text, parsed.entities
    if needed and not text.strip():
        raise Refused(400, f"Bad Request: message {name} is empty")
    if units(text) > longest:
        raise Refused(400, f"Bad Request: message {name} is too long")
    return {name: text, "entities": entities} if text else {}


def keyboard(params: Params) -> dict[str, Any]:
    """The inline keyboard, if any, as `{"reply_markup": …}`."""
    markup = data(params, "reply_markup", None)
    if not markup:
        return {}
    if "inline_keyboard" not in markup:
        if len(str(markup.get("input_field_placeholder", "x"))) > LONGEST_DATA:
            raise Refused(400, "Bad Request: input field placeholder is too long")
        # A message carries inline keyboards only; the rest is for the chat page.
        return {"force_reply": True} if markup.get("force_reply") else {}
    rows = markup["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise Refused(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise Refused(400, "Bad Request: inline keyboard button text is empty")
        actions = set(button) - {"text", "style", "icon_custom_emoji_id"}
        if len(actions) != 1:
            raise Refused(400, "Bad Request: inline keyboard button must have exactly one action")
        held = button.get("callback_data")
        if held is not None and not 1 <= len(held.encode()) <= LONGEST_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup}
