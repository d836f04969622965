"""A reviewer revokes what was conferred, by a second decree, in the browser."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser import Desk, shot, sign_in

pytestmark = [pytest.mark.long, pytest.mark.process]

CONFERRED = """
from registry.dates import PartialDate
source = Source.objects.get(key="page-1")
kz, otan = Authority.objects.get(slug="kz"), Award.objects.get(slug="otan")
def act(number, day):
    return services.decree_record(authority=kz, number=number, date=PartialDate.parse(day),
        sources=[source], by=LOADER, reason=WHY)
person = services.recipient_register(names=[services.NameInput("Мұрат Айдынов", "kk"),
    services.NameInput("Murat Aidynov", "en")], by=LOADER, reason=WHY)
first = act("501", "2012-12-14")
record = services.conferral_record(recipient=person, award=otan, grade=otan.grades.get(),
    decree=first, evidence=[services.EvidenceInput(source)], by=LOADER,
    conferred_on=first.date, conferred_on_basis="decree")
services.conferral_publish(conferral=record, by=LOADER)
act("777", "2019-03-01")
print(record.pk, record.public_id)
"""


def _pick(page: Page, field: str, typed: str, shown: str) -> None:
    """Choose from the suggestions of a field."""
    page.locator(f"#{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(typed)
    page.locator(".select2-results__option", has_text=shown).first.click()
    expect(page.locator(f"#{field} + .select2")).to_contain_text(shown)


def test_a_reviewer_revokes_by_a_second_decree(desk: Desk, page: Page) -> None:
    key, public_id = desk.python(CONFERRED).split()
    address = f"{desk.address}/api/v1/conferrals/{public_id}"
    assert httpx.get(address).json()["status"] == "in_force"
    sign_in(page, "reviewer")
    page.goto(f"/admin/honours/conferral/{key}/change/")
    page.locator("#events-group a.add-row").click()
    page.locator("#id_events-0-kind").select_option("revoked")
    page.locator("#id_events-0-date").fill("2019-03-01")
    _pick(page, "id_events-0-decree", "777", "777")
    page.locator("#id_events-0-reason").fill("deprived by a court's verdict")
    _pick(page, "id_events-0-source", "page-1", "page-1")
    page.locator("#id_why").fill("decree 777")
    shot(page, "revoke-1-entered")
    with page.expect_navigation():
        page.locator("[name=_save]").click()
    told = httpx.get(address).json()
    assert told["status"] == "revoked"
    [event] = told["events"]
    assert (event["kind"], event["date"], event["decree"]["number"]) == (
        "revoked", "2019-03-01", "777",
    )  # fmt: skip
    assert desk.python(f"print(ConferralEvent.objects.get(conferral={key}).source.key)") == "page-1"
    page.goto(f"/admin/honours/conferral/{key}/history/")
    expect(page.locator("#content, main").first).to_contain_text("decree 777")
    shot(page, "revoke-2-history")
