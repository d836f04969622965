"""What narrows an answer, in the order in which it is said; a permalink reads them in it too."""

from registry.questions.filters.acts import (
    DecreeIs,
    HeldOn,
    InPeriod,
    OnDay,
    Posthumous,
    PresentedBy,
    Underwent,
)
from registry.questions.filters.awards import AwardIs, AwardKindIs, AwardsAre, GradeIs, roman
from registry.questions.filters.base import Filter, Machine
from registry.questions.filters.people import (
    FOREIGN,
    HOME,
    CitizenOf,
    GenderIs,
    HoldsAll,
    HoldsAllDegrees,
    OfficeIs,
    RecipientIs,
    RecipientsAre,
    recipient_by_id,
)

FILTERS: tuple[type[Filter], ...] = (
    RecipientIs, RecipientsAre, AwardIs, AwardsAre, HoldsAll, AwardKindIs, GradeIs,
    HoldsAllDegrees, CitizenOf, OfficeIs, GenderIs, PresentedBy, DecreeIs, Posthumous, Underwent,
    HeldOn, OnDay, InPeriod,
)  # fmt: skip

__all__ = [
    "FILTERS", "FOREIGN", "HOME", "AwardIs", "AwardKindIs", "AwardsAre", "CitizenOf", "DecreeIs",
    "Filter", "GenderIs", "GradeIs", "HeldOn", "HoldsAll", "HoldsAllDegrees", "InPeriod",
    "Machine", "OfficeIs", "OnDay", "Posthumous", "PresentedBy", "RecipientIs", "RecipientsAre",
    "Underwent", "recipient_by_id", "roman",
]  # fmt: skip
