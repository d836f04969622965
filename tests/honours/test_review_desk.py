"""The steps from draft to public record in the admin: what is offered, asked, refused and told."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Change, Conferral, WarningAnswer
from tests.cast import LOADER, WHY, Cast

LIST = "/admin/honours/conferral/"


def _as(user: User) -> Client:
    user.is_staff = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def _press(client: Client, action: str, *records: Any, where: str = LIST) -> str:
    """The page that an action of a list leads to, as text."""
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    page = client.post(where, data, follow=True)
    assert page.status_code == 200
    return str(page.content.decode())


def _go(client: Client, step: str, *records: Any, why: str = "", **more: str) -> str:
    """What is told after the page's button was pressed for records that are chosen."""
    keys = [record.pk for record in records]
    data = {"keys": ",".join(map(str, keys)), "chosen": keys, "why": why, "go": "1", **more}
    page = client.post(f"{LIST}review/{step}/", data, follow=True)
    assert page.status_code == 200, page
    return str(page.content.decode())


def _state(record: Conferral) -> str:
    record.refresh_from_db()
    return str(record.state)


@pytest.fixture
def other(cast: Cast) -> User:
    return User.objects.create_user("second", role=Role.REVIEWER)


def test_a_draft_goes_to_a_reviewer_back_and_is_published(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    clerk, reviewer = _as(cast.clerk), _as(cast.reviewer)
    assert draft.public_id in _press(clerk, "submit", draft)
    assert _state(draft) == "draft", "the page asks before anything is done"
    assert "Submitted to a reviewer: 1" in _go(clerk, "submit", draft)
    assert _state(draft) == "submitted"
    assert "say what is to be mended" in _go(reviewer, "return", draft)
    _go(reviewer, "return", draft, why="it was the second degree")
    assert _state(draft) == "draft"
    form = clerk.get(f"{LIST}{draft.pk}/change/").content.decode()
    assert "it was the second degree" in form
    _go(clerk, "submit", draft)
    assert "Published: 1" in _go(reviewer, "publish", draft, why="read the decree")
    assert _state(draft) == "published"
    assert Change.objects.latest("id").reason == "read the decree"


def test_whoever_submitted_or_wrote_it_is_told_that_another_has_to_publish(
    cast: Cast, other: User
) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=cast.reviewer)
    reviewer = _as(cast.reviewer)
    page = reviewer.get(f"{LIST}review/publish/?keys={draft.pk}").content.decode()
    assert "another reviewer has to publish it" in page
    assert "another reviewer has to publish it" in _go(reviewer, "publish", draft)
    assert _state(draft) == "submitted"
    _go(_as(other), "publish", draft)
    assert _state(draft) == "published"


def test_a_warning_asks_for_its_reason_and_keeps_it(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020-01-01")
    again = cast.draft(cast.kim_vera, cast.otan, conferred_on="2022-01-01")
    clerk = _as(cast.clerk)
    page = _go(clerk, "submit", again)
    assert _state(again) == "draft"
    for code in ("received_before", "within_five_years"):
        assert f'name="answer:{again.public_id}:{code}"' in page
    answers = {f"answer:{again.public_id}:received_before": "two people of one name, see note"}
    page = _go(clerk, "submit", again, why="typed", **answers)
    assert "two people of one name, see note" in page, "what was typed stays"
    assert "typed" in page
    assert not WarningAnswer.objects.exists()
    answers[f"answer:{again.public_id}:within_five_years"] = "for a heroic deed"
    _go(clerk, "submit", again, **answers)
    assert _state(again) == "submitted"
    kept = WarningAnswer.objects.get(code="within_five_years")
    assert (kept.reason, kept.by, kept.by_text) == ("for a heroic deed", cast.clerk, "clerk")
    page = _as(cast.reviewer).get(f"{LIST}review/publish/?keys={again.pk}").content.decode()
    assert "for a heroic deed" in page
    _go(_as(cast.reviewer), "publish", again)
    assert _state(again) == "published"


def _decree(cast: Cast, people: int) -> Any:
    act = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2024, 5, 6), by=LOADER, reason=WHY
    )
    for number in range(people):
        person = cast.person((f"Person Number{number}", "en"), citizenships=["KZ"])
        cast.confer(person, cast.barys, "3", conferred_on="2022-05-06")
        cast.draft(person, cast.otan, decree=act, conferred_on="2024-05-06")
    return act


