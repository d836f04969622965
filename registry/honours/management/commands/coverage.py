"""`manage.py coverage`: what the published registry holds, in all and by award."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count, Q

from registry.honours.models import Award, Conferral
from registry.honours.selectors import coverage


class Command(BaseCommand):
    help = "What the registry covers: published conferrals in all, by award, and what is left open."

    def handle(self, *args: Any, **options: Any) -> None:
        figures = coverage()
        self.stdout.write(
            f"{figures.conferrals} published conferrals to {figures.recipients} recipients, "
            f"of {figures.awards} awards out of {Award.objects.count()} known, "
            f"dated {figures.first or '?'} to {figures.last or '?'}"
        )
        open_records = Conferral.objects.aggregate(
            drafts=Count("pk", filter=Q(state__in=("draft", "submitted"))),
            contested=Count("pk", filter=Q(state="published", contested=True)),
            undated=Count("pk", filter=Q(state="published", conferred_on=None, presented_on=None)),
        )
        self.stdout.write(
            "{drafts} drafts, {contested} published with sources that differ, "
            "{undated} published without a date".format(**open_records)
        )
        published = Count("conferral", filter=Q(conferral__state="published"))
        for award in Award.objects.annotate(published=published).order_by("-published", "slug"):
            self.stdout.write(f"{award.published:6}  {award.slug}")
