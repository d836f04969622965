"""What becomes of a message, by transport; letters and who may ask for them."""

import asyncio
import base64
import datetime as dt
import hashlib
import hmac
import re
import time

import httpx
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.standin.markup import parse
from registry.notices import claims, follows, sending
from registry.notices.events import signed
from registry.notices.gather import gather
from registry.notices.links import GOOD_FOR, Wish, begin_link
from registry.notices.models import Delivery, Follower
from registry.notices.news import Happened, News
from registry.notices.plan import plan
from registry.notices.targets import EVERYTHING, Target
from registry.notices.tasks import work
from registry.notices.transports.base import Failed, Later, Moved, Off, Refused
from registry.notices.transports.telegram import html_of, outcome_of
from registry.notices.transports.webhook import WebhookTransport
from tests.cast import Cast

HAPPENED = Happened(dt.datetime(2024, 4, 19, tzinfo=dt.UTC), "", ((5, "c-1"),), "5-ab", "ab")
NEWS = News(
    1, "en", "published", "1 <b>new</b>", "Decree & Co", (), 3, "You follow: <i>", "", HAPPENED
)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(7), Later(7.0)),
        (ChatMigrated(-100), Moved("-100")),
        (Forbidden("bot was blocked by the user"), Off("blocked")),
        (BadRequest("Chat not found"), Off("gone")),
        (BadRequest("can't parse entities"), Refused("can't parse entities")),
        (caused(TimedOut(), httpx.ReadTimeout("")), Failed("ReadTimeout", unsure=True)),
        (caused(NetworkError("x"), httpx.ReadError("")), Failed("ReadError", unsure=True)),
        (caused(TimedOut(), httpx.ConnectTimeout("")), Failed("ConnectTimeout", begun=False)),
        (caused(NetworkError("x"), httpx.ConnectError("")), Failed("ConnectError", begun=False)),
        (NetworkError("Internal Server Error"), Failed("Internal Server Error")),
        (NetworkError("Bad Gateway"), Failed("Bad Gateway", unsure=True)),
    ],
)
def test_only_what_nobody_can_tell_is_unsure(error: TelegramError, outcome: object) -> None:
    assert outcome_of(error) == outcome


def test_markup_in_news_shows_as_typed() -> None:
    message = html_of(NEWS)
    assert parse(message.html).text == message.plain
    assert "<b>new</b>" in message.plain


@pytest.mark.django_db
def test_a_group_that_moved_is_followed_to_its_new_address(cast: Cast) -> None:
    follows.follow(channel="telegram", address="-5", language="en", target=EVERYTHING)
    sending.move(Follower.objects.get(), "-1005")
    assert Follower.objects.get().address == "-1005"
    follows.follow(channel="telegram", address="-7", language="en", target=EVERYTHING)
    sending.move(Follower.objects.get(address="-7"), "-1005")
    assert Follower.objects.get(address="-7").off == "gone"


@pytest.mark.django_db
def test_a_claim_is_one_senders_and_what_was_begun_is_unsure(
    cast: Cast, settings: Settings
) -> None:
    settings.NOTICES_GATHER_SECONDS = 0
    for chat in (1, 2):
        follows.follow(channel="telegram", address=str(chat), language="en", target=EVERYTHING)
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    gather()
    plan()
    one, other = claims.claim("telegram", 5)
    assert claims.claim("telegram", 5) == []
    assert claims.start(one)
    assert not claims.start(one)
    Delivery.objects.update(claimed_until="2000-01-01T00:00:00Z")
    assert not claims.start(other)
    assert claims.recover() == 2
    assert sorted(Delivery.objects.values_list("state", "unsure")) == [
        ("waiting", 0),
        ("waiting", 1),
    ]
    # Whoever lost the claim cannot say that it was sent.
    claims.sent(one, "1")
    assert not Delivery.objects.filter(state="sent").exists()


def test_a_webhook_is_signed_and_never_goes_into_the_house() -> None:
    headers = signed("secret", "delivery-7", b"{}", now=100)
    wanted = hmac.new(b"secret", b"delivery-7.100.{}", hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(wanted).decode()}"

    async def send(url: str) -> object:
        async with WebhookTransport() as transport:
            return await transport.send(Follower(address=url, secret="s"), NEWS, 7)

    for url in ("https://127.0.0.1/x", "https://localhost/x", "http://example.com/"):
        assert isinstance(asyncio.run(send(url)), Refused)


@pytest.fixture
def by_mail(settings: Settings) -> Client:
    settings.EMAIL_HOST, settings.PUBLIC_URL = "mail.example", "https://m.example"
    settings.NOTICES_GATHER_SECONDS = 0
    cache.clear()
    return Client()


def ask_for(client: Client, what: str = "Достык") -> str:
    """Ask for letters; the link of the one that came."""
    asked = {"email": "A@example.com", "what": what}
    assert client.post("/letters?lang=ru", asked).status_code == 200
    link = re.search(r"https://m\.example(/letters/begin/\S+)", mail.outbox[-1].body)
    assert link
    return link[1]


@pytest.mark.django_db(transaction=True)
def test_letters_come_only_after_a_press_and_stop_by_one(
    by_mail: Client, request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue("cast")
    begin = ask_for(by_mail)
    assert by_mail.get(begin).status_code == 200
    cast.confer(cast.kim_vera, cast.dostyk, "2", conferred_on="2024-04-18")
    work()
    assert len(mail.outbox) == 1
    assert not Follower.objects.exists()
    assert by_mail.post(begin).status_code == 200
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    work()
    assert len(mail.outbox) == 2
    news = mail.outbox[-1]
    assert news.to == ["a@example.com"]
    assert "Садыр Жапаров" in news.body
    stop = news.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://m.example")
    assert Client(enforce_csrf_checks=True).post(stop).status_code == 200
    assert not Follower.objects.exists()


@pytest.mark.django_db
def test_a_stranger_neither_floods_an_address_nor_follows_for_it(
    by_mail: Client, cast: Cast
) -> None:
    by_mail.post(ask_for(by_mail))
    # Nothing more is followed, and no second letter is sent, for all that a stranger asks.
    for _ in range(3):
        by_mail.post("/letters", {"email": "a@example.com", "what": "Барыс"})
    assert len(mail.outbox) == 1
    assert follows.follows_of("email", "a@example.com") == [Target("award", "dostyk")]


@pytest.mark.django_db
def test_a_link_grows_old(by_mail: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    link = begin_link(Wish("a@example.com", "ru", EVERYTHING)).removeprefix("https://m.example")
    assert by_mail.get(link).status_code == 200
    later = time.time() + GOOD_FOR.total_seconds() + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert by_mail.post(link).status_code == 404
    assert not Follower.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{"email": "x"}, {"email": "a@b.cd", "what": "nobody at all"}])
def test_what_cannot_be_followed_by_letter_is_said(by_mail: Client, asked: dict[str, str]) -> None:
    assert by_mail.post("/letters", asked).status_code == 400
    assert mail.outbox == []
    assert by_mail.get("/letters/stop/forged").status_code == 404


def test_without_a_mail_server_there_is_no_form() -> None:
    assert Client().get("/letters").status_code == 404
