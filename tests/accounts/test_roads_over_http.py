"""Roles × addresses: forms, actions and screens of the admin, and every write of the API."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from registry.accounts.models import Role, User
from tests.accounts.scene import ALL, LADDER, Actor, Scene, actors, build, everything
from tests.api.conftest import bearer
from tests.cast import Cast

CLERK, REVIEWER, ADMINISTRATOR = Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR
EVERYBODY = [None, *LADDER]

# The admin's form of a record → who may write by it; None: nobody does. Not here: not tried, so a
# new screen of a record fails the test until it says whose it is.
FORMS: dict[str, Role | None] = {
    "honours.authority": REVIEWER,
    "honours.award": REVIEWER,
    "honours.grade": REVIEWER,
    "honours.recipient": CLERK,
    "honours.decree": CLERK,
    "honours.conferral": CLERK,
    "honours.source": CLERK,
    "honours.change": None,
    "honours.auditrun": None,
    "honours.recipientredirect": None,
    "intake.article": None,
    "intake.draft": None,
    "questions.askedquestion": None,
    "questions.labelledcase": None,
    "questions.report": None,
    "notices.endpoint": REVIEWER,
    "notices.follower": None,
    "notices.notice": None,
    "notices.delivery": None,
    "exchange.importjob": CLERK,
    "exchange.persondecision": None,
    "accounts.apikey": ADMINISTRATOR,
    "accounts.user": ADMINISTRATOR,
}
# Made by a form, and never changed by one.
ONLY_MADE = {"exchange.importjob", "accounts.apikey"}
# Actions of lists → who may take them.
ACTIONS: dict[tuple[str, str], Role] = {
    ("honours.conferral", "submit"): CLERK,
    ("honours.conferral", "send_back"): CLERK,
    ("honours.conferral", "publish"): REVIEWER,
    ("honours.conferral", "withdraw"): REVIEWER,
    ("honours.decree", "submit"): CLERK,
    ("honours.decree", "send_back"): CLERK,
    ("honours.decree", "publish"): REVIEWER,
    ("intake.draft", "accept"): CLERK,
    ("intake.draft", "reject"): CLERK,
    ("notices.endpoint", "again"): REVIEWER,
    ("notices.endpoint", "renew"): REVIEWER,
    ("notices.delivery", "again"): REVIEWER,
    ("questions.report", "settle"): REVIEWER,
    # One's own keys are anybody's to end.
    ("accounts.apikey", "revoke"): Role.READER,
    ("accounts.user", "let_in"): ADMINISTRATOR,
}
# Address of the API → what it takes of a key's owner and scopes, and a body that writes.
API: dict[str, tuple[str, tuple[Role, ...], dict[str, Any]]] = {
    "drafts": ("POST", (CLERK,), {"recipient": "{person}", "award": "otan",
                                  "evidence": [{"source": "page-1"}]}),
    "drafts/{draft}": ("PATCH", (CLERK,), {"office": {"en": "teacher"}, "why": "x"}),
    "drafts/{draft}/submit": ("POST", (CLERK,), {}),
    "drafts/{submitted}/return": ("POST", (CLERK, REVIEWER), {"comment": "x"}),
    "drafts/{submitted}/publish": ("POST", (REVIEWER,), {}),
    "conferrals/{published}/revoke": ("POST", (REVIEWER,), {"source": "page-1", "reason": "x"}),
    "articles": ("POST", (CLERK,), {"text": "Otan."}),
    "proposals/{proposal}/accept": ("POST", (CLERK,), {}),
    "proposals/{proposal}/reject": ("POST", (CLERK,), {"reason": "a plan"}),
    "proposals/{proposal}/correct": ("POST", (CLERK,), {"field": "reason", "value": "x"}),
}  # fmt: skip
# A question is no write: it is only remembered, as the settings say, and by another test.
READS = {"questions"}


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return build(cast)


def _signed_in(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(Actor(role).user())
    return client


def _may(role: Role | None, needed: Role | None) -> bool:
    return role is not None and needed is not None and Actor(role).may(needed)


def _registered() -> dict[str, Any]:
    ours = ("honours", "intake", "questions", "notices", "exchange", "accounts", "auth")
    models = admin.site._registry.items()
    return {m._meta.label_lower: a for m, a in models if m._meta.app_label in ours}


def test_every_screen_and_action_of_the_admin_is_in_the_tables(
    rf: RequestFactory, db: None
) -> None:
    assert set(_registered()) == set(FORMS)
    request: HttpRequest = rf.get("/admin/")
    request.user = User(role=ADMINISTRATOR, is_superuser=True, is_staff=True)
    offered = {
        (label, action)
        for label, screen in _registered().items()
        for action in screen.get_actions(request)
        if action != "delete_selected"
    }
    assert offered == set(ACTIONS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_forms_write_for_whom_they_may_and_leave_no_trace_of_others(
    scene: Scene, role: Role | None
) -> None:
    client = _signed_in(role)
    before = everything()
    for label, needed in FORMS.items():
        where = f"/admin/{label.replace('.', '/')}"
        record = _registered()[label].model._default_manager.first()
        forms = [f"{where}/add/", *([f"{where}/{record.pk}/change/"] if record else [])]
        for form in forms:
            answered = client.post(form, {"why": "x"})
            if _may(role, needed):
                looked_at = label in ONLY_MADE and "/change/" in form
                assert looked_at or answered.status_code == 200, (form, answered.status_code)
                continue
            assert answered.status_code in (302, 403, 404), (form, answered.status_code)
        if record:
            assert client.post(f"{where}/{record.pk}/delete/", {"post": "yes"}).status_code != 200
    assert everything() == before


@pytest.mark.parametrize("role", EVERYBODY)
def test_actions_are_taken_by_whom_they_may(scene: Scene, role: Role | None) -> None:
    client = _signed_in(role)
    before = everything()
    for (label, action), needed in ACTIONS.items():
        if _may(role, needed):
            continue
        model = _registered()[label].model
        chosen = list(model._default_manager.values_list("pk", flat=True))
        data = {"action": action, "_selected_action": chosen}
        answered = client.post(f"/admin/{label.replace('.', '/')}/", data)
        assert answered.status_code in (200, 302, 403)
        assert everything() == before, (label, action)


def _screens(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Every address under /admin/, with something in the place of its arguments."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if prefix or route.startswith("admin/"):
                yield from _screens(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and prefix:
            yield route


def _filled(route: str, scene: Scene) -> str | None:
    """With a record's key, or a word, in the place of each argument."""
    route = route.replace("<slug:step>", "publish").replace("<path:object_id>", str(scene.draft.pk))
    route = re.sub(r"<int:\w+>", str(scene.decree.pk), route)
    route = re.sub(r"<(?:str:|slug:|path:)?\w+>", scene.person.public_id, route)
    return None if any(sign in route for sign in "(^") else f"/{route}"


