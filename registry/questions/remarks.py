"""What is said beside the rows: what the registry covers, what is open, and what to ask next."""

from registry.dates import PartialDate
from registry.honours.catalogue import current_catalogue
from registry.honours.holdings import held_of
from registry.honours.models import Award
from registry.honours.records import Record
from registry.questions.filters import FOREIGN, CitizenOf, InPeriod
from registry.questions.query import Query
from registry.questions.rows import Rows, recorded_instead
from registry.wording import phrases
from registry.wording.conferrals import differing_words, line_of

CONTESTED = 20


def remarks(query: Query, rows: Rows, lang: str) -> list[str]:
    """The notes of an answer that has rows."""
    t = phrases(lang)
    notes = [said for c in rows.found[:CONTESTED] if (said := differing_words(c, lang))]
    one_sided = _one_sided(query, rows.found)
    if one_sided:
        said = t.ngettext(
            "{count} of these falls in the period by one of its two dates only.",
            "{count} of these fall in the period by one of their two dates only.",
            one_sided,
        )
        notes.append(said.format(count=one_sided))
    notes += [*_open_dates(rows, lang), *unknown_citizens(query, lang)]
    if all(_weak(c) for c in rows.found):
        notes.append(
            t.gettext("Known only from encyclopaedias or lists, not from a decree or news.")
        )
    if query.kind in ("count", "holders", "first", "latest"):
        notes.append(held_words(query.award, lang))
    return list(dict.fromkeys(notes))


def remarks_of_absence(query: Query, rows: Rows, lang: str) -> list[str]:
    """The notes of a "no record": that it proves nothing, and what the registry does hold."""
    t = phrases(lang).gettext
    award = query.award
    notes = [t("This does not mean that it did not happen: only that no record of it is here.")]
    if award and query.grade and not current_catalogue().has_grade(award, query.grade):
        name = award.short_in(lang)
        said = t("{award} has no such degree.").format(award=name[:1].upper() + name[1:])
        notes.insert(0, said)
    for record in recorded_instead(query):
        line = line_of(record, record.name(lang), lang)
        notes.insert(0, t("On record instead: {line}").format(line=line))
    return [*notes, *_open_dates(rows, lang), held_words(award, lang)]


def unknown_citizens(query: Query, lang: str) -> list[str]:
    """Where foreigners are asked for: that nobody is taken for one for want of a citizenship."""
    parts = [*query.filters, query.share_of]
    if not any(isinstance(part, CitizenOf) and part.country == FOREIGN for part in parts):
        return []
    said = phrases(lang).gettext("Whose citizenship no source names is not counted as a foreigner.")
    return [said]


def _open_dates(rows: Rows, lang: str) -> list[str]:
    t = phrases(lang)
    notes = []
    if rows.possible:
        notes.append(t.gettext("Dates too coarse to decide are listed apart and not counted."))
    if rows.undated:
        said = t.ngettext(
            "{count} more has no known date and is not counted.",
            "{count} more have no known date and are not counted.",
            rows.undated,
        )
        notes.append(said.format(count=rows.undated))
    return notes


def _weak(record: Record) -> bool:
    return all(proof.strength == "tertiary" for proof in record.evidence)


def _one_sided(query: Query, found: list[Record]) -> int:
    """How many have both dates known, of which only one lies in the period."""
    period = query.get(InPeriod)
    if period is None:
        return 0
    days = period.days

    def inside(date: PartialDate) -> bool:
        after = days.start is None or date.earliest() >= days.start
        return after and (days.end is None or date.latest() <= days.end)

    pairs = [(c.conferred_on, c.presented_on) for c in found]
    return sum(1 for act, handed in pairs if act and handed and inside(act) != inside(handed))


def held_words(award: Award | None, lang: str) -> str:
    """What the registry holds, of one award or of all, and that this is not everything."""
    t = phrases(lang)
    held = held_of(award)
    if not held.conferrals:
        return t.gettext("The registry holds no conferral of this kind yet; it is not complete.")
    said = t.ngettext(
        "The registry holds {count} conferral here, {first} to {last}; it is not complete.",
        "The registry holds {count} conferrals here, {first} to {last}; it is not complete.",
        held.conferrals,
    )
    return said.format(count=held.conferrals, first=held.first or "?", last=held.last or "?")


def next_questions(query: Query, found: list[Record], lang: str) -> tuple[str, ...]:
    """At most three questions that lead on, each one that this program understands."""
    t = phrases(lang).gettext
    asked = []
    if query.recipient is not None and query.kind != "honours":
        name = query.recipient.name_in(lang)
        asked.append(t("What awards does {name} have?").format(name=name))
    if query.recipient is None and len(found) == 1:
        name = found[0].name(lang)
        asked.append(t("What awards does {name} have?").format(name=name))
    award = query.award or (found[0].award if found else None)
    if award is not None:
        name = award.short_in(lang)
        if query.kind != "about":
            asked.append(t("About the award: {award}").format(award=name))
        if query.kind != "latest":
            asked.append(t("{award}: who received it last?").format(award=name))
    return tuple(asked[:3])
