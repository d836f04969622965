"""A correction is read, kept with who made it, and refused where it cannot be."""

import datetime as dt

import pytest

from registry.errors import Conflict, InvalidInput, NotAllowed
from registry.honours.models import Recipient
from registry.intake.correcting import draft_correct
from registry.intake.models import Draft
from registry.intake.services import article_receive, draft_accept, draft_reject
from tests.cast import Cast

TODAY = dt.date(2026, 11, 23)
TEXT = "President Tokayev awarded Kim the Order of Dostyk of first degree on 5 May 2025."


@pytest.fixture
def draft(cast: Cast) -> Draft:
    _, [draft] = article_receive(text=TEXT, by=cast.clerk, today=TODAY)
    return draft


def test_who_corrected_what_is_kept_on_the_draft(cast: Cast, draft: Draft) -> None:
    draft_correct(draft=draft, by=cast.clerk, field="date", value="6 мая 2025 года")
    draft_correct(draft=draft, by=cast.reviewer, field="date", value="2025-05")
    draft_correct(draft=draft, by=cast.reviewer, field="date", value="May 2025")
    rows = draft.corrections.values_list("field", "before", "after", "by_text")
    assert list(rows) == [
        ("date", "2025-05-05", "2025-05-06", "clerk"),
        ("date", "2025-05-06", "2025-05", "reviewer"),
    ]
    assert Draft.objects.get(pk=draft.pk).verdict_reasons.count("corrected: date") == 1


def test_another_award_brings_its_own_degree(cast: Cast, draft: Draft) -> None:
    found = draft_correct(draft=draft, by=cast.clerk, field="award", value="орден «Отан»")
    assert (found.award, found.grade and found.grade.code()) == (cast.otan, "single")
    found = draft_correct(
        draft=draft, by=cast.clerk, field="award", value="орден «Барыс» III степени"
    )
    assert (found.award, found.grade and found.grade.code()) == (cast.barys, "3")
    found = draft_correct(draft=draft, by=cast.clerk, field="award", value="Dostyk")
    # The third degree was said of Barys; of this award nothing is known yet.
    assert (found.award, found.grade) == (cast.dostyk, None)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("award", "the Nobel Prize", "bad_award"),
        ("award", "орден «Достык» III степени", "bad_degree"),
        ("degree", "4", "bad_degree"),
        ("date", "31 February 2025", "bad_date"),
        ("date", "2099-01-01", "future_date"),
        ("date", "yesterday", "bad_date"),
        ("name", "x" * 201, "too_long"),
        ("state", "accepted", "unknown_field"),
        ("reason", "   ", "unknown_field"),
    ],
)
def test_what_cannot_be_leaves_the_draft_as_it_was(
    cast: Cast, draft: Draft, field: str, value: str, code: str
) -> None:
    before = Draft.objects.values().get(pk=draft.pk)
    with pytest.raises(InvalidInput) as refused:
        draft_correct(draft=draft, by=cast.clerk, field=field, value=value)
    assert refused.value.code == code
    assert Draft.objects.values().get(pk=draft.pk) == before
    assert not draft.corrections.exists()


def test_a_reader_corrects_nothing(cast: Cast, draft: Draft) -> None:
    with pytest.raises(NotAllowed):
        draft_correct(draft=draft, by=cast.reader, field="date", value="2025")
    assert not draft.corrections.exists()


def test_a_stale_copy_of_a_decided_draft_decides_nothing(cast: Cast, draft: Draft) -> None:
    """Two clerks hold the same draft; the second presses on what was read before."""
    theirs = Draft.objects.get(pk=draft.pk)
    draft_accept(draft=draft, by=cast.clerk, recipient=cast.kim_vera)
    for late in (
        lambda: draft_reject(draft=theirs, by=cast.reviewer, reason="late"),
        lambda: draft_accept(draft=theirs, by=cast.reviewer, recipient=cast.kim_vladimir),
        lambda: draft_correct(draft=theirs, by=cast.reviewer, field="date", value="2025"),
    ):
        with pytest.raises(Conflict, match="accepted already"):
            late()
    now = Draft.objects.get(pk=draft.pk)
    assert (now.state, now.recipient, now.decided_by) == ("accepted", cast.kim_vera, cast.clerk)


def test_none_of_those_who_bear_the_name_may_be_meant(cast: Cast, draft: Draft) -> None:
    known = set(Recipient.objects.all())
    accepted = draft_accept(draft=draft, by=cast.clerk, new_person=True)
    assert accepted.recipient not in known
    assert accepted.recipient.names.get().text == draft.recipient_text
