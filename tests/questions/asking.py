"""Asking a labelled case, with the questions that it follows asked before it."""

import datetime as dt

from registry.questions import Answer, ask
from tests.questions.cases import Case


def answer_of(case: Case, today: dt.date) -> Answer:
    """The answer to a case."""
    context = None
    for text in case.after:
        before = ask(text, asker="cases", today=today, context=context)
        context = before.understood.machine if before.permalink else context
    return ask(case.text, asker="cases", today=today, context=context)
