"""An import: checked line by line, entered once, and what is in doubt is asked once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.dates import PartialDate
from registry.errors import Conflict, NotAllowed
from registry.exchange.models import ImportJob, PersonDecision
from registry.exchange.sheets.jobs import cancel, check_again, receive, start
from registry.honours.journal import verify
from registry.honours.models import AwardPeriod, Change, Conferral, Decree, Recipient, Source
from registry.honours.selectors import journal_head
from tests.cast import Cast
from tests.exchange.sheets import ROW, checked, csv_sheet, imported, row, told, worked, xlsx_sheet

pytestmark = pytest.mark.django_db


def test_a_line_becomes_a_draft_with_everything_that_it_says(cast: Cast) -> None:
    job = imported(csv_sheet([ROW]), cast.clerk)
    assert job.state == ImportJob.State.DONE
    assert told(job) == []
    [draft] = Conferral.objects.all()
    assert draft.state == Conferral.State.DRAFT
    assert str(draft.recipient) == "Ахметов Серик Нурланович"
    assert str(draft.recipient.birth) == "1968-05-12"
    assert [n.language for n in draft.recipient.names.all()] == ["kk", "ru"]
    assert [c.country for c in draft.recipient.citizenships.all()] == ["KZ"]
    assert draft.award == cast.barys
    assert draft.grade is not None
    assert draft.grade.code() == "2"
    assert draft.decree is not None
    assert (draft.decree.number, str(draft.decree.date)) == ("123", "2025-03-03")
    assert (str(draft.conferred_on), draft.conferred_on_basis) == ("2025-03-03", "decree")
    assert draft.presented_by == "Асқар Мамин"
    assert draft.evidence.get().quote == "=наградить"
    changes = Change.objects.filter(by=cast.clerk)
    assert list(changes.order_by("pk").values_list("action", flat=True)) == [
        "decree.record", "recipient.register", "conferral.record",
    ]  # fmt: skip
    assert all("sheet.csv" in change.reason for change in changes)
    assert verify().intact


def test_a_check_writes_nothing_and_tells_each_fault_by_line_column_and_value(cast: Cast) -> None:
    before = journal_head()
    rows = [
        ROW,
        row(**{"Дата указа": "31.02.2025"}),
        row(Награда="Орден «Барс»"),
        row(Степень="7"),
        row(**{"ФИО": "", "Аты-жөні (қазақша)": ""}),
        row(source_key="nowhere"),
        row(Гражданство="Kazakhstan"),
        row(**{"Дата указа": "1.1.1990"}),
        row(**{"Пол": "муж", "Дата рождения": "?"}),
    ]
    job = checked(xlsx_sheet(rows), cast.clerk, name="sheet.xlsx")
    assert job.state == ImportJob.State.CHECKED
    assert told(job) == [
        (3, "decree_date", "date"),
        (4, "award", "unknown_award"),
        (5, "grade", "unknown_grade"),
        (6, "name_ru", "no_name"),
        (7, "source_key", "unknown_source"),
        (8, "citizenships", "country"),
        (9, "conferred_on", "refused"),
        (10, "gender", "choice"),
        (10, "birth", "date"),
    ]
    assert job.counts == {"check": {"new": 1, "bad": 8}}
    assert job.problems.get(line=3).value == "31.02.2025"
    assert job.problems.get(line=4).said == {"near": "barys"}
    assert journal_head() == before
    assert not PersonDecision.objects.exists()


def test_the_good_lines_enter_and_the_bad_ones_stay_out(cast: Cast) -> None:
    rows = [ROW, row(**{"Дата указа": "31.02.2025"}), row(ФИО="Ким Вера", Пол="f")]
    rows[2]["Аты-жөні (қазақша)"] = ""
    job = imported(csv_sheet(rows), cast.clerk)
    assert job.counts["run"] == {"new": 1, "bad": 1, "ask": 1}
    assert told(job) == [(3, "decree_date", "date"), (4, "", "undecided")]
    assert Conferral.objects.count() == 1


def test_a_line_that_cannot_be_any_more_keeps_out_no_other(cast: Cast) -> None:
    bare = {"Аты-жөні (қазақша)": ""}
    early = {**bare, "ФИО": "Ким Алма", "Номер указа": "7", "Дата указа": "3 марта 2020 г."}
    rows = [ROW, row(**early), row(**{**bare, "ФИО": "Оспанов Данияр Маратович"})]
    job = checked(csv_sheet(rows), cast.clerk)
    assert told(job) == []
    AwardPeriod.objects.filter(award=cast.barys).update(valid_from=PartialDate(2024))
    start(job=job, by=cast.clerk)
    assert worked(job).counts["run"] == {"new": 2, "bad": 1}
    assert told(job) == [(3, "conferred_on", "refused")]
    assert job.problems.get().said["why"].keys() == {"kk", "ru", "en"}
    assert Decree.objects.get(number="123").conferrals.count() == 2
    assert not Decree.objects.filter(number="7").exists()
    assert verify().intact


def test_the_same_sheet_twice_makes_nothing_twice(cast: Cast) -> None:
    other = row(**{"ФИО": "Серікова Айгүл", "Аты-жөні (қазақша)": "", "Дата рождения": ""})
    content = csv_sheet([ROW, other])
    imported(content, cast.clerk)
    head, people = journal_head(), Recipient.objects.count()
    again = imported(content, cast.clerk)
    assert again.counts["run"] == {"same": 2}
    assert imported(xlsx_sheet([ROW, other]), cast.clerk).counts["run"] == {"same": 2}
    assert (journal_head(), Recipient.objects.count()) == (head, people)


def test_the_same_honour_in_two_lines_is_told(cast: Cast) -> None:
    job = imported(csv_sheet([ROW, ROW]), cast.clerk)
    assert told(job) == [(3, "", "twice")]
    assert job.problems.get().said == {"line": 2}
    assert job.counts["run"] == {"new": 1, "bad": 1}


def test_a_new_address_is_a_new_source_and_the_sheet_may_have_one_for_all(cast: Cast) -> None:
    url = "https://akorda.example/5"
    rows = [{**ROW, "source_key": "", "source_url": url, "source_title": "Указ № 123"}]
    rows.append({**rows[0], "source_url": "", "ФИО": "Ким Алма", "Аты-жөні (қазақша)": ""})
    assert told(checked(csv_sheet(rows), cast.clerk)) == [(3, "source_key", "no_source")]
    job = imported(csv_sheet(rows), cast.clerk, source=cast.decree_page)
    assert job.counts["run"] == {"new": 2}
    source = Source.objects.get(url=url)
    assert (source.title, source.strength) == ("Указ № 123", "tertiary")
    backed = [c.evidence.get().source for c in Conferral.objects.order_by("pk")]
    assert backed == [source, cast.decree_page]
    assert Decree.objects.count() == 1
    assert imported(csv_sheet(rows), cast.clerk, source=cast.page).counts["run"] == {"same": 2}


def test_a_draft_is_changed_by_its_id_and_what_is_published_is_not(cast: Cast) -> None:
    draft = cast.draft(cast.kim_vera, cast.barys, "1", conferred_on="2020-01-05")
    public = cast.confer(cast.kim_vladimir, cast.barys, "1", conferred_on="2020-01-05")
    rows = [
        {"conferral_id": record.public_id, "office_ru": "министр", "posthumous": "да"}
        for record in (draft, public)
    ]
    job = imported(csv_sheet(rows), cast.clerk)
    assert told(job) == [(3, "office_ru", "published"), (3, "posthumous", "published")]
    assert job.counts["run"] == {"change": 1, "bad": 1}
    draft.refresh_from_db()
    public.refresh_from_db()
    assert (draft.office_ru, draft.posthumous, public.office_ru) == ("министр", True, "")
    assert Change.objects.latest("pk").action == "conferral.revise"
    head = journal_head()
    assert imported(csv_sheet(rows[:1]), cast.clerk).counts["run"] == {"same": 1}
    assert journal_head() == head


def test_what_belongs_to_another_page_is_not_changed_by_a_sheet(cast: Cast) -> None:
    draft = cast.draft(cast.kim_vera, cast.barys, "1")
    rows = [
        {"conferral_id": draft.public_id, "name_ru": "Ким Вера Ивановна", "birth": "1970"},
        {"conferral_id": "c-nothing", "name_ru": "", "birth": ""},
    ]
    assert told(checked(csv_sheet(rows), cast.clerk)) == [
        (2, "name_ru", "not_here"), (2, "birth", "not_here"),
        (3, "conferral_id", "unknown_conferral"),
    ]  # fmt: skip


def test_a_reader_imports_nothing_and_a_former_clerk_no_further(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        receive(content=csv_sheet([ROW]), name="x.csv", by=cast.reader)
    job = checked(csv_sheet([ROW]), cast.clerk)
    for act in (start, cancel, check_again):
        with pytest.raises(NotAllowed):
            act(job=job, by=cast.reader)
    start(job=job, by=cast.clerk)
    cast.clerk.role = "reader"
    cast.clerk.save()
    assert worked(job).state == ImportJob.State.FAILED
    assert "this takes a clerk" in job.error
    assert (job.part, Conferral.objects.count()) == (0, 0)


def test_a_stopped_import_goes_on_where_it_stood(cast: Cast) -> None:
    job = checked(csv_sheet([ROW]), cast.clerk)
    cancel(job=job, by=cast.clerk)
    with pytest.raises(Conflict):
        cancel(job=job, by=cast.clerk)
    with pytest.raises(Conflict):
        start(job=job, by=cast.clerk)
    check_again(job=job, by=cast.clerk)
    worked(job)
    start(job=job, by=cast.clerk)
    cancel(job=job, by=cast.clerk)
    assert not Conferral.objects.exists()
    start(job=job, by=cast.clerk)
    assert worked(job).counts["run"] == {"new": 1}
    with pytest.raises(Conflict):
        start(job=job, by=cast.clerk)


def _many(first: int, last: int) -> bytes:
    lines = range(first, last)
    given = [f"Серик{'аеиоуы'[n % 6] * (n // 6 + 1)}" for n in lines]
    births = [f"{n % 28 + 1}.{n % 12 + 1}.{1950 + n % 50}" for n in lines]
    rows = [
        row(**{"ФИО": f"Ахметов {name}", "Дата рождения": birth, "Аты-жөні (қазақша)": ""})
        for name, birth in zip(given, births, strict=True)
    ]
    return csv_sheet(rows)


def test_what_an_import_asks_the_database_does_not_grow_with_the_lines(cast: Cast) -> None:
    imported(csv_sheet([ROW]), cast.clerk)
    asked = []
    for first, last in ((0, 10), (10, 90)):
        with CaptureQueriesContext(connection) as check:
            job = checked(_many(first, last), cast.clerk)
        start(job=job, by=cast.clerk)
        with CaptureQueriesContext(connection) as run:
            worked(job)
        assert job.counts["run"] == {"new": last - first}
        asked.append((len(check), len(run)))
    (check_few, run_few), (check_many, run_many) = asked
    # SQLite takes so many values in a statement: eighty lines more are a few statements more.
    assert check_many - check_few <= 2
    assert run_many - run_few <= 5
