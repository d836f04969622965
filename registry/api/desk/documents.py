"""Records as the desk shows them: drafts whole, to those who work on them.

Certificate numbers, clerks' notes and who wrote what have no place here either: a key travels.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from registry.honours.models import Conferral, Evidence, Recipient
from registry.honours.querysets import ConferralQuerySet
from registry.honours.rules import check
from registry.honours.selectors import reasons_kept
from registry.intake.models import Article, Draft

LANGUAGES = ("kk", "ru", "en")


UNDER_WORK = (Conferral.State.DRAFT, Conferral.State.SUBMITTED)


def drafts(states: Collection[str] = UNDER_WORK) -> ConferralQuerySet:
    """Drafts (or other states) with all that their documents tell, in a fixed number of queries."""
    evidence = Prefetch("evidence", Evidence.objects.select_related("source"))
    rows = Conferral.objects.filter(state__in=states)
    return rows.select_related("recipient", "award", "grade", "decree", "review").prefetch_related(
        "recipient__names", evidence
    )


def draft_document(conferral: Conferral) -> dict[str, Any]:
    """A conferral as the desk knows it, in whatever state."""
    award, grade, decree = conferral.award, conferral.grade, conferral.decree
    review = getattr(conferral, "review", None)
    return {
        "id": conferral.public_id,
        "state": str(conferral.state),
        "recipient": _person(conferral.recipient),
        "award": award.slug if award else None,
        "award_stated": conferral.award_stated,
        "grade": grade.code() if grade else None,
        "decree": decree
        and {"id": decree.public_id, "number": decree.number, "date": _iso(decree.date)},
        "conferred_on": _iso(conferral.conferred_on),
        "conferred_on_basis": conferral.conferred_on_basis,
        "presented_on": _iso(conferral.presented_on),
        "presented_by": conferral.presented_by,
        "presented_at": conferral.presented_at,
        "office": {lang: getattr(conferral, f"office_{lang}") for lang in LANGUAGES},
        "reason": {lang: getattr(conferral, f"reason_{lang}") for lang in LANGUAGES},
        "posthumous": conferral.posthumous,
        "ex_officio": conferral.ex_officio,
        "contested": conferral.contested,
        "submitted_at": _moment(conferral, "submitted_at"),
        "returned_at": _moment(conferral, "returned_at"),
        "returned_with": review.comment if review else "",
        "evidence": [_evidence(row) for row in conferral.evidence.all()],
    }


def examined(conferral: Conferral) -> dict[str, Any]:
    """The same, with what the law and logic have against it, and why it is right all the same."""
    kept = reasons_kept([conferral])
    findings = []
    for f in check(conferral):
        answer = kept.get((conferral.pk, f.fingerprint))
        told = {"level": f.level, "code": f.code, "field": f.field, "reason": f.reason}
        findings.append({**told, "answer": answer.reason if answer else None})
    return {**draft_document(conferral), "findings": findings}


def proposal_document(proposal: Draft) -> dict[str, Any]:
    """One conferral that an article seems to state, and what became of it."""
    conferral = proposal.conferral
    return {
        "id": proposal.pk,
        "article": proposal.article_id,
        "state": str(proposal.state),
        "recipient_text": proposal.recipient_text,
        "recipient": _person(proposal.recipient) if proposal.recipient else None,
        "award": proposal.award.slug,
        "grade": proposal.grade.code() if proposal.grade else None,
        "date": _iso(proposal.date),
        "date_kind": proposal.date_kind,
        "presenter": proposal.presenter,
        "decree_number": proposal.decree_number,
        "office": proposal.office,
        "reason": proposal.reason,
        "quote": proposal.quote,
        "spans": proposal.spans,
        "verdict": proposal.verdict,
        "verdict_reasons": proposal.verdict_reasons,
        "decision_reason": proposal.decision_reason,
        "conferral": conferral and {"id": conferral.public_id, "state": str(conferral.state)},
    }


def proposals() -> Any:
    """Proposals with all that their documents tell."""
    rows = Draft.objects.select_related("award", "grade", "recipient", "conferral")
    return rows.prefetch_related("recipient__names")


def article_document(article: Article) -> dict[str, Any]:
    """An article with its proposals, in the order in which it states them."""
    rows = proposals().filter(article=article).order_by("pk")
    return {
        "id": article.pk,
        "title": article.title,
        "url": article.url,
        "text": article.text,
        "received_at": article.received_at.isoformat(),
        "proposals": [proposal_document(row) for row in rows],
    }


def _person(recipient: Recipient) -> dict[str, Any]:
    names = [name.text for name in recipient.names.all()]
    return {
        "id": recipient.public_id,
        "name": recipient.name_in("en"),
        "names": list(dict.fromkeys(names)),
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    source = row.source
    return {
        "source": {
            "key": source.key,
            "title": source.title,
            "url": source.url,
            "strength": str(source.strength),
        },
        "stance": str(row.stance),
        "fields": row.fields,
        "date": _iso(row.date),
        "date_kind": row.date_kind,
        "grade": row.grade,
        "quote": row.quote,
    }


def _moment(conferral: Conferral, name: str) -> str | None:
    """When it was submitted, or returned; null where it was not."""
    moment = getattr(getattr(conferral, "review", None), name, None)
    return moment.isoformat() if moment else None


def _iso(date: Any) -> str | None:
    return date.iso() if date else None
