"""The admin's front page: what waits for whom, how much of it, and what the registry holds."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.desk import counting
from registry.desk.figures import Row, country_chart, coverage_table, year_chart
from registry.honours import services
from registry.honours.models import Award, Change, Conferral, Recipient
from registry.honours.querysets import undelivered_before
from registry.honours.rules import check
from registry.honours.statistics import Line
from tests.cast import LOADER, Cast
from tests.desk.planting import planter

TODAY = dt.date(2026, 11, 26)


def come_in(client: Client, role: Role) -> Client:
    client.force_login(User.objects.create_user(f"a {role}", role=role, is_staff=True))
    return client


def page_of(client: Client) -> str:
    return client.get("/admin/").content.decode()


def card(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*data-list="{name}">(.*?)</section>', page, re.S)
    assert found, f"no card {name}"
    return found[1]


FOR_READERS = {"contested"}
FOR_CLERKS = FOR_READERS | {"drafts", "articles", "undelivered", "jobs"}
FOR_REVIEWERS = FOR_CLERKS | {"submitted", "questions", "endpoints"}


@pytest.mark.parametrize(
    ("role", "lists"),
    [
        (Role.READER, FOR_READERS),
        (Role.CLERK, FOR_CLERKS),
        (Role.REVIEWER, FOR_REVIEWERS),
        (Role.ADMINISTRATOR, FOR_REVIEWERS),
    ],
)
def test_everybody_sees_what_is_theirs(
    cast: Cast, client: Client, role: Role, lists: set[str]
) -> None:
    planter(cast, User.objects.create_user("office", role=Role.ADMINISTRATOR)).plant([1])
    page = page_of(come_in(client, role))
    assert set(re.findall(r'data-list="(\w+)"', page)) == lists
    for name in lists:
        address = re.search(r'class="desk-all" href="([^"]+)"', card(page, name))
        assert address
        listed = client.get(address[1].replace("&amp;", "&"))
        assert (listed.status_code, listed.context["cl"].result_count > 0) == (200, True)


def test_a_list_leads_to_as_many_rows_as_it_counts(cast: Cast, client: Client) -> None:
    for recipient in (cast.japarov, cast.kim_vera):
        cast.confer(recipient, cast.otan, conferred_on="2020-01-10")
    page = page_of(come_in(client, Role.CLERK))
    assert "<strong>2</strong>" in card(page, "undelivered")
    listed = client.get("/admin/honours/conferral/?insignia=undelivered")
    assert listed.context["cl"].result_count == 2


def test_where_nothing_waits_it_says_so(cast: Cast, client: Client) -> None:
    page = page_of(come_in(client, Role.REVIEWER))
    assert "data-list" not in page
    assert 'href="/admin/honours/conferral/?state__exact=draft"' in page


def test_more_than_is_counted_is_told_as_more(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", 2)
    for award in (cast.otan, cast.dostyk, cast.barys):
        cast.draft(cast.kim_vera, award, conferred_on="2020-01-10")
    drafts = card(page_of(come_in(client, Role.CLERK)), "drafts")
    assert "<strong>2+</strong>" in drafts


def test_drafts_are_told_by_age_the_oldest_first(cast: Cast, client: Client) -> None:
    old = cast.draft(cast.kim_vera, cast.otan, conferred_on="2020-01-10")
    cast.draft(cast.kim_vladimir, cast.otan, conferred_on="2020-01-10")
    first = Change.objects.filter(object_id=old.public_id)
    first.update(at=timezone.now() - dt.timedelta(days=40))
    drafts = card(page_of(come_in(client, Role.CLERK)), "drafts")
    assert re.findall(r"(\w+) Kim", drafts) == ["Vera", "Vladimir"]
    assert "40 days" in drafts
    assert "under 90 days: <b>1</b>" in drafts
    assert "under 7 days: <b>1</b>" in drafts


def test_insignia_are_asked_after_when_months_have_passed(cast: Cast) -> None:
    waiting = cast.confer(cast.kim_vera, cast.otan, conferred_on="2026-08-28")
    cast.confer(cast.kim_vladimir, cast.otan, conferred_on="2026-08-29")
    # It may have been in December: nobody can say that months have passed.
    cast.confer(cast.kim_vera, cast.dostyk, "1", conferred_on="2026")
    cast.confer(cast.japarov, cast.otan, conferred_on="2020-01-10", presented_on="2020-01-11")
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2020-01-11")
    cast.draft(cast.japarov, cast.barys, "1", conferred_on="2020-01-10")
    gone = cast.confer(cast.japarov, cast.dostyk, "2", conferred_on="2020-01-10")
    services.conferral_event_record(
        conferral=gone, kind="revoked", source=cast.page, by=LOADER, reason="a court"
    )
    assert list(undelivered_before(TODAY)) == [waiting]


def test_names_are_shown_in_the_reader_s_language_and_never_as_markup(
    cast: Cast, client: Client
) -> None:
    person = cast.person(("<b>Дарын", "kk"), ("Daryn", "en"))
    cast.draft(person, cast.otan, conferred_on="2020-01-10")
    come_in(client, Role.CLERK)
    page = client.get("/admin/", headers={"accept-language": "kk"}).content.decode()
    assert "&lt;b&gt;Дарын · «Отан» ордені · 2020 жылғы 10 қаңтар" in card(page, "drafts")
    assert "<b>Дарын" not in page


def test_what_is_published_is_counted_in_every_picture_at_once(cast: Cast, client: Client) -> None:
    come_in(client, Role.READER)
    assert '<svg class="desk-years"' not in page_of(client)
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020-01-10")
    page = page_of(client)
    assert '<svg class="desk-years"' in page
    assert '<th scope="row">2020</th><td>1</td>' in page
    assert '<th scope="row">2021</th><td>0</td>' in page
    assert '<th scope="row">2024</th><td>1</td>' in page
    assert '<th scope="row">Kyrgyzstan</th>' in page
    assert '<td class="h1" title="2020: 1"><span>1</span></td>' in page
    assert "Order of Barys" in page.rpartition("Nothing is held of:")[2]


def test_a_year_without_any_stands_between_the_others() -> None:
    chart = year_chart({"2001": 10, "2003": 5, "": 7})
    assert [(bar.label, bar.number) for bar in chart.bars] == [
        ("2001", 10), ("2002", 0), ("2003", 5),
    ]  # fmt: skip
    tall, none, half = (bar.height for bar in chart.bars)
    assert (none, half) == (0, tall // 2)
    assert all(bar.x + bar.width <= chart.width for bar in chart.bars)
    assert chart.said == ["No date is known: 7"]


def test_a_country_that_dwarfs_the_others_is_told_in_words() -> None:
    lines = [Line("KZ", 90_000), Line("RU", 40), Line("CN", 10), Line("", 3)]
    chart = country_chart(lines)
    assert [(bar.label, bar.width) for bar in chart.bars] == [("Russia", 100), ("China", 25)]
    assert chart.said == ["Kazakhstan: 90 000", "not known: 3"]
    assert [bar.width for bar in country_chart([Line("RU", 4), Line("CN", 1)]).bars] == [100, 25]


def test_the_countries_beyond_the_first_dozen_are_told_as_one() -> None:
    codes = "RU CN UZ KG TR US DE FR AE AZ UA BY TJ TM".split()
    chart = country_chart([Line(code, 20 - at) for at, code in enumerate(codes)])
    assert len(chart.bars) == 12
    assert chart.said == ["other countries: 15"]


@pytest.mark.parametrize(
    ("number", "step"), [(0, 0), (1, 1), (9, 1), (10, 2), (100, 3), (99_999, 5), (1_000_000, 5)]
)
def test_a_cell_is_as_dark_as_its_number_has_digits(number: int, step: int) -> None:
    award = Award(pk=1, short_en="Order", name_en="Order")
    [row] = coverage_table([(award, {"2001": number, "": 1})], ["2001"]).rows
    assert isinstance(row, Row)
    assert [cell.step for cell in row.cells] == [step]
    assert row.total == number + 1


def test_an_empty_registry_has_a_front_page(client: Client, db: None) -> None:
    assert not Conferral.objects.exists()
    assert not Recipient.objects.exists()
    assert "Nothing is published yet." in page_of(come_in(client, Role.ADMINISTRATOR))


def test_dates_that_are_not_known_have_a_count_of_their_own(cast: Cast, client: Client) -> None:
    cast.confer(cast.japarov, cast.otan)
    cast.confer(cast.kim_vera, cast.otan, conferred_on=PartialDate(2001))
    assert "No date is known: 1" in page_of(come_in(client, Role.READER))


def written(cast: Cast, by: User, **fields: Any) -> Conferral:
    """A draft that one of the staff has written, complete but for nothing."""
    return services.conferral_record(
        recipient=cast.kim_vera, award=cast.otan, grade=cast.otan.grades.get(),
        conferred_on=PartialDate(2020, 1, 10), conferred_on_basis="reported", by=by,
        evidence=[services.EvidenceInput(cast.page, ("recipient", "award"))],
        reason_for_write="read in the decree", **fields,
    )  # fmt: skip


def office(cast: Cast, name: str, role: Role) -> tuple[Client, User]:
    user = User.objects.create_user(name, role=role, is_staff=True)
    client = Client()
    client.force_login(user)
    return client, user


def test_what_is_submitted_waits_for_another_reviewer_and_comes_back_to_its_writer(
    cast: Cast,
) -> None:
    at_the_clerk, clerk = office(cast, "Asel", Role.CLERK)
    at_the_reviewer, reviewer = office(cast, "Marat", Role.REVIEWER)
    theirs, mine = written(cast, clerk), written(cast, reviewer, office_en="teacher")
    for draft, by in ((theirs, clerk), (mine, reviewer)):
        found = [one.code for one in check(draft) if one.level == "warning"]
        services.conferral_submit(
            conferral=draft, by=by, answers=dict.fromkeys(found, "both decrees were read")
        )
    waiting = card(page_of(at_the_reviewer), "submitted")
    assert "<strong>1</strong>" in waiting
    assert f"/conferral/{theirs.pk}/" in waiting
    assert "Asel · today" in waiting
    listed = at_the_reviewer.get("/admin/honours/conferral/?waiting=review")
    assert list(listed.context["cl"].result_list) == [theirs]
    assert 'data-list="submitted"' not in page_of(at_the_clerk)
    services.conferral_return(conferral=theirs, by=reviewer, comment="which day?")
    back = card(page_of(at_the_clerk), "returned")
    assert "Marat: which day?" in back
    assert 'data-list="returned"' not in page_of(at_the_reviewer)
    listed = at_the_clerk.get("/admin/honours/conferral/?waiting=mending")
    assert list(listed.context["cl"].result_list) == [theirs]


def test_in_an_office_of_one_what_is_mine_waits_for_me(cast: Cast, settings: Settings) -> None:
    settings.FOUR_EYES = False
    client, reviewer = office(cast, "Marat", Role.REVIEWER)
    services.conferral_submit(conferral=written(cast, reviewer), by=reviewer)
    assert "<strong>1</strong>" in card(page_of(client), "submitted")


WARNINGS = "/admin/desk/warnings/"


def test_drafts_that_a_rule_warns_of_are_listed_until_there_is_a_reason(cast: Cast) -> None:
    client, clerk = office(cast, "Asel", Role.CLERK)
    assert "No rule has anything to say" in client.get(WARNINGS).content.decode()
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2018-01-10")
    draft = written(cast, clerk)
    warned = [one for one in check(draft) if one.level == "warning"]
    page = client.get(WARNINGS).content.decode()
    assert f"/conferral/{draft.pk}/change/" in page
    assert all(escape(one.reason) in page for one in warned)
    cards = client.get(WARNINGS, headers={"HX-Request": "true"}).content.decode()
    assert "<strong>1</strong>" in card(cards, "warnings")
    assert "<html" not in cards
    answers = dict.fromkeys([one.code for one in warned], "the law makes an exception")
    services.conferral_submit(conferral=draft, by=clerk, answers=answers)
    services.conferral_return(conferral=draft, by=clerk, comment="not yet")
    assert "No rule has anything to say" in client.get(WARNINGS).content.decode()


def test_the_page_of_warnings_is_for_those_who_can_mend_them(cast: Cast) -> None:
    client, _reader = office(cast, "Dana", Role.READER)
    assert client.get(WARNINGS).status_code == 403
    assert WARNINGS not in page_of(client)
