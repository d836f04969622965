"""Readers who say that an answer is wrong: kept for whoever can put it right."""

from collections.abc import Mapping
from typing import Any

from registry.questions.models import Report

LONGEST = 2000


def report(
    *,
    asker: str,
    language: str,
    question: str = "",
    headline: str = "",
    machine: Mapping[str, Any] | None = None,
    comment: str = "",
) -> Report:
    """Keep a report. Either an answer is meant or something is said; both may be."""
    return Report.objects.create(
        asker=asker,
        language=language,
        question=question[:LONGEST],
        headline=headline[:500],
        machine=dict(machine or {}),
        comment=comment[:LONGEST],
    )


def say_more(report_id: int, asker: str, comment: str) -> bool:
    """Add words to a report of one's own; False if there is none such."""
    found = Report.objects.filter(pk=report_id, asker=asker).first()
    if found is None:
        return False
    found.comment = "\n".join(filter(None, (found.comment, comment)))[:LONGEST]
    found.save(update_fields=["comment"])
    return True


def forget_asker(asker: str) -> int:
    """Erase who reported; what was reported stays for whoever puts it right."""
    return Report.objects.filter(asker=asker).update(asker="")
