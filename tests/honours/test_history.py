"""What the registry said then: the present with the journal undone is what was remembered."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput
from registry.honours import history, services
from registry.honours.history import Parts, Rewind, rewind
from registry.honours.journal import verify
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    ConferralEvent,
    Evidence,
    ExternalId,
    JournalHead,
    Recipient,
    RecipientName,
    RecipientRedirect,
)
from registry.honours.public import PUBLIC, WITHHELD, told_columns
from tests.cast import LOADER, WHY, Cast
from tests.honours.random_writes import SCRIPTS, SECRET, Step, Writer

NOTHING = Parts("", frozenset(), {})
BLANK: Any = Rewind(
    timezone.now(), 0, "", "", frozenset(), {}, {}, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING
)
State = dict[str, dict[str, Any]]


def _columns(model: Any, rows: Any, *beside: str) -> list[dict[str, Any]]:
    return list(rows.values(*told_columns(model, "id", *beside)))


def _told(at: Rewind) -> State:
    """Every published conferral with all that the public is told of it, as a rewind leaves it."""
    return {row["public_id"]: _conferral(row, at) for row in _conferrals() if _there(row, at)}


def _conferrals() -> list[dict[str, Any]]:
    beside = ("public_id", "counts_on")
    return _columns(Conferral, Conferral.objects.published(), *beside)


def _there(row: dict[str, Any], at: Rewind) -> bool:
    return row["id"] not in at.absent


def _conferral(row: dict[str, Any], at: Rewind) -> dict[str, Any]:
    row = {**row, **at.conferrals.get(row["id"], {})}
    recipient = row.pop("recipient_id")
    row["recipient"] = _recipient(recipient, at)
    for name, model, parts in (("evidence", Evidence, at.evidence),
                               ("events", ConferralEvent, at.events)):  # fmt: skip
        rows = _columns(model, model.objects.filter(conferral=row["id"]), "conferral_id")
        row[name] = parts.as_then(row["id"], rows)
    ordered = sorted(row["events"], key=lambda e: (e["date"].iso() if e["date"] else "", e["id"]))
    row["last_event"] = ordered[-1]["kind"] if ordered else None
    return row


def _recipient(pk: int, at: Rewind) -> dict[str, Any]:
    found = _columns(Recipient, Recipient.objects.filter(pk=pk), "public_id", "birth")
    row = {**(found[0] if found else {}), **at.recipients.get(pk, {})}
    row["birth"] = row["birth"] if row["death"] else None
    for name, model, parts in (("names", RecipientName, at.names),
                               ("citizenships", Citizenship, at.citizenships),
                               ("external_ids", ExternalId, at.external_ids)):  # fmt: skip
        rows = _columns(model, model.objects.filter(recipient=pk), "recipient_id")
        row[name] = parts.as_then(pk, rows)
    return row


def _still_told(then: State) -> State:
    """What was told, without what is withdrawn now and the births of those who live after all."""
    published = set(Conferral.objects.published().values_list("public_id", flat=True))
    return {key: _living_kept(row) for key, row in then.items() if key in published}


def _living_kept(row: dict[str, Any]) -> dict[str, Any]:
    person = row["recipient"]
    merged = RecipientRedirect.objects.filter(merged_id=person["public_id"]).first()
    now = merged.survivor if merged else Recipient.objects.get(public_id=person["public_id"])
    return row if now.death else {**row, "recipient": {**person, "birth": None}}


@settings(
    max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(script=SCRIPTS)
def test_the_present_rewound_is_what_the_registry_said_then(cast: Cast, script: list[Step]) -> None:
    with transaction.atomic():
        remembered: list[tuple[dt.datetime, int, State]] = []
        writer = Writer(cast)
        writer.begin()

        def remember() -> None:
            remembered.append((timezone.now(), JournalHead.objects.get().last_id, _told(BLANK)))

        remember()
        writer.run(script, remember)
        for at, head, then in remembered:
            rewound = rewind(at, now=timezone.now())
            assert rewound.head_id == head
            assert rewound.head_hash == Change.objects.get(pk=head).hash
            assert _told(rewound) == _still_told(then)
            assert SECRET not in repr(rewound)
        assert verify().intact
        transaction.set_rollback(True)


def _then() -> dt.datetime:
    return timezone.now()


def test_what_changed_little_is_rewound_by_few_statements(cast: Cast) -> None:
    rows = [cast.confer(cast.kim_vera, cast.otan, conferred_on=f"{year}") for year in (2001, 2002)]
    at = _then()
    services.conferral_revise(conferral=rows[0], by=LOADER, reason=WHY, posthumous=True)
    with CaptureQueriesContext(connection) as captured:
        rewound = rewind(at, now=timezone.now())
    assert len(captured) <= 10
    assert rewound.conferrals == {rows[0].pk: {"posthumous": False}}
    assert not rewound.absent
    assert not rewound.recipients


def test_a_merged_recipient_is_told_whole_under_its_own_id(cast: Cast) -> None:
    row = cast.confer(cast.kim_vera, cast.otan, conferred_on="2001")
    old, at = cast.kim_vera, _then()
    gone, was = old.pk, old.public_id
    services.recipient_merge(duplicate=old, survivor=cast.kim_vladimir, by=LOADER, reason=WHY)
    rewound = rewind(at, now=timezone.now())
    assert rewound.conferrals[row.pk]["recipient_id"] == gone
    assert rewound.recipients[gone]["public_id"] == was
    assert [n["text"] for n in rewound.names.as_then(gone, [])] == ["Vera Kim", "Вера Ким"]


def test_a_birth_is_not_told_of_who_was_taken_for_dead(cast: Cast) -> None:
    person = cast.person(("A Living", "en"), birth=PartialDate(1970), death=PartialDate(2001))
    cast.confer(person, cast.otan, conferred_on="1998")
    at = _then()
    services.recipient_revise(recipient=person, by=LOADER, reason=WHY, death=None)
    [told] = _told(rewind(at, now=timezone.now())).values()
    assert told["recipient"]["death"] == PartialDate(2001)
    assert told["recipient"]["birth"] is None


def test_nobody_whom_no_conferral_showed_then_is_told_of(cast: Cast) -> None:
    at = _then()
    hidden = cast.kim_vladimir
    services.recipient_revise(recipient=hidden, by=LOADER, reason=WHY, description_en="x")
    cast.draft(hidden, cast.otan)
    assert not rewind(at, now=timezone.now()).recipients


def test_a_time_to_come_and_one_too_long_ago_are_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    with pytest.raises(InvalidInput, match="still to come"):
        rewind(now + dt.timedelta(seconds=1), now=now)
    assert rewind(now - dt.timedelta(days=1), now=now).head_id == 0
    monkeypatch.setattr(history, "MOST_CHANGES", 5)
    with pytest.raises(Conflict, match="changes; read /changes or a dump"):
        rewind(now - dt.timedelta(days=1), now=now)


def test_a_row_that_kept_too_little_is_said_to(cast: Cast) -> None:
    at = _then()
    cast.confer(cast.kim_vera, cast.otan)
    name = services.NameInput("V. Kim", "en")
    services.recipient_name_add(recipient=cast.kim_vera, name=name, by=LOADER, reason=WHY)
    last = Change.objects.latest("id")
    Change.objects.filter(pk=last.pk).update(after='{"name":{"text":"V. Kim","language":"en"}}')
    with pytest.raises(Conflict, match=f"Change {last.pk} "):
        rewind(at, now=timezone.now())


def test_every_column_of_the_domain_is_the_publics_or_is_not() -> None:
    models = set(apps.get_app_config("honours").get_models())
    assert models == set(PUBLIC) | WITHHELD
    for model, table in PUBLIC.items():
        assert set(table) == {f.attname for f in model._meta.concrete_fields}, model
