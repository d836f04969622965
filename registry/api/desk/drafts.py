"""Drafts of conferrals: listed, entered, corrected, published; and revocations."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.accounts.models import Role
from registry.api.desk import examples, inputs, outputs, paging
from registry.api.desk.base import IDEMPOTENCY_KEY, DeskView, clerk_of, said
from registry.api.desk.documents import draft_document, drafts, examined
from registry.api.desk.entering import (
    award_by_slug,
    decree_named,
    draft_amend,
    draft_enter,
    recipient_by_id,
    source_named,
)
from registry.api.idempotency import Reply
from registry.api.parameters import any_text
from registry.errors import NotFound
from registry.honours import services
from registry.honours.models import Conferral, ConferralEvent

TAGS = ["desk"]
_LIST = [
    OpenApiParameter("cursor", any_text(), description="a place in the list, as the links give it"),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 200}),
    OpenApiParameter("award", {**any_text(), "example": "dostyk"}, description="slug"),
    OpenApiParameter("recipient", {**any_text(), "example": "r-4pyvoymugu"}, description="id"),
]


class Drafts(DeskView):
    """What waits for a reviewer, and the way in."""

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        listed = self.request.method in ("GET", "HEAD")
        return (*paging.PARAMETERS, "award", "recipient") if listed else ()

    @extend_schema(
        operation_id="drafts_list", tags=TAGS, parameters=_LIST, responses=outputs.DeskDrafts
    )
    def get(self, request: Request) -> Response:
        """Drafts, the newest first. Takes the scope `draft`, of a clerk or above."""
        query, rows = request.query_params, drafts()
        if "award" in query:
            rows = rows.filter(award=award_by_slug(query["award"]))
        if "recipient" in query:
            rows = rows.filter(recipient=recipient_by_id(query["recipient"]))
        return Response(paging.page(request, rows, draft_document))

    @extend_schema(
        operation_id="drafts_create", tags=TAGS, parameters=[IDEMPOTENCY_KEY],
        request=inputs.DraftInput, responses={201: outputs.DeskDraftExamined},
        examples=examples.DRAFT,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Enter a conferral as a draft, with whoever and whatever is new about it.

        Takes the scope `draft`, of a clerk or above. A new recipient who bears the name of somebody
        on record is a question back: 409, with the candidates.
        """
        asked = said(inputs.DraftInput, request)

        def write(_: Any) -> Reply:
            conferral = draft_enter(asked, clerk_of(request))
            address = reverse("draft-detail", args=[conferral.public_id])
            return Reply(_document(conferral), status=201, location=address)

        return self.once(request, write)


class DraftDetail(DeskView):
    """One draft."""

    @extend_schema(operation_id="drafts_retrieve", tags=TAGS, responses=outputs.DeskDraftExamined)
    def get(self, request: Request, public_id: str) -> Response:
        """A draft, with what speaks against it. Takes the scope `draft`, of a clerk or above."""
        found = drafts().filter(public_id=public_id).first()
        if found is None:
            raise NotFound("unknown_draft", f"There is no draft {public_id}.")
        return Response(examined(found))

    @extend_schema(
        operation_id="drafts_update", tags=TAGS, request=inputs.DraftFields,
        responses=outputs.DeskDraftExamined, examples=examples.AMENDMENT,
    )  # fmt: skip
    def patch(self, request: Request, public_id: str) -> Response:
        """Correct a draft: fields that are named change, sources that are named are added.

        Takes the scope `draft`, of a clerk or above; and `why`, or the source that says so.
        """
        asked = said(inputs.DraftFields, request)
        with transaction.atomic():
            conferral = _held(public_id)
            if conferral.state != Conferral.State.DRAFT:
                raise NotFound("unknown_draft", f"There is no draft {public_id}.")
            draft_amend(conferral, asked, clerk_of(request))
            return Response(_document(conferral))


class Publish(DeskView):
    """From draft to public record."""

    needed = Role.REVIEWER

    @extend_schema(
        operation_id="drafts_publish", tags=TAGS, parameters=[IDEMPOTENCY_KEY],
        request=inputs.WhyInput, responses=outputs.DeskDraftExamined, examples=examples.PUBLICATION,
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """Make a draft public. Takes the scope `publish`, of a reviewer or above."""
        asked = said(inputs.WhyInput, request)

        def write(_: Any) -> Reply:
            conferral = _held(public_id)
            services.conferral_publish(
                conferral=conferral, by=clerk_of(request), reason=asked.get("why", "")
            )
            address = reverse("conferral-detail", args=[public_id])
            return Reply(_document(conferral), location=address)

        return self.once(request, write)


class Revoke(DeskView):
    """What a later act took back stays on record, with when and why."""

    needed = Role.REVIEWER

    @extend_schema(
        operation_id="conferrals_revoke", tags=TAGS, parameters=[IDEMPOTENCY_KEY],
        request=inputs.RevocationInput, responses={201: outputs.DeskEvent},
        examples=examples.REVOCATION,
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """Record that a published conferral was revoked, by a decree or as a source says.

        Takes the scope `publish`, of a reviewer or above.
        """
        asked = said(inputs.RevocationInput, request)

        def write(_: Any) -> Reply:
            conferral, by, why = _held(public_id), clerk_of(request), asked["reason"]
            event = services.conferral_revoke(
                conferral=conferral,
                by=by,
                date=asked.get("date"),
                decree=decree_named(asked, conferral.award, by, why),
                source=source_named(asked, by, why),
                reason=why,
            )
            address = reverse("conferral-detail", args=[public_id])
            return Reply(_event(public_id, event), status=201, location=address)

        return self.once(request, write)


def _held(public_id: str) -> Conferral:
    """The conferral as it stands now, held until the transaction ends. Raises NotFound."""
    rows = Conferral.objects.select_for_update(of=("self",))
    found = rows.select_related("recipient", "award__authority", "grade", "decree")
    conferral = found.filter(public_id=public_id).first()
    if conferral is None:
        raise NotFound("unknown_draft", f"There is no conferral {public_id}.")
    return conferral


def _document(conferral: Conferral) -> dict[str, Any]:
    # Read again: the record at hand may still hold what stood there before.
    return examined(drafts(conferral.State.values).get(pk=conferral.pk))


def _event(public_id: str, event: ConferralEvent) -> dict[str, Any]:
    return {
        "conferral": public_id,
        "kind": str(event.kind),
        "date": event.date.iso() if event.date else None,
        "decree": event.decree.public_id if event.decree else None,
        "source": event.source.key if event.source else None,
        "reason": event.reason,
    }
