"""From a text to drafts, and from a draft to the registry: only `draft_accept` opens that road."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry.accounts.actors import Actor, System, require
from registry.accounts.models import Role
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, NotFound
from registry.honours import services as honours
from registry.honours.catalogue import awards_by_slug
from registry.honours.models import Award, Conferral, Grade, Recipient, Source
from registry.intake.extract import Finding, Ignored, extract
from registry.intake.models import Article, Draft
from registry.intake.trust import Proposal, verdict_of
from registry.mentions.lexicon import current_lexicon
from registry.mentions.people import resolve_name

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What an article states: proposals with their verdicts, and what was passed over."""

    proposals: list[Proposal] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def read_text(text: str, today: dt.date) -> ReadArticle:
    """Read a text without keeping anything."""
    if not text.strip():
        raise InvalidInput("empty", "article: there is no text in it")
    if len(text) > LONGEST:
        raise InvalidInput("too_long", f"article: {len(text)} characters; at most {LONGEST}")
    reading = extract(text, current_lexicon(), today)
    awards = awards_by_slug({finding.award.value for finding in reading.findings})
    seen: dict[str, Proposal] = {}
    for finding in reading.findings:
        proposal = _proposal(finding, awards[finding.award.value])
        # One event told twice in an article is one proposal; the fuller telling stays.
        kept = seen.get(proposal.pairing)
        if kept is None or proposal.stated > kept.stated:
            seen[proposal.pairing] = proposal
    return ReadArticle(list(seen.values()), reading.ignored)


def _proposal(finding: Finding, award: Award) -> Proposal:
    code = finding.grade.value if finding.grade else ""
    grades = {grade.code(): grade for grade in award.grades.all()}
    grade = grades.get(code) or (grades.get("single") if set(grades) == {"single"} else None)
    resolved = resolve_name(finding.recipient.value, unpublished=True)
    recipient = resolved.only
    known = _recorded(recipient, award, grade, finding) if recipient else None
    verdict, reasons = verdict_of(finding, resolved, known, unknown_grade=bool(code and not grade))
    pairing = hashlib.sha256(
        "|".join((finding.recipient.value, award.slug, code)).encode()
    ).hexdigest()
    return Proposal(finding, award, grade, recipient, known, pairing, verdict, reasons)


