"""Cells copied from a spreadsheet → rows of a decree, in whatever order the columns stand.

With a header the columns are what it says; without one each column is what most of its cells look
like. An award is read in words, as decrees write it: «I дәрежелі «Достық» ордені». A cell that
is left empty under an award goes on with it, as merged cells do.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from io import StringIO

from registry.exchange.sheets.cells import date_of
from registry.honours.catalogue import Catalogue
from registry.honours.models import Award, Grade
from registry.mentions.awards import AwardLexicon, find_awards
from registry.mentions.grades import bare_code, grade_code
from registry.mentions.offices import find_offices
from registry.mentions.words import read_words
from registry.names import fold, given_names, is_initial, is_patronymic, key
from registry.names.surnames import surname_gender

Columns = dict[int, str]
# Column → how a header calls it; a cell that begins so is meant.
_HEADERS = {
    "name": "аты аты-жөні тегі фио фамилия имя марапатталушы награжденный награждаемый "
    "name recipient person full",
    "award": "марапат награда award honour honor орден",
    "grade": "дәреже степень класс degree grade class",
    "office": "лауазым қызмет должность office position post",
    "reason": "негіз еңбегі неге основание заслуги за reason for",
    "presented_on": "тапсыр вруч дата күн presented date",
    "certificate_number": "куәлік удостоверение certificate",
    "birth": "туған рожд born birth",
}
_REASON = re.compile(r"^(?:за |for )|(?:үшін|ушин)\W*$", re.IGNORECASE)
_BESIDE = re.compile(r"\s+[–—-]\s+")
_NUMBERED = re.compile(r"\d{1,4}[.)]?")
_NOT_NAMED = re.compile(r"[\d«»\"№]")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of cells, as text: what each was taken to be."""

    name: str = ""
    award: str = ""
    grade: str = ""
    office: str = ""
    reason: str = ""
    presented_on: str = ""
    certificate_number: str = ""
    birth: str = ""


_KNOWN = {field.name for field in fields(Cells)}


def read_cells(text: str, lexicon: AwardLexicon) -> list[Cells]:
    """Every row of a pasted table that names anybody."""
    table = [
        [" ".join(cell.split()) for cell in row] for row in csv.reader(StringIO(text), "excel-tab")
    ]
    table = [row for row in table if any(row)]
    if not table:
        return []
    columns = _by_header(table[0])
    if columns:
        table = table[1:]
    else:
        columns = _by_content(table, lexicon)
    rows: list[Cells] = []
    for row in table:
        cells = _row(row, columns)
        if not cells.name:
            continue
        if rows and not cells.award:
            above = rows[-1]
            cells = replace(cells, award=above.award, grade=cells.grade or above.grade)
        rows.append(cells)
    return rows


def read_award(
    text: str, grade: str, lexicon: AwardLexicon, catalogue: Catalogue
) -> tuple[Award | None, str]:
    """The one award that a text names, and the code of the degree said with it; '' if none is.

    No award: the text names none, or several.
    """
    words = read_words(text)
    named = find_awards(words, lexicon)
    slugs = {slug for mention in named for slug in mention.slugs}
    award = catalogue.by_slug(slugs.pop()) if len(slugs) == 1 else None
    if award is None:
        award = catalogue.by_slug(text.strip().lower())
        return award, grade_code(grade, text)
    said = named[0].grade
    taken = {number for mention in named for number in range(mention.first, mention.last)}
    rest = [word.folded for number, word in enumerate(words) if number not in taken]
    bare = next((code for word in rest if (code := bare_code(word))), "")
    return award, grade_code(grade) or said or grade_code("", text) or bare


def grade_of(award: Award, code: str, catalogue: Catalogue) -> Grade | None:
    """The award's grade of a code; without a code the only one of an award without degrees."""
    grades = {grade.code(): grade for grade in catalogue.grades_of.get(award.pk, ())}
    return grades.get(code or "single") if code or set(grades) == {"single"} else None


def _by_header(row: Sequence[str]) -> Columns:
    """What a header says of its columns; nothing if the row is none."""
    columns: Columns = {}
    for place, cell in enumerate(row):
        said = [word.folded for word in read_words(cell.replace(".", ""))]
        for name, forms in _HEADERS.items():
            begins = any(w.startswith(form) for w in said[:2] for form in forms.split())
            if begins and name not in columns.values() and len(said) <= 5:
                columns[place] = name
                break
    alone = len(row) == 1 and len(read_words(row[0])) < 3
    return columns if "name" in columns.values() and (len(columns) > 1 or alone) else {}


def _by_content(table: Sequence[Sequence[str]], lexicon: AwardLexicon) -> Columns:
    """Each kind of column where most cells look like it, the surest kinds first."""
    width = max(map(len, table))
    columns: Columns = {}
    for name, looks in _looks(lexicon).items():
        scores = {}
        for place in range(width):
            cells = [row[place] for row in table if place < len(row) and row[place]]
            if cells and place not in columns:
                scores[place] = sum(map(looks, cells)) / len(cells)
        best = max(scores, key=lambda place: scores[place], default=None)
        if best is not None and scores[best] >= 0.5:
            columns[best] = name
    return columns


def _looks(lexicon: AwardLexicon) -> dict[str, Callable[[str], float]]:
    """Kind of column → how much a cell looks like it. In this order columns are given out."""

    def award(cell: str) -> float:
        return bool(find_awards(read_words(cell), lexicon)) * 1.0

    def date(cell: str) -> float:
        return (_date(cell) != "" and len(read_words(cell)) <= 4) * 1.0

    return {
        "award": award,
        "numbers": lambda cell: bool(_NUMBERED.fullmatch(cell)) * 1.0,
        "grade": lambda cell: (len(cell) < 24 and grade_code(cell) != "") * 1.0,
        "presented_on": date,
        "reason": lambda cell: bool(_REASON.search(cell)) * 1.0,
        "name": _like_a_name,
        "office": lambda cell: 0.6 + 0.4 * bool(find_offices(cell, read_words(cell))),
    }


def _like_a_name(cell: str) -> float:
    """Two to five words with capitals, better where one is known as a name or has its form."""
    words = [word.text for word in read_words(_BESIDE.split(cell)[0])]
    if not 1 < len(words) < 6 or _NOT_NAMED.search(_BESIDE.split(cell)[0]):
        return 0.0
    capitals = sum(word[0].isupper() for word in words) / len(words)
    known = any(map(_known_word, words))
    return 0.55 * capitals + 0.45 * known


def _known_word(word: str) -> bool:
    by_form = is_patronymic(word) or is_initial(word) or surname_gender(fold(word)) is not None
    return by_form or key(word) in given_names()


def _row(row: Sequence[str], columns: Columns) -> Cells:
    said = {
        name: row[place]
        for place, name in columns.items()
        if name in _KNOWN and place < len(row) and row[place]
    }
    for name in ("presented_on", "birth"):
        if name in said:
            said[name] = _date(said[name]) or said[name]
    # «Ахметов Серик Нығметұлы – мектеп директоры»: lists of decrees put both into one cell.
    if "office" not in said and (pieces := _BESIDE.split(said.get("name", ""), maxsplit=1))[1:]:
        said["name"], said["office"] = pieces
    return Cells(**said)


def _date(cell: str) -> str:
    """A cell's date in ISO form, or ''."""
    try:
        date = date_of(cell)
    except ValueError:
        return ""
    return date.iso() if date else ""
