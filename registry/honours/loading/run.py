"""One run of the loader: where from, by whom, what it met, and what became of each row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models

from registry.accounts.actors import Actor
from registry.honours.loading.rows import BadCell, Refusal, Row, read_rows

Progress = Callable[[str], None]


@dataclass(slots=True)
class Report:
    """What a load did, by file: rows entered, revised, unchanged, and every refusal."""

    entered: dict[str, int] = field(default_factory=dict)
    revised: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def count(self, column: dict[str, int], file: str) -> None:
        column[file] = column.get(file, 0) + 1


@dataclass(slots=True)
class Load:
    """One run: where from, by whom, and the records met so far under their keys in the files."""

    directory: Path
    by: Actor
    progress: Progress
    report: Report = field(default_factory=Report)
    known: dict[tuple[str, str], models.Model] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Why the journal says these rows were written."""
        return f"bundled registry: {self.directory.name}"

    def rows(self, file: str, *columns: str) -> list[Row]:
        """The rows of one file of the folder."""
        return list(read_rows(self.directory / file, columns, self.report.refused))

    def find(self, file: str, row: Row, column: str, key: str | None = None) -> models.Model:
        """The record that a cell names by its key in another file; unknown: the row is refused."""
        wanted = row.need(column) if key is None else key
        try:
            return self.known[file, wanted]
        except KeyError:
            raise BadCell(column, f"{wanted!r} is not in {file}, or was refused there") from None

    def find_or_none(self, file: str, row: Row, column: str) -> models.Model | None:
        """As `find`, for a cell that may be empty."""
        return self.find(file, row, column) if row.text(column) else None

    def sources(self, row: Row, column: str = "sources") -> list[models.Model]:
        """The sources that a cell lists by key, separated by spaces."""
        return [self.find("sources.csv", row, column, k) for k in row.text(column).split()]

    def refuse(self, row: Row, error: Exception) -> None:
        """Note a refusal."""
        self.report.refused.append(row.refusal(error))


@dataclass(frozen=True, slots=True)
class Step:
    """How the rows of one file become records."""

    file: str
    model: type[models.Model]
    key: Callable[[Row], str]
    read: Callable[[Load], Iterable[Row]]
    enter: Callable[[Load, Row], models.Model]
    revise: Callable[[Load, Row, models.Model], bool]
