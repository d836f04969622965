"""The shapes of the resources. Names come in the language of `?lang=`, beside every known one.

What is private has no field here: certificate numbers, clerks' notes, birth dates of the living.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from registry.api import values
from registry.honours.models import (
    Authority,
    Award,
    AwardPeriod,
    Conferral,
    Decree,
    Evidence,
    Grade,
    Recipient,
    Source,
)

DATE = {**values.DATE, "example": "2024-04-19"}


@extend_schema_field({**DATE, "type": ["string", "null"]})
class PartialDateText(s.Field):
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as precise as the source; null where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class Text(s.CharField):
    """A text of the record in the language asked for, or in the nearest known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class Names(s.Serializer[Any]):
    """The names in the three languages; an empty one is not known."""

    kk = s.CharField(read_only=True)
    ru = s.CharField(read_only=True)
    en = s.CharField(read_only=True)


class AwardNames(Names):
    """The names of an award, also in Kazakh's Latin script."""

    kk_latn = s.CharField(read_only=True)


class Titles(s.Serializer[Any]):
    """The titles in the three languages; an empty one is not known."""

    kk = s.CharField(read_only=True)
    ru = s.CharField(read_only=True)
    en = s.CharField(read_only=True)


class NameShape(s.Serializer[Any]):
    """One written name."""

    text = s.CharField(read_only=True)
    language = s.CharField(read_only=True)
    script = s.CharField(read_only=True)
    kind = s.CharField(read_only=True)


class SourceShape(s.ModelSerializer[Source]):
    """Where a fact comes from."""

    # Declared: a URL or nothing would be two schemas, both of which fit an empty text.
    url = s.CharField(read_only=True, help_text="empty where there is no page")

    class Meta:
        model = Source
        fields = ("key", "kind", "strength", "title", "publisher", "url")


class AuthorityShape(s.ModelSerializer[Authority]):
    """Who institutes awards."""

    name = Text()
    names = Names(read_only=True)

    class Meta:
        model = Authority
        fields = ("slug", "kind", "country", "name", "names")


class GradeShape(s.ModelSerializer[Grade]):
    """A degree (rank 1 is the highest), or the one grade of an award without degrees."""

    code = s.CharField(read_only=True)
    # Declared: the range of a small integer differs between databases, and so would the document.
    rank = s.IntegerField(read_only=True)
    name = Text()
    names = Names(read_only=True)
    valid_from = PartialDateText()
    valid_to = PartialDateText()

    class Meta:
        model = Grade
        fields = ("code", "kind", "rank", "name", "names", "valid_from", "valid_to")


class PeriodShape(s.ModelSerializer[AwardPeriod]):
    """When the award existed. `contested`: sources differ, each has a period of its own."""

    valid_from = PartialDateText()
    valid_to = PartialDateText()

    class Meta:
        model = AwardPeriod
        fields = ("valid_from", "valid_to", "contested", "basis")


class AwardShape(s.ModelSerializer[Award]):
    """An award whole: its grades, periods and sources."""

    name = Text()
    short_name = Text()
    names = AwardNames(read_only=True)
    spellings = NameShape(many=True, read_only=True)
    authority = AuthorityShape(read_only=True)
    precedence = s.IntegerField(read_only=True, allow_null=True)
    grades = GradeShape(many=True, read_only=True)
    periods = PeriodShape(many=True, read_only=True)
    sources = SourceShape(many=True, read_only=True)

    class Meta:
        model = Award
        fields = (
            "slug", "kind", "status", "name", "short_name", "names", "spellings", "authority",
            "precedence", "precedence_basis", "legal_basis", "eligibility", "grades", "periods",
            "sources",
        )  # fmt: skip


class ExternalIdShape(s.Serializer[Any]):
    """The recipient's id in another register."""

    register = s.CharField(read_only=True)
    value = s.CharField(read_only=True)


class RecipientRecord(s.ModelSerializer[Recipient]):
    """A recipient under all names. Birth is told only of the dead."""

    id = s.CharField(read_only=True)
    name = Text()
    description = Text()
    names = NameShape(many=True, read_only=True)
    citizenships = s.ListField(child=s.CharField(), read_only=True)
    birth = PartialDateText()
    death = PartialDateText()
    external_ids = ExternalIdShape(many=True, read_only=True)
    honours_count = s.IntegerField(read_only=True)

    class Meta:
        model = Recipient
        fields = (
            "id", "kind", "name", "description", "names", "gender", "citizenships", "birth",
            "death", "external_ids", "honours_count",
        )  # fmt: skip


