"""Following, and what of the journal becomes a notice for whom."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bot import following
from bot.buttons import Press, read
from registry.dates import PartialDate
from registry.errors import InvalidInput
from registry.honours import services
from registry.notices import follows
from registry.notices.follows import Quiet, quiet_seconds
from registry.notices.gather import gather
from registry.notices.models import Delivery, Follow, Follower, Notice, NoticeItem
from registry.notices.news import News, Teller
from registry.notices.plan import plan
from registry.notices.targets import EVERYTHING, Target
from registry.notices.tasks import forget_old
from registry.notices.transports.telegram import buttons_of, html_of
from tests.cast import LOADER, WHY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings: Settings) -> None:
    settings.NOTICES_GATHER_SECONDS = 0


def follow(chat: int, *targets: Target, language: str = "en") -> None:
    for target in targets:
        follows.follow(channel="telegram", address=str(chat), language=language, target=target)


def told() -> dict[int, News]:
    """What is told, by chat."""
    gather()
    plan()
    rows = list(Delivery.objects.select_related("follower", "notice__decree"))
    news = Teller().tell(rows)
    return {int(row.follower.address): news[row.pk] for row in rows if row.pk in news}


DOSTYK, DOSTYK_1, DOSTYK_2 = (
    Target("award", "dostyk"),
    Target("grade", "dostyk:1"),
    Target("grade", "dostyk:2"),
)
KG = Target("country", "KG")


def test_nobody_is_followed_who_is_in_no_published_record(cast: Cast) -> None:
    cast.draft(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    with pytest.raises(InvalidInput):
        follow(1, Target("person", cast.japarov.public_id))


@pytest.mark.parametrize(
    "target",
    [
        Target("award", "nothing"), Target("award", "dostyk:1"), Target("grade", "dostyk:9"),
        Target("grade", "dostyk"), Target("country", "QQ"), Target("person", "r-1"),
        Target("everything", "x"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_followed(cast: Cast, target: Target) -> None:
    with pytest.raises(InvalidInput):
        follow(1, target)
    assert not Follower.objects.exists()


def test_everybody_is_told_once_whatever_they_follow(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.japarov, cast.barys, "1", conferred_on="2020")
    japarov = Target("person", cast.japarov.public_id)
    follow(1, EVERYTHING)
    follow(2, DOSTYK, DOSTYK_1, KG, japarov, EVERYTHING)
    follow(3, DOSTYK_2)
    follow(4, KG)
    follow(5, Target("person", cast.kim_vera.public_id))
    follow(6, japarov, language="kk")
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    news = told()
    assert set(news) == {1, 2, 4, 6}
    assert Delivery.objects.count() == 4
    assert all(len(one.lines) == 1 and "2024" in one.lines[0].line for one in news.values())
    assert news[6].language == "kk"
    # Planning again and reading the journal again makes nothing twice.
    Notice.objects.update(planned_at=None)
    assert set(told()) == {1, 2, 4, 6}
    assert Delivery.objects.count() == 4


def test_history_is_no_news_and_neither_is_a_draft(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    follow(1, EVERYTHING)
    draft = cast.draft(cast.kim_vera, cast.otan, conferred_on="2020")
    services.conferral_withdraw(conferral=draft, by=LOADER, reason="a slip")
    assert told() == {}
    assert not Notice.objects.exists()


def test_what_one_decree_does_is_one_message(cast: Cast) -> None:
    follow(1, EVERYTHING)
    follow(2, Target("country", "KZ"))
    decree = services.decree_record(
        authority=cast.kz, kind="decree", number="77", date=None, by=LOADER, reason=WHY
    )
    people = [cast.person((f"Person Number{n}", "en"), citizenships=["KG"]) for n in range(12)]
    for person in [*people, cast.kim_vera]:
        cast.confer(person, cast.dostyk, "2", decree=decree)
    news = told()
    assert Notice.objects.count() == 1
    assert NoticeItem.objects.count() == 13
    assert (len(news[1].lines), news[1].more) == (8, 5)
    assert "13" in news[1].headline
    assert [cited.line.split(" — ")[0] for cited in news[2].lines] == ["Vera Kim"]
    assert "77" in news[1].decree


def test_two_decrees_are_two_messages_and_a_revocation_is_one_of_its_own(cast: Cast) -> None:
    follow(1, EVERYTHING)
    conferral = cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    services.conferral_event_record(
        conferral=conferral, kind="revoked", by=LOADER, source=cast.decree_page, reason=WHY
    )
    gather()
    plan()
    rows = list(Delivery.objects.select_related("follower", "notice__decree"))
    news = Teller().tell(rows)
    assert [news[row.pk].event for row in rows] == ["published", "revoked"]
    assert "revoked since" in news[rows[1].pk].lines[0].line


def test_what_is_taken_back_is_told_to_those_alone_who_were_told_of_it(cast: Cast) -> None:
    follow(1, EVERYTHING)
    follow(2, EVERYTHING)
    conferral = cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    assert set(told()) == {1, 2}
    Delivery.objects.filter(follower__address="1").update(state="sent")
    services.conferral_withdraw(conferral=conferral, by=LOADER, reason="the wrong man")
    assert {chat: news.event for chat, news in told().items()} == {1: "withdrawn"}


def test_what_is_taken_back_at_once_is_told_to_nobody(cast: Cast) -> None:
    follow(1, EVERYTHING)
    conferral = cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    services.conferral_withdraw(conferral=conferral, by=LOADER, reason="it is still secret")
    assert told() == {}


@pytest.mark.parametrize(("number", "date"), [("77", None), ("78", "2024-04-19"), ("", "2024")])
def test_the_address_of_a_notice_lists_what_its_decree_did(
    cast: Cast, settings: Settings, client: Client, number: str, date: str | None
) -> None:
    settings.PUBLIC_URL = "https://m.example"
    follow(1, EVERYTHING)
    decree = services.decree_record(
        authority=cast.kz, kind="decree", number=number, by=LOADER, reason=WHY,
        date=PartialDate.parse(date) if date else None,
    )  # fmt: skip
    day = {"conferred_on": date} if date else {}
    cast.confer(cast.japarov, cast.dostyk, "1", decree=decree, **day)
    link = told()[1].permalink
    # A decree without a number cannot be asked for: better no address than one of nothing.
    assert bool(link) == bool(number)
    if link:
        page = client.get(link.removeprefix("https://m.example")).content.decode()
        assert "Sadyr Japarov" in page


def test_who_follows_a_merged_person_is_told_of_the_survivor(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    follow(1, Target("person", cast.kim_vera.public_id))
    survivor = cast.person(("Vera Ivanovna Kim", "en"), gender="f")
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=survivor, by=LOADER, reason="the same woman"
    )
    cast.confer(survivor, cast.dostyk, "2", conferred_on="2024-04-19")
    assert set(told()) == {1}


def test_who_stops_is_told_no_more_even_if_it_was_planned(cast: Cast) -> None:
    follow(1, EVERYTHING)
    follow(2, EVERYTHING, DOSTYK)
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    assert set(told()) == {1, 2}
    follows.unfollow(channel="telegram", address="1")
    assert follows.unfollow(channel="telegram", address="2", target=EVERYTHING) == 1
    assert set(told()) == {2}
    assert follows.follows_of("telegram", "2") == [DOSTYK]


def test_follows_are_limited_and_switch_a_silent_follower_on_again(cast: Cast) -> None:
    follow(1, EVERYTHING)
    Follower.objects.update(off=Follower.Off.BLOCKED)
    follow(1, DOSTYK, language="kk")
    follower = Follower.objects.get()
    assert (follower.off, follower.language) == ("", "kk")
    Follow.objects.bulk_create(
        Follow(follower=follower, kind="country", key=f"{n}") for n in range(98)
    )
    with pytest.raises(InvalidInput):
        follow(1, KG)


@pytest.mark.parametrize(
    ("hour", "waits"), [(21, 0), (22, 10), (23, 9), (3, 5), (7, 1), (8, 0), (12, 0)]
)
def test_quiet_hours_are_as_long_as_they_are(cast: Cast, hour: int, waits: int) -> None:
    follow(1, EVERYTHING)
    assert follows.be_quiet(channel="telegram", address="1", hours=Quiet(22, 8))
    assert follows.quiet_of("telegram", "1") == Quiet(22, 8)
    now = dt.datetime(2026, 11, 24, hour, tzinfo=timezone.get_default_timezone())
    assert quiet_seconds(Follower.objects.get(), now) == waits * 3600
    half_past = now + dt.timedelta(minutes=30)
    left = max(waits * 3600 - 1800, 0)
    assert quiet_seconds(Follower.objects.get(), half_past) == left


@pytest.mark.parametrize("hours", [Quiet(5, 5), Quiet(-1, 3), Quiet(1, 24)])
def test_hours_that_cannot_be_are_refused(cast: Cast, hours: Quiet) -> None:
    follow(1, EVERYTHING)
    with pytest.raises(InvalidInput):
        follows.be_quiet(channel="telegram", address="1", hours=hours)


def told_of_many(cast: Cast, people: int) -> Delivery:
    """A delivery of a decree without a number that honours so many."""
    follow(1, EVERYTHING)
    follow(2, EVERYTHING)
    decree = services.decree_record(
        authority=cast.kz, kind="decree", number="", date=PartialDate.parse("2024-04-19"),
        by=LOADER, reason=WHY,
    )  # fmt: skip
    for n in range(people):
        cast.confer(cast.person((f"Person Number{n}", "en")), cast.dostyk, "2", decree=decree)
    told()
    return Delivery.objects.get(follower__address="1")


def test_the_rest_of_a_notice_is_behind_a_button(cast: Cast) -> None:
    delivery = told_of_many(cast, 20)
    first = told()[1]
    rest = f"m:{delivery.notice_id}:8"
    row = buttons_of(first).inline_keyboard[0]
    assert [button.callback_data for button in row] == [rest]
    assert "12" in row[0].text
    # Words that lead nowhere do not stand in the message.
    assert "… and" not in html_of(first).plain
    assert read(rest) == Press("m", delivery.notice_id, 8)
    shown = {cited.id for cited in first.lines}
    start, sizes = 8, []
    # Nothing is shown to whom it was not sent.
    assert following.rest_of(1, delivery.notice_id, start, "en") is None
    Delivery.objects.filter(pk=delivery.pk).update(state="sent")
    while (more := following.rest_of(1, delivery.notice_id, start, "ru")) is not None:
        shown |= {cited.id for cited in more.lines}
        sizes.append((len(more.lines), more.more))
        start = more.next
    assert sizes == [(8, 4), (4, 0)]
    assert len(shown) == 20
    for chat in (2, 3):
        assert following.rest_of(chat, delivery.notice_id, 8, "en") is None
    for forged in (f"m:{delivery.notice_id}:-1", "m:x:0", "m"):
        assert read(forged) is None


def test_who_comes_back_is_told_again(cast: Cast) -> None:
    follow(1, EVERYTHING)
    follow(2, EVERYTHING)
    for off in ("blocked", "gone"):
        Follower.objects.filter(address="1").update(off=off)
        assert not following.heard(2)
        assert following.heard(1)
        assert not following.heard(1)
    Follower.objects.update(off="blocked")
    assert following.following(1, "en").was_off
    assert not following.following(1, "en").was_off
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    assert set(told()) == {1}
    for lang, word in (("kk", "қайтадан"), ("ru", "снова"), ("en", "again")):
        assert word in following.come_again(lang)


@pytest.mark.parametrize("off", ["stopped", "failing"])
def test_who_was_switched_off_for_another_reason_stays_so(cast: Cast, off: str) -> None:
    follow(1, EVERYTHING)
    Follower.objects.update(off=off)
    assert not following.heard(1)
    assert Follower.objects.get().off == off


def test_who_was_told_what_is_not_kept_for_ever(cast: Cast, settings: Settings) -> None:
    follow(1, EVERYTHING)
    follow(2, EVERYTHING)
    for n, state in enumerate(("sent", "dropped", "failed", "waiting")):
        cast.confer(cast.japarov, cast.dostyk, "2", conferred_on=f"202{n}-04-19")
        gather()
        plan()
        Delivery.objects.filter(notice__planned_at__isnull=False, state="waiting").update(
            state=state
        )
    settings.NOTICES_KEPT_DAYS = 30
    planned = timezone.now() - dt.timedelta(days=31)
    newest = Notice.objects.latest("pk")
    Notice.objects.exclude(pk=newest.pk).update(planned_at=planned)
    assert forget_old() == 6
    assert set(Delivery.objects.values_list("notice", flat=True)) == {newest.pk}
    # What is still to be sent is kept, however old.
    Notice.objects.update(planned_at=planned)
    assert forget_old() == 0
    assert Notice.objects.count() == 4
    assert told() != {}
    assert Delivery.objects.count() == 2


def test_forgetting_leaves_nothing(cast: Cast) -> None:
    follow(1, EVERYTHING)
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    told()
    assert follows.forget(channel="telegram", address="1")
    assert not Follower.objects.exists()
    assert not Delivery.objects.exists()
