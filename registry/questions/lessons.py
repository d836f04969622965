"""What people make of a question that had no answer: a labelled case, or a spelling it lacked."""

from django.db import transaction

from registry.accounts.actors import require
from registry.accounts.models import Role, User
from registry.errors import InvalidInput
from registry.honours.models import Award, AwardName
from registry.honours.services import desk_write
from registry.names import script_of
from registry.questions.answer import STATUSES
from registry.questions.models import AskedQuestion, LabelledCase


@transaction.atomic
def case_make(*, question: AskedQuestion, status: str, by: User) -> LabelledCase:
    """Label the question with the status that its answer should have, and settle its group."""
    require(by, Role.CLERK)
    if status not in STATUSES:
        raise InvalidInput("unknown_status", f"status: {status!r} is none of {', '.join(STATUSES)}")
    made = LabelledCase.objects.create(
        text=question.text,
        language=question.language,
        status=status,
        kind=question.kind if status == question.status else "",
        machine=question.machine if status == question.status else {},
        made_by=by,
    )
    _settle(question)
    return made


@transaction.atomic
def spelling_teach(*, question: AskedQuestion, award: Award, text: str, by: User) -> AwardName:
    """Teach a spelling of an award that the question used, and settle its group.

    Raises InvalidInput where the spelling is empty, or another award's already.
    """
    spelling = " ".join(text.split())
    if not spelling:
        raise InvalidInput("no_spelling", "spelling: there is none")
    name = AwardName(
        award=award,
        text=spelling,
        language=question.language,
        script=script_of(spelling),
        kind=AwardName.Kind.COLLOQUIAL,
    )
    desk_write(record=name, by=by, reason=f"taught from a question: {question.text[:200]}")
    _settle(question)
    return name


def _settle(question: AskedQuestion) -> None:
    AskedQuestion.objects.filter(folded=question.folded).update(settled=True)
