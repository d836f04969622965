"""The bundled registry: loads whole, holds its journal, and nothing in it lacks a source."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Count, Q
from pytest_django import DjangoDbBlocker

from registry.honours.journal import verify
from registry.honours.loading import Report, load
from registry.honours.management.commands.load_registry import BUNDLED
from registry.honours.models import Award, Change, Conferral, Evidence, Recipient
from registry.honours.rules import check
from tests.conftest import rolled_back


@pytest.fixture(scope="module")
def entered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Report]:
    """The bundled registry, entered row by row as `load_registry` does."""
    with django_db_blocker.unblock(), rolled_back():
        yield load(BUNDLED)


def _rows(file: str) -> list[dict[str, str]]:
    with (BUNDLED / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_every_row_enters(entered: Report) -> None:
    assert entered.refused == []
    assert Award.objects.count() == len(_rows("awards.csv"))
    assert Recipient.objects.count() == len(_rows("recipients.csv"))
    assert Conferral.objects.count() == len(_rows("conferrals.csv"))
    assert Evidence.objects.count() == len(_rows("evidence.csv"))


def test_the_journal_holds_after_the_load(entered: Report) -> None:
    assert verify().intact


def test_loading_again_writes_nothing(entered: Report) -> None:
    before = Change.objects.count()
    again = load(BUNDLED)
    assert (again.entered, again.revised, again.refused) == ({}, {}, [])
    assert Change.objects.count() == before


def test_nothing_is_published_without_source_or_with_an_open_award(entered: Report) -> None:
    rows = Conferral.objects.published().annotate(sources=Count("evidence"))
    assert not rows.filter(Q(sources=0) | Q(award__isnull=True)).exists()


def test_every_award_has_a_grade_and_a_name_in_two_languages_or_more(entered: Report) -> None:
    assert not Award.objects.filter(grades__isnull=True).exists()
    for award in Award.objects.all():
        assert sum(bool(n) for n in (award.name_kk, award.name_ru, award.name_en)) >= 2, award.slug


def test_no_published_record_breaks_a_rule_that_stops_one(entered: Report) -> None:
    rows = Conferral.objects.published().select_related("award", "grade__award", "decree")
    grave = [f for c in rows for f in check(c) if f.level == "error"]
    assert grave == []


def test_sources_that_differ_stand_side_by_side(entered: Report) -> None:
    contested = Conferral.objects.published().filter(contested=True)
    said = {
        row.public_id: {e.date.iso() for e in row.evidence.all() if e.date} for row in contested
    }
    assert {"2019-05-28", "2019-05-29"} <= set().union(*said.values())
    lukashenko = contested.distinct().get(recipient__names__text="Александр Лукашенко")
    assert lukashenko.presented_on is not None
    assert lukashenko.presented_on.iso() == "2019-05"


KEPT = {"sadyr-japarov", "shavkat-mirziyoyev"}
OF_WHOM = {"recipients": "key", "recipient_names": "recipient", "conferrals": "recipient"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled files that a test may spoil, with two of the people in it."""
    conferrals = {row["key"] for row in _rows("conferrals.csv") if row["recipient"] in KEPT}
    for file in BUNDLED.glob("*.csv"):
        rows = _rows(file.name)
        if file.stem in OF_WHOM:
            rows = [row for row in rows if row[OF_WHOM[file.stem]] in KEPT]
        if file.stem == "evidence":
            rows = [row for row in rows if row["conferral"] in conferrals]
        with (tmp_path / file.name).open("w", encoding="utf-8", newline="") as copy:
            writer = csv.DictWriter(copy, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


def _spoil(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence; hands back its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return line


@pytest.mark.django_db
def test_bad_rows_are_refused_with_their_place_and_the_rest_enters(folder: Path) -> None:
    conferrals = folder / "conferrals.csv"
    with conferrals.open("a", encoding="utf-8") as file:
        width = len(_rows("conferrals.csv")[0])
        file.write("one,two\n")
        file.write("x1,sadyr-japarov,no-such-award" + "," * (width - 3) + "\n")
    last = conferrals.read_text(encoding="utf-8").count("\n")
    (folder / "decrees.csv").unlink()
    with (folder / "evidence.csv").open("a", encoding="utf-8") as file:
        file.write("x1,no-such-source,recipient,,,,,,supports\n")
    report = load(folder)
    found = {(r.file, r.line): (r.column, r.reason) for r in report.refused}
    assert found["conferrals.csv", last - 1] == ("", f"2 cells, the header has {width}")
    assert found["conferrals.csv", last][0] == "state"
    assert found["decrees.csv", 0] == ("", "file missing")
    assert {c.recipient.name_in("en") for c in Conferral.objects.all()} == {
        "Sadyr Japarov",
        "Shavkat Mirziyoyev",
    }


@pytest.mark.django_db
def test_an_edited_row_is_revised_and_not_entered_twice(folder: Path) -> None:
    load(folder)
    people = Recipient.objects.count()
    _spoil(folder / "recipients.csv", "President of Kyrgyzstan", "President of the Kyrgyz Republic")
    report = load(folder)
    assert report.revised == {"recipients.csv": 1}
    assert Recipient.objects.count() == people
    assert Change.objects.latest("id").action == "recipient.revise"
