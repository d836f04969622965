"""What the registry knows of an award itself: since when, which degrees, on which law."""

from collections.abc import Iterable

from registry.honours.catalogue import awards_by_slug
from registry.honours.models import Award, AwardPeriod, Grade, Source
from registry.honours.selectors import registry_version
from registry.questions.answer import Answer, Fact, SourceRef, Understood
from registry.questions.compose import source_ref
from registry.questions.query import Query
from registry.questions.remarks import held_words, next_questions
from registry.wording import date_words, phrases


def about_answer(query: Query, lang: str) -> Answer:
    """Facts of an award, each with its sources; contradictions stand side by side."""
    assert query.award is not None
    award = awards_by_slug([query.award.slug])[query.award.slug]
    name = award.name_in(lang)
    return Answer(
        language=lang,
        status="answered",
        kind="about",
        understood=Understood(query.words(lang), query.machine()),
        headline=f"{name[:1].upper()}{name[1:]}.",
        registry_version=registry_version(),
        permalink=query.permalink(lang),
        facts=tuple(award_facts(award, lang)),
        notes=(held_words(award, lang),),
        next_questions=next_questions(query, [], lang),
    )


def award_facts(award: Award, lang: str) -> Iterable[Fact]:
    """What is on record of an award read by `awards_by_slug`, sentence by sentence."""
    t = phrases(lang).gettext
    sources = _refs(award.sources.all())
    authority = award.authority.name_in(lang)
    yield Fact(t("Instituted by: {authority}.").format(authority=authority), sources)
    for period in award.periods.all():
        yield Fact(_period_words(period, lang), _refs(period.sources.all()) or sources)
    yield Fact(_grades_words(list(award.grades.all()), lang), sources)
    if award.eligibility:
        yield Fact(_eligible_words(award, lang), sources)
    if award.legal_basis and lang == "en":  # it is kept in English alone
        yield Fact(t("Legal basis: {text}.").format(text=award.legal_basis), sources)
    if award.precedence and award.precedence_basis == Award.PrecedenceBasis.LAW:
        yield Fact(
            t("Place in the law's order of precedence: {n}.").format(n=award.precedence), sources
        )


def _eligible_words(award: Award, lang: str) -> str:
    t = phrases(lang).gettext
    return {
        Award.Eligibility.ANYONE: t("Citizens and foreigners may receive it."),
        Award.Eligibility.CITIZENS: t("Only citizens of Kazakhstan may receive it."),
        Award.Eligibility.CITIZENS_WOMEN: t("Only women who are citizens may receive it."),
    }[Award.Eligibility(award.eligibility)]


def _refs(sources: Iterable[Source]) -> tuple[SourceRef, ...]:
    return tuple(source_ref(source) for source in sources)


def _period_words(period: AwardPeriod, lang: str) -> str:
    t = phrases(lang).gettext
    start = date_words(period.valid_from, lang) if period.valid_from else "…"
    if period.valid_to:
        end = date_words(period.valid_to, lang)
        said = t("Existed: {start} – {end}.").format(start=start, end=end)
    else:
        said = t("Established: {date}.").format(date=start)
    differing = t("Sources differ on this.")
    return f"{said} {differing}" if period.contested else said


def _grades_words(grades: list[Grade], lang: str) -> str:
    t = phrases(lang)
    degrees = [g for g in grades if g.kind == Grade.Kind.DEGREE]
    if not degrees:
        return t.gettext("It has no degrees.")
    said = t.ngettext("It has {count} degree.", "It has {count} degrees.", len(degrees))
    return said.format(count=len(degrees))
