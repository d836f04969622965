"""The catalogues. Messages are English; each language says them in its own way.

Catalogues are compiled at installation (`make install`); without them there is nothing to say in
Kazakh or Russian, so their absence is an error and not a silent fall back to English.
"""

import gettext
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("kk", "ru", "en")
LOCALE_DIR = Path(__file__).parent / "locale"
DOMAIN = "django"

Phrases = gettext.NullTranslations


@lru_cache(maxsize=len(LANGUAGES))
def phrases(lang: str) -> Phrases:
    """The translations of one language: `.gettext(message)`, `.ngettext(one, many, n)`."""
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[lang])


def missing_catalogues() -> list[str]:
    """Languages whose compiled catalogue is not there."""
    found = {lang: LOCALE_DIR / lang / "LC_MESSAGES" / f"{DOMAIN}.mo" for lang in LANGUAGES}
    return [lang for lang, path in found.items() if not path.exists()]
