"""What the desk's own screens share."""

from django.utils.translation import get_language


def speaks() -> str:
    """The language of the page: kk, ru or en."""
    return (get_language() or "en")[:2]
