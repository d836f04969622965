"""Merging two records of one person, and undoing it: every field has a fate, nothing is lost."""

from typing import Any

import pytest
from django.utils import timezone

from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, NotAllowed
from registry.honours import services
from registry.honours.history import rewind
from registry.honours.journal import verify
from registry.honours.models import (
    Change,
    Conferral,
    CountryTally,
    DistinctPeople,
    NameToken,
    Recipient,
    RecipientRedirect,
)
from registry.honours.services.distinct import told_apart
from registry.honours.services.merging import FATES, merge_preview, whole
from registry.honours.services.unmerging import merges_of, unmerge_plan
from registry.intake.models import Article, Draft
from tests.cast import LOADER, WHY, Cast


@pytest.fixture
def pair(cast: Cast) -> tuple[Recipient, Recipient]:
    """One person on record twice: the survivor and the duplicate."""
    survivor = cast.person(
        ("Serik Akhmetov", "en"), ("Серик Ахметов", "ru"), citizenships=["KZ"], note="first"
    )
    duplicate = cast.person(
        ("Serik Akhmetov", "en"), ("Серік Ахметов", "kk"), gender="m", birth=PartialDate(1968),
        description_ru="учитель", citizenships=["KZ", "RU"], external_ids=[("wikidata", "Q7")],
        note="second",
    )  # fmt: skip
    cast.confer(survivor, cast.otan, conferred_on="2001-12-10")
    cast.confer(duplicate, cast.barys, "3", conferred_on="2011-12-10")
    cast.draft(duplicate, cast.dostyk, "2", conferred_on="2016-12-10")
    survivor.refresh_from_db()
    duplicate.refresh_from_db()
    return survivor, duplicate


def _merge(pair: tuple[Recipient, Recipient]) -> tuple[Recipient, Change]:
    services.recipient_merge(duplicate=pair[1], survivor=pair[0], by=LOADER, reason="one person")
    survivor = Recipient.objects.get(pk=pair[0].pk)
    return survivor, Change.objects.latest("pk")


def _held(recipient: Recipient) -> dict[str, Any]:
    """Everything of a recipient but the keys of the rows that are its parts."""
    held = whole(recipient)
    for part in ("names", "citizenships", "external_ids"):
        rows = [{k: v for k, v in row.items() if k != "id"} for row in held.get(part, ())]
        held[part] = sorted(rows, key=str)
    return held


def test_every_field_and_table_of_a_recipient_has_a_fate() -> None:
    fields = {field.name for field in Recipient._meta.get_fields()}
    assert fields - FATES.keys() == set(), "say in FATES what a merge does to it"
    assert FATES.keys() - fields == set()


def test_the_fate_of_every_field_is_told_before_and_comes_true(
    pair: tuple[Recipient, Recipient],
) -> None:
    told = {one.name: one for one in merge_preview(duplicate=pair[1], survivor=pair[0])}
    assert told["birth"].fate == "fills"
    assert str(told["birth"].result) == "1968"
    assert list(map(str, told["names"].result)) == [
        "Serik Akhmetov",
        "Серик Ахметов",
        "Серік Ахметов",
    ]
    assert told["honours"].result == 2
    assert told["note"].result == "first\nsecond"
    survivor, _ = _merge(pair)
    for name, one in told.items():
        if one.fate in ("fills", "joins", "adds"):
            assert getattr(survivor, name) == one.result, name
    assert [n.text for n in survivor.names.order_by("pk")] == list(map(str, told["names"].result))
    assert [c.country for c in survivor.citizenships.order_by("pk")] == list(
        map(str, told["citizenships"].result)
    )
    assert survivor.conferrals.count() == 3


