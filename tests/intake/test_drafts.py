"""From an article to the registry: stored once, accepted by a human, never asked twice."""

import datetime as dt
from typing import Any

import pytest

from registry.errors import Conflict, NotAllowed
from registry.honours import services
from registry.honours.models import Change, Conferral, Recipient
from registry.intake.correcting import draft_correct
from registry.intake.models import Article, Draft
from registry.intake.services import article_receive, draft_accept, draft_reject
from registry.questions import ask
from tests.cast import Cast

TODAY = dt.date(2026, 11, 23)
TEXT = (
    "President Tokayev met Sadyr Japarov in Astana.\n"
    "President Tokayev awarded Japarov the Order of Dostyk of first degree for his contribution.\n"
    "Trade grew by a quarter."
)


def _receive(cast: Cast, text: str = TEXT, url: str = "") -> list[Draft]:
    _, drafts = article_receive(text=text, by=cast.clerk, title="Visit", url=url, today=TODAY)
    return drafts


def test_reading_the_same_article_twice_makes_nothing_twice(cast: Cast) -> None:
    _receive(cast)
    _receive(cast)
    assert (Article.objects.count(), Draft.objects.count()) == (1, 1)


def test_an_accepted_article_is_a_source_of_the_conferral_that_is_there(cast: Cast) -> None:
    known = cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    [draft] = _receive(cast)
    assert draft.verdict == "known"
    assert draft_accept(draft=draft, by=cast.clerk) == known
    answer = ask("When did Sadyr Japarov receive the Order of Dostyk?", asker="t", today=TODAY)
    assert answer.value == "2024-04-19"
    assert "Visit" in {source.title for source in answer.conferrals[0].sources}


def test_a_page_that_was_changed_is_another_article_of_the_same_source(cast: Cast) -> None:
    page = "https://news.example/visit"
    [draft] = _receive(cast, url=page)
    [later] = _receive(cast, "Oleg Sidorov was awarded the Order of Otan.", page)
    first, second = (draft_accept(draft=one, by=cast.clerk) for one in (draft, later))
    assert first != second
    assert {row.evidence.get().source.url for row in (first, second)} == {page}


def test_what_is_new_waits_for_another_reviewer_than_the_one_who_accepted_it(cast: Cast) -> None:
    [draft] = _receive(cast)
    assert draft_accept(draft=draft, by=cast.clerk).state == "submitted"
    [other] = _receive(cast, "Oleg Sidorov was awarded the Order of Otan for his courage.")
    accepted = draft_accept(draft=other, by=cast.reviewer)
    assert accepted.state == "submitted"
    assert accepted.reason_en == "for his courage"
    assert Recipient.objects.get(names__text="Oleg Sidorov") == accepted.recipient
    with pytest.raises(NotAllowed) as refused:
        services.conferral_publish(conferral=accepted, by=cast.reviewer)
    assert refused.value.code == "own_draft"


def test_who_corrected_a_draft_that_another_accepted_does_not_publish_it(cast: Cast) -> None:
    [draft] = _receive(cast, "Oleg Sidorov was awarded the Order of Otan.")
    draft_correct(draft=draft, by=cast.reviewer, field="reason", value="for his courage")
    accepted = draft_accept(draft=draft, by=cast.clerk)
    with pytest.raises(NotAllowed, match="another reviewer"):
        services.conferral_publish(conferral=accepted, by=cast.reviewer)


def test_a_warning_leaves_what_was_accepted_a_draft(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2019-01-01")
    [draft] = _receive(cast, "Vera Kim was awarded the Order of Otan on 5 May 2024.")
    assert draft_accept(draft=draft, by=cast.clerk).state == "draft"


def test_an_office_of_one_person_publishes_what_it_accepts(cast: Cast, settings: Any) -> None:
    settings.FOUR_EYES = False
    [draft] = _receive(cast)
    assert draft_accept(draft=draft, by=cast.reviewer).state == "published"


def test_a_verdict_is_given_once(cast: Cast) -> None:
    [draft] = _receive(cast)
    draft_reject(draft=draft, by=cast.clerk, reason="an old story")
    with pytest.raises(Conflict, match="rejected already"):
        draft_accept(draft=draft, by=cast.clerk)
    [again] = _receive(cast)
    assert (again.pk, again.state) == (draft.pk, "rejected")


def test_a_name_that_several_bear_is_chosen_by_the_clerk(cast: Cast) -> None:
    [draft] = _receive(cast, "President Tokayev awarded Kim the Order of Otan.")
    with pytest.raises(Conflict, match="several people"):
        draft_accept(draft=draft, by=cast.clerk)
    assert not Conferral.objects.exists()
    accepted = draft_accept(draft=draft, by=cast.clerk, recipient=cast.kim_vera)
    assert accepted.recipient == cast.kim_vera


def test_a_reader_accepts_nothing_and_leaves_nothing_behind(cast: Cast) -> None:
    [draft] = _receive(cast)
    rows = Change.objects.count()
    with pytest.raises(NotAllowed):
        draft_accept(draft=draft, by=cast.reader)
    assert Change.objects.count() == rows
