"""What every answer to a query begins with, and the honest "no record"."""

from dataclasses import replace

from registry.honours.selectors import registry_version
from registry.questions.answer import Answer, Understood
from registry.questions.compose import rows_of
from registry.questions.query import Query
from registry.questions.remarks import next_questions, remarks_of_absence
from registry.questions.rows import Rows
from registry.wording import phrases


def frame(query: Query, lang: str) -> Answer:
    """An answer of which only the question is known yet."""
    return Answer(
        language=lang,
        status="no_record",
        kind=query.kind,
        understood=Understood(query.words(lang), query.machine()),
        headline="",
        registry_version=registry_version(),
        permalink=query.permalink(lang),
    )


def no_record(query: Query, rows: Rows, lang: str) -> Answer:
    """No row is not a "no": the answer says what the registry holds and what it does not know."""
    return replace(
        frame(query, lang),
        headline=phrases(lang).gettext("No record of this in the registry."),
        possible=rows_of(rows.possible, lang),
        notes=tuple(remarks_of_absence(query, rows, lang)),
        next_questions=next_questions(query, [], lang),
    )
