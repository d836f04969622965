"""Claims, pauses and paces: what becomes of a message when something goes wrong on the way."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from registry.notices import claims, follows, pace, sending
from registry.notices.gather import gather
from registry.notices.models import Delivery, Follower, Pace
from registry.notices.news import News
from registry.notices.plan import plan
from registry.notices.sending import send_due
from registry.notices.targets import EVERYTHING
from registry.notices.transports.base import Later, Outcome, Sent
from registry.notices.transports.telegram import IN_A_CHAT, count_answers
from tests.cast import Cast

TELEGRAM = "telegram"
LEASE = 60


class Line:
    """A transport of a test's own: what becomes of each message is said by the address."""

    ready = True
    gap = 1

    def __init__(self, say: Callable[[str], Outcome], seconds: float = 0.0) -> None:
        self.say = say
        self.seconds = seconds
        self.tried: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to close."""

    def own_gap(self, follower: Follower) -> int:
        return IN_A_CHAT

    async def send(self, follower: Follower, news: News, delivery: int) -> Outcome:
        self.tried.append(follower.address)
        await asyncio.sleep(self.seconds)
        return self.say(follower.address)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[Line], Line]:
    """Send by this transport."""

    def use(line: Line) -> Line:
        monkeypatch.setattr(sending, "transport", lambda channel: line)
        return line

    return use


@pytest.fixture
def waiting(settings: Settings, request: pytest.FixtureRequest) -> Callable[[int], None]:
    """So many followers, and something to tell them."""
    settings.NOTICES_GATHER_SECONDS = 0
    settings.NOTICES_LEASE_SECONDS = LEASE
    cast: Cast = request.getfixturevalue("cast")

    def make(count: int) -> None:
        for chat in range(1, count + 1):
            address = str(chat)
            follows.follow(channel=TELEGRAM, address=address, language="en", target=EVERYTHING)
        cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
        gather()
        plan()

    return make


def send() -> int:
    return send_due(TELEGRAM, time.monotonic() + 20)


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("follower__address", "state"))


def begun(claim_of: int = 0) -> claims.Claim:
    """A claim whose request has gone out."""
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())
    claim = claims.claim(TELEGRAM, 5)[claim_of]
    assert claims.start(claim)
    return claim


@pytest.mark.django_db
def test_a_request_has_the_whole_lease_from_its_start(waiting: Callable[[int], None]) -> None:
    waiting(1)
    [claim] = claims.claim(TELEGRAM, 5)
    # It has waited long for its moment, and begins in the last second of its claim.
    Delivery.objects.update(claimed_until=timezone.now() + dt.timedelta(seconds=1))
    assert claims.start(claim)
    left = Delivery.objects.get().claimed_until
    assert left is not None
    assert left > timezone.now() + dt.timedelta(seconds=LEASE - 5)
    assert claims.recover() == 0
    claims.sent(claim, "7")
    assert Delivery.objects.get().state == "sent"


@pytest.mark.django_db
def test_an_outage_of_hours_loses_nothing_and_counts_no_attempt(
    waiting: Callable[[int], None],
) -> None:
    waiting(1)
    for _ in range(300):
        claims.failed(begun(), "ConnectError", begun=False)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.unsure) == ("waiting", 0, 0)
    assert delivery.due_at - timezone.now() <= dt.timedelta(minutes=1)
    for _ in range(30):
        claims.failed(begun(), "Internal Server Error")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 30)
    assert delivery.due_at - timezone.now() <= dt.timedelta(hours=1)
    claims.sent(begun(), "7")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.failing_since) == ("sent", None)


@pytest.mark.django_db
@pytest.mark.parametrize("begins", [True, False])
def test_after_three_days_it_is_given_up(waiting: Callable[[int], None], begins: bool) -> None:
    waiting(1)
    claims.failed(begun(), "no", begun=begins)
    for days, state in ((2.9, "waiting"), (3.1, "failed")):
        Delivery.objects.update(failing_since=timezone.now() - dt.timedelta(days=days))
        claims.failed(begun(), "no", begun=begins)
        assert Delivery.objects.get().state == state


@pytest.mark.django_db
def test_what_may_have_arrived_is_repeated_a_few_times_in_three_days(
    waiting: Callable[[int], None],
) -> None:
    waiting(1)
    began = timezone.now()
    passed = dt.timedelta()
    repeats = 0
    while repeats < 50:
        repeats += 1
        Delivery.objects.exclude(failing_since=None).update(failing_since=began - passed)
        claims.failed(begun(), "ReadTimeout", unsure=True)
        delivery = Delivery.objects.get()
        if delivery.state == "failed":
            break
        passed += delivery.due_at - timezone.now()
    assert passed > dt.timedelta(days=3) - dt.timedelta(minutes=1)
    assert 5 < repeats < 15


@pytest.mark.django_db(transaction=True)
def test_one_fault_breaks_off_no_other_message(
    waiting: Callable[[int], None], on: Callable[[Line], Line]
) -> None:
    waiting(5)

    def say(address: str) -> Outcome:
        if address == "3":
            raise ValueError("a fault of ours")
        return Sent(address)

    on(Line(say, seconds=0.3))
    assert send() == 5
    assert states() == {"1": "sent", "2": "sent", "3": "waiting", "4": "sent", "5": "sent"}
    broken = Delivery.objects.get(state="waiting")
    assert (broken.unsure, broken.problem) == (1, "ValueError: a fault of ours")


@contextmanager
def database_away(times: int, words: str) -> Iterator[list[str]]:
    """The first so many statements that hold these words meet a database that is away."""
    met: list[str] = []

    def meet(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if words in sql and len(met) < times:
            met.append(sql)
            raise OperationalError("the connection is lost")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meet):
        yield met


@pytest.mark.django_db(transaction=True)
def test_what_arrived_is_written_down_though_the_database_was_away(
    waiting: Callable[[int], None], on: Callable[[Line], Line]
) -> None:
    waiting(3)
    line = on(Line(Sent, seconds=0.2))
    with database_away(2, '"receipt" = ') as met:
        assert send() == 3
    assert len(met) == 2
    assert set(states().values()) == {"sent"}
    assert sorted(line.tried) == ["1", "2", "3"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_the_next_claim_breaks_off_nothing(
    waiting: Callable[[int], None], on: Callable[[Line], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(3)
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    on(Line(Sent, seconds=0.3))
    asked = 0

    def fails_at_the_second(*args: Any) -> list[claims.Claim]:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise OperationalError("the connection is lost")
        return claim(*args)

    claim = claims.claim
    monkeypatch.setattr(claims, "claim", fails_at_the_second)
    with pytest.raises(OperationalError):
        send()
    assert states() == {"1": "sent", "2": "sent", "3": "waiting"}


@pytest.mark.django_db(transaction=True)
def test_a_chat_that_is_told_to_wait_holds_up_nobody_else(
    waiting: Callable[[int], None], on: Callable[[Line], Line]
) -> None:
    waiting(5)
    line = on(Line(lambda address: Later(30) if address == "2" else Sent(address)))
    assert send() == 5
    assert states() == {"1": "sent", "2": "waiting", "3": "sent", "4": "sent", "5": "sent"}
    assert Pace.objects.get().next_at < pace.milliseconds() + 1000
    held = Follower.objects.get(address="2").next_at - pace.milliseconds()
    assert 25_000 < held <= 30_000
    # Nor is it tried before its time, whatever else there is to tell.
    Delivery.objects.update(due_at=timezone.now())
    assert send() == 1
    assert line.tried.count("2") == 1
    assert Delivery.objects.get(state="waiting").attempts == 0


@pytest.mark.django_db(transaction=True)
def test_two_chats_that_are_told_to_wait_mean_the_bot(
    waiting: Callable[[int], None], on: Callable[[Line], Line]
) -> None:
    waiting(12)
    line = on(Line(lambda address: Later(30), seconds=0.01))
    send()
    assert 2 <= len(line.tried) < 12
    assert Pace.objects.get().next_at > pace.milliseconds() + 25_000
    assert set(states().values()) == {"waiting"}


@pytest.mark.django_db
def test_a_chat_that_is_refused_again_does_not_speak_for_others(cast: Cast) -> None:
    assert not pace.refused(TELEGRAM, "1", 30)
    assert not pace.refused(TELEGRAM, "1", 30)
    assert pace.refused(TELEGRAM, "2", 30)
    # Long after the first's pause another chat's is its own again.
    Pace.objects.update(next_at=0, refused_until=0)
    assert not pace.refused(TELEGRAM, "3", 30)
    assert Pace.objects.get().next_at == 0


@pytest.mark.django_db
def test_answers_take_their_moments_from_notices(settings: Settings, cast: Cast) -> None:
    settings.NOTICES_PER_SECOND = 25
    first = pace.reserve(TELEGRAM, 40)
    count_answers([7, 7, 8, -9, 10])
    moment = pace.reserve(TELEGRAM, 40)
    assert moment >= first + 40 + 5 * 40
    # However much is answered, a notice goes out now and then.
    count_answers([7] * 500)
    assert pace.reserve(TELEGRAM, 40) <= pace.milliseconds() + 1_000
    pace.hold(TELEGRAM, 30)
    count_answers([7] * 500)
    assert 29_000 < pace.reserve(TELEGRAM, 40) - pace.milliseconds() <= 30_000


@pytest.mark.django_db
def test_a_notice_does_not_come_on_the_heels_of_an_answer(
    waiting: Callable[[int], None], on: Callable[[Line], Line]
) -> None:
    waiting(2)
    count_answers([2, 5])
    line = on(Line(Sent))
    send()
    assert line.tried == ["1"]
    late = Delivery.objects.get(state="waiting")
    assert 0 < (late.due_at - timezone.now()).total_seconds() <= IN_A_CHAT / 1000
