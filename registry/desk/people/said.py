"""Plans of a merge, and of its undoing, in the words of a table's lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from registry.accounts.language import active_language
from registry.desk.people.likely import honour_words
from registry.desk.people.words import fate_words, field_words, words
from registry.desk.told import told
from registry.honours.models import Citizenship, Conferral, Recipient
from registry.honours.services.merging import FieldFate
from registry.honours.services.unmerging import UnmergePlan
from registry.wording import country_name

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FateLine:
    """One field of a merge in words: of each record, what happens, what will stand."""

    field: str
    survivor: Lines
    duplicate: Lines
    fate: str
    result: Lines


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing that undoing a merge does, or does not do, to a field."""

    field: str
    what: str
    values: Lines


def fate_lines(fates: Iterable[FieldFate]) -> list[FateLine]:
    """The table that is shown before a merge."""
    return [
        FateLine(
            field_words(one.name), _lines(one.name, one.survivor), _lines(one.name, one.duplicate),
            fate_words(one.fate), _lines(one.name, one.result),
        )
        for one in fates
    ]  # fmt: skip


def plan_lines(plan: UnmergePlan) -> list[PlanLine]:
    """The table that is shown before a merge is undone."""
    say = words()
    back: dict[str, Sequence[Any]] = {**plan.back, "conferrals": plan.conferrals}
    lines = []
    for name in ("names", "citizenships", "external_ids", "conferrals"):
        for what, rows in (
            (say["goes_back"], [*back.get(name, ()), *plan.again.get(name, ())]),
            (say["since"], plan.since.get(name, [])),
            (say["gone"], plan.gone.get(name, [])),
        ):
            if rows:
                lines.append(PlanLine(field_words(name), what, tuple(map(_row_words, rows))))
    for name in plan.columns:
        lines.append(
            PlanLine(field_words(name), say["restored"], _lines(name, plan.duplicate.get(name)))
        )
    for name in plan.changed:
        value = getattr(plan.survivor, name)
        lines.append(PlanLine(field_words(name), say["changed"], _lines(name, value)))
    return lines


def _row_words(row: Any) -> str:
    """A row of a table that leads to a recipient; or what the journal has of one."""
    if isinstance(row, Conferral):
        return f"{honour_words(row, active_language())} · {row.get_state_display()}"
    if isinstance(row, Citizenship):
        return country_name(row.country, active_language())
    if isinstance(row, dict):
        if "country" in row:
            return country_name(row["country"], active_language())
        return str(row.get("text") or f"{row['register']}:{row['value']}")
    return str(row)


def _lines(name: str, value: Any) -> Lines:
    if isinstance(value, list):
        return tuple(map(_row_words, value))
    return tuple(told(Recipient, name, value).splitlines())
