"""Facts → words in Kazakh, Russian and English: the one writer of text for every front end."""

from registry.wording.dates import date_words, day_words, period_words
from registry.wording.offices import office_name
from registry.wording.phrases import LANGUAGES, Phrases, phrases
from registry.wording.places import country_name

__all__ = [
    "LANGUAGES",
    "Phrases",
    "country_name",
    "date_words",
    "day_words",
    "office_name",
    "period_words",
    "phrases",
]
