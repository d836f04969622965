"""Who asks, as an opaque id: an address is never kept as it is."""

import hashlib

from django.conf import settings


def asker_id(address: str) -> str:
    """The same id for the same address, on this installation only."""
    secret = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(address.encode(), key=secret, digest_size=12).hexdigest()
