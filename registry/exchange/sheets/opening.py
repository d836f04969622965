"""A file that somebody sent → its lines: CSV in whatever encoding and with whatever comma, or XLSX.

What a file may cost is limited before it is read; what is refused says what, where and what to do.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from registry.errors import InvalidInput
from registry.exchange.sheets.columns import Header, recognise
from registry.exchange.sheets.xlsx import is_xlsx, xlsx_lines

Line = tuple[int, list[str]]
_COMMAS = (",", ";", "\t")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PIECE = 1 << 20
# Above the titles a sheet may have a heading of some lines.
_ABOVE = 10
# Fewer known titles are no line of titles.
_FEWEST = 2


@dataclass(slots=True)
class Opened:
    """A sheet that is being read: how, under which titles, and what its reader should be told.

    `notes` are (code, words that belong to it); `lines` are those under the titles.
    """

    header: Header
    lines: Iterator[Line]
    form: str
    notes: list[tuple[str, str]] = field(default_factory=list)


def open_sheet(file: IO[bytes]) -> Opened:
    """Open a sheet and find its titles. Raises InvalidInput where it is none."""
    notes: list[tuple[str, str]] = []
    if is_xlsx(file):
        lines, form = xlsx_lines(file, notes), "xlsx"
    else:
        encoding = _encoding(file)
        if encoding == "cp1251":
            notes.append(("encoding", "Windows-1251"))
        lines, form = _csv_lines(file, encoding), f"csv ({encoding})"
    header = _titles(lines)
    notes += [("unknown_column", f"{title}|{near}") for title, near in header.unknown]
    notes += [("column_twice", title) for title in header.twice]
    return Opened(header, lines, form, notes)


def _titles(lines: Iterator[Line]) -> Header:
    """The first line with known titles; what stands above it is a heading."""
    seen: list[str] = []
    for at, (_, cells) in enumerate(lines):
        header = recognise(cells)
        if sum(map(bool, header.keys)) >= _FEWEST:
            return header
        seen += [cell for cell in cells if cell]
        if at + 1 >= _ABOVE:
            break
    if not seen:
        raise InvalidInput("empty_sheet", "The sheet is empty.")
    shown = ", ".join(seen[:8])
    raise InvalidInput(
        "no_titles",
        f"No line with the titles of known columns in the first {_ABOVE} lines; there is: {shown}.",
        shown=shown,
    )


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 if it is; UTF-16 with its mark, or by its zero bytes; else what Windows writes here."""
    file.seek(0)
    start = file.read(4096)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return "utf-16-le" if start.count(b"\0", 1) and start[1::2].count(0) else "utf-16-be"
    for name in ("utf-8", "cp1251"):
        file.seek(0)
        try:
            reader = io.TextIOWrapper(file, encoding=name)
            while reader.read(_PIECE):
                pass
        except UnicodeDecodeError:
            continue
        else:
            return name
        finally:
            reader.detach()
    raise InvalidInput("encoding", "The file is neither UTF-8, UTF-16 nor Windows-1251 text.")


def _csv_lines(file: IO[bytes], encoding: str) -> Iterator[Line]:
    comma = _comma(file, encoding)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=comma, strict=True)
    start = 1
    try:
        for cells in reader:
            if "\0" in "".join(cells):
                raise InvalidInput("not_text", f"Line {start} is not text.", line=start)
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            "broken_csv", f"Line {start} is not CSV: {error}.", line=start, why=str(error)
        ) from None
    except UnicodeError:
        raise InvalidInput(
            "encoding", f"Line {start} is not {encoding} text.", line=start
        ) from None
    finally:
        text.detach()


def _comma(file: IO[bytes], encoding: str) -> str:
    """The separator with which most titles are known."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="", errors="replace")
    try:
        sample = text.read(65_536)
    finally:
        text.detach()
    lines = re.split(r"\r\n|\r|\n", sample)[:_ABOVE]
    return max(_COMMAS, key=lambda comma: max(_known(lines, comma), default=0))


def _known(lines: Sequence[str], comma: str) -> list[float]:
    """How many titles each line has with this separator; of equals, the one that parts it more."""
    found = []
    for line in lines:
        cells = next(csv.reader([line], delimiter=comma), [])
        found.append(sum(map(bool, recognise(cells).keys)) + len(cells) / 1000)
    return found
