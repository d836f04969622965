"""The same query again: by its machine form, as permalinks, buttons and commands carry it."""

from collections.abc import Mapping
from typing import Any

from registry.questions.answer import Answer
from registry.questions.query import from_machine
from registry.questions.run import run


def answer_to(machine: Mapping[str, Any], lang: str) -> Answer:
    """The answer to a query; raises InvalidInput or NotFound naming the field that is wrong."""
    return run(from_machine(machine), lang)
