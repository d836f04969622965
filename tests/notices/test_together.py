"""Workers that gather and plan at the same moment leave nobody untold."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from registry.honours import services
from registry.honours.models import Decree
from registry.notices import follows
from registry.notices.gather import begin, gather
from registry.notices.models import Delivery, Notice
from registry.notices.plan import plan
from registry.notices.targets import Target
from tests.cast import LOADER, WHY, Cast

LATER = dt.timedelta(seconds=60)


def two_followers(cast: Cast) -> Decree:
    """One follows a man, one a woman; a decree that is to honour both."""
    cast.confer(cast.japarov, cast.barys, "1", conferred_on="2020")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    for chat, person in ((1, cast.japarov), (2, cast.kim_vera)):
        target = Target("person", person.public_id)
        follows.follow(channel="telegram", address=str(chat), language="en", target=target)
    return services.decree_record(
        authority=cast.kz, kind="decree", number="77", date=None, by=LOADER, reason=WHY
    )


def told() -> set[str]:
    return set(Delivery.objects.values_list("follower__address", flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="two writers at once")
def test_what_is_sorted_in_while_another_plans_is_told(
    settings: Settings, request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue("cast")
    decree = two_followers(cast)
    settings.NOTICES_GATHER_SECONDS = 20
    cast.confer(cast.japarov, cast.dostyk, "2", decree=decree)
    gather()
    cast.confer(cast.kim_vera, cast.dostyk, "2", decree=decree)
    planned: list[int] = []

    def other_worker() -> None:
        planned.append(plan(timezone.now() + LATER))
        connection.close()

    thread = threading.Thread(target=other_worker)
    with transaction.atomic():
        gather()
        thread.start()
        # The other worker has all the time that it would need, had it nothing to wait for.
        thread.join(0.7)
        assert planned == []
    thread.join(10)
    assert planned == [1]
    assert Notice.objects.get().items.count() == 2
    assert told() == {"1", "2"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="two writers at once")
def test_who_waits_for_the_lock_does_not_sort_into_what_was_planned_meanwhile(
    settings: Settings, request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue("cast")
    decree = two_followers(cast)
    settings.NOTICES_GATHER_SECONDS = 0
    cast.confer(cast.japarov, cast.dostyk, "2", decree=decree)
    gather()
    cast.confer(cast.kim_vera, cast.dostyk, "2", decree=decree)

    def other_worker() -> None:
        gather()
        connection.close()

    thread = threading.Thread(target=other_worker)
    with transaction.atomic():
        begin()
        thread.start()
        thread.join(0.5)
        plan()
        before = timezone.now()
    thread.join(10)
    assert [notice.items.count() for notice in Notice.objects.order_by("pk")] == [1, 1]
    assert Notice.objects.latest("pk").opened_at >= before
    plan()
    assert told() == {"1", "2"}


@pytest.mark.django_db
def test_a_notice_that_is_closed_takes_no_more(settings: Settings, cast: Cast) -> None:
    decree = two_followers(cast)
    settings.NOTICES_GATHER_SECONDS = 20
    cast.confer(cast.japarov, cast.dostyk, "2", decree=decree)
    gather()
    # The planner has closed it and then died; a slow clock elsewhere takes it for open still.
    Notice.objects.update(closed_at=timezone.now())
    cast.confer(cast.kim_vera, cast.dostyk, "2", decree=decree)
    gather(timezone.now() - dt.timedelta(seconds=10))
    assert plan() == 1
    assert told() == {"1"}
    assert plan(timezone.now() + LATER) == 1
    assert told() == {"1", "2"}
