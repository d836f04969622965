"""Drafts of conferrals: listed, entered, corrected."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.desk import examples, inputs, outputs, paging
from registry.api.desk.base import IDEMPOTENCY_KEY, DeskView, clerk_of, said
from registry.api.desk.documents import UNDER_WORK, draft_document, drafts, examined
from registry.api.desk.entering import (
    award_by_slug,
    draft_amend,
    draft_enter,
    recipient_by_id,
)
from registry.api.idempotency import Reply
from registry.api.parameters import any_text
from registry.errors import NotFound
from registry.honours.models import Conferral

TAGS = ["desk"]
_LIST = [
    OpenApiParameter("cursor", any_text(), description="a place in the list, as the links give it"),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 200}),
    OpenApiParameter("award", {**any_text(), "example": "dostyk"}, description="slug"),
    OpenApiParameter("recipient", {**any_text(), "example": "r-4pyvoymugu"}, description="id"),
    OpenApiParameter("state", {"type": "string", "enum": list(UNDER_WORK)}),
]


class Drafts(DeskView):
    """What is worked on, and the way in."""

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        listed = self.request.method in ("GET", "HEAD")
        return (*paging.PARAMETERS, "award", "recipient", "state") if listed else ()

    @extend_schema(
        operation_id="drafts_list", tags=TAGS, parameters=_LIST, responses=outputs.DeskDrafts
    )
    def get(self, request: Request) -> Response:
        """Drafts, submitted or not, the newest first. Takes the scope `draft`, of a clerk."""
        query = request.query_params
        state = query.get("state")
        if state is not None and state not in UNDER_WORK:
            raise ValidationError({"state": f"Wanted one of {', '.join(UNDER_WORK)}."})
        rows = drafts([state] if state else UNDER_WORK)
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
            return Reply(whole(conferral), status=201, location=address)

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

        Takes the scope `draft`, of a clerk or above; and `why`, or the source that says so. One
        that is submitted is not changed (409): it is returned first.
        """
        asked = said(inputs.DraftFields, request)
        with transaction.atomic():
            conferral = held(public_id)
            if conferral.state not in UNDER_WORK:
                raise NotFound("unknown_draft", f"There is no draft {public_id}.")
            draft_amend(conferral, asked, clerk_of(request))
            return Response(whole(conferral))


def held(public_id: str) -> Conferral:
    """The conferral as it stands now, held until the transaction ends. Raises NotFound."""
    rows = Conferral.objects.select_for_update(of=("self",))
    found = rows.select_related("recipient", "award__authority", "grade", "decree")
    conferral = found.filter(public_id=public_id).first()
    if conferral is None:
        raise NotFound("unknown_draft", f"There is no conferral {public_id}.")
    return conferral


def whole(conferral: Conferral) -> dict[str, Any]:
    """Its document, read again: the record at hand may still hold what stood there before."""
    return examined(drafts(conferral.State.values).get(pk=conferral.pk))
