"""Pages by cursor: as fast at the end as at the start, and nothing is counted."""

import re
from typing import Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}", re.ASCII)
_POSITION = re.compile(r"[0-9]{1,18}", re.ASCII)


class Pages(CursorPagination):
    """`?cursor=` as the links `next` and `previous` give it; `?page_size=` from 1 to 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "id"

    def get_page_size(self, request: Request) -> int:
        """The size asked for; one that cannot be is refused, not replaced by another."""
        text = request.query_params.get("page_size")
        if text is None:
            return self.page_size
        if not (re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) and 1 <= int(text) <= 200):
            raise ValidationError({"page_size": f"Wanted a number from 1 to {self.max_page_size}."})
        return int(text)

    def decode_cursor(self, request: Request) -> Any:
        """The place in the list, or None for its start; what no link of ours says is refused."""
        refused = ValidationError({"cursor": "Not a cursor from a link of this list."})
        text = request.query_params.get("cursor")
        if text is not None and not _BASE64.fullmatch(text):
            raise refused
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise refused from None
        # The id is unique, so an offset among equals is never needed; a position is an id.
        if cursor and (cursor.offset or not _POSITION.fullmatch(str(cursor.position or 0))):
            raise refused
        return cursor

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two parameters, for the document."""
        size = {"type": "integer", "minimum": 1, "maximum": 200, "default": self.page_size}
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "a place in the list, as `next` and `previous` give it",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "rows a page",
                "schema": size,
            },
        ]
