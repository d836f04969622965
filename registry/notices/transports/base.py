"""What every transport is, and what can become of a message."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from registry.notices.models import Follower
from registry.notices.news import News


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; `receipt` is what the other side calls it."""

    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """The other side bids us wait so many seconds. Nothing was sent.

    It does not say with what: with this address, unless others are refused too (`pace.refused`).
    `everybody`: it is known to mean all.
    """

    seconds: float
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """It went wrong and may go right later. `unsure`: nobody can tell whether it arrived.

    Not `begun`: there was no connection, so that no request can have reached the other side.
    """

    why: str
    unsure: bool = False
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """It can never be sent as it is."""

    why: str


@dataclass(frozen=True, slots=True)
class Off:
    """The address is not to be written to any more; `why` is one of `Follower.Off`."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The address has changed; the message is to be sent there."""

    address: str


Outcome = Sent | Later | Failed | Refused | Off | Moved


class Transport(Protocol):
    """Sends one piece of news to one follower. Used as a context, so that connections are kept."""

    ready: bool
    # Milliseconds between two messages, over all followers.
    gap: int

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def own_gap(self, follower: Follower) -> int:
        """Milliseconds between two messages to this follower."""
        ...

    async def send(self, follower: Follower, news: News, delivery: int) -> Outcome:
        """Send. Says what became of it; raises nothing that a network may do."""
        ...
