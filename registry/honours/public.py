"""Which columns of the domain are the public's, and under which name a document tells them.

One table for whoever tells of single columns (the feed of changes, the registry as it was). What
stands in no table is withheld, and a test fails where a new column is not decided here.

A name with a dot is a part of an object: `names.kk`. None: never told, for the reason beside it.
"""

from django.db import models

from registry.honours import models as m

_ADDRESS = None  # the record's own key or id: told as what the change is about
_CLERKS = None  # clerks' notes, marks and working texts
_OWNER = None  # the record that this row belongs to: told as what the change is about
_DERIVED = None  # follows from other columns

Table = dict[str, str | None]


def _texts(column: str, name: str) -> Table:
    return {f"{column}_{lang}": f"{name}.{lang}" for lang in ("kk", "ru", "en")}


PUBLIC: dict[type[models.Model], Table] = {
    m.Authority: {
        "id": _ADDRESS,
        "slug": _ADDRESS,
        "kind": "kind",
        "country": "country",
        **_texts("name", "names"),
    },
    m.Award: {
        "id": _ADDRESS,
        "slug": _ADDRESS,
        "authority_id": "authority",
        "kind": "kind",
        **_texts("name", "names"),
        "name_kk_latn": "names.kk_latn",
        **_texts("short", "short_names"),
        "precedence": "precedence",
        "precedence_basis": "precedence_basis",
        "legal_basis": "legal_basis",
        "eligibility": "eligibility",
        "sequence_required": _CLERKS,
        "predecessor_id": _CLERKS,
        "status": "status",
        "evidence_mark": _CLERKS,
        "note": _CLERKS,
    },
    m.AwardPeriod: {
        "id": _ADDRESS,
        "award_id": _OWNER,
        "valid_from": "valid_from",
        "valid_to": "valid_to",
        "contested": "contested",
        "basis": "basis",
        "note": _CLERKS,
    },
    m.AwardName: {
        "id": _ADDRESS,
        "award_id": _OWNER,
        "text": "text",
        "language": "language",
        "script": "script",
        "kind": "kind",
        "folded": _DERIVED,
        "note": _CLERKS,
    },
    m.Grade: {
        "id": _ADDRESS,
        "award_id": _OWNER,
        "kind": "kind",
        "rank": "rank",
        **_texts("name", "names"),
        "worn_as": _CLERKS,
        "valid_from": "valid_from",
        "valid_to": "valid_to",
        "evidence_mark": _CLERKS,
        "note": _CLERKS,
    },
    m.Recipient: {
        "id": _ADDRESS,
        "public_id": _ADDRESS,
        "kind": "kind",
        "gender": "gender",
        # Told of the dead only; a change does not say who is. The document does.
        "birth": None,
        "death": "death",
        **_texts("description", "descriptions"),
        "note": _CLERKS,
        "honours": _DERIVED,
    },
    m.RecipientName: {
        "id": _ADDRESS,
        "recipient_id": _OWNER,
        "text": "text",
        "language": "language",
        "script": "script",
        "kind": "kind",
        "note": _CLERKS,
    },
    m.Citizenship: {"id": _ADDRESS, "recipient_id": _OWNER, "country": "country"},
    m.ExternalId: {
        "id": _ADDRESS,
        "recipient_id": _OWNER,
        "register": "register",
        "value": "value",
    },
    m.Decree: {
        "id": _ADDRESS,
        "public_id": _ADDRESS,
        "authority_id": "authority",
        "kind": "kind",
        "number": "number",
        "date": "date",
        **_texts("title", "titles"),
        "signatory": "signatory",
        "url": "url",
        "published_in": "published_in",
    },
    m.Conferral: {
        "id": _ADDRESS,
        "public_id": _ADDRESS,
        "recipient_id": "recipient",
        "award_id": "award",
        "award_stated": _CLERKS,
        "grade_id": "grade",
        "decree_id": "decree",
        "conferred_on": "conferred_on",
        "conferred_on_basis": "conferred_on_basis",
        "presented_on": "presented_on",
        "counts_on": _DERIVED,
        "presented_by": "presented_by",
        "presented_at": "presented_at",
        **_texts("office", "offices"),
        **_texts("reason", "reasons"),
        "certificate_number": None,
        "posthumous": "posthumous",
        "ex_officio": "ex_officio",
        "contested": "contested",
        "state": None,  # the action says it; what was no state of the public's has none
        "note": _CLERKS,
    },
    m.ConferralEvent: {
        "id": _ADDRESS,
        "conferral_id": _OWNER,
        "kind": "kind",
        "date": "date",
        "decree_id": "decree",
        "reason": "reason",
        "source_id": "source",
    },
    m.Evidence: {
        "id": _ADDRESS,
        "conferral_id": _OWNER,
        "source_id": "source",
        "fields": "fields",
        "date": "date",
        "date_kind": "date_kind",
        "grade": "grade",
        "office": _CLERKS,
        "quote": _CLERKS,
        "spans": _CLERKS,
        "stance": "stance",
        "note": _CLERKS,
    },
    m.Source: {
        "id": _ADDRESS,
        "key": _ADDRESS,
        "kind": "kind",
        "strength": "strength",
        "title": "title",
        "publisher": "publisher",
        "url": "url",
        "published_on": "published_on",
        "note": _CLERKS,
    },
}
# Tables of which no row is ever told: what finds, counts, seals and loads records.
WITHHELD: frozenset[type[models.Model]] = frozenset(
    {
        m.AuditRun,
        m.Change,
        m.ChangeSubject,
        m.ConferralOffice,
        m.CountryTally,
        m.DecreeEntry,
        m.DistinctPeople,
        m.GradeName,
        m.Hand,
        m.ImportedRow,
        m.JournalHead,
        m.NameFragment,
        m.NamePair,
        m.NameToken,
        m.OfficeTally,
        m.PresenterWord,
        m.RecipientRedirect,
        m.Review,
        m.WarningAnswer,
        m.YearTally,
    }
)
BY_TYPE: dict[str, type[models.Model]] = {str(model._meta.model_name): model for model in PUBLIC}


def told_columns(model: type[models.Model], *beside: str) -> frozenset[str]:
    """The columns (by attname) that a document tells of, and those named `beside` them."""
    return frozenset(column for column, name in PUBLIC[model].items() if name) | {*beside}
