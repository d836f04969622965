"""Writes of recipients, of their names, and of what retrieval knows of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import InvalidInput
from registry.honours.models import (
    Citizenship,
    ExternalId,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.services.name_index import index_recipient
from registry.honours.services.writing import revise, save, snapshot, write_down
from registry.names import script_of


@dataclass(frozen=True, slots=True)
class NameInput:
    """A written name: its text, the language it is written for, and what kind of name it is."""

    text: str
    language: str
    kind: str = "official"
    note: str = ""

    def columns(self) -> dict[str, str]:
        """What it says, by the columns of RecipientName."""
        return {"text": self.text, "language": self.language, "kind": self.kind, "note": self.note}


@transaction.atomic
def recipient_register(
    *,
    names: Sequence[NameInput],
    by: Actor,
    citizenships: Iterable[str] = (),
    external_ids: Iterable[tuple[str, str]] = (),
    reason: str = "",
    source: Source | None = None,
    **fields: Any,
) -> Recipient:
    """Register a person or body with at least one name. `fields`: columns of Recipient."""
    require(by, Role.CLERK)
    if not names:
        raise InvalidInput("no_name", "names: a recipient needs at least one name")
    recipient = Recipient(**fields)
    save(recipient)
    countries, registers = list(citizenships), list(external_ids)
    for country in countries:
        save(Citizenship(recipient=recipient, country=country))
    for register, value in registers:
        save(ExternalId(recipient=recipient, register=register, value=value))
    names_add(recipient, names)
    write_down(
        recipient,
        action="recipient.register",
        by=by,
        reason=reason,
        source=source,
        after=snapshot(
            recipient,
            names=[name.columns() for name in names],
            citizenships=countries,
            external_ids=registers,
        ),
    )
    return recipient


@transaction.atomic
def recipient_name_add(
    *,
    recipient: Recipient,
    name: NameInput,
    by: Actor,
    reason: str = "",
    source: Source | None = None,
) -> RecipientName:
    """Add one written name, so that the recipient is found by it from now on."""
    require(by, Role.CLERK)
    [stored] = names_add(recipient, [name])
    write_down(
        recipient,
        action="recipient.name_add",
        by=by,
        reason=reason,
        source=source,
        after={"name": snapshot(stored)},
    )
    return stored


@transaction.atomic
def recipient_revise(
    *,
    recipient: Recipient,
    by: Actor,
    reason: str = "",
    source: Source | None = None,
    **fields: Any,
) -> bool:
    """Correct columns of a recipient; says whether anything changed."""
    require(by, Role.CLERK)
    return revise(recipient, fields, action="recipient.revise", by=by, reason=reason, source=source)


def names_add(recipient: Recipient, names: Sequence[NameInput]) -> list[RecipientName]:
    """Store names and index the recipient. A name without a letter or digit is refused."""
    stored = []
    for name in names:
        row = RecipientName(recipient=recipient, script=script_of(name.text), **name.columns())
        save(row)
        stored.append(row)
    index_recipient(recipient)
    return stored
