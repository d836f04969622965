"""Endpoints of programs: set up by staff, watched, switched off when they fail for days.

What could not be delivered stays, with what the endpoint answered, and can be sent again.
"""

import datetime as dt
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.errors import InvalidInput
from registry.notices.gather import begin
from registry.notices.models import Channel, Delivery, Endpoint, Follower, new_secret
from registry.outbound import SCHEMES, Forbidden, is_among, public_addresses

State = Delivery.State
# Nothing has arrived for so long: whoever runs it has to be asked.
LONGEST_FAILING = dt.timedelta(days=3)


@transaction.atomic
def enter(endpoint: Endpoint) -> None:
    """Store an endpoint as a form left it; a new one is told what happens from now on."""
    begin()
    endpoint.channel = Channel.WEBHOOK
    if not endpoint.off:
        endpoint.failing_since = None
    endpoint.save()


def check_address(url: str) -> None:
    """Raise InvalidInput, in words, where no webhook is sent: into the house, or in the clear."""
    if is_among(url, settings.WEBHOOK_INNER_HOSTS):
        return
    try:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise InvalidInput("bad_address", _("Wanted an https address without a password."))
        public_addresses(parts.hostname, parts.port or SCHEMES["https"])
    except (Forbidden, ValueError):
        raise InvalidInput("inner_address", _("This is not a public address.")) from None
    except httpx.ConnectError:
        raise InvalidInput("unknown_host", _("No host of this name is known.")) from None


def renew_secret(endpoint: Endpoint) -> None:
    """Another secret from now on; what is still to be repeated is signed with it as well."""
    endpoint.secret = new_secret()
    endpoint.save(update_fields=["secret"])


def resend(deliveries: "QuerySet[Delivery]") -> int:
    """Send what failed for good again, each once; says how many. Nothing goes to who is off."""
    dead = deliveries.filter(state=State.FAILED, follower__off="")
    return dead.update(
        state=State.WAITING, attempts=0, failing_since=None, due_at=timezone.now(), problem=""
    )  # fmt: skip


def works(delivery: Delivery) -> None:
    """Something has arrived at an endpoint."""
    if delivery.channel == Channel.WEBHOOK:
        failing = Follower.objects.filter(pk=delivery.follower_id, failing_since__isnull=False)
        failing.update(failing_since=None)


def fails(delivery: Delivery, now: dt.datetime | None = None) -> None:
    """Something has not arrived. After days of nothing else the endpoint is switched off."""
    if delivery.channel != Channel.WEBHOOK:
        return
    now = now or timezone.now()
    found = Follower.objects.filter(pk=delivery.follower_id, off="")
    found.filter(failing_since__isnull=True).update(failing_since=now)
    if found.filter(failing_since__lte=now - LONGEST_FAILING).update(off=Follower.Off.FAILING):
        waiting = Delivery.objects.filter(follower=delivery.follower_id, state=State.WAITING)
        waiting.update(state=State.FAILED)


def switched_off() -> "QuerySet[Endpoint]":
    """Endpoints that the program has switched off, of which staff are told."""
    off = [Follower.Off.FAILING, Follower.Off.GONE]
    return Endpoint.objects.filter(channel=Channel.WEBHOOK, off__in=off)
