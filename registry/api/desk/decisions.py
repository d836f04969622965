"""From draft to public record by two people, and what takes a record back."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.accounts.models import Role, User
from registry.api.desk import examples, inputs, outputs
from registry.api.desk.base import IDEMPOTENCY_KEY, DeskView, clerk_of, said
from registry.api.desk.drafts import TAGS, held, whole
from registry.api.desk.entering import decree_named, source_named
from registry.api.idempotency import Reply
from registry.honours import services
from registry.honours.models import Conferral, ConferralEvent

STEP: dict[str, Any] = {
    "tags": TAGS, "parameters": [IDEMPOTENCY_KEY], "responses": outputs.DeskDraftExamined,
}  # fmt: skip


class Step(DeskView):
    """A draft goes on, or back."""

    address = "draft-detail"

    def step(
        self, request: Request, public_id: str, service: Callable[[Conferral, User], Any]
    ) -> Response:
        """The record after the service, which locks it and knows who may what."""

        def write(_: Any) -> Reply:
            conferral = held(public_id)
            service(conferral, clerk_of(request))
            return Reply(whole(conferral), location=reverse(self.address, args=[public_id]))

        return self.once(request, write)


class Submit(Step):
    """Ready, says whoever wrote it."""

    @extend_schema(
        operation_id="drafts_submit", request=inputs.WhyInput, examples=examples.SUBMISSION, **STEP
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Hand a draft to a reviewer. Takes the scope `draft`, of a clerk or above.

        A warning that no reason was given for is a question back: 409 `warnings_open`, with the
        `warnings`; `answers` say why the record is right all the same.
        """
        asked = said(inputs.WhyInput, request)
        return self.step(
            request,
            public_id,
            lambda conferral, by: services.conferral_submit(
                conferral=conferral, by=by, reason=asked.get("why", ""), answers=_answers(asked)
            ),
        )


class Return(Step):
    """Not yet, says whoever looked at it."""

    @extend_schema(
        operation_id="drafts_return", request=inputs.ReturnInput, examples=examples.RETURN, **STEP
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Give a submitted draft back, with what is to be mended.

        Takes the scope `publish`, of a reviewer or above; `draft` of the one who submitted it.
        """
        comment = said(inputs.ReturnInput, request)["comment"]
        return self.step(
            request,
            public_id,
            lambda conferral, by: services.conferral_return(
                conferral=conferral, by=by, comment=comment
            ),
        )


class Publish(Step):
    """Right, says somebody else than who wrote it."""

    needed = Role.REVIEWER
    address = "conferral-detail"

    @extend_schema(
        operation_id="drafts_publish", request=inputs.WhyInput, examples=examples.PUBLICATION,
        **STEP,
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """Make a submitted draft public. Takes the scope `publish`, of a reviewer or above.

        Whoever wrote or submitted it does not publish it: 403 `own_draft`.
        """
        asked = said(inputs.WhyInput, request)
        return self.step(
            request,
            public_id,
            lambda conferral, by: services.conferral_publish(
                conferral=conferral, by=by, reason=asked.get("why", ""), answers=_answers(asked)
            ),
        )


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
            conferral, by, why = held(public_id), clerk_of(request), asked["reason"]
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


def _answers(asked: dict[str, Any]) -> dict[str, str]:
    return {answer["code"]: answer["reason"] for answer in asked.get("answers", ())}


def _event(public_id: str, event: ConferralEvent) -> dict[str, Any]:
    return {
        "conferral": public_id,
        "kind": str(event.kind),
        "date": event.date.iso() if event.date else None,
        "decree": event.decree.public_id if event.decree else None,
        "source": event.source.key if event.source else None,
        "reason": event.reason,
    }