def _recorded(
    recipient: Recipient, award: Award, grade: Grade | None, finding: Finding
) -> Conferral | None:
    """The conferral on record already, if the article's date does not speak against it."""
    rows = Conferral.objects.filter(recipient=recipient, award=award).exclude(state="withdrawn")
    if grade is not None:
        rows = rows.filter(grade=grade)
    stated = PartialDate.parse(finding.date.value) if finding.date else None
    fitting = [row for row in rows if _fits(row, stated)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(row: Conferral, stated: PartialDate | None) -> bool:
    dates = [d for d in (row.conferred_on, row.presented_on) if d]
    return not stated or not dates or any(d.contains(stated) or stated.contains(d) for d in dates)


@transaction.atomic
def article_receive(
    *,
    text: str,
    by: Actor,
    title: str = "",
    url: str = "",
    today: dt.date,
    found: ReadArticle | None = None,
) -> tuple[Article, list[Draft]]:
    """Store an article once, read it, keep its drafts. Receiving it again makes nothing twice.

    `found` is the reading of this very text, where the caller has it already.
    """
    require(by, Role.CLERK)
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = found or read_text(text, today)
    article, _ = Article.objects.get_or_create(
        sha256=digest, defaults={"text": text, "title": title or _title(text), "url": url}
    )
    drafts = [_draft(article, proposal) for proposal in found.proposals]
    return article, drafts


def _title(text: str) -> str:
    first = text.strip().splitlines()[0]
    return first if len(first) <= 120 else first[:119].rstrip() + "…"


def _draft(article: Article, proposal: Proposal) -> Draft:
    finding = proposal.finding
    values: dict[str, Any] = {
        name: part.value if (part := getattr(finding, name)) else ""
        for name in ("presenter", "decree_number", "office", "reason")
    }
    draft, _ = Draft.objects.get_or_create(
        article=article,
        pairing=proposal.pairing,
        defaults={
            **values,
            "recipient_text": finding.recipient.value,
            "recipient": proposal.recipient,
            "award": proposal.award,
            "grade": proposal.grade,
            "date": PartialDate.parse(finding.date.value) if finding.date else None,
            "date_kind": finding.date_kind,
            "quote": finding.sentence.text,
            "spans": proposal.spans(),
            "verdict": proposal.verdict,
            "verdict_reasons": list(proposal.reasons),
        },
    )
    return draft


def draft_open(draft: Draft) -> Draft:
    """The draft as it stands now, locked until the transaction ends.

    Two clerks press at once, each on a copy read before. Raises Conflict if it is decided, and
    NotFound if it is gone.
    """
    rows = Draft.objects.select_for_update(of=("self",)).select_related("article", "award")
    now = rows.filter(pk=draft.pk).first()
    if now is None:
        raise NotFound("unknown_draft", f"draft {draft.pk} is not known")
    if now.state != Draft.State.PROPOSED:
        raise Conflict("decided", f"draft {now.pk} is {now.state} already")
    return now


@transaction.atomic
def draft_accept(
    *, draft: Draft, by: Actor, recipient: Recipient | None = None, new_person: bool = False
) -> Conferral:
    """Take a draft into the registry: as a source of the conferral that is there, or a new one.

    What is new waits for a reviewer, another one than whoever accepted it or corrected its draft;
    where a warning wants a reason it stays a draft until it has one. `recipient` says who is meant
    where the article's name left it open; a name that nobody bears makes a new recipient, and
    so does `new_person`, where others bear it but none of them is meant.
    """
    require(by, Role.CLERK)
    draft = draft_open(draft)
    source = _source(draft.article, by)
    person = recipient or (None if new_person else draft.recipient)
    person = person or _person(draft, by, source, new=new_person)
    evidence = honours.EvidenceInput(
        source,
        fields=tuple(draft.spans),
        date=draft.date,
        date_kind=draft.date_kind,
        grade=draft.grade.code() if draft.grade else "",
        office=draft.office,
        quote=draft.quote,
        spans=draft.spans,
    )
    conferral = _existing(draft, person)
    if conferral is not None:
        honours.evidence_add(conferral=conferral, evidence=evidence, by=by)
    else:
        conferral = _record(draft, person, evidence, by)
    draft.state, draft.conferral, draft.recipient = Draft.State.ACCEPTED, conferral, person
    _decided(draft, by)
    return conferral


@transaction.atomic
def draft_reject(*, draft: Draft, by: Actor, reason: str) -> Draft:
    """Turn a draft down. Its pairing is not proposed again from this article."""
    require(by, Role.CLERK)
    draft = draft_open(draft)
    if not reason.strip():
        raise InvalidInput("no_reason", "reason: say why it is no conferral")
    draft.state, draft.decision_reason = Draft.State.REJECTED, reason
    _decided(draft, by)
    return draft


def _decided(draft: Draft, by: Actor) -> None:
    draft.decided_by = None if isinstance(by, System) else by
    draft.decided_at = timezone.now()
    draft.save()


def _source(article: Article, by: Actor) -> Source:
    if article.source is None:
        article.source = Source.objects.filter(url=article.url).first() if article.url else None
        article.source = article.source or honours.source_register(
            key=f"article-{article.sha256[:12]}",
            title=article.title,
            url=article.url,
            strength=Source.Strength.SECONDARY,
            kind=Source.Kind.ARTICLE,
            by=by,
            reason="an article that a clerk accepted",
        )
        article.save(update_fields=["source"])
    return article.source


def _person(draft: Draft, by: Actor, source: Source, *, new: bool) -> Recipient:
    resolved = resolve_name(draft.recipient_text, unpublished=True)
    if resolved.matches and not new:
        raise Conflict(
            "who_is_meant",
            f"recipient: several people may be meant by {draft.recipient_text!r}; choose one",
            candidates=[c.recipient.public_id for c in resolved.matches],
        )
    cyrillic = any("а" <= letter <= "я" for letter in draft.recipient_text.lower())
    name = honours.NameInput(draft.recipient_text, "ru" if cyrillic else "en", "spelling")
    return honours.recipient_register(names=[name], by=by, source=source)


def _existing(draft: Draft, person: Recipient) -> Conferral | None:
    rows = Conferral.objects.filter(recipient=person, award=draft.award).exclude(state="withdrawn")
    if draft.grade is not None:
        rows = rows.filter(grade=draft.grade)
    fitting = [row for row in rows if _fits(row, draft.date)]
    if len(fitting) > 1:
        raise Conflict("which_conferral", f"{len(fitting)} conferrals fit this draft; state a date")
    return fitting[0] if fitting else None


def _record(
    draft: Draft, person: Recipient, evidence: honours.EvidenceInput, by: Actor
) -> Conferral:
    dates: dict[str, Any] = {}
    if draft.date is not None and draft.date_kind == "presentation":
        dates = {"presented_on": draft.date}
    elif draft.date is not None:
        basis = "decree" if draft.date_kind == "decree" else "reported"
        dates = {"conferred_on": draft.date, "conferred_on_basis": basis}
    lang = "ru" if any("а" <= letter <= "я" for letter in draft.quote.lower()) else "en"
    texts: dict[str, Any] = {f"reason_{lang}": draft.reason, f"office_{lang}": draft.office}
    conferral = honours.conferral_record(
        recipient=person,
        award=draft.award,
        grade=draft.grade,
        evidence=[evidence],
        by=by,
        also_by=[row.by for row in draft.corrections.select_related("by") if row.by],
        presented_by=draft.presenter,
        **texts,
        **dates,
    )
    return _hand_on(conferral, by)


def _hand_on(conferral: Conferral, by: Actor) -> Conferral:
    """As far as it goes by this hand alone; a draft stays one while a warning wants a reason.

    The program is not exempt here: what it read of an article, a human has to have looked at.
    """
    alone = not settings.FOUR_EYES and (isinstance(by, System) or by.may(Role.REVIEWER))
    step = honours.conferral_publish if alone else honours.conferral_submit
    try:
        step(conferral=conferral, by=by)
    except Conflict as error:
        if error.code != "warnings_open":
            raise
    return conferral
