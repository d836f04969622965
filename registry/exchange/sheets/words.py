"""What is wrong with a line, and what its reader should know of a sheet, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from registry.accounts.language import active_language
from registry.exchange.sheets.columns import title_of

PROBLEMS = {
    "date": _("This is no date. Write 2025-03-03, 03.03.2025, 2025-03 or 2025."),
    "flag": _("Write yes, or leave the cell empty."),
    "choice": _("Write one of these: %(choices)s."),
    "country": _("This is no code of a state. Write two letters, as in KZ."),
    "no_name": _("A name is missing. Fill in at least one of the three columns of names."),
    "no_letters": _("A name needs letters."),
    "no_award": _("The award is missing."),
    "unknown_award": _("No award of this name is on record. Check the spelling."),
    "unknown_award_near": _("No award of this name is on record. Did you mean %(near)s?"),
    "unknown_grade": _("The award has no such grade. It has: %(grades)s."),
    "unknown_conferral": _("No record has this id. Leave the cell empty for a new record."),
    "withdrawn": _("This record was withdrawn. Leave the cell empty for a new record."),
    "submitted": _("This record waits for a reviewer. Take it back before you change it."),
    "unknown_recipient": _("Nobody on record has this id. Leave the cell empty to find by name."),
    "not_this_person": _("The id in this line belongs to another person: %(known)s."),
    "unknown_source": _("No source has this key. Give its address for a new source."),
    "no_source": _("The source is missing. Fill it in, or choose one for the whole sheet."),
    "unknown_authority": _("No authority of this name is on record."),
    "several_decrees": _("Several acts fit (%(count)s). Give the number."),
    "published": _(
        "The record is published and says: %(known)s. A published record is corrected on its "
        "own page."
    ),
    "not_here": _("The registry says: %(known)s. This is corrected on its own page."),
    "recorded": _(
        "Already recorded as %(id)s, which says: %(known)s. Put the id into the line to change it."
    ),
    "twice": _(
        "The same person and honour stand in line %(line)s. If they are two people, tell them "
        "apart by birth or id."
    ),
    "undecided": _("Decide first whom this line means."),
    "entered_meanwhile": _(
        "Somebody of this name was entered after the check. Check the sheet again."
    ),
    "refused": _("Refused: %(why)s"),
}
NOTES = {
    "encoding": _("The file is not UTF-8; it was read as %(text)s. Look at a few names."),
    "unknown_column": _("Column “%(text)s” is not known and was not read."),
    "unknown_column_near": _(
        "Column “%(text)s” is not known and was not read. Did you mean “%(near)s”?"
    ),
    "column_twice": _("Column “%(text)s” stands in the sheet twice; the first was read."),
    "other_sheets": _("The workbook has several sheets; “%(text)s” was read."),
    "merged": _("Cells %(text)s are merged: only the first line has the text. Unmerge them."),
}
FAILURES = {
    "too_large": _("The file is larger than %(most)s MB. Split it."),
    "too_many_rows": _("The sheet has too many lines. Split it."),
    "empty_sheet": _("The sheet is empty."),
    "no_titles": _("No line has the titles of known columns. The first lines say: %(shown)s."),
    "encoding": _("The file is no text in UTF-8, UTF-16 or Windows-1251."),
    "not_text": _("Line %(line)s is no text."),
    "broken_csv": _("Line %(line)s is broken: %(why)s. Look for a quotation mark too many."),
    "old_excel": _("This is an old Excel file (.xls), or a locked one. Save it as .xlsx."),
    "not_xlsx": _("The workbook cannot be read. Save it again as .xlsx, or as CSV."),
    "unpacks_to_too_much": _("The workbook unpacks to too much. Split it, or save it as CSV."),
    "stopped": _("The work stopped %(times)s times at the same place. Look at the worker's log."),
    "not_checked": _("Only an import that was checked can be started."),
    "over": _("This import is over already."),
    "role_too_low": _("Your role does not permit this."),
}


def failure_words(code: str, error: str, said: Mapping[str, Any]) -> str:
    """Why a whole sheet or import was refused; what has no words here is told as it came."""
    known = FAILURES.get(code)
    return str(known) % said if known is not None else error


def in_languages(say: Callable[[], str]) -> dict[str, str]:
    """What is said, in each language: it is kept, and read by whoever comes."""
    found = {}
    for lang in ("kk", "ru", "en"):
        with override(lang):
            found[lang] = say()
    return found


def problem_words(code: str, said: Mapping[str, Any]) -> str:
    """A problem in the language of whoever reads it."""
    known = f"{code}_near" if code == "unknown_award" and said.get("near") else code
    why = said.get("why", "")
    if isinstance(why, Mapping):
        why = why[active_language()]
    return str(PROBLEMS[known]) % {**said, "known": said.get("known") or "—", "why": why}


def note_words(code: str, text: str, lang: str) -> str:
    """What is to be told of a sheet as a whole."""
    text, _sep, near = text.partition("|") if code == "unknown_column" else (text, "", "")
    known = f"{code}_near" if near else code
    return str(NOTES[known]) % {"text": text, "near": title_of(near, lang)}
