"""What several tables of the domain share."""

import secrets
from collections.abc import Mapping

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.language import active_language

# Lower-case letters and digits that nobody mistakes for one another when read aloud.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"

country_code = RegexValidator(r"^[A-Z]{2}$", "two capital letters, ISO 3166 (XX: stateless)")


class Language(models.TextChoices):
    """The languages in which the registry itself speaks."""

    KAZAKH = "kk", "kk"
    RUSSIAN = "ru", "ru"
    ENGLISH = "en", "en"


class Script(models.TextChoices):
    """The writing system of a name."""

    CYRILLIC = "cyrl", _("cyrl")
    LATIN = "latn", _("latn")
    OTHER = "other", _("other")


def new_public_id(prefix: str) -> str:
    """A public id that is never reused and says nothing about order or number."""
    number, letters = secrets.randbelow(len(_ALPHABET) ** 10), []
    for _place in range(10):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return f"{prefix}-{''.join(letters)}"


# Whose words a reader of each language gets where their own are not known.
NEAREST = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}


def nearest_of(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, or in the nearest language known; else empty."""
    return next((texts[code] for code in NEAREST[lang] if texts[code]), "")


def nearest(record: models.Model, field: str, lang: str) -> str:
    """The text of `field_kk/ru/en` in `lang`, or in the nearest language known; else empty."""
    texts = (getattr(record, f"{field}_{code}") for code in NEAREST[lang])
    return next((text for text in texts if text), "")


class Named(models.Model):
    """A thing with one display name in each language; an empty one is not known."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=300, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def name_in(self, lang: str) -> str:
        """The name in `lang`, or the nearest one that is known: never empty if any is known."""
        return nearest(self, "name", lang)

    def __str__(self) -> str:
        return self.name_in(active_language())
