"""A test's side of the stand-in: start it, play its users, wait for what the bot does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
_R = TypeVar("_R")

Message = dict[str, Any]


class Driver:
    """The users' surface of a stand-in that listens at `address`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = httpx.Client(base_url=address, timeout=10, trust_env=False)

    def say(self, chat: int, text: str, **details: Any) -> int:
        """Write as a user; gives the message's number."""
        return int(self._deed("message", chat_id=chat, text=text, **details)["message_id"])

    def send_sticker(self, chat: int) -> int:
        """Send something that is no text."""
        return int(self._deed("message", chat_id=chat)["message_id"])

    def ask(self, chat: int, text: str, **details: Any) -> Message:
        """Write, and wait for the bot's next message in that chat."""
        return self.reply_after(chat, self.say(chat, text, **details))

    def press(self, chat: int, message: int, data: str, **details: Any) -> str:
        """Press the button that holds `data`; gives the press's id."""
        return str(
            self._deed("press", chat_id=chat, message_id=message, data=data, **details)["id"]
        )

    def plan(self, method: str, code: int, **details: Any) -> None:
        """Let the next call of a method fail."""
        self._deed("plan", method=method, code=code, **details)

    def limits(self, **most: int) -> None:
        """Keep flood limits from now on."""
        assert self.http.post("/_limits", json=most).status_code == 200

    def faults(self, **rates: Any) -> None:
        """Let calls fail at random from now on."""
        assert self.http.post("/_faults", json=rates).status_code == 200

    def chats(self, first: int, count: int) -> None:
        """Make many private chats."""
        self._deed("chats", first=first, count=count)

    def migrate(self, chat: int, to: int) -> None:
        """Make a supergroup of a group."""
        self._deed("migrate", chat_id=chat, to=to)

    def counts(self) -> dict[str, Any]:
        """How many messages were taken, and how fast."""
        return dict(self._look("/_counts"))

    def tally(self) -> dict[int, int]:
        """How many messages of the bot stand in each chat."""
        return {int(chat): count for chat, count in self._look("/_tally").items()}

    def blocked(self) -> set[int]:
        """The chats that have blocked the bot."""
        return set(self._look("/_blocked"))

    def lost(self) -> dict[int, int]:
        """How often a chat's message was taken without the sender being told."""
        return {int(chat): count for chat, count in self._look("/_lost").items()}

    def inline(self, user: int, query: str, **details: Any) -> list[dict[str, Any]]:
        """Type behind the bot's name in some chat; the results that come."""
        asked = str(self._deed("inline", chat_id=user, query=query, **details)["id"])
        found: list[dict[str, Any]] = until(
            lambda: self._look(f"/_inline/{asked}"), f"no answer to the inline query {query!r}"
        )
        return found

    def block(self, chat: int) -> None:
        """Block the bot."""
        self._deed("block", chat_id=chat)

    def chat(self, chat: int) -> list[Message]:
        """All messages of a chat as they stand now."""
        return list(self._look(f"/_chat/{chat}"))

    def message(self, chat: int, number: int) -> Message:
        """One message as it stands now."""
        return next(m for m in self.chat(chat) if m["message_id"] == number)

    def log(self) -> list[dict[str, Any]]:
        """Every call of the bot but getUpdates, with its outcome."""
        return list(self._look("/_log"))

    def refused(self) -> list[dict[str, Any]]:
        """Calls that the stand-in did not accept."""
        return [call for call in self.log() if not call.get("ok")]

    def answered(self, press: str) -> dict[str, Any]:
        """Wait until a press is acknowledged; what was shown for it."""

        def shown() -> dict[str, Any] | None:
            found: dict[str, Any] = self._look("/_presses")[press]
            return found if found["answered"] else None

        return until(shown, f"press {press} was not acknowledged")

    def reply_after(self, chat: int, number: int) -> Message:
        """Wait for a message of the bot that is newer than `number`."""

        def newer() -> Message | None:
            said = [m for m in self.chat(chat) if m["from"] == "bot" and m["message_id"] > number]
            return said[0] if said else None

        return until(newer, f"no answer to message {number} in chat {chat}")

    def edited(self, chat: int, message: Message) -> Message:
        """Wait until a message was edited once more than it had been."""

        def changed() -> Message | None:
            now = self.message(chat, message["message_id"])
            return now if now["edits"] > message["edits"] else None

        return until(changed, f"message {message['message_id']} was not edited")

    def _deed(self, name: str, **details: Any) -> dict[str, Any]:
        response = self.http.post(f"/_user/{name}", json=details)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def _look(self, path: str) -> Any:
        return self.http.get(path).json()


def until(look: Callable[[], _R | None], complaint: str, patience: float = PATIENCE) -> _R:
    """Look again and again until there is something to see."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.01)
    raise AssertionError(complaint)


@contextmanager
def running_standin() -> Iterator[Driver]:
    """A stand-in in a process of its own, on a free port."""
    command = [sys.executable, "-m", "bot.standin", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Driver(process.stdout.readline().split()[-1])
        finally:
            process.terminate()


@contextmanager
def running_bot(
    environment: Mapping[str, str], output: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """The real bot in a process of its own; what it prints goes to `output`."""
    with (
        output.open("ab") as file,
        subprocess.Popen(
            [sys.executable, "manage.py", "run_bot"],
            cwd=ROOT, env={**os.environ, **environment}, stdout=file, stderr=file,
        ) as process,
    ):  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(10)


def keyboard(message: Message) -> list[dict[str, Any]]:
    """All buttons of a message, in reading order."""
    return [button for row in message["buttons"] for button in row]
