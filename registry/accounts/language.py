"""In which language somebody reads."""

from django.conf import settings
from django.utils.translation import get_language


def active_language() -> str:
    """The language that is active, of those that we speak: kk, ru or en."""
    code = (get_language() or "")[:2]
    return code if code in dict(settings.LANGUAGES) else "en"
