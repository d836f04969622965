"""Plans of a part → writes: sources, acts, people, conferrals, by the services, all at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from registry.accounts.actors import Actor, System
from registry.errors import RegistryError
from registry.exchange.models import ImportJob, PersonDecision, SheetPerson
from registry.exchange.sheets.checking import judge
from registry.exchange.sheets.jobs import text_of
from registry.exchange.sheets.plans import BAD, CHANGE, NEW, SAME, Plan, act_fields
from registry.exchange.sheets.rows import NAMES, Problem
from registry.exchange.sheets.shelves import ActKey, Shelves
from registry.honours import services
from registry.honours.lots import insert_records, update_column
from registry.honours.models import Conferral, Decree, Recipient, Source

LANGUAGES = dict(zip(NAMES, ("kk", "ru", "en"), strict=True))
# What an imported line's source backs.
_BACKED = ("recipient", "award")


def actor_of(job: ImportJob) -> Actor:
    """Who writes: the person who started the import, else the command."""
    return job.by or System("import_sheet")


def reason_of(job: ImportJob) -> str:
    """Why the journal says that these rows were written."""
    return f"sheet {job.sheet.name} ({job.sheet.sha256[:12]}), import {job.pk}"


@dataclass(frozen=True, slots=True)
class Made:
    """What the lines of a part have brought: sources by address, acts, and people by token."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    acts: Mapping[ActKey, Decree] = field(default_factory=dict)
    people: Mapping[str, Recipient] = field(default_factory=dict)


def enter(
    job: ImportJob, plans: Sequence[Plan], shelves: Shelves, made: Made | None = None
) -> Made:
    """Write what the plans say. What the services refuse becomes a problem of its line.

    All at once; where that is refused, the one half and the other, down to the line that is in
    the way, so that it keeps out no other.
    """
    made = made or Made()
    try:
        with transaction.atomic():
            return _enter(job, plans, shelves, made)
    except RegistryError as error:
        if error.code in ("role_too_low", "scope_missing"):
            raise
        if len(plans) == 1:
            judge(plans)
            if plans[0].outcome != BAD:
                _refuse(plans[0], error)
            return made
    half = len(plans) // 2
    made = enter(job, plans[:half], shelves, made)
    return enter(job, plans[half:], shelves, made)


def _refuse(plan: Plan, error: RegistryError) -> None:
    column, _, reason = error.message.partition(": ")
    known = column if column in plan.row.cells else ""
    why = reason if known else error.message
    plan.outcome = BAD
    value = plan.row.text(known)[:300]
    plan.problems = [Problem(plan.row.line, known, "refused", value, {"why": why})]


def _enter(job: ImportJob, plans: Sequence[Plan], shelves: Shelves, made: Made) -> Made:
    writing = [plan for plan in plans if plan.outcome in (NEW, CHANGE)]
    new = [plan for plan in writing if plan.outcome == NEW]
    by, reason = actor_of(job), reason_of(job)
    sources = _sources(new, made.sources, by, reason)
    acts = _acts(writing, shelves, made.acts, sources, by, reason)
    people = _people(new, made.people, by, reason)
    services.conferral_record_many(
        conferrals=[_conferral(plan, sources, acts, people) for plan in new],
        by=by,
        reason_for_write=reason,
    )
    for plan in writing:
        if plan.outcome == CHANGE:
            _change(plan, acts, by, reason)
    _remember(job, plans, people)
    return Made(sources, acts, people)


def _conferral(
    plan: Plan,
    sources: Mapping[str, Source],
    acts: Mapping[ActKey, Decree],
    people: Mapping[str, Recipient],
) -> services.ConferralInput:
    recipient = plan.recipient or people[plan.person.token if plan.person else ""]
    evidence = services.EvidenceInput(_source(plan, sources), _BACKED, quote=plan.row.text("quote"))
    decree = plan.decree or (acts[plan.act] if plan.act else None)
    return services.ConferralInput(
        recipient, plan.award, plan.grade, [evidence], decree, plan.fields
    )


def _source(plan: Plan, sources: Mapping[str, Source]) -> Source:
    return plan.source or sources[plan.row.text("source_url")]


