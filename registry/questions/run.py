"""A query → the answer: each kind of question has its branch here."""

from collections.abc import Callable
from dataclasses import replace

from registry.questions.about import about_answer
from registry.questions.answer import Answer
from registry.questions.comparing import compare_answer
from registry.questions.compose import rows_of
from registry.questions.frame import frame, no_record
from registry.questions.headlines import headline_of, value_of
from registry.questions.holdings import coverage_answer
from registry.questions.query import Query
from registry.questions.remarks import next_questions, remarks
from registry.questions.rows import LOOSE, Rows, fetch
from registry.questions.tables import ranking_answer, share_answer, table_answer
from registry.wording import phrases

_BRANCHES: dict[str, Callable[[Query, str], Answer]] = {
    "about": about_answer,
    "compare": compare_answer,
    "coverage": coverage_answer,
    "most_decorated": ranking_answer,
    "per_award": table_answer,
    "per_country": table_answer,
    "per_year": table_answer,
    "share": share_answer,
}


def run(query: Query, lang: str) -> Answer:
    """Run a query and say its answer in one language."""
    return _BRANCHES.get(query.kind, list_answer)(query, lang)


def list_answer(query: Query, lang: str) -> Answer:
    """An answer that lists conferrals."""
    rows = fetch(query)
    if not rows.found:
        return _differing(query, rows, lang) or no_record(query, rows, lang)
    return replace(
        frame(query, lang),
        status="answered",
        headline=headline_of(query, rows, lang),
        total=rows.total,
        value=value_of(query, rows),
        conferrals=rows_of(rows.found, lang),
        possible=rows_of(rows.possible, lang),
        notes=tuple(remarks(query, rows, lang)),
        next_questions=next_questions(query, rows.found, lang),
    )


def _differing(query: Query, rows: Rows, lang: str) -> Answer | None:
    """A claim that is on record but for its degree or date: neither a yes nor "no record".

    What is told is what the wider question finds; what was claimed beyond it is said not to be.
    """
    wider = query.without(*LOOSE)
    if query.kind != "did_receive" or query.award is None or wider == query:
        return None
    found = fetch(wider)
    if not found.found:
        return None
    t = phrases(lang).gettext
    claimed = "; ".join(part.words(lang) for part in query.filters if isinstance(part, LOOSE))
    return replace(
        frame(wider, lang),
        status="answered",
        headline=t("On record, but differently."),
        total=found.total,
        conferrals=rows_of(found.found, lang),
        possible=rows_of(rows.possible, lang),
        notes=(
            t("Not on record as asked: {claim}.").format(claim=claimed),
            *remarks(wider, found, lang),
        ),
        next_questions=next_questions(wider, found.found, lang),
    )
