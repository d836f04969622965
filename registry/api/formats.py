"""In which format a response is: `?format=` decides, else the `Accept` header."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.exceptions import NotAcceptable, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from registry.api.renderers import OrjsonRenderer


class Ready(BaseRenderer):
    """A format whose bytes a view makes itself; problems are JSON whatever was asked for."""

    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return OrjsonRenderer().render(data)


class Csv(Ready):
    """A table with one line of names."""

    media_type, format = "text/csv", "csv"


class Ndjson(Ready):
    """One document a line, all of a list."""

    media_type, format = "application/x-ndjson", "ndjson"


class JsonLd(Ready):
    """Linked data in the words of schema.org."""

    media_type, format = "application/ld+json", "jsonld"


class Negotiation(DefaultContentNegotiation):
    """`?format=` by name, refused by name; else `Accept`, of which a 406 names what there is."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = request.query_params.get("format")
        if wanted is None:
            return self._by_header(request, renderers)
        for renderer in renderers:
            if renderer.format == wanted:
                return renderer, renderer.media_type
        known = ", ".join(renderer.format for renderer in renderers)
        raise ValidationError({"format": f"Wanted one of {known}."})

    def _by_header(
        self, request: Request, renderers: Sequence[BaseRenderer]
    ) -> tuple[BaseRenderer, str]:
        try:
            return super().select_renderer(request, renderers)
        except NotAcceptable:
            known = ", ".join(renderer.media_type for renderer in renderers)
            raise NotAcceptable(f"This can be had as {known}.") from None
