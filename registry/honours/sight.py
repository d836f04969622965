"""What of some records the public can see now, and since which change: read for many at once.

A record that a published conferral shows is the public's since the change that made the conferral
show it; what the record said before that was nobody's to see.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from registry.honours.models import (
    Award,
    AwardPeriod,
    Change,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    Grade,
    Recipient,
    RecipientRedirect,
    Source,
)

_PUBLISHED = Conferral.State.PUBLISHED


def _published(**link: OuterRef) -> Exists:
    return Exists(Conferral.objects.published().filter(**link))


def _published_beside(rows: "QuerySet[Evidence] | QuerySet[ConferralEvent]") -> Exists:
    return Exists(rows.filter(conferral__state=_PUBLISHED))


def _shown_decree(key: str) -> Q:
    events = ConferralEvent.objects.filter(decree=OuterRef(key))
    return Q(_published(decree=OuterRef(key)) | _published_beside(events))


def decrees_in_sight() -> "QuerySet[Decree]":
    """Acts by which a published conferral was made, or revoked, or restored."""
    return Decree.objects.filter(_shown_decree("pk"))


def sources_in_sight() -> "QuerySet[Source]":
    """Sources of what is published: of conferrals, of what became of them, of acts and awards."""
    mine = {"source": OuterRef("pk")}
    acts = Decree.sources.through.objects.filter(**mine).filter(_shown_decree("decree_id"))
    return Source.objects.filter(
        _published_beside(Evidence.objects.filter(**mine))
        | _published_beside(ConferralEvent.objects.filter(**mine))
        | Exists(acts)
        | Exists(Award.sources.through.objects.filter(**mine))
        | Exists(AwardPeriod.sources.through.objects.filter(**mine))
        | Exists(Grade.sources.through.objects.filter(**mine))
    )


@dataclass(slots=True)
class Wanted:
    """Which records are asked about: conferrals, recipients and decrees by id or by key."""

    ids: set[str] = field(default_factory=set)
    conferrals: set[int] = field(default_factory=set)
    recipients: set[int] = field(default_factory=set)
    decrees: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Seen:
    """A record in sight: its public id, and the change since which it is (None: not told)."""

    id: str
    since: int | None


@dataclass(frozen=True, slots=True)
class Sight:
    """Records in sight, by key, and the keys of ids. `withdrawn`: conferrals no longer in sight.

    `merged`: ids that lead on to somebody in sight.
    """

    conferrals: dict[int, Seen]
    withdrawn: frozenset[str]
    recipients: dict[int, Seen]
    merged: frozenset[str]
    decrees: dict[int, Seen]
    sources: dict[int, str]
    keys: dict[str, int]


def look(wanted: Wanted) -> Sight:
    """What the public sees of these records, by a fixed number of statements."""
    ids, keys = wanted.ids, dict[str, int]()
    found = Conferral.objects.filter(Q(public_id__in=ids) | Q(pk__in=wanted.conferrals))
    seen = found.filter(state__in=(_PUBLISHED, Conferral.State.WITHDRAWN))
    states = list(seen.values_list("pk", "public_id", "state"))
    published = {pk: i for pk, i, state in states if state == _PUBLISHED}
    since = _since(published.values(), "")
    people = Recipient.objects.filter(_published(recipient=OuterRef("pk")))
    shown = _by_key(people, ids, wanted.recipients)
    acts = _by_key(decrees_in_sight(), ids, wanted.decrees)
    for by_key in (published, shown, acts):
        keys.update((public_id, pk) for pk, public_id in by_key.items())
    recipients, decrees = _since_of_recipients(shown), _since_of_decrees(acts)
    leads = _published(recipient=OuterRef("survivor"))
    merged = RecipientRedirect.objects.filter(leads, merged_id__in=ids)
    sources = sources_in_sight().filter(pk__in=wanted.sources)
    return Sight(
        {pk: Seen(i, since.get(i)) for pk, i in published.items()},
        frozenset(i for _, i, state in states if state != _PUBLISHED),
        {pk: Seen(i, recipients.get(pk)) for pk, i in shown.items()},
        frozenset(merged.values_list("merged_id", flat=True)),
        {pk: Seen(i, decrees.get(pk)) for pk, i in acts.items()},
        dict(sources.values_list("pk", "key")),
        keys,
    )


def _by_key(
    rows: "QuerySet[Recipient] | QuerySet[Decree]", ids: Collection[str], keys: Collection[int]
) -> dict[int, str]:
    wanted = rows.order_by().filter(Q(public_id__in=ids) | Q(pk__in=keys))
    return dict(wanted.values_list("pk", "public_id"))


def _since(conferrals: Iterable[str], link: str) -> dict[str, int]:
    """Since which change each conferral shows what its column `link` leads to; '': itself."""
    rows = Change.objects.filter(object_type="conferral", object_id__in=list(conferrals))
    shows = Q(action="conferral.publish")
    if link:
        shows |= Q(action="conferral.revise", after__contains=f'"{link}":')
    return dict(rows.filter(shows).order_by().values_list("object_id").annotate(last=Max("id")))


def _since_of_recipients(ids: dict[int, str]) -> dict[int, int]:
    """The first of the conferrals that show each; of one hidden until a merge, the merge."""
    rows = Conferral.objects.published().filter(recipient__in=ids).order_by()
    held = dict(rows.values_list("public_id", "recipient"))
    found: dict[int, int] = {}
    for conferral, since in _since(held, "recipient_id").items():
        recipient = held[conferral]
        found[recipient] = min(since, found.get(recipient, since))
    keys = {public_id: pk for pk, public_id in ids.items()}
    merges = Change.objects.filter(action="recipient.merge", object_type="recipient")
    for public_id, at, before in merges.filter(object_id__in=keys).values_list(
        "object_id", "id", "before"
    ):
        pk = keys[public_id]
        if pk in found and not json.loads(before)["survivor"].get("honours"):
            found[pk] = max(found[pk], at)
    return found


def _since_of_decrees(decrees: Collection[int]) -> dict[int, int]:
    """The first conferral of each decides; an act that only events show has no such change.

    One is enough: whoever follows the feed reads an act again with each conferral that names it.
    """
    rows = Conferral.objects.published().filter(decree__in=decrees).order_by()
    first = {key: decree for decree, key in rows.values_list("decree").annotate(first=Min("pk"))}
    ids = dict(Conferral.objects.filter(pk__in=first).values_list("public_id", "pk"))
    return {first[ids[i]]: since for i, since in _since(ids, "decree_id").items()}