def test_a_person_is_no_body_and_nobody_is_merged_with_themselves(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    body = cast.person(("Choir", "en"), kind="body")
    for other, code in ((body, "kinds_differ"), (pair[0], "same_record")):
        with pytest.raises(Conflict) as refused:
            services.recipient_merge(duplicate=other, survivor=pair[0], by=LOADER, reason=WHY)
        assert refused.value.code == code


def test_who_was_told_apart_is_not_merged_and_not_asked_again(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    survivor, duplicate = pair
    services.people_tell_apart(
        one=duplicate, others=[survivor], by=cast.clerk, reason="another father"
    )
    assert (survivor.pk, duplicate.pk) in told_apart([survivor.pk])
    with pytest.raises(Conflict, match="clerk.*another father") as refused:
        _merge(pair)
    assert refused.value.code == "told_apart"
    rows = Change.objects.count()
    services.people_tell_apart(one=survivor, others=[duplicate], by=cast.clerk, reason="again")
    assert Change.objects.count() == rows
    with pytest.raises(NotAllowed):
        services.people_tell_apart_undo(
            pair=DistinctPeople.objects.get(), by=cast.clerk, reason=WHY
        )
    services.people_tell_apart_undo(
        pair=DistinctPeople.objects.get(), by=cast.reviewer, reason="a slip"
    )
    _merge(pair)
    assert verify().intact


def test_a_reader_tells_nobody_apart(cast: Cast, pair: tuple[Recipient, Recipient]) -> None:
    with pytest.raises(NotAllowed):
        services.people_tell_apart(one=pair[0], others=[pair[1]], by=cast.reader, reason=WHY)
    with pytest.raises(InvalidInput):
        services.people_tell_apart(one=pair[0], others=[pair[1]], by=cast.clerk, reason="")
    assert not DistinctPeople.objects.exists()


def test_a_judgement_about_the_duplicate_is_one_about_the_whole(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    for one, other in ((pair[1], cast.kim_vera), (pair[1], cast.japarov), (pair[0], cast.japarov)):
        services.people_tell_apart(one=one, others=[other], by=cast.clerk, reason="no")
    survivor, merge = _merge(pair)
    apart = {other for one, other in told_apart([survivor.pk]) if one == survivor.pk}
    assert apart == {cast.kim_vera.pk, cast.japarov.pk}
    back = services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    pairs = told_apart([survivor.pk, back.pk])
    assert (back.pk, cast.kim_vera.pk) in pairs
    assert (survivor.pk, cast.kim_vera.pk) not in pairs
    assert (back.pk, cast.japarov.pk) in pairs
    assert (survivor.pk, cast.japarov.pk) in pairs


def test_an_unmerge_puts_everything_back_where_it_was(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    before = [_held(one) for one in (Recipient.objects.get(pk=p.pk) for p in pair)]
    tallies = set(
        CountryTally.objects.filter(conferrals__gt=0).values_list("country", "conferrals")
    )
    owners = dict(Conferral.objects.values_list("pk", "recipient"))
    ids = (pair[1].pk, pair[1].public_id)
    survivor, merge = _merge(pair)
    assert RecipientRedirect.objects.get().survivor == survivor
    back = services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    assert (back.pk, back.public_id) == ids
    after = [_held(Recipient.objects.get(pk=pk)) for pk in (survivor.pk, back.pk)]
    assert after == before
    assert dict(Conferral.objects.values_list("pk", "recipient")) == owners
    assert not RecipientRedirect.objects.exists()
    now = set(CountryTally.objects.filter(conferrals__gt=0).values_list("country", "conferrals"))
    assert now == tallies
    assert NameToken.objects.filter(recipient=back).exists()
    assert (survivor.pk, back.pk) in told_apart([back.pk])
    assert verify().intact


def test_what_was_changed_since_stays_and_is_said(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    survivor, merge = _merge(pair)
    services.recipient_revise(recipient=survivor, by=LOADER, reason=WHY, birth=PartialDate(1969))
    services.recipient_name_add(
        recipient=survivor, name=services.NameInput("S. Akhmetov", "en"), by=LOADER, reason=WHY
    )
    services.desk_remove(record=survivor.external_ids.get(), by=LOADER, reason=WHY)
    cast.confer(survivor, cast.dostyk, "1", conferred_on="2021-12-10")
    plan = unmerge_plan(merge)
    assert plan.changed == ["birth"]
    assert plan.columns.keys() == {"gender", "description_ru", "note"}
    assert list(map(str, plan.since["names"])) == ["S. Akhmetov"]
    assert plan.gone["external_ids"] == ["wikidata Q7"]
    assert len(plan.since["conferrals"]) == 1
    back = services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    survivor = Recipient.objects.get(pk=survivor.pk)
    assert (str(survivor.birth), survivor.gender, survivor.honours) == ("1969", "", 2)
    assert (str(back.birth), back.gender, back.honours) == ("1968", "m", 1)
    assert set(survivor.names.values_list("text", flat=True)) == {
        "Serik Akhmetov", "Серик Ахметов", "S. Akhmetov",
    }  # fmt: skip
    assert survivor.conferrals.count() == 2
    assert not back.external_ids.exists()


def test_merges_are_undone_from_the_last_to_the_first(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    """A third into the duplicate, then both into the survivor."""
    third = cast.person(("Серик Ахмет", "ru"))
    services.recipient_merge(duplicate=third, survivor=pair[1], by=LOADER, reason=WHY)
    first_merge = Change.objects.latest("pk")
    survivor, second_merge = _merge(pair)
    assert merges_of(survivor) == [second_merge]
    with pytest.raises(Conflict) as refused:
        unmerge_plan(first_merge)
    assert refused.value.code == "merged_since"
    duplicate = services.recipient_unmerge(merge=second_merge, by=LOADER, reason=WHY)
    assert RecipientRedirect.objects.get().survivor == duplicate
    with pytest.raises(Conflict) as refused:
        services.recipient_unmerge(merge=second_merge, by=LOADER, reason=WHY)
    assert refused.value.code == "undone"
    services.recipient_unmerge(merge=first_merge, by=LOADER, reason=WHY)
    assert not RecipientRedirect.objects.exists()


def test_rows_of_other_rooms_follow_there_and_back(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    article = Article.objects.create(text="x", sha256="0" * 64, title="x")
    draft = Draft.objects.create(
        article=article, pairing="p", recipient_text="x", recipient=pair[1], award=cast.otan,
        quote="x",
    )  # fmt: skip
    duplicate = pair[1].pk
    survivor, merge = _merge(pair)
    draft.refresh_from_db()
    assert draft.recipient == survivor
    services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    draft.refresh_from_db()
    assert draft.recipient_id == duplicate


def test_an_unmerge_takes_a_reviewer_and_a_reason(
    cast: Cast, pair: tuple[Recipient, Recipient]
) -> None:
    _, merge = _merge(pair)
    with pytest.raises(NotAllowed):
        services.recipient_unmerge(merge=merge, by=cast.clerk, reason=WHY)
    with pytest.raises(InvalidInput):
        services.recipient_unmerge(merge=merge, by=cast.reviewer, reason="")
    assert RecipientRedirect.objects.exists()


def test_the_registry_as_it_was_knows_the_merge_and_its_undoing(
    pair: tuple[Recipient, Recipient],
) -> None:
    moved = Conferral.objects.get(award__slug="barys").pk
    old_key, apart = pair[1].pk, timezone.now()
    survivor, merge = _merge(pair)
    together = timezone.now()
    services.recipient_unmerge(merge=merge, by=LOADER, reason="two men")
    now = timezone.now()
    then = rewind(together, now=now)
    assert then.conferrals[moved]["recipient_id"] == survivor.pk
    assert then.recipients[survivor.pk]["gender"] == "m"
    assert rewind(apart, now=now).conferrals[moved]["recipient_id"] == old_key
