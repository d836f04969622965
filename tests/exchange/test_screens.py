"""The import's screens without a browser: who may, what they say, and what a press does."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from registry.accounts.models import User
from registry.exchange.models import ImportJob, PersonDecision
from registry.exchange.sheets.columns import columns
from registry.exchange.sheets.opening import open_sheet
from registry.exchange.sheets.words import FAILURES, NOTES, PROBLEMS, failure_words, problem_words
from registry.honours.models import Conferral
from tests.cast import Cast
from tests.exchange.sheets import Rows, checked, csv_sheet, xlsx_sheet

pytestmark = pytest.mark.django_db
HOME = "/admin/exchange/importjob/"
GOOD = {"name_ru": "Ахметов Серик", "birth": "1968", "award": "barys", "source_key": "page-1"}
ROWS = [GOOD, {**GOOD, "award": "=nothing"}, {**GOOD, "name_ru": "Ким Вера", "birth": ""}]


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    """The admin with a clerk at it."""
    return signed_in(client, cast.clerk)


def signed_in(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def send(client: Client, rows: Rows, name: str = "decrees.xlsx") -> ImportJob:
    file = SimpleUploadedFile(name, xlsx_sheet(rows))
    answer = client.post(f"{HOME}add/", {"file": file})
    assert answer.status_code == 302
    return ImportJob.objects.latest("pk")


def do(client: Client, job: ImportJob, act: str) -> ImportJob:
    assert client.post(f"{HOME}{job.pk}/do/", {"act": act}).status_code == 302
    job.refresh_from_db()
    return job


def test_a_sheet_is_sent_seen_decided_and_imported(clerk: Client, cast: Cast) -> None:
    job = send(clerk, ROWS)
    page = clerk.get(f"{HOME}{job.pk}/change/").content.decode()
    assert "=nothing" in page
    assert "No award of this name" in page
    people = clerk.get(f"{HOME}{job.pk}/people/").content.decode()
    assert cast.kim_vera.public_id in people
    description = job.people.get(asked=True).description
    answered = {f"who-{description}": cast.kim_vera.public_id}
    assert clerk.post(f"{HOME}{job.pk}/people/", answered).status_code == 302
    assert do(clerk, job, "start").state == ImportJob.State.DONE
    assert Conferral.objects.filter(state="draft").count() == 2
    assert Conferral.objects.filter(recipient=cast.kim_vera).count() == 1
    told = clerk.get(f"{HOME}{job.pk}/progress/").json()
    assert (told["state"], told["percent"], told["at_work"]) == ("done", 100, False)
    assert told["counts"] == {"new": 2, "change": 0, "same": 0, "ask": 0, "bad": 1}
    assert "decrees.xlsx" in clerk.get(HOME).content.decode()


def test_the_report_is_a_sheet_that_can_be_corrected_and_sent_again(clerk: Client) -> None:
    job = send(clerk, ROWS)
    answer = clerk.get(f"{HOME}{job.pk}/report/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][-1] == "Error"
    assert len(rows) == 2
    assert rows[1][2] == "'=nothing"
    assert "No award of this name" in str(rows[1][-1])
    again = open_sheet(io.BytesIO(content))
    assert (again.header.unknown, again.header.twice) == ((), ())


def test_a_large_sheet_is_left_to_a_worker(
    clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.exchange.import_screens.SMALL_BYTES", 10)
    monkeypatch.setattr("registry.exchange.import_screens.SMALL_ROWS", 1)
    rung: list[int] = []
    monkeypatch.setattr("registry.exchange.tasks.import_sheets.delay", rung.append)
    job = send(clerk, ROWS)
    assert (job.state, rung) == (ImportJob.State.UPLOADED, [job.pk])
    page = clerk.get(f"{HOME}{job.pk}/change/").content.decode()
    # Watched by a script, and without one too.
    assert "progress.js" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'role="progressbar"' in page
    assert do(clerk, job, "cancel").state == ImportJob.State.CANCELLED


def test_a_reader_and_a_stranger_are_refused(cast: Cast, client: Client) -> None:
    job = checked(csv_sheet([GOOD]), cast.clerk)
    roads = [
        "",
        "add/",
        *(f"{job.pk}/{name}/" for name in ("change", "progress", "people", "report")),
    ]
    reader = signed_in(client, cast.reader)
    for road in roads:
        assert reader.get(HOME + road).status_code == 403, road
    file = SimpleUploadedFile("x.csv", csv_sheet([GOOD]))
    assert reader.post(f"{HOME}add/", {"file": file}).status_code == 403
    assert reader.post(f"{HOME}{job.pk}/do/", {"act": "start"}).status_code == 403
    assert reader.post(f"{HOME}{job.pk}/people/", {"who-x": "new"}).status_code == 403
    assert ImportJob.objects.count() == 1
    assert not Conferral.objects.exists()
    client.logout()
    for road in roads:
        assert client.get(HOME + road).status_code == 302, road


def test_what_cannot_be_read_says_why_on_the_page(clerk: Client, cast: Cast) -> None:
    for content, words in (
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Excel file"),
        (b"PK\x03\x04 nothing of the kind", "cannot be read"),
        (b"one,two\n1,2\n", "titles of known columns"),
        (b'name_ru,award\n"broken,1\n', "is broken"),
    ):
        clerk.post(f"{HOME}add/", {"file": SimpleUploadedFile("x.xlsx", content)})
        job = ImportJob.objects.latest("pk")
        assert job.state == ImportJob.State.FAILED
        assert words in clerk.get(f"{HOME}{job.pk}/change/").content.decode()
    empty = clerk.post(f"{HOME}add/", {"file": SimpleUploadedFile("x.xlsx", b"")})
    assert empty.status_code == 200
    assert "empty" in empty.content.decode()


def test_what_is_too_large_is_refused_before_it_is_read(clerk: Client, settings: Settings) -> None:
    settings.IMPORT_MAX_MB = 1
    file = SimpleUploadedFile("x.csv", b"x" * (1 << 20) + b"y")
    answer = clerk.post(f"{HOME}add/", {"file": file})
    assert "larger than 1 MB" in answer.content.decode()
    settings.IMPORT_MAX_ROWS = 2
    job = send(clerk, ROWS)
    assert job.state == ImportJob.State.FAILED
    assert "too many lines" in clerk.get(f"{HOME}{job.pk}/change/").content.decode()


def test_a_wrong_decision_is_taken_out_by_a_reviewer_and_asked_again(
    clerk: Client, cast: Cast
) -> None:
    job = send(clerk, ROWS[2:])
    description = job.people.get().description
    clerk.post(f"{HOME}{job.pk}/people/", {f"who-{description}": "new"})
    decision = PersonDecision.objects.get()
    page = f"/admin/exchange/persondecision/{decision.pk}/delete/"
    assert "Ким Вера" in clerk.get("/admin/exchange/persondecision/").content.decode()
    assert clerk.post(page, {"post": "yes"}).status_code == 403
    signed_in(clerk, cast.reviewer).post(page, {"post": "yes"})
    assert do(clerk, job, "check").counts == {"check": {"ask": 1}}


def test_notes_say_what_was_not_read(clerk: Client) -> None:
    job = send(clerk, [{**GOOD, "должнось (рус)": "x", "qqqqqqq": "y"}])
    page = clerk.get(f"{HOME}{job.pk}/change/").content.decode()
    assert "“qqqqqqq” is not known" in page
    assert "Did you mean “Office in Russian”" in page


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_everything_that_may_be_said_has_its_words(lang: str) -> None:
    said = dict.fromkeys(
        "times choices near grades known count decree id line why most shown text".split(), "5"
    )
    with translation.override(lang):
        for code in PROBLEMS:
            assert "%(" not in problem_words(code, said)
        for code in FAILURES:
            assert "%(" not in failure_words(code, "", said)
        assert all(str(words) for words in NOTES.values())
    for column in columns().values():
        assert column.titles[lang]
        assert column.about[lang]


def test_a_list_is_brought_out_as_it_is_filtered(clerk: Client, cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1")
    cast.draft(cast.kim_vera, cast.barys, "1")
    withdrawn = cast.draft(cast.kim_vera, cast.otan)
    Conferral.objects.filter(pk=withdrawn.pk).update(state="withdrawn")

    def lines(address: str) -> int:
        answer = clerk.get(f"{HOME}export/{address}")
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        return text.count("\r\n") - 1

    assert lines("conferral/csv/") == 2
    assert lines("conferral/csv/?state__exact=draft") == 1
    assert lines("conferral/csv/?q=Japarov") == 1
    assert lines("recipient/csv/?q=Vera") == 1
    assert lines("award/csv/?q=dostyk") == 1
    assert clerk.get(f"{HOME}export/user/csv/").status_code == 404
    assert clerk.get(f"{HOME}export/conferral/pdf/").status_code == 404
    listed = clerk.get("/admin/honours/conferral/?q=Japarov").content.decode()
    assert f"{HOME}export/conferral/xlsx/?q=Japarov" in listed
    clerk.logout()
    assert clerk.get(f"{HOME}export/conferral/csv/").status_code == 302


def test_the_titles_are_those_of_the_screen(clerk: Client) -> None:
    answer = clerk.get(f"{HOME}empty/", headers={"accept-language": "kk"})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.active is not None
    assert "Аты-жөні (қазақша)" in [cell.value for cell in book.active[1]]


def test_a_page_asks_the_same_however_many_lines(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    job = send(clerk, [{**GOOD, "name_ru": f"Ким Вера{'а' * n}", "award": "x"} for n in range(60)])
    with django_assert_max_num_queries(14):
        clerk.get(f"{HOME}{job.pk}/change/")
    for _ in range(12):
        send(clerk, ROWS)
    with django_assert_max_num_queries(10):
        clerk.get(HOME)
    with django_assert_max_num_queries(10):
        clerk.get(f"{HOME}{job.pk}/people/")
    assert json.dumps(job.counts) == '{"check": {"bad": 60}}'
