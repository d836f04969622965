"""The language of a page: what the address asks for, else what the browser does."""

from django.conf import settings
from django.http import HttpRequest

from registry.wording import LANGUAGES


def page_language(request: HttpRequest) -> str:
    """One of ours; Russian where neither address nor browser names one."""
    asked = request.GET.get("lang", "")
    chosen = asked or (getattr(request, "LANGUAGE_CODE", "") or "ru")[:2]
    return chosen if chosen in LANGUAGES else "ru"


def language_links() -> list[tuple[str, str]]:
    """(code, own name) of each language."""
    return [(code, dict(settings.LANGUAGES)[code]) for code in LANGUAGES]
