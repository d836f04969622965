"""The question endpoint: the same door as the bot's, in JSON."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.clients import address_of
from registry.api.parameters import check_parameters
from registry.api.parsers import BoundedJSONParser
from registry.api.spoken import SpokenView
from registry.questions import ask
from registry.questions.answer import STATUSES
from registry.questions.askers import asker_id
from registry.questions.kinds import KINDS
from registry.wording import LANGUAGES

LONGEST = 2000


class TextOnly(s.CharField):
    """Text: a number is not quietly taken for its digits."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


@extend_schema_field({"type": ["string", "boolean"], "maxLength": 200})
class FlatValue(s.Field):
    """A value of a query as an answer's `machine` writes it: a word, or a flag."""

    def to_internal_value(self, data: Any) -> str:
        """The text; a flag as permalinks write it: "1", or empty for false."""
        if isinstance(data, bool):
            return "1" if data else ""
        return TextOnly(max_length=200, allow_blank=True).run_validation(data)


@extend_schema_field(
    {
        "type": "object",
        "description": "`understood.machine` of the answer before",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": list(KINDS)}},
        "additionalProperties": {"type": ["string", "boolean"], "maxLength": 200},
    }
)
class Context(s.DictField):
    """The question before, as its answer's `machine` has it: of a kind, with flat values."""

    child = FlatValue()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().to_internal_value(data)
        if found.get("kind") not in KINDS:
            raise s.ValidationError({"kind": f"Wanted one of {', '.join(KINDS)}."})
        return found


class Strict(s.Serializer[Any]):
    """Refuses fields that it does not have."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise s.ValidationError(dict.fromkeys(sorted(unknown), "There is no such field."))
        return super().to_internal_value(data)


class PinnedShape(Strict):
    """What the asker chose among namesakes."""

    recipient = TextOnly(max_length=60, required=False)
    award = TextOnly(max_length=60, required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "in English",
            value={"text": "Who received the Order of Dostyk, first degree, in 2024?"},
            request_only=True,
        )
    ]
)
class QuestionShape(Strict):
    """A question in Kazakh, Russian or English, and what it leans on."""

    text = TextOnly(max_length=LONGEST, trim_whitespace=False, allow_blank=True)
    lang = s.ChoiceField(choices=LANGUAGES, required=False)
    # DRF takes declared fields off the class, so its own `context` is untouched.
    context = Context(required=False)  # type: ignore[assignment]
    pinned = PinnedShape(required=False, help_text="`pinned` of the choice that was made")


class UnderstoodShape(s.Serializer[Any]):
    """The question as it was run, in words and as data."""

    text = s.CharField()
    machine = s.DictField()


class SourceRefShape(s.Serializer[Any]):
    """Where a fact comes from."""

    id = s.CharField()
    title = s.CharField()
    url = s.CharField()
    strength = s.CharField()


class NamedShape(s.Serializer[Any]):
    """A recipient of a row."""

    id = s.CharField()
    name = s.CharField()
    names = s.ListField(child=s.CharField())


class AwardRefShape(s.Serializer[Any]):
    """An award of a row."""

    slug = s.CharField()
    name = s.CharField()


class GradeRefShape(s.Serializer[Any]):
    """A grade of a row; rank 1 is the highest, 0: no degrees."""

    rank = s.IntegerField()
    name = s.CharField()


class DecreeRefShape(s.Serializer[Any]):
    """The act of a row."""

    id = s.CharField()
    number = s.CharField()
    date = s.CharField(allow_null=True)
    title = s.CharField()


class RowShape(s.Serializer[Any]):
    """One conferral as the answer tells it."""

    id = s.CharField()
    recipient = NamedShape()
    award = AwardRefShape()
    grade = GradeRefShape(allow_null=True)
    conferred_on = s.CharField(allow_null=True)
    presented_on = s.CharField(allow_null=True)
    status = s.CharField()
    posthumous = s.BooleanField()
    reason = s.CharField()
    office = s.CharField()
    contested = s.BooleanField()
    note = s.CharField()
    decree = DecreeRefShape(allow_null=True)
    sources = SourceRefShape(many=True)
    line = s.CharField(help_text="the row as one sentence")


class FactShape(s.Serializer[Any]):
    """A sentence about an award, with its sources."""

    text = s.CharField()
    sources = SourceRefShape(many=True)


class TableRowShape(s.Serializer[Any]):
    """One line of a table: a year, a country or an award, and how many."""

    label = s.CharField()  # type: ignore[assignment]
    count = s.IntegerField()


class ChoiceShape(s.Serializer[Any]):
    """What may be meant; send `pinned` back with the same text."""

    id = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    detail = s.CharField()
    pinned = s.DictField(child=s.CharField())


class AnswerShape(s.Serializer[Any]):
    """An answer: a status, rows with their sources, and how the question was understood."""

    language = s.ChoiceField(choices=LANGUAGES)
    status = s.ChoiceField(choices=STATUSES)
    kind = s.ChoiceField(choices=KINDS, allow_null=True)
    understood = UnderstoodShape()
    headline = s.CharField()
    registry_version = s.CharField()
    permalink = s.CharField()
    total = s.IntegerField()
    conferrals = RowShape(many=True)
    value = s.JSONField(
        help_text="a number for counts, per cent for shares, true for a yes, an ISO date for when"
    )
    possible = RowShape(many=True, help_text="rows whose date is too coarse to decide; not counted")
    facts = FactShape(many=True)
    table = TableRowShape(many=True)
    notes = s.ListField(child=s.CharField())
    choices = ChoiceShape(many=True)
    next_questions = s.ListField(child=s.CharField())


def asker_of(request: Request) -> str:
    """An opaque id of the client as the gate knows it: behind a proxy all have one address."""
    return asker_id(address_of(request.META))


class QuestionView(SpokenView):
    """Ask a question. "No record", "outside coverage" and "not understood" are answers: 200."""

    parser_classes = (BoundedJSONParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, ())

    @extend_schema(
        operation_id="questions_ask",
        request=QuestionShape,
        responses=AnswerShape,
        tags=["questions"],
    )
    def post(self, request: Request) -> Response:
        """Ask a question in words; the answer names its sources."""
        shape = QuestionShape(data=request.data)
        shape.is_valid(raise_exception=True)
        asked = shape.validated_data
        answer = ask(
            asked["text"],
            asker=asker_of(request),
            today=timezone.localdate(),
            lang=asked.get("lang"),
            context=asked.get("context"),
            pinned=asked.get("pinned"),
            channel="api",
        )
        self.spoken = answer.language
        return Response(answer.as_json())
