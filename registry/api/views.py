"""The resources: published records only, lists by cursor, details by their permanent id."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from registry.api import serializers as shapes
from registry.api.filters import AwardFilter, ConferralFilter, DecreeFilter, RecipientFilter
from registry.api.pagination import Pages
from registry.honours.models import (
    Award,
    Conferral,
    Decree,
    Recipient,
    RecipientRedirect,
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
class Resource(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """A list and a detail. Unknown parameters are refused by name."""

    pagination_class = Pages
    filterset_class: type[FilterSet]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = {"lang"}
        if self.action == "list":
            known |= _PAGING | set(self.filterset_class.base_filters)
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            names = ", ".join(sorted(known))
            message = f"There is no such parameter; known: {names}."
            raise ValidationError(dict.fromkeys(unknown, message))
        if request.query_params.get("lang", "en") not in LANGUAGES:
            raise ValidationError({"lang": f"Wanted one of {', '.join(LANGUAGES)}."})

    def get_serializer_context(self) -> dict[str, Any]:
        request = getattr(self, "request", None)
        lang = request.query_params.get("lang", "en") if request else "en"
        return {**super().get_serializer_context(), "lang": lang}


def _shown(link: str) -> Exists:
    """Whether a published conferral shows this record."""
    return Exists(Conferral.objects.published().filter(**{link: OuterRef("pk")}))


class Awards(Resource):
    """Awards with their grades, periods and sources."""

    queryset = Award.objects.select_related("authority").prefetch_related(
        "grades", "periods", "sources"
    )
    serializer_class = shapes.AwardShape
    filterset_class = AwardFilter
    lookup_field = "slug"


class Recipients(Resource):
    """People and bodies on whom a published conferral is recorded."""

    queryset = Recipient.objects.filter(_shown("recipient")).prefetch_related(
        "names", "citizenships"
    )
    serializer_class = shapes.RecipientShape
    filterset_class = RecipientFilter
    lookup_field = "public_id"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """One recipient; the id of one that was merged leads on with 308."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            merged = RecipientRedirect.objects.filter(merged_id=kwargs["public_id"])
            redirect = merged.select_related("survivor").first()
            if redirect is None:
                raise
            address = reverse("recipient-detail", args=[redirect.survivor.public_id])
            response = HttpResponsePermanentRedirect(address)
            response.status_code = 308
            return response


class Decrees(Resource):
    """Acts by which a published conferral was made."""

    queryset = Decree.objects.filter(_shown("decree")).select_related("authority")
    serializer_class = shapes.DecreeShape
    filterset_class = DecreeFilter
    lookup_field = "public_id"


class Conferrals(Resource):
    """Published conferrals, each with its evidence."""

    serializer_class = shapes.ConferralShape
    filterset_class = ConferralFilter
    lookup_field = "public_id"
    queryset = Conferral.objects.none()

    def get_queryset(self) -> "QuerySet[Conferral]":
        rows = (
            published()
            .with_status()
            .select_related("recipient", "award", "grade", "decree__authority")
        )
        return rows.prefetch_related("recipient__names", "evidence__source", "events")
