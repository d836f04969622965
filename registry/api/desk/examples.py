"""Examples of the document: bodies that run as they stand, and what they answer.

They name no id of their own, so a test sends each to a registry that holds the award.
"""

from typing import Any

from drf_spectacular.utils import OpenApiExample

_PAGE = {"url": "https://news.example/2024/dostyk", "title": "Decorated", "strength": "secondary"}
_PERSON = {"id": "r-2c4w8m7xkq", "name": "Aigerim Example", "names": ["Aigerim Example"]}
_TEXTS = {"kk": "", "ru": "", "en": ""}
_DECREE = {"number": "501", "date": "2024-04-10"}


def _asked(name: str, body: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=body, request_only=True)


def _told(name: str, body: dict[str, Any], status: str = "200") -> OpenApiExample:
    return OpenApiExample(
        f"{name}, answered", value=body, response_only=True, status_codes=[status]
    )


DRAFT_BODY: dict[str, Any] = {
    "new_recipient": {
        "names": [{"text": "Aigerim Example", "language": "en"}],
        "gender": "f",
        "citizenships": ["KZ"],
    },
    "award": "dostyk",
    "grade": "1",
    "new_decree": _DECREE,
    "conferred_on": "2024-04-10",
    "office": {"en": "teacher"},
    "reason": {"en": "for friendship between peoples"},
    "evidence": [
        {
            "new_source": _PAGE,
            "fields": ["recipient", "award", "conferred_on"],
            "quote": "The Order of Dostyk was conferred on Aigerim Example.",
        }
    ],
}
AMENDMENT_BODY = {"presented_on": "2024-04", "why": "the ceremony was reported since"}
SUBMISSION_BODY = {
    "why": "read against the decree",
    "answers": [{"code": "within_five_years", "reason": "for a heroic deed"}],
}
RETURN_BODY = {"comment": "the decree says the second degree"}
PUBLICATION_BODY = {"why": "checked against the decree"}
REVOCATION_BODY = {
    "date": "2026-02",
    "new_decree": {"number": "77", "date": "2026-02-01"},
    "reason": "by a court's verdict",
}
ARTICLE_BODY = {
    "text": "Указом Президента от 10 апреля 2024 года орденом «Отан» награждена Вера Ким.",
    "title": "О награждении",
    "url": "https://news.example/2024/otan",
}
ACCEPTANCE_BODY = {"new_person": False}
REJECTION_BODY = {"reason": "a plan, not a conferral"}
CORRECTION_BODY = {"field": "date", "value": "2024-04-10"}

_EVIDENCE = {
    "source": {"key": "page-0f3c9a52b7d1e864", **_PAGE},
    "stance": "supports",
    "fields": ["recipient", "award", "conferred_on"],
    "date": None,
    "date_kind": "",
    "grade": "",
    "quote": "The Order of Dostyk was conferred on Aigerim Example.",
}
_DRAFT: dict[str, Any] = {
    "id": "c-7m3kx9vq2p",
    "state": "draft",
    "recipient": _PERSON,
    "award": "dostyk",
    "award_stated": "",
    "grade": "1",
    "decree": {"id": "d-5n8rw4tz6h", **_DECREE},
    "conferred_on": "2024-04-10",
    "conferred_on_basis": "decree",
    "presented_on": None,
    "presented_by": "",
    "presented_at": "",
    "office": {**_TEXTS, "en": "teacher"},
    "reason": {**_TEXTS, "en": "for friendship between peoples"},
    "posthumous": False,
    "ex_officio": False,
    "contested": False,
    "submitted_at": None,
    "returned_at": None,
    "returned_with": "",
    "evidence": [_EVIDENCE],
    "findings": [],
}
_EVENT = {
    "conferral": "c-7m3kx9vq2p",
    "kind": "revoked",
    "date": "2026-02",
    "decree": "d-9k2mt7xw4c",
    "source": None,
    "reason": "by a court's verdict",
}
_PROPOSAL: dict[str, Any] = {
    "id": 12,
    "article": 5,
    "state": "proposed",
    "recipient_text": "Вера Ким",
    "recipient": {"id": "r-8h4vz3mw6t", "name": "Vera Kim", "names": ["Vera Kim", "Вера Ким"]},
    "award": "otan",
    "grade": "single",
    "date": "2024-04-10",
    "date_kind": "decree",
    "presenter": "",
    "decree_number": "",
    "office": "",
    "reason": "",
    "quote": ARTICLE_BODY["text"],
    "spans": {"recipient": [67, 75], "award": [41, 54], "date": [21, 40]},
    "verdict": "check",
    "verdict_reasons": ["a human must look"],
    "decision_reason": "",
    "conferral": None,
}
_ARTICLE = {
    "id": 5,
    "title": "О награждении",
    "url": "https://news.example/2024/otan",
    "text": ARTICLE_BODY["text"],
    "received_at": "2026-03-01T09:30:00+00:00",
    "proposals": [_PROPOSAL],
}
_ACCEPTED = {**_PROPOSAL, "state": "accepted", "conferral": {"id": "c-3q", "state": "submitted"}}
_REJECTED = {**_PROPOSAL, "state": "rejected", "decision_reason": REJECTION_BODY["reason"]}

DRAFT = [_asked("a new draft", DRAFT_BODY), _told("a new draft", _DRAFT, "201")]
AMENDMENT = [
    _asked("a date that became known", AMENDMENT_BODY),
    _told("a date that became known", {**_DRAFT, "presented_on": "2024-04"}),
]
_SUBMITTED = {**_DRAFT, "state": "submitted", "submitted_at": "2024-05-02T09:30:00+00:00"}
SUBMISSION = [_asked("submit", SUBMISSION_BODY), _told("submit", _SUBMITTED)]
RETURN = [
    _asked("return", RETURN_BODY),
    _told(
        "return",
        {
            **_SUBMITTED,
            "state": "draft",
            "returned_at": "2024-05-03T11:00:00+00:00",
            "returned_with": RETURN_BODY["comment"],
        },
    ),
]
PUBLICATION = [
    _asked("publish", PUBLICATION_BODY),
    _told("publish", {**_SUBMITTED, "state": "published"}),
]
REVOCATION = [_asked("revoked", REVOCATION_BODY), _told("revoked", _EVENT, "201")]
ARTICLE = [_asked("an article", ARTICLE_BODY), _told("an article", _ARTICLE)]
ACCEPTANCE = [_asked("accept", ACCEPTANCE_BODY), _told("accept", _ACCEPTED)]
REJECTION = [_asked("reject", REJECTION_BODY), _told("reject", _REJECTED)]
CORRECTION = [_asked("correct the date", CORRECTION_BODY), _told("correct the date", _PROPOSAL)]
