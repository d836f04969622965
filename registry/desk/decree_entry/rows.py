"""The rows of the entry screen: what was typed, what it was read as, and what is still open.

Everything is looked up for all rows together, so that three hundred take as many statements as
three.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from registry.desk.decree_entry.cells import Cells, grade_of, read_award
from registry.desk.decree_entry.forms import NEW, RowForm
from registry.desk.people.likely import Likely, describe, likely
from registry.honours.catalogue import Catalogue, current_catalogue
from registry.honours.models import (
    Award,
    Conferral,
    Decree,
    Grade,
    Recipient,
)
from registry.honours.rules import Finding
from registry.honours.selectors import recipients_called
from registry.mentions.awards import AwardLexicon
from registry.mentions.lexicon import current_lexicon
from registry.names import fold

_PREFIX = re.compile(r"r(\d{1,4})-name")
MOST = 1000
_CARRIED = ("office", "reason")


@dataclass(slots=True)
class Row:
    """One row: its number on the screen, its form, and what was made of it."""

    number: int
    form: RowForm
    award: Award | None = None
    grade: Grade | None = None
    recipient: Recipient | None = None
    chosen: Likely | None = None
    likely: Sequence[Likely] = ()
    conferral: Conferral | None = None
    findings: Sequence[Finding] = ()
    notes: list[str] = field(default_factory=list)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, cleaned; a field in error is not among it."""
        return getattr(self.form, "cleaned_data", {})

    @property
    def person(self) -> str:
        """Who was chosen: an id, `new`, or nobody yet."""
        return str(self.form["person"].value() or "")

    @property
    def is_new(self) -> bool:
        """Whether somebody who is not on record is meant: said so, or nobody resembles the name."""
        return self.person == NEW or (not self.person and bool(self.name) and not self.likely)

    @property
    def name(self) -> str:
        """The name as it was typed."""
        return str(self.form["name"].value() or "").strip()

    @property
    def removed(self) -> bool:
        """Whether the row is to be taken out."""
        return bool(self.form["remove"].value())

    @property
    def choices(self) -> list[Likely]:
        """Whom to choose among: the one who was chosen, and those who are likely."""
        chosen = self.chosen
        rest = [one for one in self.likely if chosen is None or one.pk != chosen.pk]
        return [chosen, *rest] if chosen else rest

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(label, what is wrong) of every field of the row but those of a new person."""
        form = self.form
        return [
            (str(form.fields[name].label or "") if name in form.fields else "", str(error))
            for name, errors in form.errors.items()
            if name not in form.NEW_FIELDS
            for error in errors
        ]

    def wrong(self, name: str, text: str) -> None:
        """Say what is wrong with a field of the row."""
        if self.form.is_bound and text not in self.form.errors.get(name, ()):
            self.form.add_error(name, text)


def rows_of(data: Mapping[str, Any]) -> list[Row]:
    """The rows of a form that was sent, in their order, those that hold nothing left out."""
    found = (match for key in data if (match := _PREFIX.fullmatch(key)))
    numbers = sorted({int(match.group(1)) for match in found})[:MOST]
    rows = [Row(number, RowForm(data, prefix=f"r{number}")) for number in numbers]
    return [row for row in rows if not row.form.empty]


def blank_rows(first: int, how_many: int) -> list[Row]:
    """Rows to type into."""
    return [Row(n, RowForm(prefix=f"r{n}")) for n in range(first, first + how_many)]


def rows_of_cells(first: int, found: Sequence[Cells]) -> list[Row]:
    """Rows as pasted ones fill them."""
    lexicon, catalogue = current_lexicon(), current_catalogue()
    return [
        _row_of_cells(number, cells, lexicon, catalogue)
        for number, cells in enumerate(found, first)
    ]


def _row_of_cells(number: int, cells: Cells, lexicon: AwardLexicon, catalogue: Catalogue) -> Row:
    prefix = f"r{number}"
    names = ("name", "award", "office", "reason", "presented_on", "certificate_number", "birth")
    said = {f"{prefix}-{name}": getattr(cells, name) for name in names}
    award, code = read_award(cells.award, cells.grade, lexicon, catalogue)
    return Row(number, RowForm({**said, f"{prefix}-grade": code if award else ""}, prefix=prefix))


def row_of_conferral(number: int, conferral: Conferral, lang: str) -> Row:
    """A row as it stands on record, its texts in the language of the rows."""
    prefix = f"r{number}"
    recipient, award, grade = conferral.recipient, conferral.award, conferral.grade
    said = {
        "conferral": conferral.public_id,
        "person": recipient.public_id,
        "name": recipient.name_in(lang),
        "award": award.name_in(lang) if award else conferral.award_stated,
        "grade": grade.code() if grade else "",
        "presented_on": conferral.presented_on.iso() if conferral.presented_on else "",
        "certificate_number": conferral.certificate_number,
        **{name: getattr(conferral, f"{name}_{lang}") for name in _CARRIED},
    }
    if conferral.posthumous:
        said["posthumous"] = "on"
    data = {f"{prefix}-{name}": value for name, value in said.items()}
    return Row(number, RowForm(data, prefix=prefix))


def settle(rows: Sequence[Row], lang: str) -> None:
    """Read awards and people of all rows; what cannot be read becomes an error of its field."""
    rows = [row for row in rows if not row.removed]
    for row in rows:
        row.form.is_valid()
    _read_awards(rows)
    _read_people(rows, lang)
    _see_twins(rows)


def _read_awards(rows: Sequence[Row]) -> None:
    lexicon, catalogue = current_lexicon(), current_catalogue()
    named = _names_of(catalogue)
    for row in rows:
        text = str(row.form["award"].value() or "").strip()
        if not text:
            row.wrong("award", _("Which award?"))
            continue
        said = str(row.form["grade"].value() or "")
        award = named.get(fold(text))
        code = said
        if award is None:
            award, code = read_award(text, said, lexicon, catalogue)
        if award is None:
            row.wrong("award", _("This names no award of the registry, or several."))
            continue
        row.award, row.grade = award, grade_of(award, code, catalogue)
        if code and row.grade is None:
            held = ", ".join(g.code() for g in catalogue.grades_of.get(award.pk, ()))
            row.wrong("grade", _("This award has no such grade; it has: %(held)s") % {"held": held})


def _names_of(catalogue: Catalogue) -> dict[str, Award]:
    """Every display name → its award: what a suggestion wrote is read back as it was meant."""
    names: dict[str, Award] = {}
    for award in catalogue.awards.values():
        for text in award_names(award):
            names[fold(text)] = award
    return names


def award_names(award: Award) -> list[str]:
    """Every name under which the award is shown."""
    columns = [f"{part}_{lang}" for part in ("name", "short") for lang in ("kk", "ru", "en")]
    texts = (getattr(award, column) for column in (*columns, "name_kk_latn", "slug"))
    return list(dict.fromkeys(text for text in texts if text))


def _read_people(rows: Sequence[Row], lang: str) -> None:
    known = recipients_called({row.person for row in rows} - {"", NEW})
    for row in rows:
        row.recipient = known.get(row.person)
        if row.person and row.person != NEW and row.recipient is None:
            row.wrong("name", _("Nobody on record has the id %(id)s.") % {"id": row.person})
    bearers = {row.name: row.recipient.pk for row in rows if row.recipient and row.name}
    found = likely({row.name for row in rows if row.name}, lang, besides=bearers)
    people = describe({row.recipient.pk for row in rows if row.recipient}, lang)
    for row in rows:
        row.likely = found.get(row.name, [])
        if row.recipient:
            _person, facts, name = people[row.recipient.pk]
            public_id = row.recipient.public_id
            row.chosen = Likely(row.recipient.pk, public_id, name, "chosen", (), facts)
        elif not row.name:
            row.wrong("name", _("Whose honour is this?"))


def _see_twins(rows: Sequence[Row]) -> None:
    """One honour twice is an error; one name twice is worth a look."""
    honours: dict[tuple[Any, ...], int] = {}
    names: dict[str, int] = {}
    for row in rows:
        if row.recipient and row.award:
            honour = (row.recipient.pk, row.award.pk, row.grade.pk if row.grade else None)
            if first := honours.get(honour):
                told = _("The same honour of the same person stands in row %(row)s.")
                row.wrong("name", told % {"row": first})
            honours.setdefault(honour, row.number)
        if row.name:
            if first := names.get(fold(row.name)):
                row.notes.append(_("The same name stands in row %(row)s.") % {"row": first})
            names.setdefault(fold(row.name), row.number)


def unsaved(row: Row, act: Decree) -> Conferral:
    """The conferral that a row would become, for the rules to look at."""
    said = row.said
    recipient = row.recipient or Recipient(gender=said.get("gender", ""), birth=said.get("birth"))
    return Conferral(
        pk=row.conferral.pk if row.conferral else None,
        recipient=recipient,
        award=row.award,
        grade=row.grade,
        decree=act,
        conferred_on=act.date,
        conferred_on_basis=Conferral.DateBasis.DECREE if act.date else "",
        presented_on=said.get("presented_on"),
        posthumous=bool(said.get("posthumous")),
    )
