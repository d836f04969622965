"""Who writes: a member of staff, or the program itself under a name of its own."""

from dataclasses import dataclass

from registry.accounts.models import SCOPE_FOR, Role, User
from registry.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class System:
    """The program acting without a person: a loader, a nightly task."""

    name: str


Actor = User | System


def require(by: Actor, role: Role) -> None:
    """Refuse a write that the actor's role does not permit. The program itself may write."""
    if isinstance(by, System) or by.may(role):
        return
    if by.lacks_scope(role):
        scope = SCOPE_FOR.get(role)
        told = f"scope {scope.value!r}" if scope else "person, not a key"
        raise NotAllowed("scope_missing", f"This takes a {told}.", scope=scope and scope.value)
    raise NotAllowed(
        "role_too_low",
        f"{by.get_username()} is a {by.role}; this takes a {role.value} or above.",
        needed=role.value,
    )


def actor_text(by: Actor) -> str:
    """The actor's name as it goes into the journal, where it stays as it was."""
    return by.name if isinstance(by, System) else (by.get_full_name() or by.get_username())
