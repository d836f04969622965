"""What the stand-in remembers: chats, their messages, updates not yet fetched, open presses."""

import asyncio
import itertools
import re
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.standin.flood import Faults, Flood
from bot.standin.markup import units

BOT_ID = 700_000_001
BOT = {
    "id": BOT_ID, "is_bot": True, "first_name": "Marapat", "username": "marapat_test_bot",
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
}  # fmt: skip
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?")


@dataclass(slots=True)
class Chat:
    """A chat as its members see it."""

    id: int
    type: str = "private"
    title: str = ""
    language_code: str | None = None
    blocked: bool = False
    owner: int = 0
    moved_to: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        """The Bot API's Chat object."""
        name = {"first_name": f"User {self.id}"} if self.type == "private" else {}
        title = {"title": self.title} if self.type != "private" else {}
        return {"id": self.id, "type": self.type, **name, **title}


class World:
    """Everything behind one bot token."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.updates: list[dict[str, Any]] = []
        self.presses: dict[str, dict[str, Any]] = {}
        self.inline: set[str] = set()
        self.inline_answers: dict[str, list[dict[str, Any]]] = {}
        self.files: dict[str, int] = {}
        # What was sent as pictures, for a page that shows the chat; the newest only.
        self.stored: dict[str, bytes] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook = self.secret_token = ""
        # The newest calls; a long test of ten thousand messages must not fill the memory.
        self.log: deque[dict[str, Any]] = deque(maxlen=5_000)
        self.fail_next: list[dict[str, Any]] = []
        self.flood = Flood()
        # When each message was written: (chat, number, by the bot, seconds of a steady clock).
        self.times: deque[tuple[int, int, bool, float]] = deque(maxlen=50_000)
        self.faults = Faults()
        self.news = asyncio.Event()
        self.polls = itertools.count(1)
        self.poll = 0
        self._message_ids = itertools.count(1)
        self._update_ids = itertools.count(5_000)
        self._ids = itertools.count(1)

    def new_id(self, kind: str) -> str:
        """An id of a press, a query or a file."""
        return f"{kind}-{next(self._ids)}"

    def tell(self, kind: str, content: dict[str, Any]) -> int:
        """Put an update where getUpdates finds it."""
        update_id = next(self._update_ids)
        self.updates.append({"update_id": update_id, kind: content})
        self.news.set()
        return update_id

    def user(self, user_id: int, language_code: str | None) -> dict[str, Any]:
        """The Bot API's User object."""
        code = {"language_code": language_code} if language_code else {}
        return {"id": user_id, "is_bot": False, "first_name": f"User {user_id}", **code}

    def add(self, chat: Chat, sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        """A new message in a chat."""
        number = next(self._message_ids)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat.described(),
            "from": sender,
            **content,
        }
        chat.messages[number] = message
        self.times.append((chat.id, number, sender is BOT, time.monotonic()))
        return message


def quoted(message: dict[str, Any]) -> dict[str, Any]:
    """A message as it stands inside a reply to it: without what it replied to itself."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def command_entities(text: str) -> list[dict[str, Any]]:
    """Telegram itself marks commands in what users write; libraries rely on it."""
    return [
        {"type": "bot_command", "offset": units(text[: m.start()]), "length": units(m[0])}
        for m in COMMAND.finditer(text)
    ]
