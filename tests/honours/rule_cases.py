"""For each rule of the law what breaks it, and what does not: made in memory, over the cast."""

from collections.abc import Callable
from typing import Any

from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Authority, Award, Conferral, Grade, Recipient
from tests.cast import LOADER, WHY, Cast

Given = Callable[["Maker"], Any]
MOTHERS, HERO, TITLE = "altyn-alqa", "halyk-qaharmany", "halyk-artisi"


class Maker:
    """Records that no service would store, too: built in memory, over what is on record."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.person = cast.person(("Some One", "en"), gender="f", citizenships=["KZ"])

    def award(self, slug: str, kind: str, degrees: int = 0, **fields: Any) -> Award:
        since = PartialDate.parse(fields.pop("since", "1995-12-12"))
        rows: list[dict[str, Any]] = [
            {"kind": "degree", "rank": rank, "name_en": f"{slug} {rank}"}
            for rank in range(1, degrees + 1)
        ] or [{"kind": "single", "rank": 0, "name_en": slug}]
        periods = fields.pop("periods", [{"valid_from": since}])
        return services.award_register(
            slug=slug, authority=self.cast.kz, kind=kind, grades=rows, periods=periods,
            name_en=slug, sources=[self.cast.page], by=LOADER, reason=WHY, **fields,
        )  # fmt: skip

    def held(self, award: Award, day: str, rank: int = 0, **fields: Any) -> Conferral:
        code = str(rank) if rank else ""
        return self.cast.confer(self.person, award, code, conferred_on=day, **fields)

    def given(
        self, award: Award, day: str | None = None, rank: int = 0, **fields: Any
    ) -> Conferral:
        """A conferral that is not stored: what is checked."""
        known = award.grades.filter(rank=rank).first()
        grade = fields.pop("grade") if "grade" in fields else known
        when = PartialDate.parse(day) if day else None
        fields.setdefault("recipient", self.person)
        return Conferral(award=award, grade=grade, conferred_on=when, **fields)

    def decree(self, day: str, authority: Authority | None = None) -> Any:
        return services.decree_record(
            authority=authority or self.cast.kz, number=day, date=PartialDate.parse(day),
            by=LOADER, reason=WHY,
        )  # fmt: skip

    def one(self, **fields: Any) -> Recipient:
        return self.cast.person(("Another One", "en"), **fields)


def _abroad(make: Maker) -> Authority:
    return services.authority_register(
        slug="xx", kind="state", country="CN", name_en="Elsewhere", by=LOADER, reason=WHY
    )


def _twice(make: Maker) -> Conferral:
    act = make.decree("2020-01-02")
    make.held(make.cast.otan, "2020-01-02", decree=act)
    return make.given(make.cast.otan, "2020-01-02", decree=act)


def _after(award: str, first: str, then: str, **fields: Any) -> Given:
    """An award of the cast received, and again Otan on another day."""

    def given(make: Maker) -> Conferral:
        make.held(getattr(make.cast, award), first, rank=3 if award == "barys" else 0)
        return make.given(make.cast.otan, then, **fields)

    return given


def _steps(*held: int, slug: str = "enbek-danky", then: int) -> Given:
    def given(make: Maker) -> Conferral:
        order = make.award(slug, "order", degrees=3, sequence_required=True)
        for number, rank in enumerate(held):
            make.held(order, f"{2000 + 6 * number}-01-01", rank=rank)
        return make.given(order, "2020-01-01", rank=then)

    return given


def _hero(otan: str | None, decree: bool = False) -> Given:
    def given(make: Maker) -> Conferral:
        title = make.award(HERO, "hero_title")
        act = make.decree("2022-05-05") if decree else None
        if otan:
            make.held(make.cast.otan, otan, decree=act)
        return make.given(title, "2022-05-05", decree=act)

    return given


def _dated(award: str, day: str, **dates: str) -> Given:
    def given(make: Maker) -> Conferral:
        return make.given(
            getattr(make.cast, award), day, **{k: PartialDate.parse(v) for k, v in dates.items()}
        )

    return given


def _whom(award: str = "otan", day: str = "2020-01-01", **person: Any) -> Given:
    """Otan, or an award of another kind that is made for it, to somebody else."""
    own = {name: person.pop(name) for name in ("posthumous", "ex_officio") if name in person}

    def given(make: Maker) -> Conferral:
        known = {MOTHERS: ("mother_award", "citizens_women"), "halyk-algysy": ("medal", "citizens")}
        if award in known:
            kind, eligibility = known[award]
            honour = make.award(award, kind, eligibility=eligibility)
        else:
            honour = make.cast.otan
        dates = {k: PartialDate.parse(v) for k, v in person.items() if k in ("birth", "death")}
        return make.given(honour, day, recipient=make.one(**{**person, **dates}), **own)

    return given


def _title(earlier: bool, day: str) -> Given:
    def given(make: Maker) -> Conferral:
        if earlier:
            make.held(make.award("enbek-singirgen-qairatker", "honorary_title"), "2001-01-01")
        return make.given(make.award(TITLE, "honorary_title", since="1995"), day)

    return given


def _revived(day: str) -> Given:
    def given(make: Maker) -> Conferral:
        spans = [
            {"valid_from": PartialDate(1996), "valid_to": PartialDate(1999)},
            {"valid_from": PartialDate(2023)},
        ]
        return make.given(make.award("revived", "medal", periods=spans), day)

    return given


def _degree_since(day: str) -> Given:
    def given(make: Maker) -> Conferral:
        grade = make.cast.dostyk.grades.get(rank=1)
        Grade.objects.filter(pk=grade.pk).update(valid_from=PartialDate(1999, 7, 25))
        return make.given(make.cast.dostyk, day, rank=1)

    return given


def _special(award: str, *, by_office: bool) -> Given:
    def given(make: Maker) -> Conferral:
        order = make.award(award, "order")
        special = Grade.objects.create(award=order, kind="special", rank=0, name_en="special")
        return make.given(order, "2020-01-01", grade=special, ex_officio=by_office)

    return given


def _foreign_act(make: Maker) -> Conferral:
    return make.given(make.cast.otan, "2020-01-02", decree=make.decree("2020-01-02", _abroad(make)))


def _own_act(day: str) -> Given:
    return lambda make: make.given(make.cast.otan, day, decree=make.decree("2020-01-02"))


# Rule → (what breaks it, …), (what does not, …).
CASES: dict[str, tuple[tuple[Given, ...], tuple[Given, ...]]] = {
    "grade_foreign": (
        (lambda m: m.given(m.cast.dostyk, grade=m.cast.barys.grades.get(rank=3)),),
        (lambda m: m.given(m.cast.dostyk, rank=1), lambda m: m.given(m.cast.dostyk, grade=None)),
    ),
    "before_award": (
        (_dated("dostyk", "1990", ), _dated("otan", "1993-03-31")),
        (_dated("otan", "1993-04-01"), _dated("otan", "1993")),
    ),
    "not_decree_date": ((_own_act("2020-01-03"),), (_own_act("2020-01-02"), _own_act("2020"))),
    "foreign_decree": ((_foreign_act,), (_own_act("2020-01-02"),)),
    "twice_in_decree": ((_twice,), (_own_act("2020-01-02"),)),
    "before_birth": (
        (_whom(birth="2021"),),
        (_whom(birth="2020"), _whom(birth="1950-01-01"), _whom()),
    ),
    "to_come": (
        (_dated("otan", "9999"), _dated("otan", "2020", presented_on="2999-01")),
        (_dated("otan", "2020-01-01"),),
    ),
    "presented_early": (
        (_dated("otan", "2020-05-05", presented_on="2020-05-04"),),
        (_dated("otan", "2020-05-05", presented_on="2020-05"),),
    ),
    "award_not_in_force": (
        (_revived("2005"), _revived("2022-12-31")),
        (_revived("1999"), _revived("2023-01-01"), _revived("1990")),
    ),
    "grade_not_in_force": ((_degree_since("1998"),), (_degree_since("1999"),)),
    "received_before": (
        (_after("otan", "2010-01-01", "2020-01-01"), _after("otan", "2010", "2020", grade=None)),
        (_after("barys", "2010-01-01", "2020-01-01"),),
    ),
    "within_five_years": (
        (_after("barys", "2015-01-02", "2020-01-01"), _after("barys", "2016", "2020-12-31"),
         _after("barys", "2016-02-29", "2021-02-27")),
        (_after("barys", "2015-01-01", "2020-01-01"), _after("barys", "2015", "2020"),
         _after("barys", "2020-01-01", "2020-01-01"), _after("barys", "2021-01-01", "2020-01-01"),
         _whom(MOTHERS)),
    ),
    "degree_skipped": (
        (_steps(then=1), _steps(3, then=1), _steps(then=2), _steps(slug="aibyn", then=1)),
        (_steps(3, 2, then=1), _steps(then=3), _steps(slug="aibyn", then=2),
         _steps(2, slug="aibyn", then=1)),
    ),
    "not_posthumous": (
        (_whom(death="2019-12-31"),),
        (_whom(death="2020"), _whom(death="2019", posthumous=True), _whom()),
    ),
    "posthumous_early": (
        (_whom(death="2020-01-02", posthumous=True),),
        (_whom(death="2020", posthumous=True), _whom(posthumous=True)),
    ),
    "body_honoured": ((_whom(kind="body"),), (_whom(),)),
    "citizens_only": (
        (_whom("halyk-algysy", citizenships=["CN"]),
         _whom(MOTHERS, "2025-08-01", citizenships=["XX"])),
        (_whom("halyk-algysy", citizenships=["KZ"]), _whom("halyk-algysy"),
         _whom(MOTHERS, "2024-08-01", citizenships=["CN"]), _whom(citizenships=["CN"])),
    ),
    "for_mothers": ((_whom(MOTHERS, gender="m"),), (_whom(MOTHERS, gender="f"), _whom(MOTHERS))),
    "hero_without_otan": (
        (_hero(None), _hero("2010-01-01")),
        (_hero("2022-05-05"), _hero("2022-05-05", decree=True)),
    ),
    "no_earlier_title": (
        (_title(earlier=False, day="2023-10-01"),),
        (_title(earlier=True, day="2023-10-01"), _title(earlier=False, day="1998")),
    ),
    "not_by_office": (
        (_special("another", by_office=True),), (_special("altyn-qyran", by_office=True),)
    ),
    "by_office": (
        (_special("altyn-qyran", by_office=False),), (_special("altyn-qyran", by_office=True),)
    ),
}  # fmt: skip
