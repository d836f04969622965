"""Sheets are kept for a while after their import has ended, and no longer."""

import datetime as dt

from django.utils import timezone

from registry.exchange.models import ImportJob, PersonDecision, Sheet, SheetPart, SheetPerson
from registry.exchange.sheets.jobs import check_again, receive
from registry.exchange.tasks import forget_old_sheets
from registry.honours.models import Conferral
from tests.cast import Cast
from tests.exchange.sheets import checked, csv_sheet, imported, row, worked

AGO = timezone.now() - dt.timedelta(days=181)


def _aged() -> None:
    """Everything that was sent was sent half a year ago."""
    Sheet.objects.update(received_at=AGO)
    ImportJob.objects.update(at=AGO, claimed_until=AGO)
    ImportJob.objects.exclude(started_at=None).update(started_at=AGO)
    ImportJob.objects.exclude(ended_at=None).update(ended_at=AGO)


def test_an_import_is_erased_with_its_sheet_and_what_it_made_stands(cast: Cast) -> None:
    job = imported(csv_sheet([row()]), cast.clerk)
    made, decided = Conferral.objects.count(), PersonDecision.objects.count()
    assert forget_old_sheets() == 0
    _aged()
    assert forget_old_sheets() == 1
    for model in (Sheet, SheetPart, ImportJob, SheetPerson):
        assert not model.objects.exists(), model
    assert job.counts["run"]
    assert (Conferral.objects.count(), PersonDecision.objects.count()) == (made, decided)
    assert forget_old_sheets() == 0


def test_what_was_only_checked_goes_too(cast: Cast) -> None:
    checked(csv_sheet([row()]), cast.clerk)
    _aged()
    assert forget_old_sheets() == 1


def test_what_was_checked_again_stays(cast: Cast) -> None:
    job = checked(csv_sheet([row()]), cast.clerk)
    _aged()
    check_again(job=job, by=cast.clerk)
    worked(job)
    assert forget_old_sheets() == 0


def test_what_is_at_work_or_was_sent_again_stays(cast: Cast) -> None:
    waiting = csv_sheet([row(name_kk="Күтіп Тұрған")])
    receive(content=waiting, name="a.csv", by=cast.clerk)
    again = csv_sheet([row()])
    checked(again, cast.clerk)
    _aged()
    checked(again, cast.clerk)
    assert forget_old_sheets() == 0
    assert ImportJob.objects.count() == 3
