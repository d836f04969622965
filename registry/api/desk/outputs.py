"""The shapes of what the desk shows, for the document; `documents` makes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from registry.api.desk.inputs import DATE
from registry.honours.models import Conferral, Evidence, Source
from registry.intake.models import Draft


@extend_schema_field({**DATE, "type": ["string", "null"]})
class KnownDate(s.Field):
    """A date as precise as known, or null."""


class DeskTexts(s.Serializer[Any]):
    """A text in three languages; an empty one is not known."""

    kk = s.CharField()
    ru = s.CharField()
    en = s.CharField()


class DeskPerson(s.Serializer[Any]):
    """A recipient, on record publicly or not."""

    id = s.CharField()
    name = s.CharField()
    names = s.ListField(child=s.CharField())


class DeskDecree(s.Serializer[Any]):
    """An act."""

    id = s.CharField()
    number = s.CharField()
    date = KnownDate()


class DeskSource(s.Serializer[Any]):
    """Where it is said."""

    key = s.CharField()
    title = s.CharField()
    url = s.CharField()
    strength = s.ChoiceField(Source.Strength.choices)


class DeskEvidence(s.Serializer[Any]):
    """What one source says."""

    source = DeskSource()  # type: ignore[assignment]
    stance = s.ChoiceField(Evidence.Stance.choices)
    fields = s.ListField(child=s.CharField())  # type: ignore[assignment]
    date = KnownDate()
    date_kind = s.CharField()
    grade = s.CharField()
    quote = s.CharField()


class DeskDraft(s.Serializer[Any]):
    """A conferral as the desk knows it."""

    id = s.CharField()
    state = s.ChoiceField(Conferral.State.choices)
    recipient = DeskPerson()
    award = s.CharField(allow_null=True)
    award_stated = s.CharField()
    grade = s.CharField(allow_null=True)
    decree = DeskDecree(allow_null=True)
    conferred_on = KnownDate()
    conferred_on_basis = s.CharField()
    presented_on = KnownDate()
    presented_by = s.CharField()
    presented_at = s.CharField()
    office = DeskTexts()
    reason = DeskTexts()
    posthumous = s.BooleanField()
    ex_officio = s.BooleanField()
    contested = s.BooleanField()
    submitted_at = s.DateTimeField(allow_null=True)
    returned_at = s.DateTimeField(allow_null=True)
    returned_with = s.CharField(help_text="what is to be mended, where it was returned")
    evidence = DeskEvidence(many=True)


class DeskFinding(s.Serializer[Any]):
    """What speaks against a draft: an error stops it, a warning wants a reason."""

    level = s.CharField()
    code = s.CharField()
    field = s.CharField()
    reason = s.CharField()
    answer = s.CharField(allow_null=True, help_text="why it is right all the same, as was said")


class DeskDraftExamined(DeskDraft):
    """The same with what the law and logic have against it."""

    findings = DeskFinding(many=True)


class DeskDrafts(s.Serializer[Any]):
    """A page of drafts, the newest first."""

    results = DeskDraft(many=True)
    next = s.CharField(allow_null=True)
    previous = s.CharField(allow_null=True)


class DeskEvent(s.Serializer[Any]):
    """What became of a conferral."""

    conferral = s.CharField()
    kind = s.CharField()
    date = KnownDate()
    decree = s.CharField(allow_null=True)
    source = s.CharField(allow_null=True)  # type: ignore[assignment]
    reason = s.CharField()


class DeskRecord(s.Serializer[Any]):
    """The conferral that a proposal became, or whose source it became."""

    id = s.CharField()
    state = s.ChoiceField(Conferral.State.choices)


class DeskProposal(s.Serializer[Any]):
    """One conferral that an article seems to state."""

    id = s.IntegerField()
    article = s.IntegerField()
    state = s.ChoiceField(Draft.State.choices)
    recipient_text = s.CharField()
    recipient = DeskPerson(allow_null=True)
    award = s.CharField()
    grade = s.CharField(allow_null=True)
    date = KnownDate()
    date_kind = s.CharField()
    presenter = s.CharField()
    decree_number = s.CharField()
    office = s.CharField()
    reason = s.CharField()
    quote = s.CharField()
    spans = s.DictField(child=s.ListField(child=s.IntegerField()))
    verdict = s.CharField()
    verdict_reasons = s.ListField(child=s.CharField())
    decision_reason = s.CharField()
    conferral = DeskRecord(allow_null=True)


class DeskArticle(s.Serializer[Any]):
    """An article with its proposals."""

    id = s.IntegerField()
    title = s.CharField()
    url = s.CharField()
    text = s.CharField()
    received_at = s.DateTimeField()
    proposals = DeskProposal(many=True)
