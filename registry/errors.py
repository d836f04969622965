"""The errors that every front end knows how to say. Each front end maps them once."""

from typing import Any


class RegistryError(Exception):
    """Something the registry refuses: a stable code, a sentence, machine-readable details."""

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.extra = extra


class InvalidInput(RegistryError):
    """What was handed in cannot be; `extra` names the field where one is known."""


class NotFound(RegistryError):
    """The thing that was named does not exist."""


class NotAuthenticated(RegistryError):
    """Nobody is known by what was shown: no API key, or one that is not in force."""


class NotAllowed(RegistryError):
    """The actor's role does not permit this write."""


class Conflict(RegistryError):
    """The state of the record does not permit this write (published twice, merged already …)."""
