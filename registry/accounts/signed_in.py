"""Who sits at the admin."""

from django.http import HttpRequest

from registry.accounts.models import Role


def may(request: HttpRequest, role: Role) -> bool:
    """Whether the signed-in member of staff has the role, or one above it."""
    user = request.user
    return bool(user.is_active and user.is_staff and user.may(role))
