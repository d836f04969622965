"""Which rows are parts of a record: a name is a recipient's, evidence a conferral's.

A part's writes belong to the history of its owner.
"""

from django.db import models

# A part's table → the column that names its owner, and the owner's table.
OWNERS: dict[str, tuple[str, str]] = {
    "evidence": ("conferral", "conferral"),
    "conferralevent": ("conferral", "conferral"),
    "recipientname": ("recipient", "recipient"),
    "citizenship": ("recipient", "recipient"),
    "externalid": ("recipient", "recipient"),
    "awardname": ("award", "award"),
    "awardperiod": ("award", "award"),
    "grade": ("award", "award"),
    "gradename": ("grade", "grade"),
}


def owner_of(record: models.Model) -> models.Model | None:
    """The record whose part this is, if it is one."""
    named = OWNERS.get(record._meta.model_name or "")
    return getattr(record, named[0]) if named else None


def public_key(record: models.Model) -> str:
    """The id under which the journal knows a record."""
    return str(getattr(record, "public_id", None) or getattr(record, "slug", None) or record.pk)
