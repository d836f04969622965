"""Countries in words: CLDR's names, but for those that Kazakhstan's documents write otherwise."""

from functools import lru_cache

from babel import Locale

_OVERRIDES = {
    ("KG", "ru"): "Кыргызстан",
    ("TM", "ru"): "Туркменистан",
    ("BY", "ru"): "Беларусь",
    ("MD", "ru"): "Молдова",
    ("TR", "en"): "Türkiye",
}


@lru_cache(maxsize=600)
def country_name(code: str, lang: str) -> str:
    """The country's name in the nominative; an unknown code comes back as it is."""
    override = _OVERRIDES.get((code, lang))
    return override or str(Locale.parse(lang).territories.get(code, code))
