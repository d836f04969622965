"""What the document says of webhooks: the requests that we make, and how a receiver checks them."""

from typing import Any

from registry.notices.events import WINDOW
from registry.notices.gather import EVENTS

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
EVENT = {
    "type": "object",
    "description": "What happened to published conferrals, told once it has settled.",
    "required": ["type", "timestamp", "data", "registry"],
    "properties": {
        "type": {"type": "string", "enum": [f"conferral.{event}" for event in EVENTS.values()]},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {
            "type": "object",
            "required": [
                "notice", "language", "headline", "why", "decree", "changes", "more_changes",
                "told", "changes_url", "permalink",
            ],
            "properties": {
                "notice": {"type": "integer"},
                "language": {"type": "string", "enum": ["kk", "ru", "en"]},
                "headline": _TEXT,
                "why": {"type": "string", "description": "which wish of yours this answers"},
                "decree": {
                    "type": ["object", "null"],
                    "required": ["id", "text"],
                    "properties": {"id": _TEXT, "text": _TEXT},
                },
                "changes": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["change", "conferral", "url"],
                        "properties": {
                            "change": {"type": "integer", "description": "its place in /changes"},
                            "conferral": {"type": "string", "description": "id of the conferral"},
                            "url": {**_MAYBE, "description": "null: taken back, so it is no more"},
                        },
                    },
                },
                "more_changes": {"type": "integer", "description": "how many are not listed"},
                "told": {
                    "type": "array",
                    "description": "the first conferrals as sentences, each with its sources",
                    "items": {
                        "type": "object",
                        "required": ["id", "line", "sources"],
                        "properties": {
                            "id": _TEXT,
                            "line": _TEXT,
                            "sources": {
                                "type": "array",
                                "items": {"type": "array", "items": _TEXT},
                                "description": "pairs of title and address",
                            },
                        },
                    },
                },
                "changes_url": {**_MAYBE, "description": "where to read the changes themselves"},
                "permalink": _MAYBE,
            },
        },
        "registry": {
            "type": "object",
            "required": ["version", "head"],
            "properties": {
                "version": {"type": "string", "description": "the registry's version when sent"},
                "head": {"type": "string", "description": "hash of the journal's last row"},
            },
        },
    },
}  # fmt: skip
DESCRIPTION = f"""
Staff of the registry set up an address for you and give you its secret once.

Each request is signed by the Standard Webhooks scheme: `webhook-signature` holds `v1,` and the
Base64 of HMAC-SHA256, keyed with the secret (Base64 after `whsec_`), over
`webhook-id.webhook-timestamp.body`. Compare in constant time, and refuse a timestamp more than
{WINDOW} seconds from your clock. Answer with 2xx within ten seconds.

A message may come more than once, always with the same `webhook-id`: keep the ids you have seen.
Any other answer is tried again ten times within about three days, each time later; 410 switches the
address off at once, and so do three days without a success. Redirects are not followed.
""".strip()


def add_webhooks(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The document with the requests that the registry makes."""
    result["components"].setdefault("schemas", {})["ChangeEvent"] = EVENT
    headers = ("webhook-id", "webhook-timestamp", "webhook-signature")
    operation = {
        "operationId": "conferral_event",
        "summary": "Conferrals were published, or something became of them",
        "description": DESCRIPTION,
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": _TEXT} for name in headers
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/ChangeEvent"}}
            },
        },
        "responses": {
            "2XX": {"description": "Taken; it is not sent again."},
            "410": {"description": "This address is no longer to be told anything."},
            "default": {"description": "Not taken; it is tried again later."},
        },
    }
    result["webhooks"] = {"conferral": {"post": operation}}
    return result
