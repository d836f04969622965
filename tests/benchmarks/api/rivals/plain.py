"""Plain idiomatic DRF over the same tables, as its documentation teaches it.

Nested ModelSerializers, select_related and prefetch_related, django-filter, page numbers with
COUNT. It keeps what is not published to itself, as ours does, and nothing more.
"""

from collections.abc import Iterator
from typing import Any

import django_filters as df
from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Substr
from django.http import StreamingHttpResponse
from django.urls import path
from rest_framework import routers, serializers, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from registry.honours import models as m


class NameSerializer(serializers.ModelSerializer):
    class Meta:
        model = m.RecipientName
        fields = ("text", "language", "script", "kind")


class AuthoritySerializer(serializers.ModelSerializer):
    class Meta:
        model = m.Authority
        fields = ("slug", "name_kk", "name_ru", "name_en")


class AwardSerializer(serializers.ModelSerializer):
    class Meta:
        model = m.Award
        fields = ("slug", "name_kk", "name_ru", "name_en", "name_kk_latn")


class GradeSerializer(serializers.ModelSerializer):
    class Meta:
        model = m.Grade
        fields = ("kind", "rank", "name_kk", "name_ru", "name_en")


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = m.Source
        fields = ("key", "kind", "strength", "title", "publisher", "url")


class DecreeSerializer(serializers.ModelSerializer):
    authority = AuthoritySerializer()
    date = serializers.CharField(allow_null=True)

    class Meta:
        model = m.Decree
        fields = ("public_id", "kind", "number", "date", "title_kk", "title_ru", "title_en",
                  "authority")  # fmt: skip


class EvidenceSerializer(serializers.ModelSerializer):
    source = SourceSerializer()
    date = serializers.CharField(allow_null=True)

    class Meta:
        model = m.Evidence
        fields = ("source", "stance", "fields", "date", "date_kind", "grade")


class EventSerializer(serializers.ModelSerializer):
    date = serializers.CharField(allow_null=True)

    class Meta:
        model = m.ConferralEvent
        fields = ("kind", "date", "reason")


class RecipientBriefSerializer(serializers.ModelSerializer):
    names = NameSerializer(many=True)

    class Meta:
        model = m.Recipient
        fields = ("public_id", "names")


class HonourSerializer(serializers.ModelSerializer):
    """A conferral without its recipient."""

    award = AwardSerializer()
    grade = GradeSerializer()
    decree = DecreeSerializer()
    conferred_on = serializers.CharField(allow_null=True)
    presented_on = serializers.CharField(allow_null=True)
    evidence = EvidenceSerializer(many=True)
    events = EventSerializer(many=True)

    class Meta:
        model = m.Conferral
        fields = ("public_id", "award", "grade", "decree", "conferred_on", "presented_on",
                  "presented_by", "office_kk", "office_ru", "office_en", "reason_kk", "reason_ru",
                  "reason_en", "posthumous", "evidence", "events")  # fmt: skip


class ConferralSerializer(HonourSerializer):
    recipient = RecipientBriefSerializer()

    class Meta(HonourSerializer.Meta):
        fields = ("recipient", *HonourSerializer.Meta.fields)  # type: ignore[assignment]


class RecipientSerializer(serializers.ModelSerializer):
    names = NameSerializer(many=True)
    citizenships = serializers.SlugRelatedField(slug_field="country", many=True, read_only=True)
    death = serializers.CharField(allow_null=True)
    conferrals = HonourSerializer(many=True)

    class Meta:
        model = m.Recipient
        fields = ("public_id", "kind", "gender", "death", "names", "citizenships", "conferrals")


def _conferrals() -> "QuerySet[m.Conferral]":
    rows = m.Conferral.objects.filter(state="published").order_by("-counts_on", "-id")
    related = rows.select_related("award", "grade", "decree__authority")
    return related.prefetch_related("evidence__source", "events")


class ConferralFilter(df.FilterSet):
    award = df.CharFilter(field_name="award__slug")
    grade = df.NumberFilter(field_name="grade__rank")
    year = df.NumberFilter(method="in_year")

    class Meta:
        model = m.Conferral
        fields = ("award", "grade", "year", "posthumous")

    def in_year(self, rows: Any, _: str, year: Any) -> Any:
        # A range, which an index serves; LIKE would read the whole grade.
        return rows.filter(counts_on__gte=str(int(year)), counts_on__lt=str(int(year) + 1))


class ConferralViewSet(viewsets.ReadOnlyModelViewSet):
    """Conferrals, and all of them as NDJSON: the serializer over a chunked cursor."""

    queryset = m.Conferral.objects.none()
    serializer_class = ConferralSerializer
    filterset_class = ConferralFilter
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return _conferrals().select_related("recipient").prefetch_related("recipient__names")

    @action(detail=False)
    def export(self, request: Request) -> StreamingHttpResponse:
        return StreamingHttpResponse(self._lines(), content_type="application/x-ndjson")

    def _lines(self) -> Iterator[bytes]:
        render = JSONRenderer().render
        for row in self.get_queryset().order_by("id").iterator(chunk_size=500):
            yield render(ConferralSerializer(row).data) + b"\n"


class RecipientViewSet(viewsets.ReadOnlyModelViewSet):
    """Recipients with their honours; `?search=` is the framework's own search."""

    queryset = m.Recipient.objects.none()
    serializer_class = RecipientSerializer
    search_fields = ("names__text",)
    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = m.Recipient.objects.filter(honours__gt=0).order_by("id")
        return rows.prefetch_related("names", "citizenships", Prefetch("conferrals", _conferrals()))


@api_view()
def per_year(request: Request) -> Response:
    """How many conferrals in each of these years, counted when asked."""
    first, last = request.query_params["from"], int(request.query_params["to"])
    rows = m.Conferral.objects.filter(counts_on__gte=first, counts_on__lt=str(last + 1))
    rows = rows.filter(state="published").annotate(year=Substr("counts_on", 1, 4))
    return Response(list(rows.values("year").order_by("year").annotate(conferrals=Count("pk"))))


router = routers.SimpleRouter(trailing_slash=False)
router.register("conferrals", ConferralViewSet)
router.register("recipients", RecipientViewSet)
urlpatterns = [path("statistics/years", per_year), *router.urls]
