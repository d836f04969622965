"""The partial date's column answers periods in SQL exactly as the calendar does."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from registry.dates import DateRange, PartialDate
from registry.honours.models import Decree
from tests.cast import Cast

DATES = (
    "2023 2023-12 2023-12-31 2024 2024-01 2024-04 2024-04-01 2024-04-19 2024-04-30 2024-05 "
    "2024-12-31 2025-01-01"
).split()
_DAYS = "2023-12-31 2024-01-01 2024-04-01 2024-04-10 2024-04-30 2024-12-31".split()
EDGES = [None, *map(dt.date.fromisoformat, _DAYS)]


@pytest.fixture
def decrees(cast: Cast) -> None:
    Decree.objects.bulk_create(
        Decree(authority=cast.kz, number=d, date=PartialDate.parse(d)) for d in DATES
    )
    Decree.objects.create(authority=cast.kz, number="undated")


def test_within_and_overlaps_agree_with_the_calendar(decrees: None) -> None:
    for start, end in itertools.product(EDGES, EDGES):
        if start and end and start > end:
            continue
        low, high = start or dt.date.min, end or dt.date.max
        inside = {
            d for d in DATES if (p := PartialDate.parse(d)).earliest() >= low and p.latest() <= high
        }
        touching = {
            d for d in DATES if (p := PartialDate.parse(d)).latest() >= low and p.earliest() <= high
        }
        days = DateRange(start, end)
        for lookup, expected in (("within", inside), ("overlaps", touching)):
            found = Decree.objects.filter(**{f"date__{lookup}": days}).values_list(
                "number", flat=True
            )
            assert set(found) == expected, (lookup, days)


def test_dates_sort_by_the_earliest_day_that_they_can_mean(decrees: None) -> None:
    found = [d.date.iso() for d in Decree.objects.filter(date__isnull=False).order_by("date")]
    assert found == sorted(DATES)


def test_a_date_of_no_known_shape_is_refused_by_form_and_by_database(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="not a date"):
        Decree(authority=cast.kz, date="19.04.2024").full_clean()
    decree = Decree.objects.create(authority=cast.kz, number="1", date=PartialDate(2024))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update honours_decree set date = '24' where id = %s", [decree.pk])
