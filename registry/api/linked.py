"""Records as linked data (JSON-LD) in the words of schema.org.

An award is a `DefinedTerm` of the set of its authority's awards, a recipient a `Person` or an
`Organization` with the names of the honours as `award`, a conferral a `GiveAction` of the
authority: schema.org has no word of its own for an honour conferred.
"""

from typing import Any

Document = dict[str, Any]
CONTEXT = {"@vocab": "https://schema.org/", "@language": None}
_GENDERS = {"m": "https://schema.org/Male", "f": "https://schema.org/Female"}
_REGISTERS = {"wikidata": "https://www.wikidata.org/entity/{}"}


def _linked(kind: str, address: str, more: Document) -> Document:
    """A node without what is not known."""
    node = {"@context": CONTEXT, "@id": address, "@type": kind, **more}
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _base(address: str) -> str:
    """The address of the API that a record's own address begins with."""
    return address.rsplit("/", 2)[0]


def _texts(names: Document) -> list[Document]:
    """Names in languages, each once."""
    tags = {"kk_latn": "kk-Latn"}
    return [
        {"@value": text, "@language": tags.get(lang, lang)} for lang, text in names.items() if text
    ]


def recipient(document: Document, address: str) -> Document:
    """A person or a body, with honours that are in force."""
    honours = [h for h in document.get("honours", ()) if h["status"] == "in_force"]
    names = list(dict.fromkeys(name["text"] for name in document["names"]))
    others = [
        _REGISTERS[item["register"]].format(item["value"])
        for item in document["external_ids"]
        if item["register"] in _REGISTERS
    ]
    person = document["kind"] == "person"
    return _linked("Person" if person else "Organization", address, {
        "identifier": document["id"],
        "name": document["name"],
        "alternateName": [name for name in names if name != document["name"]],
        "description": document["description"],
        "gender": _GENDERS.get(document["gender"]) if person else None,
        "nationality": [
            {"@type": "Country", "identifier": code}
            for code in document["citizenships"] if code != "XX"
        ] if person else None,
        "birthDate": document["birth"],
        "deathDate": document["death"],
        "sameAs": others,
        "award": [(h["grade"] or {}).get("name") or h["award"]["name"] for h in honours],
        "subjectOf": [
            {"@id": f"{_base(address)}/conferrals/{h['id']}", "@type": "GiveAction"}
            for h in document.get("honours", ())
        ],
    })  # fmt: skip


def award(document: Document, address: str) -> Document:
    """An award, with its degrees as terms below it."""
    return _linked("DefinedTerm", address, {
        "termCode": document["slug"],
        "name": _texts(document["names"]),
        "alternateName": list(dict.fromkeys(s["text"] for s in document["spellings"])),
        "inDefinedTermSet": {
            "@id": f"{_base(address)}/authorities/{document['authority']['slug']}",
            "@type": "DefinedTermSet",
            "name": _texts(document["authority"]["names"]),
        },
        "hasPart": [
            {"@type": "DefinedTerm", "termCode": f"{document['slug']}/{grade['code']}",
             "name": _texts(grade["names"])}
            for grade in document["grades"] if grade["kind"] != "single"
        ],
        "citation": _citations(document["sources"]),
    })  # fmt: skip


def conferral(document: Document, address: str) -> Document:
    """An honour conferred: whose it is, which, when, for what, and on which evidence."""
    base = _base(address)
    term = document["award"]["slug"]
    decree = document["decree"]
    failed = document["status"] != "in_force"
    return _linked("GiveAction", address, {
        "identifier": document["id"],
        "actionStatus": "https://schema.org/" + (
            "FailedActionStatus" if failed else "CompletedActionStatus"
        ),
        "recipient": {
            "@id": f"{base}/recipients/{document['recipient']['id']}",
            "name": document["recipient"]["name"],
        },
        "object": {
            "@id": f"{base}/awards/{term}",
            "@type": "DefinedTerm",
            "termCode": f"{term}/{document['grade']['code']}" if document["grade"] else term,
            "name": (document["grade"] or document["award"])["name"],
        },
        "agent": {"@id": f"{base}/authorities/{decree['authority']}"} if decree else None,
        "instrument": {"@id": f"{base}/decrees/{decree['id']}"} if decree else None,
        "startTime": document["conferred_on"],
        "endTime": document["presented_on"],
        "location": document["presented_at"],
        "description": document["reason"],
        "citation": _citations(item["source"] for item in document["evidence"]),
    })  # fmt: skip


def decree(document: Document, address: str) -> Document:
    """An act."""
    base = _base(address)
    return _linked("Legislation", address, {
        "identifier": document["id"],
        "legislationIdentifier": document["number"],
        "legislationType": document["kind"],
        "legislationDate": document["date"],
        "name": _texts(document["titles"]),
        "legislationPassedBy": {"@id": f"{base}/authorities/{document['authority']}"},
        "url": document["url"],
        "citation": _citations(document["sources"]),
    })  # fmt: skip


def authority(document: Document, address: str) -> Document:
    """A state or a body, as the set of its awards."""
    return _linked("DefinedTermSet", address, {
        "identifier": document["slug"],
        "name": _texts(document["names"]),
        "url": f"{_base(address)}/awards?authority={document['slug']}",
    })  # fmt: skip


def source(document: Document, address: str) -> Document:
    """A page, a paper, or a law."""
    return _linked("CreativeWork", address, {
        "identifier": document["key"],
        "name": document["title"],
        "url": document["url"],
        "publisher": document["publisher"],
    })  # fmt: skip


def _citations(sources: Any) -> list[Document]:
    found = {}
    for source in sources:
        cited = {"@type": "CreativeWork", "name": source["title"], "url": source["url"],
                 "publisher": source["publisher"]}  # fmt: skip
        found[source["key"]] = {name: value for name, value in cited.items() if value}
    return list(found.values())
