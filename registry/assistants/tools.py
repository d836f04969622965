"""The four tools, as plain functions. What they say is what `ask` says, with the same sources.

Their docstrings are what an assistant reads before it calls them.
"""

from typing import Annotated, Any, Literal

from django.utils import timezone
from pydantic import Field

from registry.assistants.listing import page
from registry.assistants.shapes import (
    AnswerOut,
    CandidateOut,
    CandidatesOut,
    ConferralsOut,
    PinnedIn,
    VerdictOut,
)
from registry.errors import InvalidInput
from registry.honours.selectors import registry_version
from registry.mentions.people import Candidate, resolve_name
from registry.questions import ask as ask_registry
from registry.questions.claims import Claim, verify
from registry.questions.compose import rows_of
from registry.questions.log import keep

CHANNEL = ASKER = "assistant"
LONGEST_NAME = 300

Lang = Annotated[
    Literal["kk", "ru", "en"], Field(description="language of names and sentences: kk, ru or en")
]
Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_NAME,
        description="a name in Kazakh, Russian or English, in any script, order or case form",
    ),
]
Year = Annotated[int | None, Field(ge=1000, le=9999, description="a year, included")]
_MEANINGS = {
    "on_record": "The registry has this on record; its sources are in the answer.",
    "on_record_differently": "The registry has it on record, but with another degree or date.",
    "undecided": "It is on record, but its date or degree is not known well enough to tell.",
    "no_record": "The registry has no record of this. That does not mean that it did not happen.",
    "outside_coverage": "The award is outside what the registry covers: it cannot tell.",
    "ambiguous": "Several may be meant: ask which one, from the answer's choices.",
    "not_understood": "No award was recognised in what was given.",
}


def ask(
    question: Annotated[
        str, Field(max_length=2000, description="a question in Kazakh, Russian or English")
    ],
    lang: Annotated[
        Literal["kk", "ru", "en"] | None,
        Field(description="language of the answer; null: the question's own"),
    ] = None,
    pinned: Annotated[
        PinnedIn | None,
        Field(description="`pinned` of the choice that the person made, after status choose"),
    ] = None,
    context: Annotated[
        dict[str, str | bool] | None,
        Field(description="`understood.machine` of the answer before, for a follow-up question"),
    ] = None,
) -> AnswerOut:
    """Ask the registry of state honours of Kazakhstan who received which honour and when.

    Every conferral in the answer names its sources: repeat them. Statuses: `answered`;
    `no_record` (which is never a "no"); `outside_coverage`; `choose` (several people or awards
    may be meant: ask the person which of `choices`); `not_understood`.
    """
    answer = ask_registry(
        question,
        asker=ASKER,
        today=timezone.localdate(),
        lang=lang,
        context=context,
        pinned=pinned.model_dump(exclude_none=True) if pinned else None,
        fallback="en",
        channel=CHANNEL,
    )
    return AnswerOut(answer)


def find_recipient(name: Name, lang: Lang = "en") -> CandidatesOut:
    """Find who of those on record a written name means, each with a score and its reasons.

    With status `several`, ask the person who is meant; never pick one. `resembling` are people
    with another name that looks alike: offer them as "did you mean", never as an answer.
    """
    resolved = resolve_name(name)
    status = {0: "resembling" if resolved.resembling else "none", 1: "one"}
    return CandidatesOut(
        name=name,
        status=status.get(len(resolved.matches), "several"),
        matches=[_candidate(candidate, lang) for candidate in resolved.matches],
        resembling=[_candidate(candidate, lang) for candidate in resolved.resembling],
        at_least=resolved.many,
        registry_version=registry_version(),
    )


def get_conferrals(
    recipient: Annotated[str, Field(max_length=60, description="id of a recipient")] = "",
    award: Annotated[str, Field(max_length=60, description="slug of an award, as dostyk")] = "",
    grade: Annotated[
        str, Field(pattern="^([1-9]|special|single)?$", description="a degree's number; special")
    ] = "",
    year_from: Year = None,
    year_to: Year = None,
    lang: Lang = "en",
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
    cursor: Annotated[str, Field(max_length=80, description="`next_cursor` of a page")] = "",
) -> ConferralsOut:
    """List published conferrals, the newest first, with their sources, narrowed by anything.

    A conferral is of a year when its decree's date or its presentation's is. Those whose date
    is not known are left out where a year is given.
    """
    if year_from and year_to and year_from > year_to:
        raise InvalidInput("bad_date", "year_from: the period ends before it begins")
    narrowed: dict[str, Any] = {"recipient": recipient, "award": award, "grade": grade}
    narrowed["from"] = f"{year_from}-01-01" if year_from else ""
    narrowed["to"] = f"{year_to}-12-31" if year_to else ""
    found, following = page(narrowed, limit, cursor)
    return ConferralsOut(
        conferrals=list(rows_of(found, lang)),
        next_cursor=following,
        registry_version=registry_version(),
    )


def verify_claim(
    recipient: Annotated[Name, Field(description="a written name, or the id of a recipient")],
    award: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_NAME,
            description="an award by name, with its state if it is not Kazakhstan's, or by slug",
        ),
    ],
    grade: Annotated[
        str, Field(pattern="^([1-9]|special)?$", description="the degree claimed: 1 is the highest")
    ] = "",
    date: Annotated[
        str,
        Field(
            pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
            description="the date claimed: YYYY, YYYY-MM or YYYY-MM-DD",
        ),
    ] = "",
    lang: Lang = "en",
) -> VerdictOut:
    """Check a claim that somebody received an award against the record, with sources.

    `no_record` and `outside_coverage` never mean that the claim is false.
    """
    claim = Claim(recipient.strip(), award.strip(), grade, date)
    verdict, answer = verify(claim, today=timezone.localdate(), lang=lang)
    keep(answer, text=str(claim), asker=ASKER, channel=CHANNEL)
    return VerdictOut(verdict=verdict, meaning=_MEANINGS[verdict], answer=answer)


def _candidate(candidate: Candidate, lang: str) -> CandidateOut:
    person, compared = candidate.recipient, candidate.comparison
    return CandidateOut(
        id=person.public_id,
        name=person.name_in(lang),
        names=list(dict.fromkeys(name.text for name in person.names.all())),
        description=person.description_in(lang),
        found_as=candidate.stored,
        score=compared.score,
        verdict=compared.verdict,
        reasons=list(compared.reasons),
    )
