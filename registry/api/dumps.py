"""Open-data dumps: which there are, and their files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request

from registry.api.parameters import check_parameters
from registry.api.places import STREAMS
from registry.api.remembered import holds
from registry.api.spoken import SpokenView
from registry.api.streams import Stream
from registry.exchange.files import PIECE
from registry.exchange.kept import file_of, manifests

_TYPES = {".gz": "application/gzip", ".sqlite3": "application/vnd.sqlite3"}


class LicenceShape(s.Serializer[Any]):
    """Under which terms the compilation is given."""

    name = s.CharField()
    url = s.CharField()
    about = s.CharField()


class FileShape(s.Serializer[Any]):
    """A file of a dump, under `/api/v1/dumps/{version}/{name}`."""

    name = s.CharField()
    table = s.CharField(help_text="empty: the file holds all tables")
    format = s.CharField(help_text="csv, ndjson (both packed by gzip) or sqlite")
    rows = s.IntegerField()
    bytes = s.IntegerField()
    sha256 = s.CharField()
    tables = s.DictField(
        child=s.IntegerField(), required=False, help_text="rows of each table of the SQLite file"
    )


class ManifestShape(s.Serializer[Any]):
    """A dump: of which state of the registry, with which files, under which terms."""

    version = s.CharField(help_text="the registry's version, as `Registry-Version` has it")
    head = s.CharField(help_text="hash of the journal's last row, as `Registry-Head` has it")
    generated_at = s.DateTimeField()
    language = s.CharField(help_text="language of `name` and other texts")
    licence = LicenceShape()
    notes = s.ListField(child=s.CharField())
    files = FileShape(many=True)
    columns = s.DictField(
        child=s.DictField(child=s.DictField(child=s.CharField())),
        help_text="format → table → column → what stands in it",
    )


class DumpsShape(s.Serializer[Any]):
    """The dumps that are there, the newest first."""

    results = ManifestShape(many=True)


class DumpList(SpokenView):
    """Nightly dumps of what is published, in open formats."""

    @extend_schema(operation_id="dumps_list", tags=["dumps"], responses=DumpsShape)
    def get(self, request: Request) -> HttpResponse:
        """The dumps that are there, the newest first, each with its manifest.

        A dump is gone once a record that stood in it was withdrawn.
        """
        check_parameters(request.query_params, ())
        body = orjson.dumps({"results": manifests()})
        response = HttpResponse(body, content_type="application/json")
        response["Cache-Control"] = "public, no-cache"
        return response


class DumpFile(SpokenView):
    """One file of a dump."""

    @extend_schema(
        operation_id="dumps_file",
        tags=["dumps"],
        responses={
            (200, "application/gzip"): OpenApiResponse({"type": "string", "format": "binary"}),
            (200, "application/vnd.sqlite3"): OpenApiResponse(
                {"type": "string", "format": "binary"}
            ),
            304: OpenApiResponse(description="The client holds this very file."),
        },
    )
    def get(self, request: Request, version: str, file: str) -> HttpResponseBase:
        """One file of a dump. `ETag` is its SHA-256, as the manifest has it."""
        check_parameters(request.query_params, ())
        found = file_of(version, file)
        if found is None:
            raise Http404
        path, seal = found
        etag = f'"{seal}"'
        if holds(request.META.get("HTTP_IF_NONE_MATCH", ""), etag):
            response: HttpResponseBase = HttpResponse(status=304)
            del response["Content-Type"]
        else:
            response = _file(request, path)
        response["ETag"] = etag
        # To be asked for again each time, which costs a 304: what is withdrawn is gone at once.
        response["Cache-Control"] = "public, no-cache"
        return response


def _file(request: Request, path: Path) -> StreamingHttpResponse:
    client = str(request.META.get("REMOTE_ADDR", ""))
    leave = STREAMS.enter(getattr(request, "client_id", client), settings.API_STREAMS_EACH)
    response = StreamingHttpResponse(Stream(_pieces(path), leave), content_type=_TYPES[path.suffix])
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Disposition"] = f'attachment; filename="{path.parent.name}-{path.name}"'
    # Packed already, and the seal is that of these very bytes.
    response["Content-Encoding"] = "identity"
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
