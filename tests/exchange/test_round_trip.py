"""Out and in again: the bundled registry as a sheet changes nothing, in either format."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.accounts.models import Role, User
from registry.exchange.models import ImportJob
from registry.exchange.sheets.columns import titles
from registry.exchange.sheets.exporting import chosen, csv_text
from registry.exchange.sheets.jobs import cancel, claim, receive, start
from registry.exchange.sheets.opening import open_sheet
from registry.honours.loading import Report
from registry.honours.models import Conferral
from registry.honours.selectors import journal_head
from tests.exchange.sheets import csv_sheet

pytestmark = pytest.mark.django_db


def command(name: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out)
    return out.getvalue()


def exported(*filters: str, lang: str = "") -> list[dict[str, str]]:
    """The rows of an export, by column."""
    text = "".join(csv_text(chosen(tuple(f.split("=")) for f in filters), lang))  # type: ignore[misc]
    found = open_sheet(io.BytesIO(text.encode()))
    return [dict(zip(found.header.keys, cells, strict=True)) for _, cells in found.lines]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_brought_out_comes_in_as_nothing_new(
    bundled: Report, form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"out.{form}"
    command("export_registry", "--format", form, "--to", file, "--lang", "kk")
    head, count = journal_head(), Conferral.objects.count()
    assert count > 300
    told = command("import_sheet", file)
    assert f"done: 0 new, 0 changed, {count} unchanged, 0 to be decided, 0 refused" in told
    assert journal_head() == head


def test_a_clerk_may_bring_in_what_a_clerk_may_not_publish(bundled: Report, tmp_path: Path) -> None:
    """Without the ids the lines find their records again by what they say."""
    clerk = User.objects.create_user("clerk", role=Role.CLERK)
    file = tmp_path / "out.csv"
    rows = exported("state=published")
    # A recipient's id stays: who is meant by a bare name is a question to a person.
    spare = [{**row, "conferral_id": "", "state": ""} for row in rows if row["award"]]
    file.write_bytes(csv_sheet(spare))
    head = journal_head()
    told = command("import_sheet", file, "--by", clerk.username)
    assert f"done: 0 new, 0 changed, {len(spare)} unchanged" in told
    assert journal_head() == head


def test_the_columns_out_are_the_columns_in(bundled: Report) -> None:
    for lang in ("", "kk", "ru", "en"):
        [first, *_rest] = exported(lang=lang)
        assert list(first) == titles()
        assert first == exported()[0]


def test_a_filter_narrows_and_an_unknown_one_is_named(bundled: Report, tmp_path: Path) -> None:
    rows = exported("award=dostyk", "grade=1", "state=published")
    assert rows
    assert {(row["award"], row["grade"], row["state"]) for row in rows} == {
        ("dostyk", "1", "published")
    }
    assert all(row["conferred_on"] or row["presented_on"] for row in exported("year=2024"))
    with pytest.raises(CommandError, match="no filter 'colour'"):
        command("export_registry", "--format", "csv", "--filter", "colour=red")
    with pytest.raises(CommandError, match="--to FILE"):
        command("export_registry", "--format", "xlsx")


def test_nothing_is_brought_out_that_was_withdrawn(bundled: Report) -> None:
    [first, *_rest] = exported()
    Conferral.objects.filter(public_id=first["conferral_id"]).update(state="withdrawn")
    assert first["conferral_id"] not in {row["conferral_id"] for row in exported()}


def test_a_command_checks_only_names_faults_and_goes_on_where_it_stood(
    bundled: Report, tmp_path: Path
) -> None:
    file = tmp_path / "new.csv"
    source = exported()[0]["source_key"]
    file.write_text(
        "name_ru,birth,award,decree_date,source_key\n"
        f"Жаңа Адамов,1950,dostyk,31.02.2020,{source}\nЕскі Адамов,1951,dostyk,2020,{source}\n",
        encoding="utf-8",
    )
    head = journal_head()
    told = command("import_sheet", file, "--dry-run")
    assert "line 2, Decree date “31.02.2020”: This is no date." in told
    assert "checked: 1 new, 0 changed, 0 unchanged, 0 to be decided, 1 refused" in told
    assert journal_head() == head
    job = ImportJob.objects.latest("pk")
    told = command("import_sheet", "--resume", job.pk)
    assert "done: 1 new" in told
    for arguments, words in (
        ([], "Name a file"),
        ([file, "--resume", 1], "Name a file"),
        (["--resume", 999_999], "There is no import"),
        ([tmp_path / "none.csv"], "cannot be read"),
        ([file, "--by", "nobody"], "There is no user"),
        ([file, "--source", "none"], "No source has the key"),
    ):
        with pytest.raises(CommandError, match=words):
            command("import_sheet", *arguments)


def test_a_command_goes_on_with_what_was_stopped(bundled: Report, tmp_path: Path) -> None:
    clerk = User.objects.create_user("clerk", role=Role.CLERK)
    source = exported()[0]["source_key"]
    content = f"name_ru,birth,award,source_key\nЖаңа Адамов,1950,dostyk,{source}\n".encode()
    job = receive(content=content, name="x.csv", by=clerk)
    held = claim(job.pk)
    with pytest.raises(CommandError, match="a worker is at it"):
        command("import_sheet", "--resume", job.pk)
    assert held is not None
    cancel(job=job, by=clerk)
    assert "done: 1 new" in command("import_sheet", "--resume", job.pk)
    job.refresh_from_db()
    assert job.by == clerk
    with pytest.raises(Exception, match="Only an import"):
        start(job=job, by=clerk)