class RecipientBrief(s.ModelSerializer[Recipient]):
    """A recipient inside a conferral."""

    id = s.CharField(read_only=True)
    name = Text()
    names = s.ListField(
        child=s.CharField(), read_only=True, help_text="every written name, each once"
    )

    class Meta:
        model = Recipient
        fields = ("id", "name", "names")


class AwardBrief(s.ModelSerializer[Award]):
    """An award inside a conferral."""

    name = Text()
    names = AwardNames(read_only=True)

    class Meta:
        model = Award
        fields = ("slug", "name", "names")


class DecreeShape(s.ModelSerializer[Decree]):
    """An act by which honours are conferred or revoked. Its number is unique only with its date."""

    id = s.CharField(read_only=True)
    title = Text()
    titles = Titles(read_only=True)
    date = PartialDateText()
    url = s.CharField(read_only=True, help_text="empty where there is no page")
    authority: Any = s.SlugRelatedField(slug_field="slug", read_only=True)
    sources = SourceShape(many=True, read_only=True)

    class Meta:
        model = Decree
        fields = (
            "id", "kind", "number", "date", "title", "titles", "authority", "signatory", "url",
            "published_in", "sources",
        )  # fmt: skip


class EventShape(s.Serializer[Any]):
    """What became of a conferral (revoked, restored, declined, returned), and who says so."""

    kind = s.CharField(read_only=True, help_text="revoked, restored, declined or returned")
    date = PartialDateText()
    reason = s.CharField(read_only=True)
    decree = DecreeShape(read_only=True, allow_null=True)
    source = SourceShape(read_only=True, allow_null=True)  # type: ignore[assignment]


class EvidenceShape(s.ModelSerializer[Evidence]):
    """A source of this conferral, with the date and degree that it gives itself."""

    source = SourceShape(read_only=True)  # type: ignore[assignment]
    date = PartialDateText()

    class Meta:
        model = Evidence
        fields = ("source", "stance", "fields", "date", "date_kind", "grade")


class ExpandedShape(s.Serializer[Any]):
    """What was asked for by `expand`, whole."""

    recipient = RecipientRecord(read_only=True)
    award = AwardShape(read_only=True)


class ConferralShape(s.ModelSerializer[Conferral]):
    """Who received what, when, for what, on which evidence. `grade` null: not stated."""

    id = s.CharField(read_only=True)
    recipient = RecipientBrief(read_only=True)
    award = AwardBrief(read_only=True)
    grade = GradeShape(read_only=True, allow_null=True)
    decree = DecreeShape(read_only=True, allow_null=True)
    conferred_on = PartialDateText()
    presented_on = PartialDateText()
    office = Text()
    reason = Text()
    status = s.CharField(read_only=True, help_text="in_force, revoked, declined or returned")
    events = EventShape(many=True, read_only=True)
    evidence = EvidenceShape(many=True, read_only=True)
    expanded = ExpandedShape(read_only=True)

    class Meta:
        model = Conferral
        fields = (
            "id", "recipient", "award", "grade", "decree", "conferred_on", "conferred_on_basis",
            "presented_on", "presented_by", "presented_at", "office", "reason", "posthumous",
            "ex_officio", "contested", "status", "events", "evidence",
            "expanded",
        )  # fmt: skip


class MatchShape(s.Serializer[Any]):
    """How well a name that was searched for fits, and why."""

    score = s.FloatField(read_only=True, help_text="from 0 to 1")
    verdict = s.ChoiceField(("same", "likely", "unsure"), read_only=True)
    name = s.CharField(read_only=True, help_text="the stored name that fits best")
    reasons = s.ListField(
        child=s.CharField(), read_only=True, help_text="what was compared, as code:asked=stored"
    )
    meant = s.BooleanField(
        read_only=True, help_text="whether the name means this recipient, or merely resembles it"
    )


class RecipientShape(RecipientRecord):
    """A recipient, with honours (in the detail, or by `expand`) and how a searched name fits."""

    honours = ConferralShape(many=True, read_only=True)
    match = MatchShape(read_only=True)

    class Meta:
        model = Recipient
        fields = (*RecipientRecord.Meta.fields, "honours", "match")


class DecreeWhole(DecreeShape):
    """An act with what it conferred, which the detail tells, or `expand`: at most 1,000."""

    conferrals = ConferralShape(many=True, read_only=True)

    class Meta:
        model = Decree
        fields = (*DecreeShape.Meta.fields, "conferrals")
