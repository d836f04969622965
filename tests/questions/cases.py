"""The labelled questions of tests/cases/questions: how they are read, and what they ask for.

One file per language, or a folder of them. A case is a mapping:

    text      the question
    after     the question (or questions, in order) that it follows up
    kind      the kind of question that it is
    status    what `Answer.status` must be; a list where several are honest. Default: answered
    set       facts of exactly those conferrals that must be told (see `oracle.CONDITIONS`)
    who       names of recipients who must be among those told
    only      keys of exactly those recipients who must be told
    value     the value; `people` or `conferrals`: as many as `set` means; `null`: none
    tags      what makes it hard

An answer that is no answer must tell no conferral, whatever the case says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from registry.honours.loading.steps import stable_id
from registry.questions.answer import Answer
from tests.questions import oracle

CASES = Path(__file__).parents[1] / "cases" / "questions"
LANGUAGES = ("kk", "ru", "en")
FIELDS = {
    "text",
    "after",
    "kind",
    "status",
    "set",
    "who",
    "only",
    "value",
    "tags",
    "total",
    "machine",
}


@dataclass(frozen=True)
class Case:
    """One labelled question."""

    language: str
    text: str
    kind: str = ""
    statuses: tuple[str, ...] = ("answered",)
    after: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    wanted: dict[str, Any] = field(default_factory=dict)

    def misses(self, answer: Answer) -> list[str]:
        """What of the label the answer does not fulfil, in words; empty if it is exact."""
        return [*self._frame(answer), *self._rows(answer), *self._value(answer)]

    def _frame(self, answer: Answer) -> Iterator[str]:
        if answer.status not in self.statuses:
            yield f"status: {answer.status}"
        if self.kind and answer.status == "answered" and answer.kind != self.kind:
            yield f"kind: {answer.kind}"
        if answer.status in ("answered", "no_record") and answer.language != self.language:
            yield f"in {answer.language}"
        machine = answer.understood.machine
        for name, wanted in self.wanted.get("machine", {}).items():
            if machine.get(name) != wanted:
                yield f"{name}: {machine.get(name)!r}"

    def _rows(self, answer: Answer) -> Iterator[str]:
        told = {row.id: row.recipient.id for row in answer.conferrals}
        names = {name for row in answer.conferrals for name in row.recipient.names}
        if answer.status != "answered" and told:
            yield f"tells {len(told)} conferrals though it is {answer.status}"
        if "set" in self.wanted and answer.status == "answered":
            meant = {stable_id("c", row["key"]) for row in oracle.meant(self.wanted["set"])}
            if meant - told.keys():
                yield f"{len(meant - told.keys())} of {len(meant)} conferrals not told"
            if told.keys() - meant:
                yield f"{len(told.keys() - meant)} conferrals too many, beside {len(meant)}"
        if "only" in self.wanted:
            keys = {stable_id("r", key) for key in self.wanted["only"]}
            if keys != set(told.values()):
                yield f"told of {sorted(names)[:6]}"
        yield from (f"{who} is not told" for who in self.wanted.get("who", ()) if who not in names)
        if "total" in self.wanted and answer.total != self.wanted["total"]:
            yield f"total: {answer.total}"

    def _value(self, answer: Answer) -> Iterator[str]:
        if "value" not in self.wanted or answer.status != "answered":
            return
        wanted = self.wanted["value"]
        if wanted in ("people", "conferrals"):
            rows = oracle.meant(self.wanted.get("set", {}))
            wanted = len(oracle.recipients(rows)) if wanted == "people" else len(rows)
        if answer.value != wanted or isinstance(answer.value, bool) != isinstance(wanted, bool):
            yield f"value: {answer.value!r}, not {wanted!r}"


def read(language: str, folder: Path = CASES) -> list[Case]:
    """The cases of one language; a malformed one raises ValueError naming it."""
    files = sorted(folder.glob(f"{language}.yml")) + sorted(folder.glob(f"{language}/*.yml"))
    found = []
    for file in files:
        for data in yaml.safe_load(file.read_text(encoding="utf-8")) or ():
            unknown = data.keys() - FIELDS
            if unknown or not str(data.get("text", "")).strip():
                raise ValueError(
                    f"{file.name}: {data.get('text')!r}: {sorted(unknown) or 'no text'}"
                )
            oracle.meant(data.get("set", {}))
            found.append(
                Case(
                    language,
                    str(data["text"]),
                    data.get("kind", ""),
                    _several(data.get("status", "answered")),
                    _several(data.get("after", ())),
                    _several(data.get("tags", ())),
                    {k: v for k, v in data.items() if k in FIELDS - {"text", "after", "tags"}},
                )
            )
    return found


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
