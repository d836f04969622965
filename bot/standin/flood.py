"""Flood limits as Telegram keeps them, and the counting of what was sent how fast.

Off until `/_limits` switches them on; counted always, so that a test can say how fast it was.
"""

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

SECOND, MINUTE = 1.0, 60.0


@dataclass(slots=True)
class Limits:
    """Messages at most: in a second over all, in a second in a chat, in a minute in a group."""

    overall: int = 0
    per_chat: int = 0
    per_group: int = 0


class Flood:
    """When messages were taken, in sliding windows."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.refused = 0
        self.accepted = 0
        self.most_overall = 0
        self.most_in_a_chat = 0
        # What went wrong, each call once, when it is answered or left without an answer.
        self.by_outcome: Counter[str] = Counter()
        # Chats whose message was taken and whose sender was not told so.
        self.lost: Counter[int] = Counter()
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def retry_after(self, chat: int, now: float | None = None) -> int | None:
        """Seconds to wait before this chat may be written to; None if it may be now."""
        now = time.monotonic() if now is None else now
        _drop(self._all, now - SECOND)
        mine = self._chats.setdefault(chat, deque())
        _drop(mine, now - (MINUTE if chat < 0 else SECOND))
        most = self.limits.per_group if chat < 0 else self.limits.per_chat
        in_chat = 0 < most <= len(mine)
        if not in_chat and not 0 < self.limits.overall <= len(self._all):
            return None
        self.refused += 1
        return round(MINUTE - (now - mine[0])) + 1 if in_chat and chat < 0 else 1

    def took(self, chat: int, now: float | None = None) -> None:
        """A message was taken."""
        now = time.monotonic() if now is None else now
        self.accepted += 1
        mine = self._chats.setdefault(chat, deque())
        for times in (self._all, mine):
            times.append(now)
            _drop(times, now - (MINUTE if times is mine and chat < 0 else SECOND))
        in_a_second = sum(at > now - SECOND for at in mine)
        self.most_overall = max(self.most_overall, len(self._all))
        self.most_in_a_chat = max(self.most_in_a_chat, in_a_second)

    def counts(self) -> dict[str, Any]:
        """What was counted so far."""
        return {
            "accepted": self.accepted,
            "most_overall_in_a_second": self.most_overall,
            "most_in_one_chat_in_a_second": self.most_in_a_chat,
            "refused_for_flood": self.refused,
            "by_outcome": dict(self.by_outcome),
        }


def _drop(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()


@dataclass(slots=True)
class Faults:
    """Faults at random, from a seed: name → share of the calls of `methods` that it befalls.

    `429`: refused with `retry_after`. `403`: the chat has blocked the bot for good. `500`: nothing
    is sent. `timeout`: nothing is sent, and no answer comes. `lost`: it is sent, and no answer
    comes, so that the sender cannot know.
    """

    rates: dict[str, float] = field(default_factory=dict)
    methods: tuple[str, ...] = ("sendMessage",)
    seconds: float = 3.0
    retry_after: int = 1
    seed: int = 1
    _next: int = 0

    def draw(self, method: str) -> str:
        """The fault of the next call, or nothing. The same seed draws the same row of faults."""
        if method not in self.methods or not self.rates:
            return ""
        self._next += 1
        # A small generator of its own: reproducible whatever else uses chance.
        value = (self.seed * 7919 + self._next * 104_729) * 2_654_435_761 % 2**32 / 2**32
        for name, share in self.rates.items():
            if value < share:
                return name
            value -= share
        return ""


class Hung(Exception):
    """The connection is held open without an answer for so long, and then closed."""

    def __init__(self, seconds: float, fault: str) -> None:
        super().__init__(seconds, fault)
        self.seconds = seconds
        self.fault = fault
