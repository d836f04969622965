"""Every road to the desk with every kind of key: who is let in, and who is told what is lacking."""

from typing import Any

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.honours.models import Change, Conferral
from registry.intake.models import Draft
from tests.api.conftest import Desk
from tests.cast import Cast

CLERKS = [
    ("GET", "drafts"),
    ("POST", "drafts"),
    ("GET", "drafts/{draft}"),
    ("PATCH", "drafts/{draft}"),
    ("POST", "drafts/{draft}/submit"),
    ("POST", "drafts/{draft}/return"),
    ("POST", "articles"),
    ("GET", "articles/1"),
    ("POST", "proposals/1/accept"),
    ("POST", "proposals/1/reject"),
    ("POST", "proposals/1/correct"),
]
REVIEWERS = [("POST", "drafts/{draft}/publish"), ("POST", "conferrals/{draft}/revoke")]
ALL = ("read", "draft", "publish")

# Who comes → (roads of a clerk, roads of a reviewer): None is let in, else the code of the refusal.
TABLE: dict[tuple[str, tuple[str, ...]], tuple[str | None, str | None]] = {
    ("reader", ("read",)): ("scope_missing", "scope_missing"),
    ("reader", ALL): ("role_too_low", "role_too_low"),
    ("clerk", ("read",)): ("scope_missing", "scope_missing"),
    ("clerk", ("publish",)): ("scope_missing", "role_too_low"),
    ("clerk", ("draft",)): (None, "scope_missing"),
    ("clerk", ALL): (None, "role_too_low"),
    ("reviewer", ("read",)): ("scope_missing", "scope_missing"),
    ("reviewer", ("draft",)): (None, "scope_missing"),
    ("reviewer", ("publish",)): ("scope_missing", None),
    ("reviewer", ALL): (None, None),
    ("administrator", ("draft",)): (None, "scope_missing"),
    ("administrator", ALL): (None, None),
}


@pytest.fixture
def draft(cast: Cast) -> str:
    return cast.draft(cast.japarov, cast.dostyk, "1").public_id


@pytest.mark.parametrize(("method", "road"), CLERKS + REVIEWERS)
def test_without_a_key_nobody_is_let_in(client: Client, draft: str, method: str, road: str) -> None:
    refused = client.generic(method, f"/api/v1/{road.format(draft=draft)}", "{")
    assert (refused.status_code, refused.json()["code"]) == (401, "no_key")
    assert refused["WWW-Authenticate"] == 'Bearer realm="marapat"'
    assert refused["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("role", "scopes"), TABLE, ids=str)
def test_a_key_opens_what_its_scopes_and_its_owners_role_permit(
    client: Client, draft: str, role: str, scopes: tuple[str, ...]
) -> None:
    desk = Desk(client, User.objects.create_user("somebody", role=role), *scopes)
    before = Change.objects.count()
    for roads, refusal in zip((CLERKS, REVIEWERS), TABLE[role, scopes], strict=True):
        for method, road in roads:
            response = desk.ask(method, road.format(draft=draft), ["no document"])
            if refusal is None:
                assert response.status_code not in (401, 403), road
            else:
                assert (response.status_code, response.json()["code"]) == (403, refusal), road
                missing = refusal == "scope_missing"
                assert ("insufficient_scope" in response.get("WWW-Authenticate", "")) is missing
            assert response["Cache-Control"] == "no-store"
    # A list of one text is no body that any of them takes: nothing was written on the way.
    assert Change.objects.count() == before


def test_the_services_refuse_by_scope_too(cast: Cast, client: Client, settings: Any) -> None:
    """A reviewer accepts with a key that may draft, for an office of one person."""
    settings.FOUR_EYES = False
    desk = Desk(client, cast.reviewer, "draft")
    text = "Указом Президента от 10 апреля 2024 года орденом «Отан» награждена Вера Ким."
    [proposal] = desk.post("articles", {"text": text})["proposals"]
    desk.post(f"proposals/{proposal['id']}/accept", {})
    assert Conferral.objects.get().state == "submitted"


def test_what_does_not_exist_is_not_found(clerk: Desk, reviewer: Desk, draft: str) -> None:
    big = 10**30
    for desk, method, path, body in (
        (clerk, "GET", "drafts/c-none", None),
        (clerk, "PATCH", "drafts/c-none", {"why": "x"}),
        (clerk, "GET", "articles/9", None),
        (clerk, "GET", f"articles/{big}", None),
        (clerk, "POST", "proposals/9/accept", {}),
        (clerk, "POST", f"proposals/{big}/accept", {}),
        (clerk, "POST", "drafts/c-none/submit", {}),
        (clerk, "POST", "drafts/c-none/return", {"comment": "x"}),
        (reviewer, "POST", "drafts/c-none/publish", {}),
        (reviewer, "POST", "conferrals/c-none/revoke", {"reason": "x"}),
    ):
        assert desk.refused(method, path, body)[0] == 404, path


def test_unknown_parameters_and_methods_are_refused(clerk: Desk, draft: str) -> None:
    assert clerk.refused("GET", "drafts?colour=red") == (422, "invalid")
    assert clerk.refused("GET", f"drafts/{draft}?page_size=3") == (422, "invalid")
    assert clerk.refused("POST", "drafts?award=dostyk", {}) == (422, "invalid")
    assert clerk.refused("DELETE", f"drafts/{draft}")[0] == 405
    assert not Draft.objects.exists()
