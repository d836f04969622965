"""What of the registry the public can reach: only what published conferrals show."""

from django.db.models import Exists, OuterRef, QuerySet

from registry.honours.models import (
    Conferral,
    ConferralEvent,
    Decree,
    Recipient,
    RecipientRedirect,
)
from registry.honours.selectors import published, shown_recipients

__all__ = ["shown_decrees", "shown_recipients", "survivor_of"]


def _in_published(link: str) -> Exists:
    return Exists(published().filter(**{link: OuterRef("pk")}))


def shown_decrees() -> "QuerySet[Decree]":
    """Acts by which a published conferral was made, or revoked, or restored."""
    events = ConferralEvent.objects.filter(
        conferral__state=Conferral.State.PUBLISHED, decree=OuterRef("pk")
    )
    return Decree.objects.filter(_in_published("decree") | Exists(events))


def survivor_of(merged_id: str) -> Recipient | None:
    """Whom a merged id leads on to, if the public can reach them."""
    redirect = RecipientRedirect.objects.filter(merged_id=merged_id).first()
    return shown_recipients().filter(pk=redirect.survivor_id).first() if redirect else None
