"""Pages by cursor: as fast at the end as at the start, and nothing is counted."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """`?cursor=` as the links `next` and `previous` give it; `?page_size=` up to 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "id"
