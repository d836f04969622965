"""The shapes of pages of lists, and of linked data."""

from typing import Any

from rest_framework import serializers as s

from registry.api.serializers import (
    AuthorityShape,
    AwardShape,
    ConferralShape,
    DecreeWhole,
    RecipientShape,
    SourceShape,
)


class Page(s.Serializer[Any]):
    """A page of a list."""

    next = s.URLField(read_only=True, allow_null=True)
    previous = s.URLField(read_only=True, allow_null=True)
    count = s.IntegerField(read_only=True, required=False, help_text="with `count=true`")


class ConferralPage(Page):
    """Conferrals of a page."""

    results = ConferralShape(many=True, read_only=True)


class RecipientPage(Page):
    """Recipients of a page."""

    results = RecipientShape(many=True, read_only=True)


class DecreePage(Page):
    """Decrees of a page."""

    results = DecreeWhole(many=True, read_only=True)


class AwardPage(Page):
    """Awards of a page."""

    results = AwardShape(many=True, read_only=True)


class AuthorityPage(Page):
    """Authorities of a page."""

    results = AuthorityShape(many=True, read_only=True)


class SourcePage(Page):
    """Sources of a page."""

    results = SourceShape(many=True, read_only=True)


LINKED = {
    "type": "object",
    "description": "A node of linked data: JSON-LD in the words of schema.org.",
    "required": ["@context", "@id", "@type"],
    "properties": {
        "@context": {"type": "object"},
        "@id": {"type": "string", "format": "uri"},
        "@type": {"type": "string"},
    },
}
