"""Sheets of the tests: made of dictionaries, imported as a worker does it."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from registry.accounts.actors import Actor
from registry.exchange.models import ImportJob
from registry.exchange.sheets.cells import guarded
from registry.exchange.sheets.jobs import claim, receive, start
from registry.exchange.sheets.running import work
from registry.exchange.sheets.xlsx import XlsxFile
from registry.honours.models import Source

Rows = Sequence[Mapping[str, str]]


def csv_sheet(rows: Rows, encoding: str = "utf-8", comma: str = ",") -> bytes:
    """Rows as CSV, under the columns of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=comma, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_sheet(rows: Rows) -> bytes:
    """Rows as XLSX, under the columns of the first."""
    file = io.BytesIO()
    with XlsxFile("sheet", list(rows[0])) as sheet:
        sheet.add([[guarded(row.get(key, "")) for key in rows[0]] for row in rows])
        sheet.save(file)
    return file.getvalue()


def checked(
    content: bytes, by: Actor, *, name: str = "sheet.csv", source: Source | None = None
) -> ImportJob:
    """A sheet that was sent and checked."""
    return worked(receive(content=content, name=name, by=by, source=source))


def worked(job: ImportJob) -> ImportJob:
    """The import after a worker was at it."""
    held = claim(job.pk)
    assert held is not None
    work(held)
    job.refresh_from_db()
    return job


def imported(content: bytes, by: Actor, **options: Any) -> ImportJob:
    """A sheet that was sent, checked, started and imported."""
    job = checked(content, by, **options)
    start(job=job, by=by)
    return worked(job)


def told(job: ImportJob) -> list[tuple[int, str, str]]:
    """What is wrong: line, column and code."""
    return list(job.problems.values_list("line", "column", "code"))


ROW = {
    "ФИО": "Ахметов Серик Нурланович",
    "Аты-жөні (қазақша)": "Серік Нұрланұлы Ахметов",
    "Дата рождения": "12.05.1968",
    "Пол": "m",
    "Гражданство": "KZ",
    "Награда": "Орден «Барыс»",
    "Степень": "II степени",
    "Номер указа": "№ 123",
    "Дата указа": "3 марта 2025 г.",
    "Вручил": "Асқар Мамин",
    "Должность": "министр обороны Республики Казахстан",
    "source_key": "page-1",
    "Цитата": "=наградить",
}


def row(**changes: str) -> dict[str, str]:
    """A good line, with other cells in some places."""
    return {**ROW, **changes}
