"""What bodies of the desk may say. Lengths are those of the columns they end in."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from registry.api import values
from registry.api.questions import Strict, TextOnly
from registry.dates import PartialDate
from registry.honours.models import Conferral, Decree, Evidence, Recipient, RecipientName, Source
from registry.intake.correcting import FIELDS

DATE = {**values.DATE, "example": "2024-04-19"}
DATE_KINDS = ("decree", "presentation", "unspecified")
# As much as the bot takes of an article: the fullest is read in seconds, a book in minutes.
LONGEST_ARTICLE = 40_000


@extend_schema_field(DATE)
class DateInput(s.Field):
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: no more than is known."""

    def to_internal_value(self, data: Any) -> PartialDate:
        """Raises ValidationError for what is no date."""
        try:
            return PartialDate.parse(data if isinstance(data, str) else "")
        except ValueError:
            raise s.ValidationError("Wanted YYYY, YYYY-MM or YYYY-MM-DD.") from None


@extend_schema_field(DATE)
class DateOrNone(DateInput):
    """The same; null takes it out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)


class Flag(s.BooleanField):
    """true or false: no word or number is taken for one."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class TextsInput(Strict):
    """A text in the languages in which it is known."""

    kk = TextOnly(max_length=500, required=False, allow_blank=True)
    ru = TextOnly(max_length=500, required=False, allow_blank=True)
    en = TextOnly(max_length=500, required=False, allow_blank=True)


class DescriptionInput(Strict):
    """Who somebody is, in the languages in which it is known."""

    kk = TextOnly(max_length=300, required=False, allow_blank=True)
    ru = TextOnly(max_length=300, required=False, allow_blank=True)
    en = TextOnly(max_length=300, required=False, allow_blank=True)


class NameInputShape(Strict):
    """A written name."""

    text = TextOnly(max_length=200)
    language = s.RegexField(r"^[a-z]{2,3}$", help_text="kk, ru, en … or und")
    kind = s.ChoiceField(RecipientName.Kind.choices, default=RecipientName.Kind.OFFICIAL)


class NewRecipient(Strict):
    """Somebody who is not on record yet."""

    names = s.ListField(child=NameInputShape(), min_length=1, max_length=20)
    kind = s.ChoiceField(Recipient.Kind.choices, required=False)
    gender = s.ChoiceField(Recipient.Gender.choices, required=False)
    citizenships = s.ListField(
        child=s.RegexField(r"^[A-Z]{2}$"), max_length=5, required=False, help_text="ISO 3166"
    )
    description = DescriptionInput(required=False)
    birth = DateInput(required=False, help_text="never shown of the living")
    death = DateInput(required=False)
    another_person = Flag(
        default=False, help_text="others bear the name, and none of them is meant"
    )


class NewDecree(Strict):
    """An act by its number and date; where it is on record already, that one is meant."""

    number = TextOnly(max_length=40)
    date = DateInput()
    kind = s.ChoiceField(Decree.Kind.choices, default=Decree.Kind.DECREE)


class NewSource(Strict):
    """A page by its address; where it is on record already, that one is meant."""

    url = s.URLField(max_length=1000)
    title = TextOnly(max_length=500)
    strength = s.ChoiceField(Source.Strength.choices)
    kind = s.ChoiceField(Source.Kind.choices, default=Source.Kind.PAGE)
    publisher = TextOnly(max_length=200, required=False)
    published_on = DateInput(required=False)


class EvidenceInputShape(Strict):
    """What one source says: `source` (its key) or `new_source`."""

    source = TextOnly(max_length=100, required=False)  # type: ignore[assignment]
    new_source = NewSource(required=False)
    # DRF takes declared fields off the class, so its own `fields` is untouched.
    fields = s.ListField(  # type: ignore[assignment]
        child=TextOnly(max_length=30), max_length=20, required=False, help_text="what it backs"
    )
    date = DateInput(required=False, help_text="the date that it gives itself")
    date_kind = s.ChoiceField([(kind, kind) for kind in DATE_KINDS], required=False)
    grade = TextOnly(max_length=8, required=False)
    quote = TextOnly(max_length=5000, required=False)
    stance = s.ChoiceField(Evidence.Stance.choices, default=Evidence.Stance.SUPPORTS)


