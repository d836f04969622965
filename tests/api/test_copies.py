"""A copy of the registry that follows the feed of changes ends as the registry, and no wiser."""

import json

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.honours import services
from registry.honours.models import Change, Recipient
from tests.api.conftest import SECRET
from tests.api.mirror import Document, Mirror, chain_holds, public_state
from tests.cast import LOADER, Cast
from tests.honours.random_writes import SCRIPTS, Step, Writer


def _merged(cast: Cast) -> Change:
    """Vera, who has an honour, is merged into Vladimir; the journal's row about it."""
    cast.confer(cast.kim_vera, cast.otan)
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=LOADER, reason=SECRET
    )
    return Change.objects.get(action="recipient.merge")


@pytest.mark.parametrize("of_his_own", [True, False])
def test_a_merge_undone_leads_a_copy_to_who_is_back(
    cast: Cast, uncounted: Client, *, of_his_own: bool
) -> None:
    if of_his_own:
        cast.confer(cast.kim_vladimir, cast.otan)
    merge, mirror = _merged(cast), Mirror(uncounted)
    mirror.follow(40)
    back = services.recipient_unmerge(merge=merge, by=LOADER, reason=SECRET)
    mirror.follow(40)
    told = mirror.rows[-1]
    assert (told["action"], told["after"]) == ("recipient.unmerge", {"restored": back.public_id})
    # Whom no honour shows any more is named to nobody.
    seen = cast.kim_vladimir if of_his_own else back
    assert told["object"]["id"] == seen.public_id
    assert mirror.state() == public_state(uncounted)
    _unsaid(_read(uncounted))


def test_who_is_back_and_out_of_sight_is_named_by_no_row(cast: Cast, uncounted: Client) -> None:
    cast.confer(cast.kim_vladimir, cast.otan)
    back = services.recipient_unmerge(merge=_merged(cast), by=LOADER, reason=SECRET)
    assert back.public_id in json.dumps(_read(uncounted))
    services.conferral_withdraw(conferral=back.conferrals.get(), by=LOADER, reason=SECRET)
    rows = _read(uncounted)
    assert back.public_id not in json.dumps(rows)
    _unsaid(rows)


@settings(
    max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(script=SCRIPTS, size=st.integers(1, 40), stops=st.sets(st.integers(0, 12), max_size=4))
def test_a_copy_kept_by_the_feed_is_the_public_registry(
    cast: Cast, uncounted: Client, script: list[Step], size: int, stops: set[int]
) -> None:
    """Whatever is written, and wherever the copy stopped reading meanwhile; nothing leaks."""
    with transaction.atomic():
        writer, mirror, steps = Writer(cast), Mirror(uncounted), iter(range(100))
        writer.begin()

        def read_now_and_then() -> None:
            if next(steps) in stops:
                mirror.follow(size, lambda: True)

        writer.run(script, read_now_and_then)
        mirror.follow(40)
        assert mirror.state() == public_state(uncounted)
        fresh = Mirror(uncounted)
        fresh.follow(200)
        assert fresh.state() == mirror.state()
        chain_holds(fresh.rows)
        _unsaid(fresh.rows)
        transaction.set_rollback(True)


def _unsaid(rows: list[Document]) -> None:
    """No secret, no clerk, and nobody whom no published conferral shows."""
    said = json.dumps(rows, ensure_ascii=False)
    assert SECRET not in said
    assert LOADER.name not in said
    for person in Recipient.objects.exclude(conferrals__state="published"):
        assert person.public_id not in said


def _read(client: Client) -> list[Document]:
    """Every row of the feed, as it reads now."""
    fresh = Mirror(client)
    fresh.follow(200)
    return fresh.rows
