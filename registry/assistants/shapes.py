"""What the tools take and hand back. An answer and its rows are the same data as the API's."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from registry.questions.answer import Answer, ConferralRow


class PinnedIn(BaseModel):
    """What somebody chose among namesakes: the `pinned` of a choice."""

    model_config = ConfigDict(extra="forbid")

    recipient: Annotated[str | None, Field(max_length=60)] = None
    award: Annotated[str | None, Field(max_length=60)] = None


class AnswerOut(RootModel[Answer]):
    """An answer: a status, conferrals with their sources, and how the question was understood."""


class CandidateOut(BaseModel):
    """Somebody whom a written name means, or merely resembles."""

    id: str
    name: str
    names: list[str]
    description: str
    found_as: Annotated[str, Field(description="the written name on record that fits best")]
    score: Annotated[float, Field(description="0 to 1")]
    verdict: Annotated[str, Field(description="same, likely or unsure")]
    reasons: list[str]


class CandidatesOut(BaseModel):
    """`one`: this is who is meant; `several`: ask back; `resembling`: nobody by that name."""

    name: str
    status: Annotated[str, Field(description="one, several, resembling or none")]
    matches: list[CandidateOut]
    resembling: list[CandidateOut]
    at_least: Annotated[int, Field(description="how many bear the name, if more than are listed")]
    registry_version: str


class ConferralsOut(BaseModel):
    """Published conferrals, the newest first."""

    conferrals: list[ConferralRow]
    next_cursor: Annotated[str | None, Field(description="null: this was the last page")]
    registry_version: str


class VerdictOut(BaseModel):
    """What the registry says of a claim. `no_record` never means that it did not happen."""

    verdict: Annotated[
        str,
        Field(
            description="on_record, on_record_differently, undecided, "
            "no_record, outside_coverage, ambiguous or not_understood"
        ),
    ]
    meaning: Annotated[str, Field(description="the verdict in one sentence")]
    answer: Answer
