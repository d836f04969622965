"""How many published conferrals there are of each award in each year, kept by the services."""

from django.db import models

from registry.honours.models.award import Award


class YearTally(models.Model):
    """One award in one year (empty: no date is known). The source of coverage figures."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="tallies")
    year = models.CharField(max_length=4, blank=True)
    conferrals = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "year"], name="year_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.year or '?'}: {self.conferrals}"
