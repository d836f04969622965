"""How news travels. A new transport: copy `email.py`, a line in `TRANSPORTS`, a channel."""

from importlib import import_module

from registry.notices.transports.base import Transport

# channel → module:class. Imported when something is sent: a worker that sends nothing loads none.
TRANSPORTS = {
    "telegram": "registry.notices.transports.telegram:TelegramTransport",
    "email": "registry.notices.transports.email:EmailTransport",
    "webhook": "registry.notices.transports.webhook:WebhookTransport",
}


def transport(channel: str) -> Transport | None:
    """The transport of a channel; None where the settings do not let it work."""
    module, _, name = TRANSPORTS[channel].partition(":")
    made: Transport = getattr(import_module(module), name)()
    return made if made.ready else None
