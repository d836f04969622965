"""The tallies: whatever is written, they say what counting again says."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from registry.honours import services
from registry.honours.models import (
    Citizenship,
    CountryTally,
    OfficeTally,
    Recipient,
    YearTally,
)
from registry.honours.services.tally import recount
from tests.cast import LOADER, WHY, Cast
from tests.honours.random_writes import SCRIPTS, Step, Writer

Rows = set[tuple[Any, ...]]


def _tallies() -> list[Rows]:
    held = (
        (YearTally, ("award", "year")),
        (CountryTally, ("award", "year", "country")),
        (OfficeTally, ("award", "year", "office")),
    )
    return [
        set(table.objects.filter(conferrals__gt=0).values_list(*columns, "conferrals"))
        for table, columns in held
    ] + [set(Recipient.objects.values_list("pk", "honours"))]


@settings(
    max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(script=SCRIPTS)
def test_kept_tallies_are_what_counting_again_says(cast: Cast, script: list[Step]) -> None:
    with transaction.atomic():
        writer = Writer(cast)
        writer.begin()
        writer.run(script)
        kept = _tallies()
        recount()
        assert kept == _tallies()
        transaction.set_rollback(True)


def _countries() -> dict[str, int]:
    rows = CountryTally.objects.filter(conferrals__gt=0)
    return dict(rows.values_list("country", "conferrals"))


def test_a_citizenship_entered_corrected_and_removed_moves_the_count(cast: Cast) -> None:
    person = cast.person(("No State", "en"))
    cast.confer(person, cast.otan, conferred_on="2001")
    assert _countries() == {"": 1}
    held = Citizenship(recipient=person, country="KG")
    services.desk_write(record=held, by=LOADER, reason=WHY)
    assert _countries() == {"KG": 1}
    held.country = "UZ"
    services.desk_write(record=held, by=LOADER, reason=WHY)
    assert _countries() == {"UZ": 1}
    services.desk_remove(record=held, by=LOADER, reason=WHY)
    assert _countries() == {"": 1}


def test_a_merge_counts_everything_under_the_states_of_both(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.otan, conferred_on="2001")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2001")
    services.recipient_merge(duplicate=cast.japarov, survivor=cast.kim_vera, by=LOADER, reason=WHY)
    assert _countries() == {"KG": 2, "KZ": 2}
