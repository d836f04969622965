"""Every GET that the OpenAPI document allows, with values that would single out what is hidden.

Paths and parameters come from the document, and so do values that it enumerates. A value that it
does not enumerate comes from `baits`; a parameter without one fails a test, so that a new
parameter is walked from its first day.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.api.planting import HIDDEN_DAY, NUMBER, PERSON, SECRET, Planted

DOCUMENT = Path(__file__).parents[2] / "registry" / "api" / "openapi.json"
# They change how rows are told, and so each goes together with every filter.
CONTEXTS = ("format", "expand", "as_of", "known_at", "count", "ordering")
# Of a filter's values so many stand in each context: its baits, which come last, among them.
MOST_CROSSED = 4
PRIVATE_FIELDS = ("note", "certificate_number", "state", "birth", "by", "reason_for_write")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a path, with the values that the document enumerates."""

    name: str
    place: str
    listed: tuple[str, ...]


def paths() -> dict[str, list[Parameter]]:
    """Every path that answers GET → its parameters."""
    document = json.loads(DOCUMENT.read_text())
    return {
        path: [_parameter(one) for one in operations["get"].get("parameters", [])]
        for path, operations in document["paths"].items()
        if "get" in operations
    }


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told["schema"]
    # Several of a list, with commas between them, stand in the document as a pattern.
    several = re.fullmatch(r"\^\(([a-z_|]+)\)\(,\(\1\)\)\*\$", schema.get("pattern", ""))
    listed = schema.get("enum") or (several[1].split("|") if several else [])
    if schema.get("type") == "boolean":
        listed = ["true", "false"]
    return Parameter(told["name"], told["in"], tuple(str(value) for value in listed))


def is_open(address: str) -> bool:
    """Whether nobody has to show a key there."""
    return not re.search(r"/(drafts|articles|proposals)\b", address)


def baits(planted: Planted) -> dict[str, list[str]]:
    """Parameter → values that only a hidden record would answer to, and a few that are shown."""
    hidden, shown = planted.ids, planted.cast.japarov.public_id
    moment = planted.moment.isoformat() if planted.moment else ""
    names = [PERSON, f"Ivan {PERSON}", "Вжухов Павел", SECRET, "Kim", "Жапаров"]
    return {
        "key": ["dostyk", shown, planted.published.public_id, planted.decree.public_id, *hidden],
        "public_id": hidden,
        "version": [planted.dump.name if planted.dump else ""],
        "file": sorted(path.name for path in planted.dump.iterdir()) if planted.dump else [],
        "award": ["dostyk", "barys"],
        "authority": ["kz"],
        "kind": ["order"],
        "status": ["in_force", "revoked", "current"],
        "country": ["UZ", "KG"],
        "grade": ["1", "2", "3", "unstated"],
        "from": [HIDDEN_DAY, "2024-05"],
        "to": [HIDDEN_DAY, "2024"],
        "as_of": [HIDDEN_DAY, "2026-01-01"],
        "known_at": [moment, "2026-01-01T00:00:00Z"],
        "day": [HIDDEN_DAY[5:], "12-01"],
        "year": [HIDDEN_DAY[:4]],
        "changed_since": ["0", "10"],
        "since": ["0", "10"],
        "presenter": [SECRET, PERSON, "Presenter"],
        "number": [NUMBER, "7", *map(str, range(1, 4))],
        "name": names,
        "gender": ["m", "f"],
        "recipient": [shown, planted.merged, *(r.public_id for r in planted.people)],
        "decree": [d.public_id for d in [planted.decree, *planted.decrees]],
        "posthumous": ["true", "false"],
        "lang": ["kk", "ru", "en"],
        "fields": list(PRIVATE_FIELDS),
        "page_size": ["1", "200"],
        "cursor": [SECRET],
        "Idempotency-Key": [],
    }


def values(parameter: Parameter, table: dict[str, list[str]]) -> list[str]:
    """What a parameter is given: what the document enumerates, and the baits."""
    return list(dict.fromkeys([*parameter.listed, *table.get(parameter.name, [])]))


def unbaited() -> set[str]:
    """Parameters for which there is neither an enumeration nor a bait."""
    named = {p.name for listed in paths().values() for p in listed if not p.listed}
    return named - set(baits(_nothing()))


def _nothing() -> Planted:
    class Blank:
        public_id = key = ""

        def __getattr__(self, _: str) -> Any:
            return self

    blank: Any = Blank()
    return Planted(blank, blank, blank)


def requests(planted: Planted) -> Iterator[tuple[str, dict[str, str]]]:
    """(address, query) of the walk: every parameter alone, and every filter in every context."""
    table = baits(planted)
    for path, listed in paths().items():
        inside = [p for p in listed if p.place == "path"]
        query = [p for p in listed if p.place == "query"]
        filters = [_pairs(p, table) for p in query if p.name not in CONTEXTS]
        contexts = [_pairs(p, table) for p in query if p.name in CONTEXTS]
        alone = [{}, *({n: v} for pairs in (*filters, *contexts) for n, v in pairs)]
        crossed = [
            {n: v, m: w}
            for one, other in product(filters, contexts)
            for (n, v), (m, w) in product(one[-MOST_CROSSED:], other)
        ]
        for keys in product(*(values(p, table) for p in inside)):
            address = path
            for parameter, value in zip(inside, keys, strict=True):
                address = address.replace("{" + parameter.name + "}", value)
            yield from ((address, one) for one in (*alone, *(crossed if not inside else ())))


def _pairs(parameter: Parameter, table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(parameter.name, value) for value in values(parameter, table)]


def unsaid(body: str, address: str, query: dict[str, str], words: list[str]) -> list[str]:
    """The hidden words that a body says. What was sent and comes back is no news to the sender."""
    for sent in sorted([*query.values(), address.rsplit("/", 1)[-1]], key=len, reverse=True):
        for form in (sent, urlencode({"": sent})[1:], json.dumps(sent)[1:-1]):
            body = body.replace(form, "")
    return [word for word in words if word.casefold() in body.casefold()]
