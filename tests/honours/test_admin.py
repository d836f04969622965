"""The admin: every screen opens, every write goes through the services and says why."""

import pytest
from django.contrib import admin
from django.test import Client

from registry.accounts.models import User
from registry.honours import services
from registry.honours.models import Change, Conferral, NameToken, Recipient
from tests.cast import Cast


def _login(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


OURS = [m for m in admin.site._registry if m._meta.app_label in ("honours", "intake")]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.model_name)
def test_every_list_opens_for_a_reader_and_offers_no_writing(
    cast: Cast, client: Client, model: type
) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    meta = model._meta  # type: ignore[attr-defined]
    page = _login(client, cast.reader).get(f"/admin/{meta.app_label}/{meta.model_name}/")
    assert page.status_code == 200
    add = client.get(f"/admin/{meta.app_label}/{meta.model_name}/add/")
    assert add.status_code == 403


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.model_name)
def test_every_record_opens_for_a_reviewer(cast: Cast, client: Client, model: type) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    record = model._default_manager.first()  # type: ignore[attr-defined]
    if record is None:
        record_page = _login(client, cast.reviewer).get("/admin/")
    else:
        meta = model._meta  # type: ignore[attr-defined]
        record_page = _login(client, cast.reviewer).get(
            f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/change/"
        )
    assert record_page.status_code == 200


NO_PARTS = {
    f"{part}-{form}": number
    for part in ("names", "citizenships", "external_ids", "evidence", "events")
    for form, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


def test_a_clerk_enters_a_person_who_is_found_at_once(cast: Cast, client: Client) -> None:
    data = {
        **NO_PARTS,
        "kind": "person",
        "gender": "f",
        "why": "decree 7",
        "names-TOTAL_FORMS": "1",
        "names-0-text": "Айгүл Серікова",
        "names-0-language": "kk",
        "names-0-kind": "official",
    }
    page = _login(client, cast.clerk).post("/admin/honours/recipient/add/", data)
    assert page.status_code == 302, page.content.decode()[:2000]
    person = Recipient.objects.get(names__text="Айгүл Серікова")
    assert NameToken.objects.filter(recipient=person).count() == 2
    written = Change.objects.filter(by=cast.clerk)
    assert {c.reason for c in written} == {"decree 7"}
    assert written.count() == 2


def test_a_write_without_a_reason_comes_back(cast: Cast, client: Client) -> None:
    rows = Change.objects.count()
    page = _login(client, cast.clerk).post(
        "/admin/honours/recipient/add/", {**NO_PARTS, "kind": "person"}
    )
    assert page.status_code == 200
    assert Change.objects.count() == rows


def test_what_cannot_be_is_refused_with_its_rule_and_nothing_is_stored(
    cast: Cast, client: Client
) -> None:
    data = {
        **NO_PARTS,
        "recipient": cast.japarov.pk,
        "award": cast.dostyk.pk,
        "grade": cast.barys.grades.get(rank=3).pk,
        "why": "decree 7",
    }
    page = _login(client, cast.clerk).post("/admin/honours/conferral/add/", data, follow=True)
    assert "no such grade" in page.content.decode()
    assert not Conferral.objects.exists()


def test_changed_sources_of_a_record_are_written_down(cast: Cast, client: Client) -> None:
    from registry.dates import PartialDate
    from tests.cast import LOADER

    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2020), sources=[cast.page], by=LOADER
    )
    data = {
        "authority": cast.kz.pk,
        "kind": "decree",
        "number": "7",
        "date": "2020",
        "sources": [cast.decree_page.pk],
        "why": "read the decree itself",
    }
    page = _login(client, cast.clerk).post(f"/admin/honours/decree/{decree.pk}/change/", data)
    assert page.status_code == 302, page.content.decode()[:1500]
    written = Change.objects.latest("id")
    assert (written.action, written.reason) == ("decree.link", "read the decree itself")
    assert (written.before, written.after) == (
        '{"sources":["Source page-1"]}',
        '{"sources":["Source decree-1"]}',
    )
