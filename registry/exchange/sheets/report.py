"""What was refused, as a sheet to correct: the lines themselves, with why in a last column."""

import tempfile
from collections.abc import Iterator
from typing import IO

from registry.exchange.models import ImportJob
from registry.exchange.sheets.cells import guarded
from registry.exchange.sheets.columns import ERROR, title_of
from registry.exchange.sheets.reading import part_rows
from registry.exchange.sheets.words import problem_words
from registry.exchange.sheets.xlsx import XlsxFile


def report_file(job: ImportJob, lang: str) -> IO[bytes]:
    """The refused lines as XLSX in a file without a name, at its beginning."""
    titles = [title_of(key, lang) for key in job.sheet.columns]
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    with XlsxFile("Marapat", [*titles, ERROR[lang]]) as sheet:
        for number in range(job.sheet.parts):
            sheet.add(_refused(job, number, lang))
        sheet.save(file)
    file.seek(0)
    return file


def _refused(job: ImportJob, number: int, lang: str) -> Iterator[list[str]]:
    rows = part_rows(job.sheet, number)
    told: dict[int, list[str]] = {}
    found = job.problems.filter(line__gte=rows[0].line, line__lte=rows[-1].line)
    for problem in found:
        where = f"{title_of(problem.column, lang)}: " if problem.column else ""
        words = problem_words(problem.code, problem.said)
        told.setdefault(problem.line, []).append(f"{where}{words}")
    for row in rows:
        if row.line in told:
            cells = [guarded(row.text(key)) for key in job.sheet.columns]
            yield [*cells, guarded("\n".join(told[row.line]))]
