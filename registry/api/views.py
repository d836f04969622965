"""The resources: published records only, lists by cursor, details by their permanent id."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django_filters import FilterSet
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import mixins, viewsets
from rest_framework.request import Request

from registry.api import serializers as shapes
from registry.api.filters import AwardFilter, ConferralFilter, DecreeFilter, RecipientFilter
from registry.api.pagination import Pages
from registry.api.parameters import DEFAULT_LANGUAGE, check_parameters
from registry.api.spoken import SpokenView
from registry.api.visible import shown_decrees, shown_recipients, survivor_of
from registry.honours.models import (
    Award,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    Recipient,
)
from registry.honours.selectors import published
from registry.wording import LANGUAGES

LANG = OpenApiParameter(
    "lang", str, enum=list(LANGUAGES), description="language of `name` and other texts"
)
_PAGING = {"cursor", "page_size"}


@extend_schema_view(
    list=extend_schema(parameters=[LANG]), retrieve=extend_schema(parameters=[LANG])
)
class Resource(
    SpokenView, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]
):
    """A list and a detail. Unknown parameters are refused by name."""

    pagination_class = Pages
    filterset_class: type[FilterSet]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = {"lang"}
        if self.action == "list":
            known |= _PAGING | set(self.filterset_class.base_filters)
        check_parameters(request.query_params, known)
        self.spoken = request.query_params.get("lang", DEFAULT_LANGUAGE)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "lang": self.spoken}


class Awards(Resource):
    """Awards with their grades, periods, spellings and sources."""

    queryset = Award.objects.select_related("authority").prefetch_related(
        "grades", "periods", "names", "sources"
    )
    serializer_class = shapes.AwardShape
    filterset_class = AwardFilter
    lookup_field = "slug"


class Recipients(Resource):
    """People and bodies on whom a published conferral is recorded."""

    queryset = Recipient.objects.none()
    serializer_class = shapes.RecipientShape
    filterset_class = RecipientFilter
    lookup_field = "public_id"

    def get_queryset(self) -> "QuerySet[Recipient]":
        return shown_recipients().prefetch_related("names", "citizenships")

    @extend_schema(
        parameters=[LANG],
        responses={
            200: shapes.RecipientShape,
            308: OpenApiResponse(description="Merged: `Location` is the record that lives on."),
        },
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """One recipient; the id of one that was merged leads on with 308."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            survivor = survivor_of(kwargs["public_id"])
            if survivor is None:
                raise
            address = reverse("recipient-detail", args=[survivor.public_id])
            query = request.META.get("QUERY_STRING", "")
            location = f"{address}?{query}" if query else address
            return HttpResponse(status=308, headers={"Location": location})


class Decrees(Resource):
    """Acts by which a published conferral was made, revoked or restored."""

    queryset = Decree.objects.none()
    serializer_class = shapes.DecreeShape
    filterset_class = DecreeFilter
    lookup_field = "public_id"

    def get_queryset(self) -> "QuerySet[Decree]":
        return shown_decrees().select_related("authority").prefetch_related("sources")


class Conferrals(Resource):
    """Published conferrals, each with its evidence and what became of it."""

    serializer_class = shapes.ConferralShape
    filterset_class = ConferralFilter
    lookup_field = "public_id"
    queryset = Conferral.objects.none()

    def get_queryset(self) -> "QuerySet[Conferral]":
        rows = published().with_status()
        rows = rows.select_related("recipient", "award", "grade", "decree__authority")
        evidence = Evidence.objects.select_related("source")
        events = ConferralEvent.objects.select_related("source", "decree__authority")
        return rows.prefetch_related(
            "recipient__names",
            "decree__sources",
            Prefetch("evidence", evidence),
            Prefetch("events", events.prefetch_related("decree__sources")),
        )
