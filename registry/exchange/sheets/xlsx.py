"""XLSX row by row: never the whole workbook in memory, and no file that unpacks without end."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Self

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from registry.errors import InvalidInput

# What a workbook may unpack to, in all and of shared texts (which are held in memory).
MOST_UNPACKED, MOST_SHARED = 600 << 20, 150 << 20
# Columns beyond are those of a sheet that was once coloured to its edge.
_WIDEST = 200
MOST_LINES, LONGEST = 1_048_576, 32_767
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+(\d+):[A-Z]+(\d+))"')
# What XML cannot hold is written by its number, as Excel does it; and so is the sign of a number.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NUMBERED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def is_xlsx(file: IO[bytes]) -> bool:
    """Whether the file is a packed workbook."""
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidInput(
            "old_excel", "This is an old Excel file (.xls) or a locked one: save it as .xlsx."
        )
    return start.startswith(b"PK")


def xlsx_lines(file: IO[bytes], notes: list[tuple[str, str]]) -> Iterator[tuple[int, list[str]]]:
    """The lines of the first sheet that hold anything, each with its number."""
    sheet_file = _looked_over(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise InvalidInput("not_xlsx", f"The file is not a workbook: {error}.") from None
    sheets = book.worksheets
    if not sheets:
        raise InvalidInput("empty_sheet", "The workbook has no sheet.")
    if len(sheets) > 1:
        notes.append(("other_sheets", sheets[0].title))
    notes += [("merged", place) for place in _merged(file, sheet_file)]
    return _lines(book, sheets[0])


def _lines(book: Any, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_text(value) for value in values[:_WIDEST]]
            if any(cells):
                yield number, cells
    except (SyntaxError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InvalidInput("not_xlsx", f"The workbook is broken: {error}.") from None
    finally:
        book.close()


def _text(value: Any) -> str:
    """A cell as it would be written by hand."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return _NUMBERED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _looked_over(file: IO[bytes]) -> str:
    """Refuse what unpacks to too much, or brings definitions of its own; the first sheet's file."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            shared = sum(p.file_size for p in parts if p.filename.endswith("sharedStrings.xml"))
            if sum(p.file_size for p in parts) > MOST_UNPACKED or shared > MOST_SHARED:
                raise InvalidInput(
                    "unpacks_to_too_much", "The workbook unpacks to too much: split it, or use CSV."
                )
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2048).upper():
                        raise InvalidInput("not_xlsx", "The workbook is not one of Excel's.")
            sheets = sorted(p.filename for p in parts if "worksheets/sheet" in p.filename)
            return sheets[0] if sheets else ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise InvalidInput("not_xlsx", f"The file is not a workbook: {error}.") from None


def _merged(file: IO[bytes], part: str) -> list[str]:
    """Cells that are merged over several lines: only the first of them holds the text."""
    found: list[str] = []
    with zipfile.ZipFile(file) as packed:
        if part not in packed.namelist():
            return found
        with packed.open(part) as opened:
            before = b""
            while piece := opened.read(1 << 20):
                for match in _MERGED.finditer(before + piece):
                    place = match[1].decode()
                    if match[2] != match[3] and place not in found:
                        found.append(place)
                before = piece[-80:]
    return found[:5]


class XlsxFile:
    """A workbook of one sheet while it is written, row by row; as a context.

    The rows wait in a file of openpyxl's, which goes away with the context.
    """

    def __init__(self, title: str, header: Sequence[str]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        self._rows, self._saved = 1, False
        titles = [WriteOnlyCell(self._sheet, text) for text in header]
        for cell in titles:
            cell.font = Font(bold=True)
        self._sheet.append(titles)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if not self._saved:
            self._sheet.close()
            self._sheet._writer.cleanup()

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows of texts. Raises InvalidInput for what the format cannot hold."""
        for row in rows:
            self._rows += 1
            if self._rows > MOST_LINES:
                raise InvalidInput("too_many_rows", "More rows than XLSX holds: use CSV.")
            self._sheet.append([self._cell(text) for text in row])

    def _cell(self, text: str) -> str | None:
        text = _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        if len(text) > LONGEST:
            raise InvalidInput(
                "too_long", f"A text is longer than XLSX holds ({text[:40]}…): use CSV."
            )
        return text or None

    def save(self, file: Any) -> None:
        """Pack what was written into a file or under a path."""
        self._saved = True
        self._book.save(file)
