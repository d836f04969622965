"""A copy of the registry that is kept by the feed of changes alone, as its documentation says."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

Document = dict[str, Any]


class Mirror:
    """Follows the feed from a place; holds conferrals, recipients, decrees and sources by id."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.place = "0"
        self.rows: list[Document] = []
        self.conferrals: dict[str, Document] = {}
        self.others: dict[str, dict[str, Document]] = {
            kind: {} for kind in ("recipient", "decree", "source", "award", "authority")
        }

    def follow(self, page_size: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Read on until there is nothing new, or until it is to stop after a page."""
        while True:
            query = {"since": self.place, "page_size": page_size}
            page = self.client.get("/api/v1/changes", query).json()
            for row in page["results"]:
                self._take(row)
            self.rows += page["results"]
            self.place = page["next_since"]
            if not page["results"] or stop():
                return

    def _take(self, row: Document) -> None:
        if row["withheld"]:
            return
        kind, key = row["object"]["type"], row["object"]["id"]
        if row["action"] == "conferral.withdraw":
            self.conferrals.pop(key, None)
        elif kind == "conferral":
            self._conferral(key)
        else:
            if row["action"] == "recipient.merge" and row["after"]:
                self._join(row["after"]["merged"])
            if row["action"] == "recipient.unmerge" and row["after"]:
                self._part(row["after"]["restored"])
            self._other(kind, key)

    def _join(self, merged: str) -> None:
        self.others["recipient"].pop(merged, None)
        for key in [k for k, c in self.conferrals.items() if c["recipient"]["id"] == merged]:
            self._conferral(key)

    def _part(self, restored: str) -> None:
        response = self.client.get(f"/api/v1/recipients/{restored}", follow=True)
        for honour in response.json()["honours"] if response.status_code == 200 else ():
            self._conferral(honour["id"])
        self._other("recipient", restored)

    def _conferral(self, key: str) -> None:
        document = self._read(f"/api/v1/conferrals/{key}")
        if document is None:
            self.conferrals.pop(key, None)
            return
        self.conferrals[key] = document
        for kind, name in _named(document):
            self._other(kind, name)

    def _other(self, kind: str, key: str) -> None:
        plural = "authorities" if kind == "authority" else f"{kind}s"
        document = self._read(f"/api/v1/{plural}/{key}")
        self.others[kind].pop(key, None)
        if document is not None:
            self.others[kind][document.get("id") or document.get("slug") or document["key"]] = (
                document
            )

    def _read(self, address: str) -> Document | None:
        response = self.client.get(address)
        if response.status_code == 308:
            return self._read(response["Location"])
        return _own(response.json()) if response.status_code == 200 else None

    def state(self) -> dict[str, dict[str, Document]]:
        """What is held: of recipients, decrees and sources those that something held names."""
        named = {pair for document in self.conferrals.values() for pair in _named(document)}
        named |= {("source", s["key"]) for a in self.others["award"].values() for s in a["sources"]}
        for key, act in self.others["decree"].items():
            if ("decree", key) in named:
                named |= {("source", source["key"]) for source in act["sources"]}
        always = ("award", "authority")
        return {"conferral": {k: _linked(c) for k, c in self.conferrals.items()}} | {
            kind: {k: v for k, v in held.items() if kind in always or (kind, k) in named}
            for kind, held in self.others.items()
        }


def _own(document: Document) -> Document:
    """Without what follows from conferrals, which the copy holds itself."""
    derived = ("honours", "honours_count", "conferrals")
    return {name: value for name, value in document.items() if name not in derived}


def _named(conferral: Document) -> Iterator[tuple[str, str]]:
    yield "recipient", conferral["recipient"]["id"]
    acts = [conferral["decree"], *(event["decree"] for event in conferral["events"])]
    sources = [row["source"] for row in (*conferral["events"], *conferral["evidence"])]
    yield from (("decree", act["id"]) for act in acts if act)
    yield from (("source", source["key"]) for source in sources if source)
    for act in filter(None, acts):
        yield from (("source", source["key"]) for source in act["sources"])


def _linked(conferral: Document) -> Document:
    """A conferral that leads to its recipient, whose own document is held beside it."""
    return {**conferral, "recipient": conferral["recipient"]["id"]}


def public_state(client: Client) -> dict[str, dict[str, Document]]:
    """The same, off the API's lists."""
    lists = {"conferral": "conferrals", "recipient": "recipients", "decree": "decrees",
             "source": "sources", "award": "awards", "authority": "authorities"}  # fmt: skip
    found: dict[str, dict[str, Document]] = {}
    for kind, path in lists.items():
        page = client.get(f"/api/v1/{path}?page_size=200").json()
        assert page["next"] is None
        rows = [_own(row) for row in page["results"]]
        found[kind] = {r.get("id") or r.get("slug") or r["key"]: r for r in rows}
    found["conferral"] = {key: _linked(row) for key, row in found["conferral"].items()}
    return found


def chain_holds(rows: list[Document]) -> None:
    """Rows of the feed from the first on: numbers and seals follow each other."""
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    seals = ["", *(row["hash"] for row in rows)]
    assert [row["previous_hash"] for row in rows] == seals[:-1]
