"""Links of a letter: to confirm an address, and to stop. Signed, so that nobody guesses one."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from registry.errors import NotFound
from registry.notices.models import Follower

_signer = Signer(salt="marapat.notices")


def _token(follower: Follower, verb: str) -> str:
    # The follower's own secret is signed as well: a new one makes every old link worthless.
    return _signer.sign_object({"f": follower.pk, "s": follower.secret[:12], "v": verb})


def stop_link(follower: Follower) -> str:
    """Where this follower stops everything."""
    return settings.PUBLIC_URL + reverse("notices-stop", args=[_token(follower, "stop")])


def confirm_link(follower: Follower) -> str:
    """Where this follower confirms that the address is theirs."""
    return settings.PUBLIC_URL + reverse("notices-confirm", args=[_token(follower, "confirm")])


def follower_of(token: str, verb: str) -> Follower:
    """The follower of a link; raises NotFound for one that was never made or is no longer good."""
    try:
        held: dict[str, Any] = _signer.unsign_object(token)
    except (BadSignature, ValueError):
        held = {}
    follower = Follower.objects.filter(pk=held.get("f", 0), secret__startswith=held.get("s", "-"))
    found = follower.first() if held.get("v") == verb else None
    if found is None:
        raise NotFound("unknown_link", "This link is not known, or no longer good.")
    return found
