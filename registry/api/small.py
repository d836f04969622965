"""The small resources: authorities, and the sources that back something published."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.request import Request

from registry.api.pagination import Pages
from registry.api.parameters import DEFAULT_LANGUAGE, check_parameters
from registry.api.serializers import AuthorityShape, SourceShape
from registry.api.spoken import SpokenView
from registry.honours.models import Authority, Source
from registry.honours.sight import sources_in_sight
from registry.wording import LANGUAGES

_PAGING = ("cursor", "page_size")
_LANG = OpenApiParameter("lang", str, enum=list(LANGUAGES), description="language of `name`")


class SmallResource(
    SpokenView, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]
):
    """A list that has no filters, and a detail. Unknown parameters are refused by name."""

    pagination_class = Pages
    filter_backends = ()
    known: tuple[str, ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        paging = _PAGING if self.action == "list" else ()
        check_parameters(request.query_params, (*self.known, *paging))
        self.spoken = request.query_params.get("lang", DEFAULT_LANGUAGE)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "lang": self.spoken}


@extend_schema_view(
    list=extend_schema(parameters=[_LANG]), retrieve=extend_schema(parameters=[_LANG])
)
class Authorities(SmallResource):
    """States and bodies that institute awards."""

    queryset = Authority.objects.all()
    serializer_class = AuthorityShape
    lookup_field = "slug"
    known = ("lang",)


class Sources(SmallResource):
    """Where published facts come from: of conferrals, acts and awards."""

    queryset = Source.objects.none()
    serializer_class = SourceShape
    lookup_field = "key"

    def get_queryset(self) -> "QuerySet[Source]":
        return sources_in_sight()
