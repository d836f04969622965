"""The feed of changes: the journal in order, for those who keep a copy of the registry."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.parameters import check_parameters
from registry.api.remembered import rememberable
from registry.api.renderers import OrjsonRenderer
from registry.api.spoken import SpokenView
from registry.api.streams import streamed
from registry.errors import Conflict
from registry.honours.feed import OBJECT_TYPES, ToldChange, changes_after
from registry.honours.models import Change, JournalHead

_PLACE = re.compile(r"([0-9]{1,18})(?:-([0-9a-f]{8,64}))?", re.ASCII)
_PARAMETERS = ("since", "page_size", "object_type", "format")
_LINES_AT_ONCE = 500
LARGEST = 200
LINES = "application/x-ndjson"
_KEEPING_A_COPY = """What was written since a change, each row once and in order.

Whoever keeps a copy of the registry does this with each row:

* `withheld`: nothing; what it is about is not public (yet, or any more).
* `conferral.withdraw`: take the conferral out; recipients and decrees that no conferral names any
  more go with it.
* Any other row about a conferral: read its document again, and those of all that it names.
* `recipient.merge`: what was the `merged` one's is the object's; read its document again.
* `recipient.unmerge`: the `restored` one is a record again; read both documents, and those of all
  conferrals that the restored one's names.
* Any other row: read the document of its object again.
"""


class Lines(BaseRenderer):
    """Names the type, so that `Accept` can ask for it; the view writes the lines itself."""

    media_type = LINES
    format = "ndjson"


class ChangedShape(s.Serializer[Any]):
    """The record that a change is about. `url` null: there is nothing to be read any more."""

    type = s.ChoiceField(choices=OBJECT_TYPES)
    id = s.CharField()
    url = s.CharField(allow_null=True)


class ChangeShape(s.Serializer[Any]):
    """One row of the journal. Where it is `withheld`, only its number, time and seals are told."""

    id = s.IntegerField(min_value=1)
    at = s.DateTimeField()
    hash = s.CharField(help_text="SHA-256 over the row and the seal of the row before")
    previous_hash = s.CharField()
    withheld = s.BooleanField(help_text="about what the public cannot see")
    action = s.CharField(required=False, help_text="as conferral.publish")
    object = ChangedShape(required=False)
    before = s.DictField(required=False, allow_null=True, help_text="public fields that changed")
    after = s.DictField(required=False, allow_null=True)
    source = s.CharField(  # type: ignore[assignment]
        required=False, allow_null=True, help_text="key of the source"
    )


class HeadShape(s.Serializer[Any]):
    """The journal's end."""

    id = s.IntegerField(min_value=0)
    hash = s.CharField()


class ChangesShape(s.Serializer[Any]):
    """A page of the feed. Ask again with `since=next_since`, also when there was nothing new."""

    results = ChangeShape(many=True)
    next_since = s.CharField()
    head = HeadShape()


class Place(NamedTuple):
    """A change after which a reader goes on, with the seal that it has (or begins with)."""

    id: int
    seal: str

    def __str__(self) -> str:
        return f"{self.id}-{self.seal[:8]}" if self.id else "0"


class Changes(SpokenView):
    """The registry's journal, gapless and in order, to be followed from any place in it."""

    renderer_classes = (OrjsonRenderer, Lines)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, _PARAMETERS)

    @extend_schema(
        operation_id="changes_list",
        description=_KEEPING_A_COPY,
        tags=["changes"],
        parameters=[
            OpenApiParameter(
                "since",
                {
                    "type": "string",
                    "pattern": r"^[0-9]{1,18}(-[0-9a-f]{8,64})?$",
                    "example": "0",
                },
                description="the number of a change, or `next_since`: what came after it",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": 50},
                description="rows of the journal a page; a stream of lines has no pages",
            ),
            OpenApiParameter(
                "object_type",
                str,
                enum=list(OBJECT_TYPES),
                description="of each page only the rows about these; `next_since` counts them all",
            ),
            OpenApiParameter("format", str, enum=["json", "ndjson"]),
        ],
        responses={(200, "application/json"): ChangesShape, (200, LINES): ChangeShape},
    )
    def get(self, request: Request) -> Any:
        """What was written since a change, each row once and in order."""
        query = request.query_params
        place = _place_of(query.get("since", "0"))
        wanted = _one_of(query.get("object_type"), "object_type", OBJECT_TYPES)
        form = _one_of(query.get("format"), "format", ("json", "ndjson"))
        size = _page_size(query.get("page_size"))
        if (form or getattr(request.accepted_renderer, "format", "")) == "ndjson":
            return streamed(request, _lines(place, wanted), LINES)
        told = changes_after(place.id, size)
        last = Place(told[-1].id, told[-1].hash) if told else place
        head = _head()
        return rememberable(
            Response(
                {
                    "results": [_document(row) for row in told if _is_wanted(row, wanted)],
                    "next_since": str(last),
                    "head": {"id": head.id, "hash": head.seal},
                }
            )
        )


def _head() -> Place:
    head = JournalHead.objects.filter(pk=1).first()
    return Place(head.last_id, head.last_hash) if head else Place(0, "")


def _place_of(text: str) -> Place:
    """The place that a reader names. Raises Conflict where it is a place in another history."""
    match = _PLACE.fullmatch(text)
    if not match:
        raise ValidationError({"since": "Wanted the number of a change, or a `next_since`."})
    number, seal = int(match[1]), match[2] or ""
    if not number:
        return Place(0, "")
    found = Change.objects.filter(pk=number).values_list("hash", flat=True).first()
    if found is None:
        raise ValidationError({"since": f"The journal ends at change {_head().id}."})
    if not found.startswith(seal):
        raise Conflict(
            "another_history",
            f"Change {number} of this registry bears another seal: the copy is not of this one.",
            field="since",
        )
    return Place(number, found)


def _page_size(text: str | None) -> int:
    if text is None:
        return 50
    if not (re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) and 1 <= int(text) <= LARGEST):
        raise ValidationError({"page_size": f"Wanted a number from 1 to {LARGEST}."})
    return int(text)


def _one_of(text: str | None, name: str, words: tuple[str, ...]) -> str | None:
    if text is not None and text not in words:
        raise ValidationError({name: f"Wanted one of {', '.join(words)}."})
    return text


def _is_wanted(row: ToldChange, wanted: str | None) -> bool:
    return wanted is None or row.object_type == wanted


def _document(row: ToldChange) -> dict[str, Any]:
    seals = {
        "id": row.id,
        "at": row.at.isoformat(timespec="microseconds"),
        "hash": row.hash,
        "previous_hash": row.previous_hash,
        "withheld": row.withheld,
    }
    if row.withheld:
        return seals
    gone = row.action == "conferral.withdraw"
    url = None if gone else reverse(f"{row.object_type}-detail", args=[row.object_id])
    return {
        **seals,
        "action": row.action,
        "object": {"type": row.object_type, "id": row.object_id, "url": url},
        "before": row.before,
        "after": row.after,
        "source": row.source,
    }


def _lines(place: Place, wanted: str | None) -> Iterator[bytes]:
    """Every row from a place to where the journal ends when the stream begins, a line each."""
    last, end = place.id, _head().id
    while last < end:
        told = changes_after(last, min(_LINES_AT_ONCE, end - last))
        if not told:
            return
        last = told[-1].id
        rows = (row for row in told if _is_wanted(row, wanted))
        yield b"".join(orjson.dumps(_document(row)) + b"\n" for row in rows)
