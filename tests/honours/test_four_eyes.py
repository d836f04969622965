"""Four eyes: whoever wrote what a record says does not publish it, whatever way they took."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, NotAllowed
from registry.honours import services
from registry.honours.feed import changes_after
from registry.honours.history import rewind
from registry.honours.journal import verify
from registry.honours.models import Change, Conferral, Hand, Review, WarningAnswer
from tests.cast import LOADER, WHY, Cast

Deed = Callable[[Conferral, User, Cast], Any]


@pytest.fixture
def second(db: None) -> User:
    return User.objects.create_user("second", role=Role.REVIEWER)


def _revise(draft: Conferral, by: User, cast: Cast) -> None:
    services.conferral_revise(conferral=draft, by=by, reason=WHY, office_en="teacher")


def _desk(draft: Conferral, by: User, cast: Cast) -> None:
    draft.office_en = "teacher"
    services.desk_write(record=draft, by=by, reason=WHY)


def _evidence(draft: Conferral, by: User, cast: Cast) -> None:
    row = draft.evidence.get()
    row.quote = "something else"
    services.desk_write(record=row, by=by, reason=WHY)


def _removed(draft: Conferral, by: User, cast: Cast) -> None:
    item = services.EvidenceInput(cast.decree_page)
    services.evidence_add(conferral=draft, evidence=item, by=LOADER)
    services.desk_remove(record=draft.evidence.first(), by=by, reason=WHY)  # type: ignore[arg-type]


def _event(draft: Conferral, by: User, cast: Cast) -> None:
    services.conferral_event_record(
        conferral=draft, kind="declined", source=cast.page, by=by, reason=WHY
    )


def _submit_only(draft: Conferral, by: User, cast: Cast) -> None:
    services.conferral_submit(conferral=draft, by=by)
    services.conferral_return(conferral=draft, by=by, comment="not yet")


WRITES: dict[str, Deed] = {
    "revise": _revise, "desk": _desk, "evidence": _evidence, "removed": _removed,
    "event": _event, "submitted before": _submit_only,
}  # fmt: skip


@pytest.mark.parametrize("deed", WRITES)
def test_who_changed_what_it_says_does_not_publish_it(cast: Cast, second: User, deed: str) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    WRITES[deed](draft, cast.reviewer, cast)
    draft.refresh_from_db()
    services.conferral_submit(conferral=draft, by=cast.clerk)
    head = Change.objects.count()
    with pytest.raises(NotAllowed) as refused:
        services.conferral_publish(conferral=draft, by=cast.reviewer)
    assert refused.value.code == "own_draft"
    assert Change.objects.count() == head
    draft.refresh_from_db()
    assert draft.state == "submitted"
    services.conferral_publish(conferral=draft, by=second)
    assert Conferral.objects.published().get() == draft
    assert verify().intact


def test_who_adds_a_source_to_another_ones_record_may_publish_it(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    item = services.EvidenceInput(cast.decree_page)
    services.evidence_add(conferral=draft, evidence=item, by=cast.reviewer)
    services.conferral_submit(conferral=draft, by=cast.clerk)
    services.conferral_publish(conferral=draft, by=cast.reviewer)
    assert Conferral.objects.published().get().evidence.count() == 2


def test_who_recorded_it_does_not_publish_it_though_another_submits(cast: Cast) -> None:
    draft = services.conferral_record(
        recipient=cast.japarov, award=cast.otan, grade=cast.otan.grades.get(),
        evidence=[services.EvidenceInput(cast.page)], by=cast.reviewer,
    )  # fmt: skip
    services.conferral_submit(conferral=draft, by=cast.clerk)
    with pytest.raises(NotAllowed, match="another reviewer"):
        services.conferral_publish(conferral=draft, by=cast.reviewer)


def test_a_superuser_and_an_administrator_need_another_too(cast: Cast) -> None:
    boss = User.objects.create_superuser("boss", role=Role.ADMINISTRATOR)
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=boss)
    with pytest.raises(NotAllowed, match="another reviewer"):
        services.conferral_publish(conferral=draft, by=boss)
    services.conferral_publish(conferral=draft, by=cast.reviewer)


def test_a_draft_that_nobody_submitted_is_not_published(cast: Cast, settings: Any) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    with pytest.raises(Conflict) as refused:
        services.conferral_publish(conferral=draft, by=cast.reviewer)
    assert refused.value.code == "not_submitted"
    settings.FOUR_EYES = False
    services.conferral_publish(conferral=draft, by=cast.reviewer)


def test_an_office_of_one_person_publishes_its_own(cast: Cast, settings: Any) -> None:
    settings.FOUR_EYES = False
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    _revise(draft, cast.reviewer, cast)
    services.conferral_submit(conferral=draft, by=cast.reviewer)
    services.conferral_publish(conferral=draft, by=cast.reviewer)
    assert Hand.objects.filter(user=cast.reviewer).exists(), "it is known all the same"


def test_what_is_submitted_stays_as_it_was_until_it_is_returned(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    head = Change.objects.count()
    for deed in (_revise, _desk, _evidence):
        for by in (cast.clerk, cast.reviewer):
            with pytest.raises(Conflict) as refused:
                deed(Conferral.objects.get(), by, cast)
            assert refused.value.code == "submitted"
    assert Change.objects.count() == head
    with pytest.raises(Conflict, match="not a draft"):
        services.conferral_submit(conferral=draft, by=cast.clerk)
    with pytest.raises(InvalidInput, match="comment"):
        services.conferral_return(conferral=draft, by=cast.reviewer, comment=" ")
    services.conferral_return(conferral=draft, by=cast.reviewer, comment="the degree")
    review = Review.objects.get()
    assert (review.comment, review.returned_by_text) == ("the degree", "reviewer")
    _revise(draft, cast.clerk, cast)
    services.conferral_submit(conferral=draft, by=cast.clerk)
    review.refresh_from_db()
    assert (review.comment, review.returned_at) == ("", None)


def test_a_clerk_takes_back_what_she_submitted_and_nothing_else(cast: Cast) -> None:
    other = User.objects.create_user("other", role=Role.CLERK)
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    with pytest.raises(NotAllowed, match="reviewer"):
        services.conferral_return(conferral=draft, by=other, comment="mine")
    services.conferral_return(conferral=draft, by=cast.clerk, comment="a slip")
    assert Conferral.objects.get().state == "draft"


def test_nothing_of_it_is_public_before_it_is_published(cast: Cast) -> None:
    head = Change.objects.count()
    draft = cast.draft(cast.japarov, cast.dostyk, "1", conferred_on="2024-01-01")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    services.conferral_return(conferral=draft, by=cast.reviewer, comment="SECRET")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    assert all(row.withheld for row in changes_after(head, 50))
    services.conferral_publish(conferral=draft, by=cast.reviewer)
    told = [row for row in changes_after(head, 50) if not row.withheld]
    assert [row.action for row in told] == ["conferral.publish"]
    submitted = Change.objects.filter(action="conferral.submit").latest("id")
    then = rewind(submitted.at, now=Change.objects.latest("id").at)
    assert then.absent == {draft.pk}


def _warned(cast: Cast) -> Conferral:
    cast.confer(cast.kim_vera, cast.barys, "3", conferred_on="2020-01-01")
    return cast.draft(cast.kim_vera, cast.otan, conferred_on="2022-01-01")


def test_a_reason_is_kept_until_the_facts_change(cast: Cast) -> None:
    draft, why = _warned(cast), {"within_five_years": "for courage"}
    with pytest.raises(Conflict) as asked:
        services.conferral_submit(conferral=draft, by=cast.clerk)
    assert asked.value.code == "warnings_open"
    assert [w["code"] for w in asked.value.extra["warnings"]] == ["within_five_years"]
    with pytest.raises(Conflict):
        services.conferral_submit(conferral=draft, by=cast.clerk, answers={"another": "x"})
    with pytest.raises(Conflict):
        services.conferral_submit(
            conferral=draft, by=cast.clerk, answers={"within_five_years": "  "}
        )
    services.conferral_submit(conferral=draft, by=cast.clerk, answers=why)
    written = Change.objects.get(action="conferral.answer")
    assert (written.by, written.reason) == (cast.clerk, "for courage")
    services.conferral_return(conferral=draft, by=cast.reviewer, comment="the date")
    _revise(draft, cast.clerk, cast)
    services.conferral_submit(conferral=draft, by=cast.clerk)
    services.conferral_return(conferral=draft, by=cast.reviewer, comment="the date")
    services.conferral_revise(
        conferral=draft, by=cast.clerk, reason=WHY, conferred_on=PartialDate(2022, 5, 1)
    )
    with pytest.raises(Conflict):
        services.conferral_submit(conferral=draft, by=cast.clerk)
    services.conferral_submit(conferral=draft, by=cast.clerk, answers=why)
    assert WarningAnswer.objects.count() == 2


def test_a_warning_that_came_up_since_is_asked_of_the_reviewer(cast: Cast) -> None:
    draft = cast.draft(cast.kim_vera, cast.otan, conferred_on="2022-01-01")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    cast.confer(cast.kim_vera, cast.barys, "3", conferred_on="2020-01-01")
    with pytest.raises(Conflict, match="less than five years"):
        services.conferral_publish(conferral=draft, by=cast.reviewer)
    services.conferral_publish(
        conferral=draft, by=cast.reviewer, answers={"within_five_years": "for courage"}
    )
    assert WarningAnswer.objects.get().by == cast.reviewer


def test_the_program_is_not_asked_and_publishes_what_its_files_say(cast: Cast) -> None:
    draft = _warned(cast)
    services.conferral_publish(conferral=draft, by=LOADER)
    assert not WarningAnswer.objects.exists()
    assert not Hand.objects.exists()


def test_who_wrote_the_drafts_of_before_is_read_from_the_journal(cast: Cast) -> None:
    """By the migration that came with the rule: nobody's draft became a stranger's."""
    drafts = [cast.draft(person, cast.otan) for person in (cast.kim_vera, cast.kim_vladimir)]
    _revise(drafts[0], cast.reviewer, cast)
    _evidence(drafts[1], cast.clerk, cast)
    published = cast.confer(cast.japarov, cast.otan)
    _revise(published, cast.reviewer, cast)
    before = set(Hand.objects.values_list("conferral", "user"))
    assert before == {(drafts[0].pk, cast.reviewer.pk), (drafts[1].pk, cast.clerk.pk)}
    Hand.objects.all().delete()
    migration = importlib.import_module("registry.honours.migrations.0009_hands_of_drafts")
    migration.note_hands(apps, None)
    assert set(Hand.objects.values_list("conferral", "user")) == before
