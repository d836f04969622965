"""Writes of authorities and awards."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import InvalidInput
from registry.honours.models import (
    Authority,
    Award,
    AwardName,
    AwardPeriod,
    Grade,
    GradeName,
    Source,
)
from registry.honours.services.writing import save, snapshot, write_down
from registry.names import fold

Row = Mapping[str, Any]


@transaction.atomic
def authority_register(*, by: Actor, reason: str, **fields: Any) -> Authority:
    """Register a state or body. `fields`: slug, kind, country, name_kk/ru/en."""
    require(by, Role.REVIEWER)
    authority = Authority(**fields)
    save(authority)
    write_down(
        authority, action="authority.register", by=by, reason=reason, after=snapshot(authority)
    )
    return authority


@transaction.atomic
def award_register(
    *,
    slug: str,
    authority: Authority,
    kind: str,
    grades: Sequence[Row],
    by: Actor,
    names: Iterable[Row] = (),
    periods: Iterable[Row] = (),
    sources: Sequence[Source] = (),
    reason: str = "",
    **fields: Any,
) -> Award:
    """Register an award whole: its grades, periods and spellings in one write.

    `grades`: columns of Grade, and `dated_names` with columns of GradeName; at least one, and
    `single` stands alone only where there are no degrees in force with it. `names`: columns of
    AwardName; no two awards may own one spelling. `periods`: columns of AwardPeriod. Each may
    carry `sources`. Raises InvalidInput for what cannot be, Conflict for what is there already.
    """
    require(by, Role.REVIEWER)
    if not grades:
        raise InvalidInput("no_grade", f"grade: {slug} has none; no degrees are one grade, rank 0")
    award = Award(slug=slug, authority=authority, kind=kind, **fields)
    save(award)
    award.sources.set(sources)
    grades, names, periods = list(grades), list(names), list(periods)
    for row in grades:
        _grade_add(award, row)
    for row in periods:
        _part_add(AwardPeriod(award=award, **_columns(row)), row)
    for row in names:
        award_name_add(award=award, **row)
    write_down(
        award,
        action="award.register",
        by=by,
        reason=reason,
        source=sources[0] if sources else None,
        after=snapshot(award, grades=grades, names=names, periods=periods),
    )
    return award


@transaction.atomic
def award_spelling_add(*, award: Award, by: Actor, reason: str, **fields: Any) -> AwardName:
    """Add one spelling to an award that is on record. `fields`: columns of AwardName."""
    require(by, Role.REVIEWER)
    name = award_name_add(award=award, **fields)
    write_down(award, action="award.name_add", by=by, reason=reason, after={"name": fields})
    return name


def award_name_add(*, award: Award, text: str, **fields: Any) -> AwardName:
    """Add a spelling inside a write of its award; refuses one that another award owns."""
    folded = fold(text)
    owner = AwardName.objects.filter(folded=folded).select_related("award").first()
    if owner is not None:
        raise InvalidInput(
            "spelling_taken",
            f"text: the spelling {text!r} belongs to {owner.award.slug} already ({owner.text!r})",
        )
    name = AwardName(award=award, text=text, folded=folded, **fields)
    save(name)
    return name


def _columns(row: Row) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in ("sources", "dated_names")}


def _part_add(part: Grade | AwardPeriod, row: Row) -> None:
    save(part)
    part.sources.set(row.get("sources", ()))


def _grade_add(award: Award, row: Row) -> None:
    grade = Grade(award=award, **_columns(row))
    _part_add(grade, row)
    for dated in row.get("dated_names", ()):
        save(GradeName(grade=grade, **_columns(dated)))
