"""What is typed into the search of a list: an id, a number, a name. Each is looked up."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Func, IntegerField, Q, QuerySet

from registry.honours.models import Conferral, Recipient
from registry.honours.people_search import people_found

_ID = re.compile(r"([rcd])-[2-9a-z]{10}")
_KINDS = {"r": "recipient", "c": "conferral", "d": "decree"}
# What the journal calls by a slug, or by a word like one.
_SLUGGED = ("award", "authority", "source")
# A person's own records and those of so many conferrals of theirs are looked up in the journal.
_ABOUT = 500


def search_recipients(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Recipients by public id or by name, those whom the words mean first."""
    text = text.strip()
    if _ID.fullmatch(text):
        return rows.filter(public_id=text)
    found = people_found(text)
    if not found:
        return rows.none()
    # Keys are numbers. Django's own Case takes longer to be put together than its rows to be read.
    places = " ".join(f"WHEN {pk:d} THEN {place}" for place, pk in enumerate(found))
    place = Func("pk", template=f"CASE %(expressions)s {places} END", output_field=IntegerField())
    return rows.filter(pk__in=found).order_by(place)


def search_conferrals(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Conferrals by public id, by the number of their decree, or by their recipient's name."""
    text = text.strip()
    if _ID.fullmatch(text):
        return rows.filter(public_id=text)
    if re.fullmatch(r"№?\s*\d+(?:[-/]\w+)?", text):
        return rows.filter(decree__number=text.removeprefix("№").strip())
    found = people_found(text)
    return rows.filter(recipient__in=found) if found else rows.none()


def search_changes(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Rows of the journal: by number, by who wrote, by the id or name of what they are about."""
    text = text.strip()
    if text.isdecimal() and len(text) < 18:
        return rows.filter(pk=int(text))
    if found := _ID.fullmatch(text):
        return rows.filter(object_type=_KINDS[found[1]], object_id=text)
    writers = get_user_model().objects.filter(username__iexact=text)
    if writer := writers.values_list("pk", flat=True).first():
        return rows.filter(by=writer)
    about = Q(object_type__in=_SLUGGED, object_id=text.casefold())
    people = people_found(text)
    if people:
        ids = Recipient.objects.filter(pk__in=people).values_list("public_id", flat=True)
        theirs = Conferral.objects.filter(recipient__in=people).order_by()
        conferred = theirs.values_list("public_id", flat=True)[:_ABOUT]
        about |= Q(object_type="recipient", object_id__in=list(ids))
        about |= Q(object_type="conferral", object_id__in=list(conferred))
    return rows.filter(about)