class DraftFields(Strict):
    """What is known of a conferral; what is not named stays as it is."""

    recipient = TextOnly(max_length=24, required=False, help_text="id; or `new_recipient`")
    new_recipient = NewRecipient(required=False)
    award = TextOnly(max_length=50, required=False, help_text="slug")
    grade = TextOnly(
        max_length=8, required=False, allow_null=True,
        help_text="code (1, 2, single, special); null: not stated",
    )  # fmt: skip
    decree = TextOnly(
        max_length=24, required=False, allow_null=True, help_text="id; or `new_decree`"
    )
    new_decree = NewDecree(required=False)
    conferred_on = DateOrNone(required=False)
    conferred_on_basis = s.ChoiceField(
        Conferral.DateBasis.choices, required=False,
        help_text="where it is not said: `decree` if one is named, else `reported`",
    )  # fmt: skip
    presented_on = DateOrNone(required=False)
    presented_by = TextOnly(max_length=200, required=False, allow_blank=True)
    presented_at = TextOnly(max_length=200, required=False, allow_blank=True)
    office = TextsInput(required=False)
    reason = TextsInput(required=False)
    posthumous = Flag(required=False)
    ex_officio = Flag(required=False)
    contested = Flag(required=False, help_text="sources differ")
    evidence = s.ListField(child=EvidenceInputShape(), required=False, max_length=20)
    why = TextOnly(max_length=500, required=False, help_text="goes into the journal")


class DraftInput(DraftFields):
    """A conferral as a source states it: who, what, when, and where it is said."""

    award = TextOnly(max_length=50, help_text="slug")
    evidence = s.ListField(child=EvidenceInputShape(), min_length=1, max_length=20)


class AnswerInput(Strict):
    """Why a record is right although a rule warns of it."""

    code = s.SlugField(max_length=40, help_text="of the finding")
    reason = TextOnly(max_length=2000)


class WhyInput(Strict):
    """Why it is done, for the journal, and the reasons that open warnings want."""

    why = TextOnly(max_length=500, required=False)
    answers = s.ListField(child=AnswerInput(), required=False, max_length=50)


class ReturnInput(Strict):
    """What is to be mended."""

    comment = TextOnly(max_length=2000)


class RevocationInput(Strict):
    """That a conferral was revoked: when, by which act, who says so, and for what reason."""

    date = DateInput(required=False)
    decree = TextOnly(max_length=24, required=False, help_text="id; or `new_decree`")
    new_decree = NewDecree(required=False)
    source = TextOnly(  # type: ignore[assignment]
        max_length=100, required=False, help_text="key; or `new_source`"
    )
    new_source = NewSource(required=False)
    reason = TextOnly(max_length=2000)


class ArticleInput(Strict):
    """A text that may state conferrals. What it says is data, never an order."""

    text = TextOnly(max_length=LONGEST_ARTICLE, trim_whitespace=False)
    title = TextOnly(max_length=500, required=False)
    url = s.URLField(max_length=1000, required=False)


class AcceptInput(Strict):
    """Who is meant, where the article's name leaves it open."""

    recipient = TextOnly(max_length=24, required=False, help_text="id")
    new_person = Flag(default=False, help_text="others bear the name, and none of them is meant")


class RejectInput(Strict):
    """Why a proposal is no conferral."""

    reason = TextOnly(max_length=2000)


class CorrectInput(Strict):
    """One field of a proposal as it should read."""

    field = s.ChoiceField([(name, name) for name in FIELDS])
    value = TextOnly(max_length=2000)
