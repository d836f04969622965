"""Writes: validated, journalled, by those who may, with a source, or not at all."""

import pytest

from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, NotAllowed
from registry.honours import services
from registry.honours.models import Change, Conferral, NameToken, Recipient, RecipientRedirect
from registry.honours.rules import check
from registry.honours.selectors import coverage
from tests.cast import LOADER, WHY, Cast


def test_nothing_enters_without_a_source(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="without its source"):
        services.conferral_record(
            recipient=cast.japarov, award=cast.otan, grade=None, evidence=[], by=LOADER
        )
    assert not Conferral.objects.exists()


def test_a_conferral_is_a_draft_until_a_reviewer_publishes_it(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    assert draft.state == "draft"
    services.conferral_submit(conferral=draft, by=cast.clerk)
    assert not Conferral.objects.published().exists()
    with pytest.raises(NotAllowed, match="clerk"):
        services.conferral_publish(conferral=draft, by=cast.clerk)
    services.conferral_publish(conferral=draft, by=cast.reviewer)
    assert Conferral.objects.published().get() == draft
    with pytest.raises(Conflict, match="not a draft"):
        services.conferral_publish(conferral=draft, by=cast.reviewer)


def test_a_reader_writes_nothing_by_any_service(cast: Cast) -> None:
    draft = cast.draft(cast.japarov, cast.dostyk, "1")
    rows = Change.objects.count()
    attempts = [
        lambda: services.source_register(
            key="x", title="x", strength="primary", by=cast.reader, reason=WHY
        ),
        lambda: services.recipient_register(
            names=[services.NameInput("A B", "en")], by=cast.reader, reason=WHY
        ),
        lambda: services.recipient_revise(recipient=cast.japarov, by=cast.reader, gender="f"),
        lambda: services.conferral_publish(conferral=draft, by=cast.reader),
        lambda: services.conferral_revise(conferral=draft, by=cast.reader, posthumous=True),
        lambda: services.conferral_withdraw(conferral=draft, by=cast.reader, reason=WHY),
        lambda: services.recipient_merge(
            duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=cast.reader, reason=WHY
        ),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert Change.objects.count() == rows


def test_the_award_may_be_open_only_in_a_draft(cast: Cast) -> None:
    draft = services.conferral_record(
        recipient=cast.kim_vladimir,
        award=None,
        grade=None,
        award_stated="a medal of the First President",
        evidence=[services.EvidenceInput(cast.page, ("recipient",))],
        by=cast.clerk,
    )
    with pytest.raises(InvalidInput, match="award"):
        services.conferral_submit(conferral=draft, by=cast.clerk)
    with pytest.raises(InvalidInput, match="award"):
        services.conferral_publish(conferral=draft, by=LOADER)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"conferred_on": "1990"}, "before_award"),
        ({"presented_on": "1995-12-11"}, "before_award"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    cast: Cast, fields: dict[str, str], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        cast.draft(cast.japarov, cast.dostyk, "1", **fields)
    assert refused.value.code == code


def test_a_grade_of_another_award_is_refused(cast: Cast) -> None:
    foreign = cast.barys.grades.get(rank=3)
    with pytest.raises(InvalidInput, match="no such grade"):
        services.conferral_record(
            recipient=cast.japarov,
            award=cast.dostyk,
            grade=foreign,
            evidence=[services.EvidenceInput(cast.page)],
            by=LOADER,
        )


def test_one_decree_confers_one_award_and_grade_once(cast: Cast) -> None:
    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2020, 1, 2), by=LOADER, sources=[cast.page]
    )
    cast.confer(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2020-01-02")
    with pytest.raises((InvalidInput, Conflict)):
        cast.draft(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2020-01-02")
    assert cast.draft(cast.japarov, cast.dostyk, "2", decree=decree, conferred_on="2020-01-02").pk


def test_an_act_is_not_dated_otherwise_than_its_decree(cast: Cast) -> None:
    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2020, 1, 2), by=LOADER, sources=[cast.page]
    )
    with pytest.raises(InvalidInput, match="not the decree's"):
        cast.draft(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2020-01-03")
    coarse = cast.draft(cast.japarov, cast.dostyk, "1", decree=decree, conferred_on="2020")
    assert coarse.conferred_on == PartialDate(2020)


def test_the_same_award_again_is_a_warning_and_not_an_error(cast: Cast) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    again = cast.draft(cast.kim_vera, cast.otan, conferred_on="2022")
    codes = {finding.code for finding in check(again)}
    assert codes == {"received_before", "within_five_years"}


def test_status_is_derived_from_what_happened(cast: Cast) -> None:
    conferral = cast.confer(cast.kim_vera, cast.otan, conferred_on="2010")
    for kind, year in (("revoked", 2012), ("restored", 2015)):
        services.conferral_event_record(
            conferral=conferral, kind=kind, date=PartialDate(year), source=cast.page, by=LOADER
        )

    def status(on: str | None) -> str | None:
        day = PartialDate.parse(on).earliest() if on else None
        return Conferral.objects.with_status(day).get().last_event

    assert [status(d) for d in ("2011-06-01", "2013-06-01", None)] == [None, "revoked", "restored"]


def test_a_merge_moves_everything_and_leaves_a_way_back_to_the_old_id(cast: Cast) -> None:
    old_id = cast.kim_vera.public_id
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=cast.reviewer, reason="same person"
    )
    assert not Recipient.objects.filter(public_id=old_id).exists()
    assert RecipientRedirect.objects.get(merged_id=old_id).survivor == cast.kim_vladimir
    assert Conferral.objects.get().recipient == cast.kim_vladimir
    assert {"Вера Ким", "Владимир Ким"} <= {n.text for n in cast.kim_vladimir.names.all()}
    assert NameToken.objects.filter(recipient=cast.kim_vladimir, key="vera").exists()


