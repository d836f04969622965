"""Pages of a desk's list: the newest first, from one row on, as fast at the end as at the start."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

PARAMETERS = ("cursor", "page_size")
USUAL, MOST = 50, 200
# before-123: rows older than row 123, for `next`; after-123: newer ones, for `previous`.
_CURSOR = re.compile(r"(before|after)-([1-9][0-9]{0,17})", re.ASCII)
_SIZE = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)


def page(
    request: Request, rows: "QuerySet[Any]", document: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """`results`, and the addresses of the pages next to them (null: there is none)."""
    size, (side, number) = _size(request), _cursor(request)
    if side == "after":
        found = list(rows.filter(pk__gt=number).order_by("pk")[: size + 1])
        more_newer, more_older = len(found) > size, True
        shown = found[:size][::-1]
    else:
        older = rows.filter(pk__lt=number) if number else rows
        found = list(older.order_by("-pk")[: size + 1])
        more_newer, more_older = bool(number), len(found) > size
        shown = found[:size]
    return {
        "results": [document(row) for row in shown],
        "next": _address(request, "before", shown[-1:], more_older),
        "previous": _address(request, "after", shown[:1], more_newer),
    }


def _address(request: Request, side: str, edge: list[Model], more: bool) -> str | None:
    if not edge or not more:
        return None
    query = request.query_params.copy()
    query["cursor"] = f"{side}-{edge[0].pk}"
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _size(request: Request) -> int:
    text = request.query_params.get("page_size", str(USUAL))
    if not _SIZE.fullmatch(text) or int(text) > MOST:
        raise ValidationError({"page_size": f"Wanted a number from 1 to {MOST}."})
    return int(text)


def _cursor(request: Request) -> tuple[str, int]:
    text = request.query_params.get("cursor")
    if text is None:
        return "before", 0
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise ValidationError({"cursor": "Not a cursor from a link of this list."})
    return found[1], int(found[2])
