"""Articles that are sent in, and the verdicts on what they seem to state."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.accounts.models import User
from registry.api.desk import examples, inputs, outputs
from registry.api.desk.base import IDEMPOTENCY_KEY, DeskView, clerk_of, said
from registry.api.desk.documents import article_document, proposal_document, proposals
from registry.api.desk.entering import recipient_by_id
from registry.api.idempotency import Reply
from registry.api.parsers import BoundedJSONParser
from registry.errors import NotFound
from registry.intake.correcting import draft_correct
from registry.intake.models import Article, Draft
from registry.intake.services import (
    ReadArticle,
    article_receive,
    draft_accept,
    draft_reject,
    read_text,
)

TAGS = ["desk"]
PROPOSAL: dict[str, Any] = {
    "tags": TAGS, "parameters": [IDEMPOTENCY_KEY], "responses": outputs.DeskProposal,
}  # fmt: skip


class ArticleParser(BoundedJSONParser):
    """Room for the longest article, each letter written as an escape of six."""

    largest = 256 * 1024


class Articles(DeskView):
    """The way in for texts."""

    parser_classes = (ArticleParser,)

    @extend_schema(
        operation_id="articles_receive", tags=TAGS, parameters=[IDEMPOTENCY_KEY],
        request=inputs.ArticleInput, responses=outputs.DeskArticle, examples=examples.ARTICLE,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Keep an article, and propose the conferrals that it states. Twice makes nothing twice.

        Takes the scope `draft`, of a clerk or above.
        """
        asked, today = said(inputs.ArticleInput, request), timezone.localdate()

        def write(found: ReadArticle) -> Reply:
            article, _ = article_receive(**asked, by=clerk_of(request), today=today, found=found)
            address = reverse("article-detail", args=[article.pk])
            return Reply(article_document(article), location=address)

        # Reading a long one takes seconds: other writers are not to wait for it.
        return self.once(request, write, lambda: read_text(asked["text"], today))


class ArticleDetail(DeskView):
    """One article."""

    @extend_schema(operation_id="articles_retrieve", tags=TAGS, responses=outputs.DeskArticle)
    def get(self, request: Request, number: int) -> Response:
        """An article with its proposals. Takes the scope `draft`, of a clerk or above."""
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise NotFound("unknown_article", f"There is no article {number}.")
        return Response(article_document(article))


class Verdict(DeskView):
    """One proposal, decided or put right."""

    def decide(
        self, request: Request, number: int, service: Callable[[Draft, User], Any]
    ) -> Response:
        """The proposal after the service, which locks it and knows who may what."""

        def write(_: Any) -> Reply:
            proposal = Draft.objects.filter(pk=number).first()
            if proposal is None:
                raise NotFound("unknown_proposal", f"There is no proposal {number}.")
            service(proposal, clerk_of(request))
            return Reply(proposal_document(proposals().get(pk=number)))

        return self.once(request, write)


class Accept(Verdict):
    """Yes."""

    @extend_schema(
        operation_id="proposals_accept", request=inputs.AcceptInput, examples=examples.ACCEPTANCE,
        **PROPOSAL,
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Take a proposal into the registry: as a source of what is there, or a new conferral.

        Takes the scope `draft`. A new conferral is submitted to a reviewer, or stays a draft while
        a warning wants a reason. A name that several bear is a question back: 409, with the
        candidates.
        """
        asked = said(inputs.AcceptInput, request)

        def accept(proposal: Draft, by: User) -> None:
            chosen = asked.get("recipient")
            person = recipient_by_id(chosen) if chosen else None
            new = asked["new_person"]
            draft_accept(draft=proposal, by=by, recipient=person, new_person=new)

        return self.decide(request, number, accept)


class Reject(Verdict):
    """No."""

    @extend_schema(
        operation_id="proposals_reject", request=inputs.RejectInput, examples=examples.REJECTION,
        **PROPOSAL,
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Turn a proposal down; it is not made again from this article. Takes `draft`."""
        reason = said(inputs.RejectInput, request)["reason"]
        return self.decide(
            request, number, lambda p, by: draft_reject(draft=p, by=by, reason=reason)
        )


class Correct(Verdict):
    """Not quite."""

    @extend_schema(
        operation_id="proposals_correct", request=inputs.CorrectInput,
        examples=examples.CORRECTION, **PROPOSAL,
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Put one field of a proposal right before it is decided. Takes `draft`."""
        asked = said(inputs.CorrectInput, request)
        return self.decide(request, number, lambda p, by: draft_correct(draft=p, by=by, **asked))
