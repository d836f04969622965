"""What every address of the desk shares: a key, no caches, one transaction, and once."""

from collections.abc import Callable, Collection
from typing import Any, cast

from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from registry.accounts.actors import require
from registry.accounts.models import ApiKey, Role, User
from registry.api.idempotency import HEADER, REPLAYED, Reply, attempt_of, once
from registry.api.parameters import check_parameters
from registry.api.parsers import BoundedJSONParser
from registry.api.spoken import SpokenView
from registry.errors import NotAuthenticated

IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": r'^("[!#-~]{1,100}"|[!#-~]{1,100})$'},
    OpenApiParameter.HEADER,
    description=(
        "A request repeated with the same key within 24 hours is not run again: its first response "
        "comes back, with `Idempotency-Replayed: true`. The key with another request is refused "
        "(422), and so is a repetition while the first still runs (409)."
    ),
)


def clerk_of(request: Request) -> User:
    """Who works here: the owner of the key. Raises NotAuthenticated where none is shown."""
    if not isinstance(request.user, User):
        raise NotAuthenticated("no_key", "This takes an API key: Authorization: Bearer mrp_…")
    return request.user


class ByKey(BasePermission):
    """A key is shown whose scopes and owner permit what the address is for."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """True, or NotAuthenticated without a key, or NotAllowed with what is lacking."""
        require(clerk_of(request), view.needed)
        return True


class DeskView(SpokenView):
    """Who may not work here is told so before anything else is looked at."""

    permission_classes = (ByKey,)
    parser_classes = (BoundedJSONParser,)
    needed = Role.CLERK
    parameters: Collection[str] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, self.parameters)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)

    def once(
        self,
        request: Request,
        write: Callable[[Any], Reply],
        prepare: Callable[[], Any] = lambda: None,
    ) -> Response:
        """The response to a POST: of this write, or of the first one with the same key."""
        key = cast(ApiKey, request.auth)
        told = request.headers.get(HEADER)
        attempt = attempt_of(key, told, request.method, request.path, request.data)
        return answer(once(attempt, write, prepare))


def said(shape: type[Serializer[Any]], request: Request, **how: Any) -> dict[str, Any]:
    """The body as its shape reads it. Raises ValidationError by field."""
    read = shape(data=request.data, **how)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def answer(reply: Reply) -> Response:
    """A reply as a response."""
    headers = {"Location": reply.location} if reply.location else {}
    if reply.replayed:
        headers[REPLAYED] = "true"
    return Response(reply.body, status=reply.status, headers=headers)
