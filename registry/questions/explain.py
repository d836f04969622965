"""How an answer came about, readable by a clerk: mentions, kind, candidates, filters and SQL."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet

from registry.questions.answer import Answer
from registry.questions.givers import giver

if TYPE_CHECKING:
    from registry.mentions.people import Candidate
    from registry.questions.asking import Trace
    from registry.questions.query import Query


def explain(answer: Answer, trace: "Trace") -> str:
    """One block of text; says of each part of the question what became of it."""
    return "\n".join(_lines(answer, trace))


def _lines(answer: Answer, trace: "Trace") -> Iterator[str]:
    yield ""
    yield f"language   {answer.language}"
    yield f"kind       {answer.kind or '– (not understood)'}"
    yield f"status     {answer.status}"
    reading = trace.reading
    if reading is None:
        return
    mentions = reading.mentions
    for award in mentions.awards:
        slugs = ", ".join(award.slugs)
        yield f"award      {_at(mentions.text, award)} → {slugs} ({award.how}: {award.spelling})"
    for grade in mentions.grades:
        yield f"degree     {_at(mentions.text, grade)} → {grade.code}"
    for day in mentions.days:
        yield f"day        {_at(mentions.text, day)} → {day.day} of any year"
    for date in mentions.dates:
        days = f"{date.days.start or '…'} to {date.days.end or '…'}"
        yield f"period     {_at(mentions.text, date)} → {days}"
    for country in mentions.countries:
        part = "the award's" if reading.issuer == country.code else "the recipient's"
        yield f"country    {_at(mentions.text, country)} → {country.code} ({part})"
    for office in mentions.offices:
        yield f"office     {_at(mentions.text, office)} → {office.key}"
    for decree in mentions.decrees:
        yield f"decree     {_at(mentions.text, decree)} → {decree.number}"
    yield "cues       " + (
        ", ".join(sorted({f"{c.name}/{c.language}" for c in mentions.cues})) or "–"
    )
    for _, resolved in reading.names:
        yield f"name       {resolved.text!r}, looked up as {' '.join(resolved.tried) or '–'}"
        yield from (_candidate("match", c) for c in resolved.matches)
        yield from (_candidate("resembles", c) for c in resolved.resembling)
    handing = giver(reading)
    if handing is not None:
        yield f"giver      {_at(mentions.text, handing)} → hands over, does not receive"
    if reading.unused:
        yield f"not used   {', '.join(reading.unused)}"
    if trace.query is not None:
        yield f"filters    {trace.query.machine()}"
        yield f"SQL        {_sql(trace.query)}"


def _sql(query: "Query") -> str:
    """The statement of the rows; some filters know before it is asked that nothing can fit."""
    try:
        return str(query.rows().query)
    except EmptyResultSet:
        return "– (no row can pass the filters)"


def _at(text: str, mention: "object") -> str:
    start, end = getattr(mention, "start", 0), getattr(mention, "end", 0)
    return f"{text[start:end]!r} [{start}:{end}]"


def _candidate(how: str, candidate: "Candidate") -> str:
    comparison = candidate.comparison
    reasons = "; ".join(comparison.reasons)
    return (
        f"  {how:9} {candidate.recipient.public_id} {candidate.stored} "
        f"{comparison.verdict} {comparison.score:.2f} ({reasons})"
    )
