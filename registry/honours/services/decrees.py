"""Writes of decrees."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.honours.models import Authority, Decree, Source
from registry.honours.services.writing import save, snapshot, write_down


@transaction.atomic
def decree_record(
    *,
    authority: Authority,
    by: Actor,
    sources: Iterable[Source] = (),
    reason: str = "",
    **fields: Any,
) -> Decree:
    """Record an act. `fields`: kind, number, date, title_kk/ru/en, signatory, url, published_in."""
    require(by, Role.CLERK)
    decree = Decree(authority=authority, **fields)
    save(decree)
    backing = list(sources)
    decree.sources.set(backing)
    write_down(
        decree,
        action="decree.record",
        by=by,
        reason=reason,
        source=backing[0] if backing else None,
        after=snapshot(decree, sources=[source.key for source in backing]),
    )
    return decree
