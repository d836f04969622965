"""What is to be done with each line of a part: nothing, a new record, a change, or it is refused.

The same look serves the dry run and the import: what is imported is what was shown, unless the
registry has changed in between.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from registry.exchange.models import ImportJob, SheetPerson
from registry.exchange.sheets.plans import ASK, BAD, CHANGE, NEW, SAME, Plan, try_out
from registry.exchange.sheets.rows import BadCell, Problem, Row
from registry.exchange.sheets.shelves import Shelves, act_key, only
from registry.exchange.sheets.telling import DATES, FLAGS, TEXTS, cells_of, differing
from registry.exchange.sheets.words import in_languages
from registry.honours.models import (
    Conferral,
    Recipient,
)
from registry.honours.rules import Finding, errors_of_all
from registry.names import compare

# What a draft's line may change: what the conferral itself says.
_OWN = {*TEXTS, *DATES, *FLAGS, "award", "grade", "decree_number", "decree_date",
        "decree_authority", "decree_kind"}  # fmt: skip
_ACT = ("decree_number", "decree_date", "decree_authority", "decree_kind")


def plans_for(
    job: ImportJob, rows: Sequence[Row], shelves: Shelves, *, untold: Collection[int] = ()
) -> list[Plan]:
    """A plan for each line, in their order; the rules are asked about all of them at once.

    `untold`: lines that were judged already, with nothing to tell; whoever writes judges again.
    """
    plans = [_plan(job, row, shelves) for row in rows]
    judge([plan for plan in plans if plan.row.line not in untold])
    return plans


def judge(plans: Sequence[Plan]) -> None:
    """Refuse what a column does not take and what cannot be, of that which is to be written."""
    trials: dict[int, Conferral] = {}
    for at, plan in enumerate(plans):
        try:
            if plan.outcome in (NEW, CHANGE):
                trials[at] = try_out(plan)
        except BadCell as error:
            plan.outcome, plan.problems = BAD, _faults(plan.row, error)
    findings = errors_of_all(list(trials.values()))
    for at, found in zip(trials, findings, strict=True):
        if found:
            plans[at].outcome = BAD
            plans[at].problems = [_broken(plans[at].row, finding) for finding in found]


def _broken(row: Row, finding: Finding) -> Problem:
    """What a rule finds, in every language: who reads the report may be another than who asked."""
    column = {"recipient": "name_ru", "decree": "decree_number"}.get(finding.field, finding.field)
    why = in_languages(lambda: finding.reason)
    return Problem(row.line, column, "refused", row.text(column)[:300], {"why": why})


def _plan(job: ImportJob, row: Row, shelves: Shelves) -> Plan:
    try:
        if row.text("conferral_id"):
            return _known(row, shelves)
        return _new(job, row, shelves)
    except BadCell as error:
        return Plan(row, BAD, _faults(row, error))


def _faults(row: Row, error: BadCell) -> list[Problem]:
    """Everything that cannot be read of a line, with what stopped it."""
    found = {problem.column: problem for problem in row.problems()}
    found.setdefault(error.column, error.at(row.line))
    return list(found.values())


def _known(row: Row, shelves: Shelves) -> Plan:
    """A line of a record that the registry has: it says the same, or changes a draft."""
    key = row.text("conferral_id")
    record = shelves.conferrals.get(key)
    if record is None:
        raise BadCell("conferral_id", "unknown_conferral", key)
    if record.state == Conferral.State.WITHDRAWN:
        raise BadCell("conferral_id", "withdrawn", key)
    known = cells_of(record)
    changed = [c for c in differing(row.cells, known) if not _means_the_same(row, c, record)]
    if not changed:
        return Plan(row, SAME, record=record)
    published = record.state == Conferral.State.PUBLISHED
    problems = [
        Problem(row.line, column, "published" if published else "not_here", row.text(column)[:300],
                {"known": known[column][:300]})
        for column in changed
        if published or column not in _OWN
    ]  # fmt: skip
    if problems:
        return Plan(row, BAD, problems, record)
    if record.state == Conferral.State.SUBMITTED:
        raise BadCell("conferral_id", "submitted", key)
    plan = Plan(row, CHANGE, record=record, recipient=record.recipient, decree=record.decree)
    plan.fields = dict(_changes(row, set(changed), plan, shelves))
    return plan


def _means_the_same(row: Row, column: str, record: Conferral) -> bool:
    """Whether a cell says in other words what the record has: «3 марта 2025», "да"."""
    if column in ("birth", "decree_date", *DATES):
        owner: Any = {"birth": record.recipient, "decree_date": record.decree}.get(column, record)
        known = getattr(owner, "date" if column == "decree_date" else column, None)
        return bool(row.date(column) == known)
    if column in FLAGS:
        return bool(row.flag(column) == getattr(record, column))
    if column == "citizenships":
        return set(row.countries()) == {c.country for c in record.recipient.citizenships.all()}
    # Kept for reading an export: the state is another road's to change.
    return column == "state" and not row.text(column)


def _changes(
    row: Row, changed: set[str], plan: Plan, shelves: Shelves
) -> Iterator[tuple[str, Any]]:
    record = plan.record
    assert record is not None
    plan.award, plan.grade = record.award, record.grade
    if changed & {"award", "grade"}:
        plan.award, plan.grade = shelves.awards.of(row)
        yield "award", plan.award
        yield "grade", plan.grade
    if changed & set(_ACT):
        _find_act(row, plan, shelves)
        yield "decree", plan.decree
    for column in changed & {*TEXTS}:
        yield column, row.text(column)
    for column in changed & {*DATES}:
        yield column, row.date(column)
    for column in changed & {*FLAGS}:
        yield column, row.flag(column)


def _new(job: ImportJob, row: Row, shelves: Shelves) -> Plan:
    """A line without a record: one already there is recognised, the rest are drafts to be."""
    plan, sure, problems = Plan(row, NEW), False, row.problems()
    # Every fault of the line is told at once: nobody should have to send a sheet five times.
    try:
        plan.award, plan.grade = shelves.awards.of(row)
    except BadCell as error:
        problems.append(error.at(row.line))
    try:
        plan.source = shelves.source(row, job.source)
    except BadCell as error:
        problems.append(error.at(row.line))
    try:
        sure = _find_person(row, plan, shelves)
    except BadCell as error:
        problems.append(error.at(row.line))
    if problems:
        return Plan(row, BAD, problems)
    _find_act(row, plan, shelves)
    plan.fields = _fields(row, plan)
    if not sure:
        plan.outcome = ASK
        return plan
    if plan.recipient is not None and (there := _recorded(plan, shelves)):
        return _already(plan, there)
    return plan


def _fields(row: Row, plan: Plan) -> dict[str, Any]:
    fields: dict[str, Any] = {name: row.text(name) for name in TEXTS}
    fields |= {name: row.date(name) for name in DATES}
    fields |= {name: row.flag(name) for name in FLAGS}
    if fields["conferred_on"] is None and plan.act:
        fields["conferred_on"] = row.date("decree_date")
    basis = row.choice("conferred_on_basis") or ("decree" if plan.act else "reported")
    fields["conferred_on_basis"] = basis if fields["conferred_on"] else ""
    return fields


def _find_act(row: Row, plan: Plan, shelves: Shelves) -> None:
    plan.act, plan.decree = None, None
    if any(row.text(c) for c in (*_ACT[:2], *(f"decree_title_{c}" for c in ("kk", "ru", "en")))):
        plan.act = act_key(shelves.awards.authority(row, plan.award), row)
        plan.decree = only(shelves.decrees, plan.act) if plan.act else None


def _find_person(row: Row, plan: Plan, shelves: Shelves) -> bool:
    """Whom the line means; False: a person has to decide first."""
    key = row.text("recipient_id")
    if key:
        plan.recipient = shelves.recipients.get(key)
        if plan.recipient is None:
            raise BadCell("recipient_id", "unknown_recipient", key)
        _refuse_another(row, plan.recipient)
        return True
    if not row.names():
        raise BadCell("name_ru", "no_name")
    person = shelves.people.get(row.line)
    if person is None or person.verdict == SheetPerson.Verdict.ASK:
        return False
    plan.person = person
    plan.recipient = shelves.recipients.get(person.recipient)
    return plan.recipient is not None or person.verdict == SheetPerson.Verdict.NEW


def _refuse_another(row: Row, recipient: Recipient) -> None:
    """An id and a name of somebody else in one line: one of the two is a slip."""
    for column, text in row.names().items():
        stored = [name.text for name in recipient.names.all()]
        verdicts = {compare(text, name, gender=recipient.gender or None).verdict for name in stored}
        if not verdicts & {"same", "likely", "unsure"}:
            raise BadCell(column, "not_this_person", text, known=str(recipient))


def _recorded(plan: Plan, shelves: Shelves) -> Conferral | None:
    """The record of this very honour, if there is one."""
    assert plan.recipient is not None
    if plan.act and plan.decree is None:
        return None
    act, handed = plan.fields["conferred_on"], plan.fields["presented_on"]
    dates = ("", "") if plan.decree else (str(act or ""), str(handed or ""))
    award, grade, decree = (p.pk if p else None for p in (plan.award, plan.grade, plan.decree))
    return shelves.held.get((plan.recipient.pk, award, grade, decree, *dates))


def _already(plan: Plan, record: Conferral) -> Plan:
    """The honour is on record. What the line says beyond that is told, never written silently."""
    row, known = plan.row, cells_of(record)
    problems = [
        Problem(row.line, column, "recorded", row.text(column)[:300],
                {"id": record.public_id, "known": known[column][:300]})
        for column in differing(row.cells, known)
        if column in (*TEXTS, *DATES, *FLAGS) and column != "conferred_on_basis"
        and row.text(column) and not _means_the_same(row, column, record)
    ]  # fmt: skip
    outcome = BAD if problems else SAME
    return Plan(row, outcome, problems, record, plan.recipient, plan.person)
