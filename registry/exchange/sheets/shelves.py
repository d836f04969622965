"""What the rows of a part refer to, read for all of them at once: a fixed number of statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, prefetch_related_objects

from registry.exchange.models import ImportJob, SheetPerson
from registry.exchange.sheets.awards import Awards
from registry.exchange.sheets.rows import BadCell, Description, Row
from registry.exchange.sheets.telling import with_all
from registry.honours.models import (
    Authority,
    Conferral,
    Decree,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.selectors import recipients_called

# authority, kind, number, date and (only where there is no number) titles: what tells acts apart.
ActKey = tuple[int, str, str, str, tuple[str, str, str]]
# recipient, award, grade, decree, and where there is no decree the dates.
Held = tuple[int, int | None, int | None, int | None, str, str]


@dataclass(slots=True)
class Shelves:
    """Records by what the rows call them."""

    awards: Awards
    conferrals: dict[str, Conferral] = field(default_factory=dict)
    recipients: dict[str, Recipient] = field(default_factory=dict)
    # By the number of the line that describes them.
    people: dict[int, SheetPerson] = field(default_factory=dict)
    decrees: dict[ActKey, list[Decree]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    held: dict[Held, Conferral] = field(default_factory=dict)

    def source(self, row: Row, fallback: Source | None) -> Source | None:
        """The source of a line: by key, by address, or the whole sheet's; None: a new address."""
        key, url = row.text("source_key"), row.text("source_url")
        if key and key not in self.sources and not url:
            raise BadCell("source_key", "unknown_source", key)
        found = self.sources.get(key) or self.sources.get(url)
        if found is not None:
            return found
        if not url and fallback is None:
            raise BadCell("source_key", "no_source")
        return None if url else fallback


def shelves_for(job: ImportJob, rows: Sequence[Row], awards: Awards) -> Shelves:
    """Everything that these rows refer to, as it is now."""
    shelves = Shelves(awards)
    ids = {row.text("conferral_id") for row in rows} - {""}
    known = with_all(Conferral.objects.filter(public_id__in=ids))
    shelves.conferrals = {record.public_id: record for record in known}
    new = [row for row in rows if not row.text("conferral_id")]
    keys = {row.line: Description(row).key for row in new if not row.text("recipient_id")}
    found = SheetPerson.objects.filter(job=job, key__in=set(keys.values()))
    people = {person.key: person for person in found}
    shelves.people = {line: people[key] for line, key in keys.items() if key in people}
    wanted = {row.text("recipient_id") for row in rows}
    wanted |= {person.recipient for person in shelves.people.values()}
    shelves.recipients = known_people(wanted - {""})
    shelves.decrees = _decrees(rows)
    shelves.sources = _sources(rows)
    shelves.held = _held({r.pk for r in shelves.recipients.values()})
    return shelves


def known_people(ids: Collection[str]) -> dict[str, Recipient]:
    """Recipients by public id, with what lines are held against."""
    found = recipients_called(ids)
    names = Prefetch("names", RecipientName.objects.order_by("pk"))
    prefetch_related_objects(list(found.values()), names, "citizenships")
    return found


def act_key(authority: Authority, row: Row) -> ActKey | None:
    """What tells the act that a line names from others; None: it names none. Raises BadCell."""
    number = row.text("decree_number").removeprefix("№").strip()
    date = row.date("decree_date")
    titles = tuple(row.text(f"decree_title_{lang}") for lang in ("kk", "ru", "en"))
    if not number and date is None and not any(titles):
        return None
    kind = row.choice("decree_kind") or Decree.Kind.DECREE
    return _act(authority.pk, kind, number, date.iso() if date else "", titles)


def key_of(decree: Decree) -> ActKey:
    """The same of an act on record."""
    titles = (decree.title_kk, decree.title_ru, decree.title_en)
    date = decree.date.iso() if decree.date else ""
    return _act(decree.authority_id, decree.kind, decree.number, date, titles)


def _act(authority: int, kind: str, number: str, date: str, titles: Iterable[str]) -> ActKey:
    kk, ru, en = ("", "", "") if number else titles
    return authority, str(kind), number, date, (kk, ru, en)


def _decrees(rows: Sequence[Row]) -> dict[ActKey, list[Decree]]:
    numbers = {row.text("decree_number").removeprefix("№").strip() for row in rows} - {""}
    titles = {row.text(f"decree_title_{lang}") for row in rows for lang in ("kk", "ru", "en")}
    titles -= {""}
    dates = set()
    for row in rows:
        try:
            if (date := row.date("decree_date")) and not row.text("decree_number"):
                dates.add(date)
        except BadCell:
            continue
    told = Q(title_kk__in=titles) | Q(title_ru__in=titles) | Q(title_en__in=titles)
    unnumbered = Q(number="") & (Q(date__in=dates) | told)
    found: dict[ActKey, list[Decree]] = {}
    if numbers or titles or dates:
        acts = Decree.objects.filter(Q(number__in=numbers) | unnumbered).order_by("pk")
        for decree in acts.select_related("authority"):
            found.setdefault(key_of(decree), []).append(decree)
    return found


def _sources(rows: Sequence[Row]) -> dict[str, Source]:
    keys = {row.text("source_key") for row in rows} - {""}
    urls = {row.text("source_url") for row in rows} - {""}
    found: dict[str, Source] = {}
    for source in Source.objects.filter(Q(key__in=keys) | Q(url__in=urls)):
        found[source.key] = source
        if source.url:
            found[source.url] = source
    return found


def _held(recipients: Collection[int]) -> dict[Held, Conferral]:
    """What these people have received, by what makes two records of one honour the same."""
    records = Conferral.objects.filter(recipient__in=recipients).exclude(
        state=Conferral.State.WITHDRAWN
    )
    return {held_key(record): record for record in with_all(records).order_by("-pk")}


def held_key(record: Conferral) -> Held:
    """What makes two records of one honour the same."""
    act, handed = record.conferred_on, record.presented_on
    dates = ("", "") if record.decree_id else (str(act or ""), str(handed or ""))
    return (record.recipient_id, record.award_id, record.grade_id, record.decree_id, *dates)


def only(found: Mapping[ActKey, list[Decree]], key: ActKey) -> Decree | None:
    """The one act of this key; None: there is none yet. Raises BadCell where several fit."""
    acts = found.get(key, [])
    if len(acts) > 1:
        raise BadCell("decree_number", "several_decrees", key[3], count=len(acts))
    return acts[0] if acts else None
