"""What is done to accounts and belongs in the journal, with who did it and why."""

from django.db import transaction

from registry.accounts.actors import Actor, System, require
from registry.accounts.models import Role, User
from registry.accounts.second_factor import second_factor_forget
from registry.errors import Conflict, NotAllowed
from registry.honours.services.writing import write_down


@transaction.atomic
def second_factor_reset(*, user: User, by: Actor, reason: str) -> None:
    """Take another's second factor away: lost with the telephone. It is set up anew at the login.

    Raises NotAllowed for whoever is no administrator, or would open a superuser's account without
    being one; Conflict where there is nothing to take away.
    """
    require(by, Role.ADMINISTRATOR)
    if user.is_superuser and not (isinstance(by, System) or by.is_superuser):
        raise NotAllowed("superuser", "Only a superuser resets the second step of a superuser.")
    if not second_factor_forget(user=user):
        raise Conflict("no_device", f"{user} has not set up a second step.")
    write_down(user, action="user.second_factor_reset", by=by, reason=reason)
