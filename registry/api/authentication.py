"""`Authorization: Bearer mrp_…`: the one way to say who one is to the API."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from registry.accounts.keys import key_of
from registry.accounts.models import ApiKey, User


def token_in(header: str) -> str | None:
    """The token of an Authorization header; None where it is of another kind, or there is none."""
    kind, _, token = header.partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


class BearerAuthentication(BaseAuthentication):
    """The owner of the key, bounded by its scopes; nobody, where no key is shown."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """Raises NotAuthenticated for a key that is shown and not in force."""
        token = token_in(request.META.get("HTTP_AUTHORIZATION", ""))
        if token is None:
            return None
        # The gate has looked already, unless it let the key in from memory.
        key = getattr(request._request, "api_key", None) or key_of(token)
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="marapat"'


class BearerScheme(OpenApiAuthenticationExtension):
    """The same, for the document."""

    target_class = BearerAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "mrp_<prefix>_<secret>",
            "description": (
                "An API key, made by an administrator. Its scopes: `read` (what everybody may "
                "read, at the rate of a key), `draft` (drafts and articles; a clerk's work), "
                "`publish` (publish and revoke; a reviewer's work). A key may do what both its "
                "scopes and its owner's role permit."
            ),
        }