@pytest.mark.parametrize("role", [None, Role.READER])
def test_no_screen_writes_for_strangers_and_readers(scene: Scene, role: Role | None) -> None:
    """Whatever stands under /admin/, found by itself: a new screen is tried without a table."""
    client = _signed_in(role)
    before = everything()
    tried = 0
    for route in _screens():
        address = _filled(route, scene)
        if address is None or "logout" in address or "password" in address:
            continue
        tried += 1
        keys = str(scene.submitted.pk)
        for body in ({}, {"keys": keys, "chosen": keys, "go": "1", "why": "x", "post": "yes"}):
            answered = client.post(address, body)
            assert answered.status_code < 500, address
            assert role or answered.status_code != 200 or "login" in address, address
        assert everything() == before, address
    assert tried > 80


# -- the API ---------------------------------------------------------------------------------------


def _api_writes() -> Iterator[str]:
    from registry.api.urls import urlpatterns

    for pattern in urlpatterns:
        view = getattr(pattern.callback, "view_class", None) or getattr(
            pattern.callback, "cls", None
        )
        if view and any(hasattr(view, method) for method in ("post", "patch", "put", "delete")):
            yield str(pattern.pattern)


def test_every_write_of_the_api_is_in_the_table() -> None:
    def plain(route: str) -> str:
        return "/".join("*" if part[:1] in "<{" else part for part in route.split("/"))

    assert {plain(r) for r in _api_writes()} - READS == {plain(road) for road in API}


@pytest.mark.parametrize("actor", actors(), ids=str)
def test_the_api_writes_by_keys_that_may_and_leaves_no_trace_of_others(
    scene: Scene, actor: Actor
) -> None:
    """In person nobody writes here: a session's cookie would let any page write in one's name."""
    ids = {
        "draft": scene.draft.public_id, "submitted": scene.submitted.public_id,
        "published": scene.published.public_id, "proposal": scene.proposal.pk,
        "person": scene.person.public_id,
    }  # fmt: skip
    client = _signed_in(actor.role)
    headers = bearer(actor.user(), *actor.scopes) if actor.scopes else {}
    before = everything()
    for road, (method, needs, body) in API.items():
        said = json.dumps(body).replace("{person}", str(ids["person"]))
        path = f"/api/v1/{road.format(**ids)}"
        with transaction.atomic():
            answered = client.generic(method, path, said, "application/json", headers=headers)
            if actor.scopes is not None and actor.may(*needs):
                assert answered.status_code in (200, 201), answered.content
                assert everything() != before, road
            else:
                assert answered.status_code in (401, 403), answered.content
                assert everything() == before, road
            transaction.set_rollback(True)


def test_an_expired_role_writes_nothing_more_by_the_key_it_made(scene: Scene) -> None:
    """The owner was a reviewer when the key was made, and is a reader now."""
    owner = User.objects.create_user("was", role=REVIEWER)
    headers = bearer(owner, *ALL)
    User.objects.filter(pk=owner.pk).update(role=Role.READER)
    before = everything()
    path = f"/api/v1/drafts/{scene.submitted.public_id}/publish"
    answered = Client().post(path, "{}", "application/json", headers=headers)
    assert (answered.status_code, everything() == before) == (403, True)
