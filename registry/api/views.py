"""The resources under their addresses, and how the document tells of them."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from registry.api import pages, small, tables
from registry.api import serializers as shapes
from registry.api.listing import DetailView, ListView
from registry.api.parameters import Parameter
from registry.api.reading import detail_parameters, list_parameters
from registry.api.table import Table

_STREAM = "The whole list, one document a line, in constant memory."
_TABLE = "The whole list as a table, its columns named in the first line."


def _documented(parameters: tuple[Parameter, ...]) -> list[OpenApiParameter]:
    return [
        OpenApiParameter(
            p.name, p.schema, description=p.description,
            examples=[OpenApiExample(p.name, value=p.example)] if p.example is not None else None,
        )
        for p in parameters
    ]  # fmt: skip


def _list(table: Table, shape: Any, page: Any) -> Any:
    """The schema of a list."""
    told = extend_schema(
        operation_id=f"{table.name}_list",
        description=type(table).__doc__,
        tags=[table.name],
        parameters=_documented(list_parameters(table)),
        responses={
            (200, "application/json"): page,
            (200, "text/csv"): OpenApiResponse({"type": "string"}, description=_TABLE),
            (200, "application/x-ndjson"): OpenApiResponse(shape, description=_STREAM),
        },
    )
    return extend_schema_view(get=told)


def _detail(table: Table, shape: Any, about: str) -> Any:
    """The schema of a record. Only recipients are merged, and lead on."""
    responses: dict[Any, Any] = {
        (200, "application/json"): shape,
        (200, "application/ld+json"): pages.LINKED,
    }
    if type(table).moved is not Table.moved:
        responses[308] = OpenApiResponse(description="Merged: `Location` is the record it is now.")
    key = OpenApiParameter("key", str, OpenApiParameter.PATH, description=f"its {table.key}")
    told = extend_schema(
        operation_id=f"{table.name}_retrieve",
        description=about,
        tags=[table.name],
        parameters=[key, *_documented(detail_parameters(table))],
        responses=responses,
    )
    return extend_schema_view(get=told)


CONFERRALS, RECIPIENTS = tables.Conferrals(), tables.Recipients()
DECREES, AWARDS = tables.Decrees(), tables.Awards()
AUTHORITIES, SOURCES = small.Authorities(), small.Sources()


@_list(CONFERRALS, shapes.ConferralShape, pages.ConferralPage)
class ConferralList(ListView):
    """Conferrals by everything that tells them apart, the newest first."""

    table = CONFERRALS


@_detail(
    CONFERRALS, shapes.ConferralShape, "One conferral, with its evidence and what became of it."
)
class ConferralDetail(DetailView):
    """One conferral, with its evidence and what became of it."""

    table = CONFERRALS


@_list(RECIPIENTS, shapes.RecipientShape, pages.RecipientPage)
class RecipientList(ListView):
    """People and bodies on whom a published conferral is recorded."""

    table = RECIPIENTS


@_detail(
    RECIPIENTS,
    shapes.RecipientShape,
    "One recipient with all honours; the id of one that was merged leads on with 308.",
)
class RecipientDetail(DetailView):
    """One recipient with all honours; the id of one that was merged leads on with 308."""

    table = RECIPIENTS


@_list(DECREES, shapes.DecreeWhole, pages.DecreePage)
class DecreeList(ListView):
    """Acts by which a published conferral was made, revoked or restored."""

    table = DECREES


@_detail(DECREES, shapes.DecreeWhole, "One act with what it conferred.")
class DecreeDetail(DetailView):
    """One act with what it conferred."""

    table = DECREES


@_list(AWARDS, shapes.AwardShape, pages.AwardPage)
class AwardList(ListView):
    """Awards with their grades, periods, spellings and sources."""

    table = AWARDS


@_detail(AWARDS, shapes.AwardShape, "One award.")
class AwardDetail(DetailView):
    """One award."""

    table = AWARDS


@_list(AUTHORITIES, shapes.AuthorityShape, pages.AuthorityPage)
class AuthorityList(ListView):
    """States and bodies that institute awards."""

    table = AUTHORITIES


@_detail(AUTHORITIES, shapes.AuthorityShape, "One authority.")
class AuthorityDetail(DetailView):
    """One authority."""

    table = AUTHORITIES


@_list(SOURCES, shapes.SourceShape, pages.SourcePage)
class SourceList(ListView):
    """Where published facts come from: of conferrals, acts and awards."""

    table = SOURCES


@_detail(SOURCES, shapes.SourceShape, "One source.")
class SourceDetail(DetailView):
    """One source."""

    table = SOURCES
