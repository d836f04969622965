"""What the law says of a conferral: each rule by what breaks it, and by what does not."""

import inspect
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from registry.dates import PartialDate
from registry.honours.catalogue import current_catalogue
from registry.honours.loading import Report
from registry.honours.models import Award, Conferral
from registry.honours.rules import ERROR, RULES, Around, Finding, check, check_all, impossible, law
from tests.cast import Cast
from tests.honours.rule_cases import CASES, Maker


@pytest.mark.parametrize("code", CASES)
def test_each_rule_is_broken_by_what_breaks_it_and_by_nothing_else(cast: Cast, code: str) -> None:
    for breaks, cases in zip((True, False), CASES[code], strict=True):
        for place, case in enumerate(cases):
            with transaction.atomic():
                found = {finding.code: finding for finding in check(case(Maker(cast)))}
                assert (code in found) is breaks, (breaks, place, found.keys())
                assert all(map(_said_in_every_language, found.values()))
                transaction.set_rollback(True)


def _said_in_every_language(finding: Finding) -> bool:
    said = []
    for lang in ("kk", "ru", "en"):
        with translation.override(lang):
            said.append(finding.reason)
    return bool(Conferral._meta.get_field(finding.field)) and all(
        reason and "{" not in reason for reason in said
    )


def test_every_rule_has_its_cases_and_says_in_words_what_it_wants() -> None:
    assert all(rule.__doc__ for rule in RULES)
    source = inspect.getsource(law) + inspect.getsource(impossible)
    assert set(re.findall(r'finding\(\s*(?:ERROR|WARNING), "(\w+)"', source)) == set(CASES)


def test_the_awards_that_rules_name_are_in_the_registry(bundled: Report) -> None:
    named = {*law.FIRST_STEP, law.HERO_WITH, *law.EARLIER_TITLE, *law.EARLIER_TITLE.values()}
    assert named | {law.EX_OFFICIO} <= {a.slug for a in current_catalogue().awards.values()}
    assert Award.objects.get(slug="aibyn").sequence_required


def test_no_bundled_record_is_impossible_and_its_warnings_stay_visible(bundled: Report) -> None:
    found = check_all(list(Conferral.objects.all()))
    flat = [finding for findings in found for finding in findings]
    assert [finding for finding in flat if finding.level == ERROR] == []
    assert {finding.code for finding in flat} & {"within_five_years", "received_before"}


def test_three_hundred_rows_are_checked_by_as_many_statements_as_three(cast: Cast) -> None:
    make = Maker(cast)
    act = make.decree("2020-01-02")
    rows = []
    for number in range(40):
        person = cast.person((f"Person Number{number}", "en"), citizenships=["KZ"])
        cast.confer(person, cast.barys, "3", conferred_on="2018-01-01")
        row = cast.draft(person, cast.otan, conferred_on="2020-01-02", decree=act)
        rows.append(row.pk)

    def statements(keys: list[int]) -> int:
        with CaptureQueriesContext(connection) as caught:
            stored = list(Conferral.objects.filter(pk__in=keys))
            found = check_all(stored)
        assert {f.code for findings in found for f in findings} == {"within_five_years"}
        return len(caught)

    assert statements(rows) == statements(rows[:3]) <= 12


def test_a_fingerprint_holds_while_its_facts_do(cast: Cast) -> None:
    make = Maker(cast)
    make.held(cast.barys, "2018-01-01", rank=3)

    def seal(conferral: Conferral) -> str:
        [found] = [f for f in check(conferral) if f.code == "within_five_years"]
        return found.fingerprint

    first = seal(make.given(cast.otan, "2020-01-01"))
    assert seal(make.given(cast.otan, "2020-01-01", office_en="teacher")) == first
    assert seal(make.given(cast.otan, "2021-01-01")) != first
    assert seal(make.given(cast.dostyk, "2020-01-01", rank=1)) != first
    make.held(cast.dostyk, "2019-01-01", rank=2)
    assert seal(make.given(cast.otan, "2020-01-01")) != first


def test_today_is_handed_in(cast: Cast) -> None:
    row = Maker(cast).given(cast.otan, "2020-01-02")
    eve, day = (PartialDate(2020, 1, n).earliest() for n in (1, 2))
    to_come = [rule for rule in RULES if rule.__name__ == "not_to_come"]
    codes = [[f.code for rule in to_come for f in rule(row, Around([row], d))] for d in (eve, day)]
    assert codes == [["to_come"], []]