def _sources(
    plans: Sequence[Plan], known: Mapping[str, Source], by: Actor, reason: str
) -> dict[str, Source]:
    """Sources that the registry did not have yet, by address."""
    made = dict(known)
    for plan in plans:
        url = plan.row.text("source_url")
        if plan.source is None and url not in made:
            made[url] = services.source_register(
                key=plan.row.text("source_key") or source_key(url),
                title=plan.row.text("source_title") or url[:500],
                # The careful one, where nobody says how strong it is.
                strength=plan.row.choice("source_strength") or Source.Strength.TERTIARY,
                url=url,
                by=by,
                reason=reason,
            )
    return made


def source_key(url: str) -> str:
    """The key of a source that came with an address alone: the same address, the same key."""
    return f"s-{hashlib.sha256(url.encode()).hexdigest()[:12]}"


def _acts(
    plans: Sequence[Plan],
    shelves: Shelves,
    known: Mapping[ActKey, Decree],
    sources: Mapping[str, Source],
    by: Actor,
    reason: str,
) -> dict[ActKey, Decree]:
    """Acts that the registry did not have yet."""
    made = dict(known)
    authorities = {a.pk: a for a in shelves.awards.authorities.values()}
    for plan in plans:
        if plan.act and plan.decree is None and plan.act not in made:
            backing = [_source(plan, sources)] if plan.outcome == NEW else []
            made[plan.act] = services.decree_record(
                authority=authorities[plan.act[0]], by=by, sources=backing, reason=reason,
                **act_fields(plan),
            )  # fmt: skip
        if plan.outcome == CHANGE and plan.act and plan.decree is None:
            plan.fields["decree"] = made[plan.act]
    return made


def _people(
    plans: Sequence[Plan], known: Mapping[str, Recipient], by: Actor, reason: str
) -> dict[str, Recipient]:
    """People who are new, each once; from now on their lines mean them."""
    first: dict[str, Plan] = {}
    for plan in plans:
        person = plan.person
        if plan.recipient is None and person is not None and person.token not in known:
            first.setdefault(person.token, plan)
    made = services.recipient_register_many(
        people=[person_input(plan) for plan in first.values()], by=by, reason=reason
    )
    return {**known, **dict(zip(first, made, strict=True))}


def person_input(plan: Plan) -> services.RecipientInput:
    """A new person as a line describes one."""
    row = plan.row
    names = [services.NameInput(text, LANGUAGES[column]) for column, text in row.names().items()]
    kind = row.choice("kind") or Recipient.Kind.PERSON
    fields = {"kind": kind, "gender": row.choice("gender"), "birth": row.date("birth")}
    return services.RecipientInput(names, row.countries(), fields)


def _change(plan: Plan, acts: Mapping[ActKey, Decree], by: Actor, reason: str) -> None:
    assert plan.record is not None
    # A reading of its own: the record of the plan is what the line was compared with.
    record = Conferral.objects.get(pk=plan.record.pk)
    services.conferral_revise(conferral=record, by=by, reason=reason, **plan.fields)


def _remember(job: ImportJob, plans: Sequence[Plan], people: Mapping[str, Recipient]) -> None:
    """Keep whom the lines turned out to mean, so that they mean the same when they come again."""
    persons = {plan.person.pk: plan.person for plan in plans if plan.person is not None}
    meant = {
        plan.person.pk: plan.person.recipient
        for plan in plans
        if plan.person is not None and plan.person.recipient and plan.outcome in (NEW, SAME)
    }
    # Lines of one token share their description, and that has an index.
    shared = {one.description for one in persons.values() if one.token in people}
    same = SheetPerson.objects.filter(job=job, description__in=shared, token__in=list(people))
    new = {pk: people[token].public_id for pk, token in same.values_list("pk", "token")}
    update_column(SheetPerson, "recipient", new)
    persons |= SheetPerson.objects.in_bulk(new.keys() - persons.keys())
    decisions = [_decision(persons[pk], recipient) for pk, recipient in (meant | new).items()]
    insert_records(decisions, key="key", renewed=("recipient", "at"))


def _decision(person: SheetPerson, recipient: str) -> PersonDecision:
    return PersonDecision(
        key=person.key,
        recipient=recipient,
        token=person.token,
        text=text_of(person.written),
        offered=[offer["id"] for offer in person.offered],
    )
