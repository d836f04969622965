"""What the registry itself holds: how much, of which awards, since when."""

from dataclasses import replace

from registry.honours.holdings import Holding, holdings
from registry.questions.answer import Answer, TableRow
from registry.questions.filters import AwardKindIs
from registry.questions.filters.awards import AWARD_KINDS
from registry.questions.frame import frame
from registry.questions.query import Query
from registry.questions.refusals import examples
from registry.questions.remarks import held_words
from registry.wording import phrases


def coverage_answer(query: Query, lang: str) -> Answer:
    """Every award that the registry knows, with how many conferrals of it are on record."""
    kind = query.get(AwardKindIs)
    kinds = AWARD_KINDS[kind.kind] if kind else ()
    held = [holding for holding in holdings() if not kinds or holding.award.kind in kinds]
    held.sort(key=_rank)
    t = phrases(lang)
    said = t.ngettext(
        "The registry knows {count} award.", "The registry knows {count} awards.", len(held)
    ).format(count=len(held))
    return replace(
        frame(query, lang),
        status="answered",
        headline=said,
        table=tuple(TableRow(h.award.short_in(lang), h.conferrals) for h in held),
        notes=(
            held_words(None, lang),
            t.gettext("The registry covers the state awards of Kazakhstan."),
        ),
        next_questions=examples(lang),
    )


def _rank(holding: Holding) -> tuple[int, str]:
    return -holding.conferrals, holding.award.slug
