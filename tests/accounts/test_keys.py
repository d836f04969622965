"""API keys: shown once, kept as a hash, bounded by scopes and by the owner's role."""

import datetime as dt
import logging

import pytest
from django.forms import model_to_dict
from django.utils import timezone

from registry.accounts.actors import require
from registry.accounts.keys import key_make, key_of, key_revoke
from registry.accounts.models import ApiKey, Role, Scope, User
from registry.errors import Conflict, InvalidInput, NotAllowed, NotAuthenticated
from tests.cast import LOADER, Cast

pytestmark = pytest.mark.django_db
ALL = tuple(Scope.values)


def _administrator() -> User:
    return User.objects.create_user("chief", role=Role.ADMINISTRATOR)


def _refusal(token: str) -> str:
    with pytest.raises(NotAuthenticated) as told:
        key_of(token)
    return told.value.code


def test_the_secret_is_nowhere_in_the_database_and_in_no_log(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key, token = key_make(name="import", owner=cast.clerk, scopes=ALL, by=_administrator())
    assert key_of(token) == key
    assert _refusal(token[:-1] + ("a" if token[-1] != "a" else "b")) == "key_unknown"
    key_revoke(key=key, by=LOADER)
    secret = token.rpartition("_")[2]
    assert secret not in str(list(ApiKey.objects.values()))
    assert secret not in str(model_to_dict(key)) + str(key) + repr(key)
    assert secret not in caplog.text
    assert key.prefix in caplog.text


def test_who_made_and_who_revoked_a_key_stays_on_record(cast: Cast) -> None:
    chief = _administrator()
    key, _ = key_make(name="import", owner=cast.clerk, scopes=["read"], by=chief)
    assert (key.made_by, key.made_by_text) == (chief, "chief")
    key_revoke(key=key, by=cast.clerk)
    assert (key.revoked_by, key.revoked_by_text) == (cast.clerk, "clerk")
    assert key.made_at < (key.revoked_at or key.made_at)
    with pytest.raises(Conflict):
        key_revoke(key=key, by=chief)


def test_a_key_lasts_a_year_if_nothing_else_is_said(cast: Cast) -> None:
    key, _ = key_make(name="import", owner=cast.clerk, scopes=["read"], by=LOADER)
    assert dt.timedelta(364) < key.expires_at - timezone.now() < dt.timedelta(366)


def test_only_an_administrator_makes_keys_and_only_the_owner_or_one_revokes(cast: Cast) -> None:
    key, token = key_make(name="import", owner=cast.clerk, scopes=ALL, by=LOADER)
    for user in (cast.reader, cast.clerk, cast.reviewer):
        with pytest.raises(NotAllowed):
            key_make(name="import", owner=user, scopes=["read"], by=user)
    with pytest.raises(NotAllowed):
        key_revoke(key=key, by=cast.reviewer)
    # A key does not revoke keys, its own included: that takes the person.
    with pytest.raises(NotAllowed):
        key_revoke(key=key, by=key_of(token).owner)


def test_an_administrators_key_opens_nothing_that_takes_an_administrator() -> None:
    _, token = key_make(name="x", owner=_administrator(), scopes=ALL, by=LOADER)
    with pytest.raises(NotAllowed) as told:
        key_make(name="y", owner=key_of(token).owner, scopes=ALL, by=key_of(token).owner)
    assert told.value.code == "scope_missing"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": ["read", "everything"]}),
        ("name", {"name": " "}),
        ("expires_at", {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}),
    ],
)
def test_a_key_that_cannot_be_is_refused_by_field(
    cast: Cast, field: str, wrong: dict[str, object]
) -> None:
    wanted = {"name": "x", "owner": cast.clerk, "scopes": ["read"], "by": LOADER, **wrong}
    with pytest.raises(InvalidInput) as told:
        key_make(**wanted)  # type: ignore[arg-type]
    assert told.value.extra["field"] == field


def test_a_key_that_is_not_in_force_says_why_to_its_holder_alone(cast: Cast) -> None:
    key, token = key_make(name="x", owner=cast.clerk, scopes=ALL, by=LOADER)
    stranger = f"mrp_{key.prefix}_{'a' * 40}"
    ApiKey.objects.update(expires_at=timezone.now())
    assert (_refusal(token), _refusal(stranger)) == ("key_expired", "key_unknown")
    key_revoke(key=key, by=LOADER)
    assert (_refusal(token), _refusal(stranger)) == ("key_revoked", "key_unknown")
    _, other = key_make(name="y", owner=cast.clerk, scopes=ALL, by=LOADER)
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert _refusal(other) == "key_owner_gone"


@pytest.mark.parametrize(
    "token", ["", "mrp_", "mrp_aaaaaaaa_", f"mrp_aaaaaaaa_{'ä' * 40}", "x" * 9000, "\0"]
)
def test_what_is_no_token_is_unknown(token: str) -> None:
    assert _refusal(token) == "key_unknown"


@pytest.mark.parametrize("scope", ALL)
@pytest.mark.parametrize("role", ["reader", "clerk", "reviewer", "administrator"])
def test_a_key_may_do_what_its_scope_and_its_owners_role_permit(role: str, scope: str) -> None:
    user = User.objects.create_user("somebody", role=role)
    _, token = key_make(name="x", owner=user, scopes=[scope], by=LOADER)
    ladder = list(Role)
    owner = key_of(token).owner
    for needed, wanted in ((Role.CLERK, Scope.DRAFT), (Role.REVIEWER, Scope.PUBLISH)):
        allowed = scope == wanted and ladder.index(Role(role)) >= ladder.index(needed)
        assert owner.may(needed) is allowed
        if not allowed:
            with pytest.raises(NotAllowed):
                require(owner, needed)


def test_use_is_noted_once_a_minute(cast: Cast, django_assert_num_queries: object) -> None:
    key, token = key_make(name="x", owner=cast.clerk, scopes=ALL, by=LOADER)
    key_of(token)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    assert first is not None
    with django_assert_num_queries(1):  # type: ignore[operator]
        key_of(token)
    long_ago = first - dt.timedelta(minutes=2)
    ApiKey.objects.update(last_used_at=long_ago)
    key_of(token)
    noted = ApiKey.objects.get(pk=key.pk).last_used_at
    assert noted is not None
    assert noted > long_ago
