"""The shapes of the resources. Names come in the language of `?lang=`, beside every known one.

What is private has no field here: certificate numbers, clerks' notes, birth dates of the living.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

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
from registry.wording.conferrals import status_of

DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "example": "2024-04-19"}


@extend_schema_field({**DATE, "type": ["string", "null"]})
class PartialDateText(s.Field):
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as precise as the source; null where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        return str(value.iso())


class Words(s.Field):
    """A text of the record in the language asked for: `word` names it (name, title, office …)."""

    def __init__(self, word: str) -> None:
        super().__init__(read_only=True, source="*")
        self.word = word

    def to_representation(self, record: Any) -> str:
        lang = self.context["lang"]
        if self.word in ("office", "reason"):
            return str(record.text_in(self.word, lang))
        return str(getattr(record, f"{self.word}_in")(lang))


@extend_schema_field(s.CharField())
class Text(Words):
    """`Words`, for the document."""


class Names(s.Serializer[Any]):
    """The names in the three languages; an empty one is not known."""

    kk = s.CharField(source="name_kk", read_only=True)
    ru = s.CharField(source="name_ru", read_only=True)
    en = s.CharField(source="name_en", read_only=True)


class AwardNames(Names):
    """The names of an award, also in Kazakh's Latin script."""

    kk_latn = s.CharField(source="name_kk_latn", read_only=True)


class Titles(s.Serializer[Any]):
    """The titles in the three languages; an empty one is not known."""

    kk = s.CharField(source="title_kk", read_only=True)
    ru = s.CharField(source="title_ru", read_only=True)
    en = s.CharField(source="title_en", read_only=True)


class NameShape(s.Serializer[Any]):
    """One written name."""

    text = s.CharField(read_only=True)
    language = s.CharField(read_only=True)
    script = s.CharField(read_only=True)
    kind = s.CharField(read_only=True)


class SourceShape(s.ModelSerializer[Source]):
    """Where a fact comes from."""

    class Meta:
        model = Source
        fields = ("key", "kind", "strength", "title", "publisher", "url")


class AuthorityShape(s.ModelSerializer[Authority]):
    """Who institutes awards."""

    name = Text("name")
    names = Names(source="*", read_only=True)

    class Meta:
        model = Authority
        fields = ("slug", "kind", "country", "name", "names")


class GradeShape(s.ModelSerializer[Grade]):
    """A degree (rank 1 is the highest), or the one grade of an award without degrees."""

    code = s.CharField(read_only=True)
    # Declared: the range of a small integer differs between databases, and so would the document.
    rank = s.IntegerField(read_only=True)
    name = Text("name")
    names = Names(source="*", read_only=True)
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

    name = Text("name")
    short_name = Text("short")
    names = AwardNames(source="*", read_only=True)
    spellings = NameShape(source="names", many=True, read_only=True)
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


class RecipientShape(s.ModelSerializer[Recipient]):
    """A recipient under all names. Birth is told only of the dead."""

    id = s.CharField(source="public_id", read_only=True)
    name = Text("name")
    description = Text("description")
    names = NameShape(many=True, read_only=True)
    citizenships = s.SerializerMethodField()
    birth = s.SerializerMethodField()
    death = PartialDateText()

    class Meta:
        model = Recipient
        fields = (
            "id", "kind", "name", "description", "names", "gender", "citizenships", "birth",
            "death",
        )  # fmt: skip

    def get_citizenships(self, recipient: Recipient) -> list[str]:
        return sorted(c.country for c in recipient.citizenships.all())

    @extend_schema_field({**DATE, "type": ["string", "null"]})
    def get_birth(self, recipient: Recipient) -> str | None:
        return recipient.birth.iso() if recipient.birth and recipient.death else None


class RecipientBrief(s.ModelSerializer[Recipient]):
    """A recipient inside a conferral."""

    id = s.CharField(source="public_id", read_only=True)
    name = Text("name")
    names = s.SerializerMethodField(help_text="every written name, each once")

    class Meta:
        model = Recipient
        fields = ("id", "name", "names")

    def get_names(self, recipient: Recipient) -> list[str]:
        return list(dict.fromkeys(name.text for name in recipient.names.all()))


class AwardBrief(s.ModelSerializer[Award]):
    """An award inside a conferral."""

    name = Text("short")
    names = AwardNames(source="*", read_only=True)

    class Meta:
        model = Award
        fields = ("slug", "name", "names")


class DecreeShape(s.ModelSerializer[Decree]):
    """An act by which honours are conferred or revoked. Its number is unique only with its date."""

    id = s.CharField(source="public_id", read_only=True)
    title = Text("title")
    titles = Titles(source="*", read_only=True)
    date = PartialDateText()
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


class ConferralShape(s.ModelSerializer[Conferral]):
    """Who received what, when, for what, on which evidence. `grade` null: not stated."""

    id = s.CharField(source="public_id", read_only=True)
    recipient = RecipientBrief(read_only=True)
    award = AwardBrief(read_only=True)
    grade = GradeShape(read_only=True, allow_null=True)
    decree = DecreeShape(read_only=True, allow_null=True)
    conferred_on = PartialDateText()
    presented_on = PartialDateText()
    office = Text("office")
    reason = Text("reason")
    status = s.SerializerMethodField(help_text="in_force, revoked, declined or returned")
    events = EventShape(many=True, read_only=True)
    evidence = EvidenceShape(many=True, read_only=True)

    class Meta:
        model = Conferral
        fields = (
            "id", "recipient", "award", "grade", "decree", "conferred_on", "conferred_on_basis",
            "presented_on", "presented_by", "presented_at", "office", "reason", "posthumous",
            "ex_officio", "contested", "status", "events", "evidence",
        )  # fmt: skip

    def get_status(self, conferral: Conferral) -> str:
        return status_of(conferral)
