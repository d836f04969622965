"""Decrees as a whole: submitted, returned and published at once, with four eyes on every row."""

from typing import Any

import pytest

from registry.dates import PartialDate
from registry.errors import Conflict
from registry.honours import services
from registry.honours.journal import verify
from registry.honours.models import Change
from tests.cast import LOADER, WHY, Cast


def _decree(cast: Cast) -> Any:
    act = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2022, 1, 1), by=LOADER, reason=WHY
    )
    drafts = [
        cast.draft(person, cast.otan, conferred_on="2022-01-01", decree=act)
        for person in (cast.kim_vera, cast.kim_vladimir, cast.japarov)
    ]
    return act, drafts


def test_a_decree_goes_whole_or_not_at_all_and_says_what_stops_each_row(cast: Cast) -> None:
    act, drafts = _decree(cast)
    cast.confer(cast.kim_vera, cast.barys, "3", conferred_on="2020-01-01")
    drafts[1].evidence.all().delete()
    head = Change.objects.count()
    with pytest.raises(Conflict, match="2 records are not ready") as stopped:
        services.decree_submit(decree=act, by=cast.clerk)
    rows = {row["conferral"]: row["code"] for row in stopped.value.extra["rows"]}
    assert rows == {drafts[0].public_id: "warnings_open", drafts[1].public_id: "no_source"}
    assert Change.objects.count() == head
    services.evidence_add(
        conferral=drafts[1], evidence=services.EvidenceInput(cast.page), by=cast.clerk
    )
    answers = {drafts[0].public_id: {"within_five_years": "for courage"}}
    done = services.decree_submit(decree=act, by=cast.clerk, answers=answers)
    assert [row.state for row in done] == ["submitted"] * 3
    services.decree_return(decree=act, by=cast.reviewer, comment="the number of the decree")
    services.decree_submit(decree=act, by=cast.clerk)
    services.decree_publish(decree=act, by=cast.reviewer, reason="read it")
    assert act.conferrals.filter(state="published").count() == 3
    with pytest.raises(Conflict, match="no record here"):
        services.decree_publish(decree=act, by=cast.reviewer)
    assert verify().intact


def test_one_row_of_ones_own_keeps_the_decree_from_being_published_by_oneself(cast: Cast) -> None:
    act, drafts = _decree(cast)
    services.conferral_revise(
        conferral=drafts[2], by=cast.reviewer, reason=WHY, office_en="teacher"
    )
    services.decree_submit(decree=act, by=cast.clerk)
    with pytest.raises(Conflict) as stopped:
        services.decree_publish(decree=act, by=cast.reviewer)
    rows = stopped.value.extra["rows"]
    assert [(row["conferral"], row["code"]) for row in rows] == [(drafts[2].public_id, "own_draft")]
    assert not act.conferrals.filter(state="published").exists()


@pytest.mark.parametrize("road", ["desk", "entry"])
def test_who_changes_the_act_changes_what_its_records_say(cast: Cast, road: str) -> None:
    act, drafts = _decree(cast)

    def number(text: str) -> None:
        if road == "desk":
            act.number = text
            services.desk_write(record=act, by=cast.reviewer, reason=WHY)
        else:
            said = services.DecreeInput(cast.kz, (cast.page,), {"number": text, "date": act.date})
            services.decree_enter(
                act=said, rows=[], decree=act, by=cast.reviewer, reason=WHY, token=text
            )

    number("8")
    services.decree_submit(decree=act, by=cast.clerk)
    with pytest.raises(Conflict, match="3 records are not ready"):
        services.decree_publish(decree=act, by=cast.reviewer)
    with pytest.raises(Conflict) as refused:
        number("9")
    assert refused.value.code == "submitted"
    act.refresh_from_db()
    assert act.number == "8"
