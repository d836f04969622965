"""How many published conferrals there are, kept by the services: what statistics read.

Each table has a row for an award in a year (empty: no date is known), so that one award and a
range of years can be told from it. A person of two states, or an act that states two offices,
stands in two rows; the empty country or office is of those of whom none is known.
"""

from django.db import models

from registry.honours.models.award import Award


class YearTally(models.Model):
    """One award in one year. The source of coverage figures."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="tallies")
    year = models.CharField(max_length=4, blank=True)
    conferrals = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "year"], name="year_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.year or '?'}: {self.conferrals}"


class CountryTally(models.Model):
    """One award in one year on citizens of one state."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="+")
    year = models.CharField(max_length=4, blank=True)
    country = models.CharField(max_length=2, blank=True)
    conferrals = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "year", "country"], name="country_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.year or '?'} {self.country or '?'}: {self.conferrals}"


class OfficeTally(models.Model):
    """One award in one year on holders of one office (a key of the vocabulary)."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="+")
    year = models.CharField(max_length=4, blank=True)
    office = models.CharField(max_length=24, blank=True)
    conferrals = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "year", "office"], name="office_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.year or '?'} {self.office or '?'}: {self.conferrals}"
