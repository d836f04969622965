"""What is to be done with a line, and the record that it would make, for the rules to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from registry.exchange.models import SheetPerson
from registry.exchange.sheets.rows import BadCell, Problem, Row
from registry.exchange.sheets.shelves import ActKey
from registry.exchange.sheets.telling import DATES, FLAGS, TEXTS
from registry.exchange.sheets.words import in_languages
from registry.honours.columns import clean_values
from registry.honours.models import (
    Award,
    Conferral,
    Decree,
    Grade,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.name_keys import findable

NEW, SAME, CHANGE, BAD, ASK = "new", "same", "change", "bad", "ask"
_AS_CALLED: Mapping[str, str] = {}
_OF_AN_ACT = {
    n: f"decree_{n}" for n in ("kind", "number", "date", "title_kk", "title_ru", "title_en")
}


@dataclass(slots=True)
class Plan:
    """What is to be done with a line. Of `recipient` and `person` one is set where it is new."""

    row: Row
    outcome: str
    problems: list[Problem] = field(default_factory=list)
    record: Conferral | None = None
    recipient: Recipient | None = None
    person: SheetPerson | None = None
    award: Award | None = None
    grade: Grade | None = None
    decree: Decree | None = None
    act: ActKey | None = None
    source: Source | None = None
    fields: dict[str, Any] = field(default_factory=dict)


def try_out(plan: Plan) -> Conferral:
    """The record as the line would make it, for the rules; a text that no column takes is refused.

    Nothing of it is stored.
    """
    row, record = plan.row, plan.record
    known = {name: getattr(record, name) for name in (*TEXTS, *DATES, *FLAGS)} if record else {}
    # No id is drawn for what is only tried.
    trial = Conferral(
        pk=record.pk if record else None, public_id="-", award=plan.award, grade=plan.grade,
        decree=plan.decree, **known,
    )  # fmt: skip
    trial.recipient = plan.recipient or Recipient(public_id="-", birth=row.date("birth"))
    for name, value in plan.fields.items():
        setattr(trial, name, value)
    _refuse_unfit(Conferral, {**known, **plan.fields})
    if plan.act and plan.decree is None:
        told = act_fields(plan)
        _refuse_unfit(Decree, told, _OF_AN_ACT)
        trial.decree = Decree(public_id="-", authority_id=plan.act[0], **told)
    if plan.outcome == NEW and plan.recipient is None:
        for column, text in row.names().items():
            if not findable(text):
                raise BadCell(column, "no_letters", text)
            _refuse_unfit(RecipientName, {"text": text}, {"text": column})
    if plan.outcome == NEW and plan.source is None:
        told = {name: row.text(f"source_{name}") or "x" for name in ("key", "url", "title")}
        _refuse_unfit(Source, told, {name: f"source_{name}" for name in told})
    return trial


def act_fields(plan: Plan) -> dict[str, Any]:
    """Columns of a new act, as a line names it."""
    assert plan.act is not None
    titles = {f"title_{c}": plan.row.text(f"decree_title_{c}") for c in ("kk", "ru", "en")}
    date = plan.row.date("decree_date")
    return {"kind": plan.act[1], "number": plan.act[2], "date": date, **titles}


def _refuse_unfit(
    model: type[models.Model], values: Mapping[str, Any], shown: Mapping[str, str] = _AS_CALLED
) -> None:
    """Refuse a value that its column does not take; `shown`: column → what the sheet calls it."""
    try:
        clean_values(model, values)
    except ValidationError as error:
        name, said = next(iter(error.error_dict.items()))
        why = in_languages(lambda: " ".join(said[0].messages))
        raise BadCell(shown.get(name, name), "refused", str(values[name]), why=why) from None
