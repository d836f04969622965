"""The journal: one sealed row per write, and every tampering shows at its first row."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registry.errors import InvalidInput
from registry.honours import services
from registry.honours.journal import verify
from registry.honours.models import Change, JournalHead
from registry.honours.tasks import nightly_audit
from tests.cast import LOADER, WHY, Cast


def _sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_every_write_is_one_row_with_who_and_why(cast: Cast) -> None:
    rows = Change.objects.count()
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    services.conferral_publish(conferral=draft, by=cast.reviewer, reason="checked")
    record, submit, publish = Change.objects.order_by("-id")[:3][::-1]
    assert Change.objects.count() == rows + 3
    assert (submit.action, submit.by, submit.source) == (
        "conferral.submit",
        cast.clerk,
        cast.page,
    )
    assert (record.action, record.by_text, record.source) == (
        "conferral.record",
        "tests",
        cast.page,
    )
    assert (publish.by, publish.before, publish.after) == (
        cast.reviewer,
        '{"state":"submitted"}',
        '{"state":"published"}',
    )


def test_a_write_without_source_or_reason_is_refused_whole(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="a source, or a reason"):
        services.recipient_revise(recipient=cast.japarov, by=cast.clerk, gender="f")
    cast.japarov.refresh_from_db()
    assert cast.japarov.gender == "m"


def test_a_revision_that_changes_nothing_writes_nothing(cast: Cast) -> None:
    rows = Change.objects.count()
    services.recipient_revise(recipient=cast.japarov, by=cast.clerk, gender="m", reason=WHY)
    assert Change.objects.count() == rows


def test_an_untouched_journal_holds(cast: Cast) -> None:
    verdict = verify()
    assert verdict.intact
    assert verdict.rows == Change.objects.count() == JournalHead.objects.get().last_id


COLUMNS = ["action", "object_type", "object_id", "object_text", "after", "by_text", "reason",
           "previous_hash", "hash"]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", [1, 4])
def test_one_altered_byte_names_its_row(cast: Cast, column: str, row: int) -> None:
    if column == "previous_hash" and row == 1:
        _sql("update honours_change set previous_hash = 'x' where id = 1")
    else:
        _sql(f"update honours_change set {column} = 'x' || substr({column}, 2) where id = %s", row)
    verdict = verify()
    assert (verdict.intact, verdict.row_id) == (False, row)
    assert f"row {row} " in verdict.finding


def test_an_altered_space_in_the_json_counts_too(cast: Cast) -> None:
    _sql("update honours_change set after = after || ' ' where id = 3")
    assert verify().row_id == 3


def test_an_altered_time_names_its_row(cast: Cast) -> None:
    _sql("update honours_change set at = '2020-01-01 00:00:00+00:00' where id = 3")
    assert verify().row_id == 3


def test_bytes_that_can_no_longer_be_read_name_their_row(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        # PostgreSQL's own types refuse such bytes at the door; there is nothing to find.
        with pytest.raises(Exception, match="invalid input syntax"):
            _sql("update honours_change set at = 'yesterday-ish' where id = 3")
        return
    _sql("update honours_change set at = '2024-99-99 00:00:00' where id = 3")
    verdict = verify()
    assert (verdict.intact, verdict.row_id) == (False, 3)


def test_a_missing_row_is_named(cast: Cast) -> None:
    _sql("delete from honours_change where id = 3")
    verdict = verify()
    assert not verdict.intact
    assert verdict.finding == "row 3 is missing before row 4"


def test_missing_rows_at_the_end_are_named(cast: Cast) -> None:
    last = JournalHead.objects.get().last_id
    _sql("delete from honours_change where id >= %s", last - 1)
    assert verify().finding == f"rows {last - 1} to {last} are missing at the end"


def test_an_inserted_row_is_named(cast: Cast) -> None:
    last = Change.objects.latest("id")
    Change.objects.filter(pk=last.pk).update(hash="moved")
    forged = Change.objects.get(pk=last.pk)
    forged.pk, forged.hash = last.pk + 1, "forged"
    forged.save(force_insert=True)
    assert verify().row_id == last.pk


def test_a_row_sealed_again_by_a_forger_breaks_the_next(cast: Cast) -> None:
    from registry.honours.journal import seal

    forged = Change.objects.get(pk=3)
    forged.reason = "another reason"
    Change.objects.filter(pk=3).update(reason=forged.reason, hash=seal(forged))
    assert verify().row_id == 4


def test_the_command_fails_with_the_name_of_the_row(cast: Cast) -> None:
    _sql("update honours_change set reason = 'other' where id = 2")
    with pytest.raises(CommandError, match=r"row 2 .*was altered"):
        call_command("verify_journal")


def test_the_nightly_audit_keeps_its_finding_and_the_coverage(cast: Cast) -> None:
    from registry.honours.models import AuditRun

    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    nightly_audit()
    _sql("update honours_change set reason = 'other' where id = 2")
    nightly_audit()
    late, early = AuditRun.objects.order_by("-pk")
    assert early.intact
    assert early.figures["conferrals"] == 1
    assert not late.intact
    assert "row 2" in late.finding


def test_the_programs_own_writes_name_the_program(cast: Cast) -> None:
    assert set(Change.objects.values_list("by_text", flat=True)) == {LOADER.name}
