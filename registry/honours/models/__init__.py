"""The domain's tables, one file per thing."""

from registry.honours.models.authority import Authority
from registry.honours.models.award import Award, AwardName, AwardPeriod, Grade, GradeName
from registry.honours.models.conferral import (
    Conferral,
    ConferralEvent,
    ConferralOffice,
    PresenterWord,
)
from registry.honours.models.decree import Decree
from registry.honours.models.entering import DecreeEntry, DistinctPeople
from registry.honours.models.journal import (
    AuditRun,
    Change,
    ChangeSubject,
    ImportedRow,
    JournalHead,
)
from registry.honours.models.recipient import (
    Citizenship,
    ExternalId,
    NameFragment,
    NamePair,
    NameToken,
    Recipient,
    RecipientName,
    RecipientRedirect,
)
from registry.honours.models.review import Hand, Review, WarningAnswer
from registry.honours.models.source import Evidence, Source
from registry.honours.models.tally import CountryTally, OfficeTally, YearTally

__all__ = [
    "AuditRun",
    "Authority",
    "Award",
    "AwardName",
    "AwardPeriod",
    "Change",
    "ChangeSubject",
    "Citizenship",
    "Conferral",
    "ConferralEvent",
    "ConferralOffice",
    "CountryTally",
    "Decree",
    "DecreeEntry",
    "DistinctPeople",
    "Evidence",
    "ExternalId",
    "Grade",
    "GradeName",
    "Hand",
    "ImportedRow",
    "JournalHead",
    "NameFragment",
    "NamePair",
    "NameToken",
    "OfficeTally",
    "PresenterWord",
    "Recipient",
    "RecipientName",
    "RecipientRedirect",
    "Review",
    "Source",
    "WarningAnswer",
    "YearTally",
]
