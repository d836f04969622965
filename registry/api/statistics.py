"""How much the registry holds: coverage, and conferrals counted by year, award, country, office."""

import re
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.parameters import DEFAULT_LANGUAGE, any_text, check_parameters
from registry.api.remembered import rememberable
from registry.api.spoken import SpokenView
from registry.honours.catalogue import Catalogue, current_catalogue
from registry.honours.models import Award
from registry.honours.statistics import COUNTED_BY, AwardHeld, Scope, counted, held, total
from registry.wording import LANGUAGES, country_name, office_name

_LANG = OpenApiParameter("lang", str, enum=list(LANGUAGES), description="language of `name`")
_YEAR: Any = {"type": "string", "pattern": "^[1-9][0-9]{3}$", "example": "2020"}


class LineShape(s.Serializer[Any]):
    """One line of a statistic. `key` null: the year, the state or the office is not known."""

    key = s.CharField(allow_null=True, help_text="a year, a slug, two letters, or an office's key")
    name = s.CharField(help_text="the key in words; empty where it is null")
    conferrals = s.IntegerField(min_value=0)


class StatisticsShape(s.Serializer[Any]):
    """Conferrals by what was asked. `total` counts each once.

    Lines by country or office may come to more: a citizen of two states stands in both lines.
    """

    by = s.ChoiceField(choices=COUNTED_BY)
    total = s.IntegerField(min_value=0)
    results = LineShape(many=True)


class AwardCoverageShape(s.Serializer[Any]):
    """What is held of one award."""

    slug = s.CharField()
    name = s.CharField()
    conferrals = s.IntegerField(min_value=0)
    undated = s.IntegerField(min_value=0, help_text="of these, those of which no date is known")
    contested = s.IntegerField(min_value=0, help_text="of these, those of which sources differ")
    first_year = s.CharField(allow_null=True)
    last_year = s.CharField(allow_null=True)


class CoverageShape(s.Serializer[Any]):
    """What the published registry holds; what is not here, it does not know."""

    conferrals = s.IntegerField(min_value=0)
    recipients = s.IntegerField(min_value=0)
    undated = s.IntegerField(min_value=0)
    contested = s.IntegerField(min_value=0)
    first = s.CharField(allow_null=True, help_text="the earliest date, as precise as it is known")
    last = s.CharField(allow_null=True)
    awards = AwardCoverageShape(many=True)


class _Figures(SpokenView):
    """A document of figures, with names in the language of `?lang=`."""

    known: tuple[str, ...] = ("lang",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, self.known)
        self.spoken = request.query_params.get("lang", DEFAULT_LANGUAGE)


class CoverageView(_Figures):
    """What the registry covers."""

    @extend_schema(
        operation_id="coverage_retrieve",
        tags=["coverage"],
        parameters=[_LANG],
        responses=CoverageShape,
    )
    def get(self, request: Request) -> Response:
        """What the registry holds, in all and of each award; also of what it holds nothing."""
        found = held()
        return rememberable(
            Response(
                {
                    "conferrals": found.total("conferrals"),
                    "recipients": found.recipients,
                    "undated": found.total("undated"),
                    "contested": found.total("contested"),
                    "first": found.first,
                    "last": found.last,
                    "awards": [self._award(row) for row in found.awards],
                }
            )
        )

    def _award(self, row: AwardHeld) -> dict[str, Any]:
        return {
            "slug": row.award.slug,
            "name": row.award.short_in(self.spoken),
            "conferrals": row.conferrals,
            "undated": row.undated,
            "contested": row.contested,
            "first_year": row.first_year,
            "last_year": row.last_year,
        }


class StatisticsView(_Figures):
    """Conferrals counted, from summaries that are kept with every write."""

    known = ("lang", "by", "award", "from", "to")

    @extend_schema(
        operation_id="statistics_retrieve",
        tags=["statistics"],
        parameters=[
            OpenApiParameter("by", str, enum=list(COUNTED_BY), required=True),
            OpenApiParameter(
                "award",
                {**any_text(), "example": "dostyk"},
                description="slug of the award; all, if left out",
            ),
            OpenApiParameter("from", _YEAR, description="from this year on"),
            OpenApiParameter("to", _YEAR, description="to the end of this year"),
            _LANG,
        ],
        responses=StatisticsShape,
    )
    def get(self, request: Request) -> Response:
        """How many conferrals by year, award, country or office.

        The year is that of the act, or of the presentation where that is all that is known; with
        `from` or `to`, those without a known date are left out.
        """
        by = request.query_params.get("by")
        if by not in COUNTED_BY:
            raise ValidationError({"by": f"Wanted one of {', '.join(COUNTED_BY)}."})
        catalogue = current_catalogue()
        scope = _scope(request.query_params, catalogue)
        lines = [
            {
                "key": line.key or None,
                "name": self._name(by, line.key, catalogue),
                "conferrals": line.conferrals,
            }
            for line in counted(by, scope)
        ]
        return rememberable(Response({"by": by, "total": total(scope), "results": lines}))

    def _name(self, by: str, key: str, catalogue: Catalogue) -> str:
        if not key or by == "year":
            return key
        if by == "award":
            award = catalogue.by_slug(key)
            return award.short_in(self.spoken) if award else key
        return (country_name if by == "country" else office_name)(key, self.spoken)


def _scope(query: QueryDict, catalogue: Catalogue) -> Scope:
    scope = Scope(_award(query.get("award"), catalogue), _year(query, "from"), _year(query, "to"))
    if scope.first and scope.last and scope.first > scope.last:
        raise ValidationError({"from": "The period begins after it ends."})
    return scope


def _award(slug: str | None, catalogue: Catalogue) -> Award | None:
    award = catalogue.by_slug(slug) if slug else None
    if slug and award is None:
        raise ValidationError({"award": "Nothing is published under this name."})
    return award


def _year(query: QueryDict, name: str) -> int | None:
    text = query.get(name)
    if text is not None and not re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII):
        raise ValidationError({name: "Wanted a year of four digits: counts are kept by the year."})
    return int(text) if text else None
