"""From the forms of the entry screen to one write of the registry."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.desk.decree_entry.forms import ActForm
from registry.desk.decree_entry.rows import Row
from registry.errors import Conflict, InvalidInput
from registry.honours import services
from registry.honours.models import (
    Change,
    Conferral,
    Decree,
    DecreeEntry,
    Recipient,
    Source,
)
from registry.honours.models.base import Script
from registry.names import script_of

_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def tokens_saved(tokens: Sequence[str]) -> list[str]:
    """Those of the forms' tokens that were saved."""
    return list(DecreeEntry.objects.filter(token__in=tokens).values_list("token", flat=True))


@transaction.atomic
def save_entry(
    form: ActForm, rows: Sequence[Row], *, decree: Decree | None, by: User
) -> services.Entered:
    """Write the act and its rows, or nothing. Raises RegistryError; of rows RowsRefused."""
    said = form.cleaned_data
    if decree is not None and said["seen"] is not None:
        _refuse_overwriting(decree, said["seen"], by)
    why, lang = said["why"], said["language"]
    apart = _shown(rows)
    return services.decree_enter(
        act=services.DecreeInput(said["authority"], _sources(said, by), form.columns()),
        rows=[_row(row, lang, apart) for row in rows],
        by=by,
        reason=why,
        token=said["token"],
        decree=decree,
    )


def _refuse_overwriting(decree: Decree, seen: int, by: User) -> None:
    """What somebody else wrote since the screen was opened is not overwritten unseen."""
    ids = list(decree.conferrals.values_list("public_id", flat=True))
    since = Change.objects.filter(pk__gt=seen, object_id__in=[decree.public_id, *ids])
    other = since.exclude(by=by).order_by("-pk").first()
    if other:
        told = _("%(who)s changed this since you opened it: %(what)s. Look at it, then save again.")
        raise Conflict(
            "changed_since", told % {"who": other.by_text, "what": other.object_text}, seen=other.pk
        )


def _sources(said: dict[str, Any], by: User) -> tuple[Source, ...]:
    """The sources named by key or address, in order; an address that is not known is registered."""
    lines = [line.strip() for line in said["sources"].splitlines() if line.strip()]
    wanted = list(dict.fromkeys([*([said["url"]] if said["url"] else []), *lines]))
    if not wanted:
        raise InvalidInput("no_source", _("Nothing enters without its source."), field="sources")
    known: dict[str, Source] = {}
    for source in Source.objects.filter(url__in=wanted) | Source.objects.filter(key__in=wanted):
        known[source.url] = known[source.key] = source
    return tuple(dict.fromkeys(known.get(one) or _register(one, said, by) for one in wanted))


def _register(named: str, said: dict[str, Any], by: User) -> Source:
    if "://" not in named:
        told = _("No source has the key %(key)s; an address would be registered.")
        raise InvalidInput("unknown_source", told % {"key": named}, field="sources")
    itself = named == said["url"]
    titles = [said[f"title_{lang}"] for lang in ("kk", "ru", "en")]
    title = next(filter(None, titles), "") if itself else ""
    return services.source_register(
        key="page-" + hashlib.sha256(named.encode()).hexdigest()[:16],
        url=named,
        title=title or named[:500],
        kind=Source.Kind.DECREE if itself else Source.Kind.PAGE,
        strength=Source.Strength.PRIMARY if itself else Source.Strength.SECONDARY,
        by=by,
        reason=said["why"],
    )


def _shown(rows: Sequence[Row]) -> dict[str, Recipient]:
    """Those who were shown beside a new person, and so are somebody else."""
    ids = {i for row in rows if row.is_new for i in str(row.form["shown"].value() or "").split()}
    return {r.public_id: r for r in Recipient.objects.filter(public_id__in=ids)} if ids else {}


def _row(row: Row, lang: str, apart: dict[str, Recipient]) -> services.RowInput:
    if row.removed:
        return services.RowInput(row.number, conferral=row.conferral, remove=True)
    said = row.said
    fields = {
        "presented_on": said["presented_on"],
        "certificate_number": said["certificate_number"],
        "posthumous": said["posthumous"],
        f"office_{lang}": said["office"],
        f"reason_{lang}": said["reason"],
    }
    return services.RowInput(
        row.number,
        award=row.award,
        grade=row.grade,
        recipient=row.recipient,
        person=None if row.recipient else _person(row, lang, apart),
        fields=fields,
        conferral=row.conferral,
    )


def _person(row: Row, lang: str, apart: dict[str, Recipient]) -> services.PersonInput:
    said = row.said
    names = [services.NameInput(row.name, said["new_language"] or language_of(row.name, lang))]
    if said["other_name"]:
        names.append(services.NameInput(said["other_name"], said["other_language"]))
    shown = str(row.form["shown"].value() or "").split()
    return services.PersonInput(
        names=tuple(names),
        citizenships=(said["citizenship"],) if said["citizenship"] else (),
        fields={
            "gender": said["gender"],
            "birth": said["birth"],
            f"description_{lang}": said["description"],
        },
        apart_from=tuple(apart[i] for i in shown if i in apart) if row.person else (),
    )


def language_of(name: str, lang: str) -> str:
    """The language that a name's letters show: Kazakh ones, other Cyrillic, or Latin.

    A Cyrillic name without Kazakh letters is in the language of the rows, if that is Cyrillic.
    """
    if _KAZAKH.search(name):
        return "kk"
    if script_of(name) == Script.LATIN:
        return "en"
    return lang if lang in ("kk", "ru") else "ru"


def drafts_of(decree: Decree) -> list[Conferral]:
    """The conferrals of a decree that the screen may change, with all that a row shows."""
    rows = decree.conferrals.filter(state=Conferral.State.DRAFT).order_by("pk")
    return list(
        rows.select_related("recipient", "award", "grade").prefetch_related("recipient__names")
    )
