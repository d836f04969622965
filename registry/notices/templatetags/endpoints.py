"""What the admin's front page says of endpoints."""

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext as _

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.notices.endpoints import switched_off

register = template.Library()


@register.simple_tag
def endpoints_off(request: HttpRequest) -> list[str]:
    """A sentence for each endpoint that was switched off for failing, for those who can act."""
    if not may(request, Role.REVIEWER):
        return []
    said = _("The webhook endpoint “{name}” was switched off: it does not answer as it should.")
    return [said.format(name=endpoint.name) for endpoint in switched_off()]
