"""Keeping the tally: one more, one fewer, or counted again from the conferrals themselves."""

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr

from registry.honours.models import Conferral, Recipient, YearTally


def tally(conferral: Conferral, change: int) -> None:
    """Count a published conferral in (`+1`) or out (`-1`)."""
    day = conferral.conferred_on or conferral.presented_on
    award, year = conferral.award, f"{day.year:04}" if day else ""
    if award is None:
        return
    holder = Recipient.objects.filter(pk=conferral.recipient_id)
    holder.update(honours=F("honours") + change)
    rows = YearTally.objects.filter(award=award, year=year)
    if not rows.update(conferrals=F("conferrals") + change):
        YearTally.objects.create(award=award, year=year, conferrals=max(0, change))


@transaction.atomic
def recount() -> int:
    """Make the tally again, after a bulk write; hands back the number of its rows."""
    year = Substr("counts_on", 1, 4)
    published = Conferral.objects.published().order_by().annotate(year=year)
    counted = published.values_list("award", "year").annotate(count=Count("pk"))
    YearTally.objects.all().delete()
    held = Conferral.objects.published().filter(recipient=OuterRef("pk")).order_by()
    number = held.values("recipient").annotate(count=Count("pk")).values("count")
    Recipient.objects.update(honours=Coalesce(Subquery(number), 0))
    rows = [YearTally(award_id=award, year=y, conferrals=count) for award, y, count in counted]
    return len(YearTally.objects.bulk_create(rows))
