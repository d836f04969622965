"""Roles × writes, by the services; and the author of a draft, who publishes it by no road."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from bot import clerks
from registry.accounts.models import Role, User
from registry.errors import NotAllowed, RegistryError
from registry.honours import services
from registry.honours.models import Conferral, Hand
from registry.intake.services import draft_accept
from tests.accounts.scene import ALL, Actor, Scene, actors, build, everything
from tests.accounts.writes import NO_SERVICES, WRITES, services_found
from tests.api.conftest import bearer
from tests.cast import Cast


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return build(cast)


def test_every_service_that_writes_is_in_the_table() -> None:
    """A new one has to say here what it takes."""
    known = {f"{w.service.__module__}.{w.service.__name__}" for w in WRITES}
    assert set(services_found()) == known | set(NO_SERVICES)
    named = {getattr(services, name) for name in services.__all__}
    takes = {f for f in named if inspect.isfunction(f) and "by" in inspect.signature(f).parameters}
    assert takes <= {write.service for write in WRITES}


@pytest.mark.parametrize(
    "actor",
    # By key it is the same ladder once more, narrowed by scopes: tried at leisure.
    [pytest.param(one, marks=[pytest.mark.long] if one.scopes else []) for one in actors()],
    ids=str,
)
def test_a_service_lets_in_who_may_and_refuses_others_without_a_trace(
    scene: Scene, actor: Actor
) -> None:
    by, before = actor.user(), everything()
    for write in WRITES:
        if not actor.may(*write.needs):
            with pytest.raises(NotAllowed), transaction.atomic():
                write.call(_again(scene), by)
    assert everything() == before
    for write in WRITES:
        if actor.may(*write.needs):
            with transaction.atomic():
                write.call(_again(scene), by)
                assert everything() != before, write.service.__name__
                transaction.set_rollback(True)


# Who joins two records of one person, or decides on a state, has not written what a record says.
NO_FACTS = {"recipient_merge", "recipient_unmerge"}


def test_whoever_writes_what_a_record_says_is_remembered_as_its_hand(scene: Scene) -> None:
    """By every service of the table, so that a new one cannot open a way around four eyes."""
    by = Actor(Role.ADMINISTRATOR).user()
    wrote = set()
    for write in WRITES:
        with transaction.atomic():
            before = _facts()
            write.call(_again(scene), by)
            hidden = Conferral.objects.exclude(state="published").values_list("pk", flat=True)
            now = _facts()
            changed = {key for key in hidden if before.get(key) != now[key]}
            hands = set(Hand.objects.filter(user=by).values_list("conferral", flat=True))
            if changed and write.service.__name__ not in NO_FACTS:
                assert changed <= hands, write.service.__name__
                wrote.add(write.service.__name__)
            transaction.set_rollback(True)
    assert {"conferral_record", "conferral_revise", "desk_write"} <= wrote


def _facts() -> dict[int, Any]:
    """What each record says, whatever its state."""
    return {row["id"]: {**row, "state": ""} for row in Conferral.objects.values()}


def _again(scene: Scene) -> Scene:
    """The scene as it is stored: what was rolled back may still stand in the records at hand."""
    for name in ("draft", "submitted", "published", "proposal", "question", "key", "decree", "job"):
        getattr(scene, name).refresh_from_db()
    return scene


# -- the author publishes by no road -------------------------------------------------------------


def _admin(user: User) -> Client:
    user.is_staff = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def _api(own: Conferral, by: User) -> None:
    path = f"/api/v1/drafts/{own.public_id}/publish"
    Client().post(path, "{}", "application/json", headers=bearer(by, *ALL))


def _page(own: Conferral, by: User) -> None:
    data = {"keys": own.pk, "chosen": own.pk, "go": "1"}
    assert _admin(by).post("/admin/honours/conferral/review/publish/", data).status_code < 400


def _action(own: Conferral, by: User) -> None:
    data = {"action": "publish", "_selected_action": [own.pk]}
    assert _admin(by).post("/admin/honours/conferral/", data, follow=True).status_code == 200


def _form(own: Conferral, by: User) -> None:
    _admin(by).post(
        f"/admin/honours/conferral/{own.pk}/change/", {"state": "published", "why": "x"}
    )


def _desk_write(own: Conferral, by: User) -> None:
    own.state = Conferral.State.PUBLISHED
    services.desk_write(record=own, by=by, reason="x")


ROADS: dict[str, Callable[[Conferral, User], Any]] = {
    "service": lambda own, by: services.conferral_publish(conferral=own, by=by),
    "many": lambda own, by: services.conferrals_publish(keys=[own.pk], by=by),
    "decree": lambda own, by: services.decree_publish(decree=own.decree, by=by),  # type: ignore[arg-type]
    "revise": lambda own, by: services.conferral_revise(
        conferral=own, by=by, reason="x", state="published"
    ),
    "desk": _desk_write,
    "API": _api,
    "admin's page": _page,
    "admin's action": _action,
    "admin's form": _form,
}


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("wrote", ["recorded", "submitted"])
def test_the_author_publishes_by_no_road(scene: Scene, road: str, role: Role, wrote: str) -> None:
    author = User.objects.create_user("author", role=role, is_superuser=role == Role.ADMINISTRATOR)
    writer, submitter = (author, scene.cast.clerk) if wrote == "recorded" else (None, author)
    own = scene.draft
    if writer:
        services.conferral_revise(conferral=own, by=writer, reason="x", office_en="teacher")
    services.conferral_submit(conferral=own, by=submitter)
    before = everything()
    try:
        with transaction.atomic():
            ROADS[road](Conferral.objects.get(pk=own.pk), author)
    except RegistryError:
        pass
    own.refresh_from_db()
    assert own.state == "submitted"
    changed = {label for label, rows in everything().items() if rows != before[label]}
    assert changed <= {"accounts.User", "accounts.ApiKey"}, changed
    services.conferral_publish(conferral=own, by=scene.cast.reviewer)


def test_nor_by_the_bot_the_command_or_an_accepted_article(scene: Scene) -> None:
    reviewer = scene.cast.reviewer
    reviewer.telegram_id = 11
    reviewer.save()
    roads: list[Callable[[], Any]] = [
        lambda: clerks.accept(11, scene.proposal.pk),
        lambda: call_command("accept_draft", scene.proposal.pk, by=reviewer.username),
        lambda: call_command("accept_draft", scene.proposal.pk),
        lambda: draft_accept(draft=scene.proposal, by=reviewer),
    ]
    Conferral.objects.filter(pk=scene.draft.pk).update(state="withdrawn")
    for road in roads:
        with transaction.atomic():
            road()
            scene.proposal.refresh_from_db()
            assert scene.proposal.conferral is not None
            assert scene.proposal.conferral.state == "submitted"
            transaction.set_rollback(True)


# -- the bot and commands ------------------------------------------------------------------------

BOT: dict[str, Callable[[int, int], Any]] = {
    "accept": clerks.accept,
    "reject": lambda account, number: clerks.reject(account, number, "a plan"),
    "correct": lambda account, number: clerks.correct(account, number, "reason", "x"),
    "read_article": lambda account, number: clerks.read_article(account, "Otan. Again."),
}


@pytest.mark.parametrize("role", [None, *Role])
def test_the_bot_writes_for_clerks_and_above(scene: Scene, role: Role | None) -> None:
    if role:
        User.objects.create_user("linked", role=role, telegram_id=12)
    before = everything()
    for name, deed in BOT.items():
        with transaction.atomic():
            if role in (None, Role.READER):
                with pytest.raises(NotAllowed), transaction.atomic():
                    deed(12, scene.proposal.pk)
                assert everything() == before, name
            else:
                deed(12, scene.proposal.pk)
                assert everything() != before, name
            transaction.set_rollback(True)


def test_a_command_writes_with_the_rights_of_whom_it_names(scene: Scene) -> None:
    before = everything()
    with pytest.raises(CommandError, match="reader"):
        call_command("accept_draft", scene.proposal.pk, by=scene.cast.reader.username)
    assert everything() == before
