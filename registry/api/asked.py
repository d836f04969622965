"""What a request for a list or a record asks: read whole, before anything is looked up."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from registry.api import cursors
from registry.api import values as v
from registry.api.parameters import DEFAULT_LANGUAGE, Parameter, check_parameters, read_parameters
from registry.documents.sql import Order, Place
from registry.documents.then import Then, as_then
from registry.honours.history import rewind
from registry.wording import LANGUAGES

if TYPE_CHECKING:
    from registry.api.listing import Table

SIZE, LARGEST = 50, 200


def _size(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:4]) <= LARGEST):
        raise ValueError(f"Wanted a number from 1 to {LARGEST}.")
    return int(value)


LANG = Parameter(
    "lang", v.one_of(LANGUAGES), "language of `name` and other texts", v.choice(LANGUAGES), "kk"
)
CURSOR = Parameter(
    "cursor", v.text, "a place in the list, as `next` and `previous` give it",
    {"type": "string", "minLength": 1, "maxLength": cursors.LONGEST},
)  # fmt: skip
PAGE_SIZE = Parameter(
    "page_size", _size, "rows a page",
    {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE}, "20",
)  # fmt: skip
COUNT = Parameter(
    "count", v.truth, "whether to count all rows, which takes as long as reading them", v.TRUTH,
    "true",
)  # fmt: skip


@dataclass(slots=True)
class Asked:
    """A request read: what the rows must be, how they are ordered, and how they are told."""

    lang: str
    format: str
    given: dict[str, Any]
    fields: frozenset[str]
    expand: frozenset[str]
    order: Order
    place: Place | None = None
    size: int = SIZE
    count: bool = False
    written: frozenset[str] = field(default_factory=frozenset)
    day: str | None = None
    then: Then | None = None


def telling_parameters(table: "Table", formats: tuple[str, ...]) -> tuple[Parameter, ...]:
    """How a record of a table may be told."""
    found = [
        LANG,
        Parameter("fields", v.several_of(table.fields), "only these fields, with commas between "
                  "them", v.some(table.fields), ",".join(table.fields[:2])),
        Parameter("format", v.one_of(formats), "the format, whatever `Accept` says",
                  v.choice(formats), formats[0]),
    ]  # fmt: skip
    if table.expansions:
        found.append(
            Parameter("expand", v.several_of(table.expansions), "what to tell whole, with commas "
                      "between them", v.some(table.expansions), table.expansions[0])
        )  # fmt: skip
    return tuple(found)


KNOWN_AT = Parameter(
    "known_at", v.moment, "what the registry said at this moment: records published by then, as "
    "they stood; what was withdrawn since stays out of sight", v.MOMENT, "2026-11-24T12:00:00Z",
)  # fmt: skip


LIST_FORMATS, DETAIL_FORMATS = ("json", "csv", "ndjson"), ("json", "jsonld")


@cache
def list_parameters(table: "Table") -> tuple[Parameter, ...]:
    """Every parameter of a table's list."""
    orders = tuple(table.orders)
    ordering = Parameter(
        "ordering", v.one_of(orders), f"the order; {table.order} unless said", v.choice(orders),
        table.order,
    )  # fmt: skip
    telling = telling_parameters(table, LIST_FORMATS)
    known = (KNOWN_AT,) if table.has_history else ()
    return (*table.parameters, *known, *telling, ordering, CURSOR, PAGE_SIZE, COUNT)


@cache
def detail_parameters(table: "Table") -> tuple[Parameter, ...]:
    """Every parameter of a table's records."""
    known = (KNOWN_AT,) if table.has_history else ()
    return (*known, *telling_parameters(table, DETAIL_FORMATS))


def read_asked(request: Request, table: "Table") -> Asked:
    """A request for a list; raises a ValidationError that names every parameter at fault."""
    query = request.query_params
    parameters = list_parameters(table)
    check_parameters(query, {parameter.name for parameter in parameters})
    given = read_parameters(query, parameters)
    chosen = request.accepted_renderer.format
    streamed = chosen != "json"
    order = table.orders[given.pop("ordering", table.whole if streamed else table.order)]
    asked = _told(given, chosen, order)
    asked.written = frozenset(query)
    asked.size, asked.count = given.pop("page_size", SIZE), given.pop("count", False)
    if cursor := given.pop("cursor", None):
        asked.place = _place(cursor, order)
    if streamed:
        _refuse_paging(asked)
    _go_back(asked)
    return asked


def _place(cursor: str, order: Order) -> Place:
    try:
        return cursors.read(cursor, order)
    except ValueError as error:
        raise ValidationError({"cursor": str(error)}) from None


def _refuse_paging(asked: Asked) -> None:
    meaningless = {"page_size", "count", "known_at"} | (
        {"fields", "expand"} if asked.format == "csv" else set()
    )
    for name in sorted(meaningless):
        if name in asked.written:
            why = f"Has no meaning for {asked.format}, which is the whole list in its own shape."
            raise ValidationError({name: why})


def _go_back(asked: Asked) -> None:
    """Undo what was written since `known_at`."""
    at = asked.given.pop("known_at", None)
    if at is None:
        return
    for name in ("changed_since", "name"):
        if name in asked.given:
            raise ValidationError({name: "Cannot be asked of a moment in the past."})
    asked.then = as_then(rewind(at, now=timezone.now()))


def read_told(request: Request, table: "Table") -> Asked:
    """A request for one record."""
    parameters = detail_parameters(table)
    check_parameters(request.query_params, {parameter.name for parameter in parameters})
    given = read_parameters(request.query_params, parameters)
    asked = _told(given, request.accepted_renderer.format, table.orders[table.order])
    _go_back(asked)
    if asked.format == "jsonld" and (asked.fields or asked.expand):
        name = "fields" if asked.fields else "expand"
        raise ValidationError({name: "Has no meaning for jsonld, which tells the whole record."})
    return asked


def _told(given: dict[str, Any], chosen: str, order: Order) -> Asked:
    given.pop("format", None)
    return Asked(
        given.pop("lang", DEFAULT_LANGUAGE), chosen, given, given.pop("fields", frozenset()),
        given.pop("expand", frozenset()), order,
    )  # fmt: skip
