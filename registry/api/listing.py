"""A list and a detail of documents: what every resource does alike.

A resource is a `Table`: which parameters and orders it has, how its rows are read and told. The
views read the query string, find the place, and hand out JSON, a stream or linked data.
"""

from typing import Any, ClassVar

import orjson
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from registry.api import cursors
from registry.api.asked import Asked
from registry.api.filters import Narrowed
from registry.api.formats import Csv, JsonLd, Ndjson, Negotiation
from registry.api.reading import read_asked, read_told
from registry.api.remembered import head_of, rememberable
from registry.api.renderers import OrjsonRenderer
from registry.api.spoken import SpokenView
from registry.api.streams import csv_response, ndjson_response
from registry.api.table import Table
from registry.documents.shelf import Shelf, shelf_of
from registry.documents.sql import Order, Place, Selection


class DocumentView(SpokenView):
    """What a list and a detail share: the table, the shelf, and remembered answers."""

    table: ClassVar[Table]
    content_negotiation_class = Negotiation
    shelf: Shelf

    def _open(self, request: Request, lang: str) -> None:
        self.spoken = lang
        self.shelf = shelf_of(head_of(request), lang)


class ListView(DocumentView):
    """A list: pages of JSON by cursor, or all of it as a stream."""

    renderer_classes = (OrjsonRenderer, Csv, Ndjson)

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """The rows that the parameters leave, page by page."""
        table = self.table
        asked = read_asked(request, table)
        self._open(request, asked.lang)
        narrowed = table.narrow(asked.given, self.shelf)
        asked.day = narrowed.day
        if table.ranked_by and table.ranked_by in asked.given:
            return self._ranked(asked, narrowed)
        selection = Selection(
            asked.order, tuple(narrowed.conditions), narrowed.alternatives, asked.place
        )
        if asked.format == Csv.format:
            return csv_response(request, table, selection, asked, self.shelf)
        if asked.format == Ndjson.format:
            return ndjson_response(request, table, selection, asked, self.shelf)
        return rememberable(self._page(request, selection, asked))

    def _page(self, request: Request, selection: Selection, asked: Asked) -> HttpResponse:
        table, size = self.table, asked.size
        before = bool(asked.place and asked.place.before)
        # One row more than is shown tells whether anything follows.
        rows = list(table.read(selection.beyond(asked.place, size + 1), asked))
        more = len(rows) > size
        rows = (rows[1:] if before else rows[:-1]) if more else rows
        links = _Links(request, asked.order)
        ends = [table.place_of(row, asked.order) for row in (rows[-1:] + rows[:1])]
        following = before or more
        preceding = more if before else asked.place is not None
        body: dict[str, Any] = {
            "next": links.to(Place(ends[0])) if ends and following else None,
            "previous": links.to(Place(ends[1], before=True)) if ends and preceding else None,
        }
        if asked.count:
            body["count"] = table.count(selection, asked)
        body["results"] = list(table.documents(rows, asked, self.shelf))
        response = _json(body)
        told = [f'<{url}>; rel="{rel}"' for rel in ("next", "previous") if (url := body[rel])]
        if told:
            response["Link"] = ", ".join(told).replace('rel="previous"', 'rel="prev"')
        return response

    def _ranked(self, asked: Asked, narrowed: Narrowed) -> HttpResponse:
        name = self.table.ranked_by
        if asked.format != OrjsonRenderer.format:
            raise ValidationError({"format": f"A search by `{name}` is answered in JSON."})
        for parameter in ("cursor", "ordering"):
            if parameter in asked.written:
                why = f"A search by `{name}` has a rank of its own, and one page."
                raise ValidationError({parameter: why})
        found = self.table.ranked(asked, narrowed, self.shelf)[: asked.size]
        body: dict[str, Any] = {"next": None, "previous": None}
        if asked.count:
            body["count"] = len(found)
        return rememberable(_json({**body, "results": found}))


class DetailView(DocumentView):
    """One record, as JSON or as linked data."""

    renderer_classes = (OrjsonRenderer, JsonLd)

    def get(self, request: Request, key: str, **kwargs: Any) -> HttpResponseBase:
        """The record of an id."""
        table = self.table
        asked = read_told(request, table)
        self._open(request, asked.lang)
        document = table.one(key, asked, self.shelf)
        if document is None:
            return self._elsewhere(request, key)
        if asked.format == JsonLd.format:
            address = request.build_absolute_uri(request.path)
            linked = table.linked(document, asked, self.shelf, address)
            return rememberable(_json(linked, JsonLd.media_type))
        return rememberable(_json(document))

    def _elsewhere(self, request: Request, key: str) -> HttpResponse:
        address = self.table.moved(key)
        if address is None:
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        location = f"{address}?{query}" if query else address
        return HttpResponse(status=308, headers={"Location": location})


def _json(body: Any, media_type: str = "application/json") -> HttpResponse:
    return HttpResponse(orjson.dumps(body), content_type=media_type)


class _Links:
    """Addresses of other pages of the list that was asked for."""

    def __init__(self, request: Request, order: Order) -> None:
        self.order = order
        query = request.query_params.copy()
        query.pop("cursor", None)
        rest = query.urlencode()
        self.start = f"{request.build_absolute_uri(request.path)}?{rest}{'&' if rest else ''}"

    def to(self, place: Place) -> str:
        """The same list from another place on."""
        return f"{self.start}cursor={cursors.written(self.order, place)}"
