"""Who receives honours, under which names, and how a written name is found again."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.language import active_language
from registry.honours.fields import PartialDateField
from registry.honours.models.base import NEAREST, Script, country_code, nearest, new_public_id

STATELESS = "XX"


def recipient_id() -> str:
    """A fresh public id of a recipient."""
    return new_public_id("r")


class Recipient(models.Model):
    """A person or a body that received an honour. Birth days of the living are never shown."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        BODY = "body", _("body")

    class Gender(models.TextChoices):
        MALE = "m", _("male")
        FEMALE = "f", _("female")

    public_id = models.CharField(
        _("public id"), max_length=24, unique=True, default=recipient_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    birth = PartialDateField(_("born"))
    death = PartialDateField(_("died"))
    description_kk = models.CharField(_("who it is, in Kazakh"), max_length=300, blank=True)
    description_ru = models.CharField(_("who it is, in Russian"), max_length=300, blank=True)
    description_en = models.CharField(_("who it is, in English"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    # How many published conferrals, kept by the services: who has the most is read, not counted.
    honours = models.PositiveIntegerField(
        _("number of honours"), default=0, editable=False, db_index=True
    )

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["id"]
        indexes = [
            # Few are bodies: the desk lists them without walking through the people.
            models.Index(fields=["-id"], condition=Q(kind="body"), name="recipient_bodies"),
        ]

    def description_in(self, lang: str) -> str:
        """Who this is, in `lang` or the nearest language known."""
        return nearest(self, "description", lang)

    def name_in(self, lang: str) -> str:
        """The display name for readers of `lang`. Reads `names`: prefetch it for lists."""
        return display_name(list(self.names.all()), lang)

    def __str__(self) -> str:
        return self.name_in(active_language()) or self.public_id


class RecipientName(models.Model):
    """One written name. What the program makes is a transliteration, never official."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        SPELLING = "spelling", _("customary spelling")
        FORMER = "former", _("former")
        TRANSLITERATION = "transliteration", _("transliteration")
        ALIAS = "alias", _("alias")

    recipient = models.ForeignKey(
        Recipient, models.CASCADE, related_name="names", verbose_name=_("recipient")
    )
    text = models.CharField(_("text"), max_length=200)
    language = models.CharField(_("language"), max_length=8)
    script = models.CharField(_("script"), max_length=8, choices=Script.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("name of a recipient")
        verbose_name_plural = _("names of a recipient")
        ordering = ["recipient_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "text", "language"], name="recipient_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


_KIND_ORDER = {kind: place for place, kind in enumerate(RecipientName.Kind.values)}


class Written(Protocol):
    """What is chosen from: a written name of a language and a kind."""

    @property
    def pk(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def kind(self) -> str: ...


@cache
def name_rank(language: str, kind: str, lang: str) -> int:
    """How well a name suits readers of `lang`, less is better: by its language, then its kind."""
    order = NEAREST[lang]
    distance = order.index(language) if language in order else len(order)
    return distance * len(_KIND_ORDER) + _KIND_ORDER[kind]


def display_name(names: Sequence[Written], lang: str) -> str:
    """The best name for readers of `lang`: theirs if there is one, else the nearest language's."""

    def place(name: Written) -> tuple[int, int]:
        return name_rank(name.language, name.kind, lang), name.pk or 0

    return min(names, key=place).text if names else ""


class NameToken(models.Model):
    """One word of a recipient's names under its comparison key: how retrieval avoids a scan."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="tokens")
    key = models.CharField(max_length=60)

    class Meta:
        indexes = [
            # The classes are PostgreSQL's: by them it finds what begins with some letters, too.
            models.Index(
                fields=["key", "recipient"],
                opclasses=["varchar_pattern_ops", "int8_ops"],
                name="name_token_key",
            )
        ]

    def __str__(self) -> str:
        return self.key


class NamePair(models.Model):
    """Words that stand together in one of a recipient's names, as one number (`name_keys`)."""

    number = models.BigIntegerField()
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="pairs")

    class Meta:
        indexes = [models.Index(fields=["number", "recipient"], name="name_pair_number")]

    def __str__(self) -> str:
        return f"{self.number} → {self.recipient_id}"


class NameFragment(models.Model):
    """A key, whole or with one letter left out → the key: what the registry knows, and nearly."""

    fragment = models.CharField(max_length=60)
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fragment", "key"], name="name_fragment_once")
        ]

    def __str__(self) -> str:
        return f"{self.fragment} → {self.key}"


class Citizenship(models.Model):
    """A state whose citizen the recipient was when honoured; XX says stateless."""

    recipient = models.ForeignKey(
        Recipient, models.CASCADE, related_name="citizenships", verbose_name=_("recipient")
    )
    country = models.CharField(_("country"), max_length=2, validators=[country_code])

    class Meta:
        verbose_name = _("citizenship")
        verbose_name_plural = _("citizenships")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "country"], name="citizenship_once")
        ]
        indexes = [models.Index(fields=["country", "recipient"], name="citizenship_country")]

    def __str__(self) -> str:
        return self.country


class ExternalId(models.Model):
    """The recipient's id in another register (Wikidata …)."""

    recipient = models.ForeignKey(
        Recipient, models.CASCADE, related_name="external_ids", verbose_name=_("recipient")
    )
    register = models.CharField(_("register"), max_length=40)
    value = models.CharField(_("value"), max_length=100)

    class Meta:
        verbose_name = _("id in another register")
        verbose_name_plural = _("ids in other registers")
        constraints = [
            models.UniqueConstraint(fields=["register", "value"], name="external_id_once")
        ]

    def __str__(self) -> str:
        return f"{self.register}:{self.value}"


class RecipientRedirect(models.Model):
    """The id of a merged recipient → the one that survives, for ever."""

    merged_id = models.CharField(_("merged id"), max_length=24, unique=True)
    survivor = models.ForeignKey(
        Recipient, models.PROTECT, related_name="redirects", verbose_name=_("goes on as")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("merged recipient")
        verbose_name_plural = _("merged recipients")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_id=""), name="redirect_names_an_id"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