def test_a_decree_goes_as_a_whole_with_one_reason_for_all(cast: Cast) -> None:
    act = _decree(cast, 3)
    clerk, reviewer = _as(cast.clerk), _as(cast.reviewer)
    page = _press(clerk, "submit", act, where="/admin/honours/decree/")
    assert 'name="answer::within_five_years"' in page
    rows = list(act.conferrals.all())
    _go(clerk, "submit", *rows, **{"answer::within_five_years": "in war"})
    assert {_state(row) for row in rows} == {"submitted"}
    assert WarningAnswer.objects.filter(reason="in war").count() == 3
    page = _press(reviewer, "publish", act, where="/admin/honours/decree/")
    assert page.count("in war") == 3
    _go(reviewer, "publish", *rows)
    assert {_state(row) for row in rows} == {"published"}


def test_what_cannot_go_on_is_left_out_and_says_why(cast: Cast) -> None:
    ready = cast.draft(cast.japarov, cast.dostyk, "1")
    open_award = services.conferral_record(
        recipient=cast.kim_vera, award=None, grade=None, award_stated="a medal",
        evidence=[services.EvidenceInput(cast.page)], by=LOADER,
    )  # fmt: skip
    clerk = _as(cast.clerk)
    page = _press(clerk, "submit", ready, open_award)
    assert "only a draft may leave it open" in page
    assert f'value="{open_award.pk}" id="row-{open_award.pk}"' in page
    assert page.count("disabled") >= 1
    head = Change.objects.count()
    assert "Nothing was changed" in _go(clerk, "submit", ready, open_award)
    assert Change.objects.count() == head
    _go(clerk, "submit", ready)
    assert (_state(ready), _state(open_award)) == ("submitted", "draft")


def test_a_submitted_record_is_looked_at_and_not_changed(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    services.conferral_submit(conferral=draft, by=cast.clerk)
    address = f"{LIST}{draft.pk}/change/"
    for user in (cast.clerk, cast.reviewer):
        page = _as(user).get(address)
        assert "It is changed only after it was returned" in page.content.decode()
        assert 'name="_save"' not in page.content.decode()
        assert _as(user).post(address, {"why": "x"}).status_code == 403


def test_readers_are_offered_nothing_and_a_form_offers_what_can_be_done(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    address = f"{LIST}{draft.pk}/change/"
    offered = {"submit": "submit_these", "return": "send_back_these", "publish": "publish_these"}

    def seen(user: User) -> set[str]:
        page = _as(user).get(address).content.decode()
        return {step for step, link in offered.items() if f"/{draft.pk}/{link}" in page}

    assert seen(cast.reader) == set()
    assert seen(cast.clerk) == seen(cast.reviewer) == {"submit"}
    services.conferral_submit(conferral=draft, by=cast.clerk)
    assert seen(cast.reader) == set()
    assert seen(cast.clerk) == {"return"}
    assert seen(cast.reviewer) == {"return", "publish"}
    page = _as(cast.reviewer).get(f"{LIST}{draft.pk}/publish_these", follow=True)
    assert "Sadyr Japarov · Order of Dostyk, degree 1" in page.content.decode()
    for step in offered:
        assert _as(cast.reader).get(f"{LIST}review/{step}/?keys={draft.pk}").status_code == 403
    assert _as(cast.clerk).get(f"{LIST}review/publish/?keys={draft.pk}").status_code == 403


def test_the_page_reads_many_records_by_as_many_statements_as_few(cast: Cast) -> None:
    client = _as(cast.clerk)

    def statements(keys: list[int]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page = client.get(f"{LIST}review/submit/?keys={','.join(map(str, keys))}")
        assert page.status_code == 200
        return len(caught)

    keys = [row.pk for row in _decree(cast, 12).conferrals.all()]
    statements(keys)  # the session begins with the first look
    assert statements(keys) == statements(keys[:2]) <= 20
