"""Files of a dump: packed lines that know their own size and seal."""

import csv
import gzip
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """A file as the manifest tells of it."""

    name: str
    table: str
    format: str
    rows: int
    bytes: int
    sha256: str


class _Sealed(io.RawIOBase):
    """A file that is sealed and counted while it is written."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("xb")
        self.seal = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.file.write(data)
        self.seal.update(data)
        self.size += len(data)
        return len(data)

    def close(self) -> None:
        if not self.file.closed:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
        super().close()


class Lines:
    """A packed file of lines, as a context. The same rows make the same bytes."""

    def __init__(self, folder: Path, table: str, format: str) -> None:
        self.name, self.table, self.format = f"{table}.{format}.gz", table, format
        self.rows = 0
        self._raw = _Sealed(folder / self.name)
        self._packed = gzip.GzipFile("", "wb", compresslevel=5, fileobj=self._raw, mtime=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._packed.close()
        self._raw.close()

    def documents(self, documents: Iterable[Any]) -> None:
        """One document a line."""
        lines = [orjson.dumps(d, option=orjson.OPT_APPEND_NEWLINE) for d in documents]
        self._packed.write(b"".join(lines))
        self.rows += len(lines)

    def head(self, columns: Iterable[str]) -> None:
        """The line that names the columns, which is no row."""
        self._packed.write(_table([tuple(columns)]))

    def cells(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Lines of a table."""
        self._packed.write(_table(rows))
        self.rows += len(rows)

    def written(self) -> Written:
        """What was written; to be asked when the file is closed."""
        seal = self._raw.seal.hexdigest()
        return Written(self.name, self.table, self.format, self.rows, self._raw.size, seal)


def _table(rows: Iterable[tuple[Any, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def sealed(path: Path) -> str:
    """The seal of a file that is there."""
    seal = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            seal.update(piece)
    return seal.hexdigest()
