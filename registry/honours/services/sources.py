"""Writes of sources."""

from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.honours.models import Source
from registry.honours.services.writing import save, snapshot, write_down


@transaction.atomic
def source_register(
    *, key: str, title: str, strength: str, by: Actor, reason: str, **fields: Any
) -> Source:
    """Register where a fact comes from. `fields`: kind, url, publisher, published_on, note."""
    require(by, Role.CLERK)
    source = Source(key=key, title=title, strength=strength, **fields)
    save(source)
    write_down(source, action="source.register", by=by, reason=reason, after=snapshot(source))
    return source