def test_coverage_counts_only_what_is_published(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    cast.draft(cast.kim_vera, cast.dostyk, "2", conferred_on="2001")
    figures = coverage(cast.dostyk)
    assert (figures.conferrals, figures.recipients, figures.first) == (1, 1, "2024-04-19")


def test_two_awards_cannot_own_one_spelling(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="belongs to dostyk"):
        services.award_register(
            slug="other",
            authority=cast.kz,
            kind="medal",
            name_en="Other",
            grades=[{"kind": "single", "rank": 0}],
            names=[{"text": "ДОСТЫҚ", "language": "kk", "script": "cyrl", "kind": "official"}],
            by=LOADER,
            reason=WHY,
        )


def test_the_index_of_names_can_be_made_again(cast: Cast) -> None:
    from django.core.management import call_command

    before = set(NameToken.objects.values_list("recipient", "key"))
    NameToken.objects.all().delete()
    call_command("index_names", verbosity=0)
    assert set(NameToken.objects.values_list("recipient", "key")) == before != set()


def test_a_record_that_another_wrote_meanwhile_is_read_again_not_written_over(cast: Cast) -> None:
    old_copy = cast.draft(cast.kim_vera, cast.otan)
    fresh = Conferral.objects.get(pk=old_copy.pk)
    services.conferral_revise(conferral=fresh, by=LOADER, reason=WHY, posthumous=True)
    services.conferral_publish(conferral=old_copy, by=LOADER)
    assert Conferral.objects.get().posthumous
    with pytest.raises(Conflict, match="not a draft"):
        services.conferral_publish(conferral=fresh, by=LOADER)


def test_a_merge_of_old_copies_keeps_the_count_of_honours(cast: Cast) -> None:
    for person in (cast.kim_vera, cast.kim_vladimir):
        cast.confer(person, cast.otan)
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=LOADER, reason=WHY
    )
    assert Recipient.objects.get(pk=cast.kim_vladimir.pk).honours == 2


def test_two_who_received_the_same_by_one_decree_are_not_merged_unseen(cast: Cast) -> None:
    decree = services.decree_record(authority=cast.kz, by=LOADER, sources=[cast.page])
    for person in (cast.kim_vera, cast.kim_vladimir):
        cast.confer(person, cast.otan, decree=decree)
    with pytest.raises(Conflict, match="withdraw one"):
        services.recipient_merge(
            duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=LOADER, reason=WHY
        )


def test_the_desk_publishes_nothing(cast: Cast) -> None:
    draft = cast.draft(cast.kim_vera, cast.otan)
    draft.state = "published"
    with pytest.raises(InvalidInput, match="use publish"):
        services.desk_write(record=draft, by=LOADER, reason=WHY)


def test_a_spelling_added_later_is_written_down(cast: Cast) -> None:
    services.award_spelling_add(
        award=cast.otan, text="Otan order", language="en", script="latn", kind="spelling",
        by=LOADER, reason=WHY,
    )  # fmt: skip
    assert Change.objects.latest("id").action == "award.name_add"
