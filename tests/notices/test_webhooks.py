"""Webhooks against a real receiver: signed, repeated, switched off, sent again when asked."""

import datetime as dt
import time
from collections.abc import Iterator

import jsonschema
import pytest
from django.utils import timezone
from pytest_django import Settings

from registry.api.webhooks import EVENT
from registry.honours import services
from registry.honours.models import JournalHead
from registry.notices import claims, endpoints, follows
from registry.notices.events import WINDOW, shown_secret
from registry.notices.models import Delivery, Endpoint, Follower
from registry.notices.targets import EVERYTHING
from registry.notices.tasks import work
from tests.cast import LOADER, Cast
from tests.notices.receiver import Receiver, Untrue, receiving, verified

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.NOTICES_GATHER_SECONDS = 0
    settings.PUBLIC_URL = "https://marapat.example"
    with receiving() as receiver:
        settings.WEBHOOK_INNER_HOSTS = [receiver.host]
        yield receiver


@pytest.fixture
def endpoint(receiver: Receiver, request: pytest.FixtureRequest) -> Follower:
    request.getfixturevalue("cast")
    follows.follow(channel="webhook", address=receiver.url, language="en", target=EVERYTHING)
    return Follower.objects.get()


def publish(cast: Cast) -> str:
    """A conferral that is news; its id."""
    return cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19").public_id


def hasten() -> None:
    """The pause is over."""
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())


def test_an_event_is_signed_and_leads_to_the_changes(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    conferral = publish(cast)
    work()
    secret = shown_secret(endpoint)
    event = receiver.event(secret)
    jsonschema.validate(event, EVENT)
    head = JournalHead.objects.get()
    assert event["type"] == "conferral.published"
    assert event["registry"] == {"version": str(head), "head": head.last_hash}
    (change,) = event["data"]["changes"]
    assert change["conferral"] == conferral
    assert change["url"] == f"https://marapat.example/api/v1/conferrals/{conferral}"
    assert event["data"]["changes_url"].endswith(f"/changes?since={change['change'] - 1}")
    assert event["data"]["told"][0]["sources"] == [["Source page-1", "https://news.example/1"]]


def test_whatever_is_changed_in_a_request_shows(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    publish(cast)
    work()
    (headers, body), secret, now = receiver.got[0], shown_secret(endpoint), time.time()
    assert verified(secret, headers, body, now)
    other = "whsec_" + "A" * 56
    for broken in (
        (other, headers, body, now),
        (secret, headers, body.replace(b"published", b"revoked"), now),
        (secret, headers | {"webhook-id": "delivery-0"}, body, now),
        (secret, headers | {"webhook-timestamp": str(int(now) - 1)}, body, now),
        (secret, headers, body, now + WINDOW + 60),
    ):
        with pytest.raises(Untrue):
            verified(*broken)


def test_what_goes_wrong_comes_again_under_the_same_id(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    receiver.answers = [(500, "қате \x00 <b>".encode()), (302, b""), (429, b"")]
    publish(cast)
    problems = []
    for _ in range(4):
        work()
        delivery = Delivery.objects.get()
        problems.append(delivery.problem)
        assert delivery.attempts == len(receiver.got)
        hasten()
    assert problems == ["answered 500: қате   <b>", "answered 302", "answered 429", ""]
    assert delivery.state == "sent"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len({body for _, body in receiver.got}) == 1
    work()
    assert len(receiver.got) == 4


def test_the_pauses_grow_over_three_days_and_then_it_is_given_up() -> None:
    tried = [Delivery(channel="webhook", attempts=attempt) for attempt in range(1, 12)]
    pauses = [claims.pause_after(delivery, timezone.now()) for delivery in tried]
    assert pauses[-1] is None
    waits = [pause for pause in pauses if pause is not None]
    assert waits == sorted(waits)
    assert dt.timedelta(days=3) < dt.timedelta(seconds=sum(waits)) < dt.timedelta(days=4)


def test_a_redirect_is_not_followed(receiver: Receiver, endpoint: Follower, cast: Cast) -> None:
    with receiving() as elsewhere:
        receiver.redirects_to, receiver.answers = elsewhere.url, [(307, b"")]
        publish(cast)
        work()
        assert elsewhere.got == []
    assert Delivery.objects.get().problem == "answered 307"


def test_gone_switches_off_at_once(receiver: Receiver, endpoint: Follower, cast: Cast) -> None:
    receiver.answers = [(410, b"")]
    publish(cast)
    work()
    assert Follower.objects.get().off == "gone"
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2024-04-20")
    work()
    assert len(receiver.got) == 1
    assert [e.pk for e in endpoints.switched_off()] == [endpoint.pk]


def test_days_of_failing_switch_off_and_a_success_forgives(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    receiver.answers = [(500, b"")]
    publish(cast)
    work()
    assert Follower.objects.get().failing_since
    hasten()
    work()
    assert Follower.objects.get().failing_since is None
    receiver.answers = [(500, b"")] * 2
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2024-04-20")
    work()
    Follower.objects.update(failing_since=timezone.now() - endpoints.LONGEST_FAILING)
    hasten()
    work()
    assert Follower.objects.get().off == "failing"
    dead = Delivery.objects.get(state="failed")
    assert dead.problem == "answered 500"
    assert [e.pk for e in endpoints.switched_off()] == [endpoint.pk]


def test_what_failed_is_sent_again_once(receiver: Receiver, endpoint: Follower, cast: Cast) -> None:
    publish(cast)
    receiver.answers = [(500, b"no")]
    work()
    Delivery.objects.update(attempts=10, due_at=timezone.now())
    receiver.answers = [(500, b"no")]
    work()
    first = Delivery.objects.get()
    assert (first.state, first.problem) == ("failed", "answered 500: no")
    Follower.objects.update(off="failing")
    assert endpoints.resend(Delivery.objects.all()) == 0
    found = Endpoint.objects.get()
    found.off = ""
    endpoints.enter(found)
    assert endpoints.resend(Delivery.objects.all()) == 1
    assert endpoints.resend(Delivery.objects.all()) == 0
    work()
    work()
    assert Delivery.objects.get().state == "sent"
    assert len(receiver.got) == 3
    assert receiver.got[0][0]["webhook-id"] == receiver.got[2][0]["webhook-id"]


def test_a_new_secret_signs_what_is_repeated(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    receiver.answers = [(500, b"")]
    publish(cast)
    work()
    old = shown_secret(endpoint)
    endpoints.renew_secret(Endpoint.objects.get())
    hasten()
    work()
    with pytest.raises(Untrue):
        receiver.event(old)
    assert receiver.event(shown_secret(Follower.objects.get()))


def test_a_withdrawal_is_told_without_what_was_withdrawn(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    conferral = cast.confer(
        cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19", note="SECRET",
        certificate_number="SECRET",
    )  # fmt: skip
    work()
    services.conferral_withdraw(conferral=conferral, by=LOADER, reason="SECRET: wrong person")
    work()
    event = receiver.event(shown_secret(endpoint))
    jsonschema.validate(event, EVENT)
    assert event["type"] == "conferral.withdrawn"
    assert event["data"]["changes"][0]["url"] is None
    assert all(b"SECRET" not in body for _, body in receiver.got)


def test_an_answer_without_end_is_read_to_its_start_only(
    receiver: Receiver, endpoint: Follower, cast: Cast
) -> None:
    receiver.answers = [(500, b"x" * 5_000_000)]
    publish(cast)
    work()
    problem = Delivery.objects.get().problem
    assert problem == "answered 500: " + "x" * 300
