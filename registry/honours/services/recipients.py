"""Writes of recipients, of their names, and of what retrieval knows of them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import Conflict, InvalidInput
from registry.honours.models import (
    Citizenship,
    Conferral,
    ExternalId,
    Recipient,
    RecipientName,
    RecipientRedirect,
    Source,
)
from registry.honours.services.name_index import index_recipient
from registry.honours.services.tally import tally_citizens
from registry.honours.services.writing import read_again, revise, save, snapshot, write_down
from registry.names import script_of


@dataclass(frozen=True, slots=True)
class NameInput:
    """A written name: its text, the language it is written for, and what kind of name it is."""

    text: str
    language: str
    kind: str = "official"
    note: str = ""


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
    _names_add(recipient, names)
    write_down(
        recipient,
        action="recipient.register",
        by=by,
        reason=reason,
        source=source,
        after=snapshot(
            recipient,
            names=[asdict(name) for name in names],
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
    [stored] = _names_add(recipient, [name])
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


@transaction.atomic
def recipient_merge(
    *, duplicate: Recipient, survivor: Recipient, by: Actor, reason: str
) -> Recipient:
    """Make two records of one person one: everything moves, the old id leads on for ever.

    What happens to each column: names, citizenships, external ids and conferrals move (what the
    survivor has already is dropped); empty columns of the survivor are filled from the duplicate;
    filled ones stay. The journal keeps both as they were, with all that belonged to each, and
    which conferrals moved: so it can be told what the registry said before.
    """
    require(by, Role.REVIEWER)
    if duplicate.pk == survivor.pk:
        raise Conflict("same_record", "A recipient cannot be merged with itself.")
    read_again(duplicate)
    read_again(survivor)
    before = {"survivor": _whole(survivor), "duplicate": _whole(duplicate)}
    merged_id, text = duplicate.public_id, str(duplicate)
    tally_citizens([duplicate.pk, survivor.pk], -1)
    moved = _conferrals_move(duplicate, survivor)
    RecipientRedirect.objects.filter(survivor=duplicate).update(survivor=survivor)
    _children_move(duplicate, survivor)
    for column in ("gender", "birth", "death", *(f"description_{c}" for c in ("kk", "ru", "en"))):
        setattr(survivor, column, getattr(survivor, column) or getattr(duplicate, column))
    survivor.honours += duplicate.honours
    duplicate.delete()
    save(survivor)
    save(RecipientRedirect(merged_id=merged_id, survivor=survivor))
    tally_citizens([survivor.pk], +1)
    after = _whole(survivor, merged=merged_id, merged_text=text, conferrals=moved)
    write_down(survivor, action="recipient.merge", by=by, reason=reason, before=before, after=after)
    return survivor


def _whole(recipient: Recipient, **more: Any) -> dict[str, Any]:
    """A recipient with every row that belongs to it."""
    parts = (("names", recipient.names), ("citizenships", recipient.citizenships),
             ("external_ids", recipient.external_ids))  # fmt: skip
    rows = {name: [snapshot(row) for row in held.order_by("pk")] for name, held in parts}
    return snapshot(recipient, **rows, **more)


def _conferrals_move(duplicate: Recipient, survivor: Recipient) -> list[int]:
    """Move what the duplicate received; hands back the keys of the conferrals that moved."""
    rows = Conferral.objects.filter(recipient=duplicate)
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(recipient=survivor)
    except IntegrityError:
        raise Conflict(
            "received_twice",
            "Both have the same award and grade by the same decree: withdraw one of the two first.",
        ) from None
    return moved


def _children_move(duplicate: Recipient, survivor: Recipient) -> None:
    held = set(survivor.names.values_list("text", "language"))
    names = [n for n in duplicate.names.all() if (n.text, n.language) not in held]
    countries = set(survivor.citizenships.values_list("country", flat=True))
    duplicate.citizenships.exclude(country__in=countries).update(recipient=survivor)
    duplicate.external_ids.update(recipient=survivor)
    moved = [NameInput(n.text, n.language, n.kind, n.note) for n in names]
    duplicate.names.all().delete()
    if moved:
        _names_add(survivor, moved)


def _names_add(recipient: Recipient, names: Sequence[NameInput]) -> list[RecipientName]:
    """Store names and index the recipient. A name without a letter or digit is refused."""
    stored = []
    for name in names:
        row = RecipientName(recipient=recipient, script=script_of(name.text), **asdict(name))
        save(row)
        stored.append(row)
    index_recipient(recipient)
    return stored
