"""What is done to accounts and belongs in the journal, with who did it and why."""

from django.db import transaction

from registry.accounts.actors import Actor, System, require
from registry.accounts.models import Role, User
from registry.accounts.second_factor import second_factor_forget
from registry.errors import Conflict, NotAllowed
from registry.honours.services.writing import save, write_down

# What the journal keeps of an account: no password, no address.
_TOLD = ("username", "first_name", "last_name", "role", "is_active", "is_staff", "is_superuser")


@transaction.atomic
def account_write(*, user: User, by: Actor, reason: str) -> User:
    """Make an account, or change what somebody is called and may do.

    Raises NotAllowed for whoever is no administrator, or touches the account of a superuser or
    makes one without being one; InvalidInput by field for what cannot be.
    """
    require(by, Role.ADMINISTRATOR)
    stored = User.objects.select_for_update().filter(pk=user.pk).first()
    if user.is_superuser or (stored is not None and stored.is_superuser):
        _require_superuser(by)
    save(user)
    before, after = _told(stored), _told(user)
    names = [name for name in _TOLD if before.get(name) != after.get(name)]
    if names:
        write_down(
            user,
            action="user.revise" if stored else "user.make",
            by=by,
            reason=reason,
            before={name: before.get(name) for name in names} if stored else None,
            after={name: after[name] for name in names},
        )
    return user


def _told(user: User | None) -> dict[str, object]:
    return {name: getattr(user, name) for name in _TOLD} if user is not None else {}


def _require_superuser(by: Actor) -> None:
    if not (isinstance(by, System) or by.is_superuser):
        raise NotAllowed("superuser", "Only a superuser does this to the account of a superuser.")


@transaction.atomic
def second_factor_reset(*, user: User, by: Actor, reason: str) -> None:
    """Take another's second factor away: lost with the telephone. It is set up anew at the login.

    Raises NotAllowed for whoever is no administrator, or would open a superuser's account without
    being one; Conflict where there is nothing to take away.
    """
    require(by, Role.ADMINISTRATOR)
    if user.is_superuser:
        _require_superuser(by)
    if not second_factor_forget(user=user):
        raise Conflict("no_device", f"{user} has not set up a second step.")
    write_down(user, action="user.second_factor_reset", by=by, reason=reason)
