"""What a dump says of itself: of which registry, with which files, under which terms."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from registry.exchange.files import Written
from registry.exchange.lite import DATA
from registry.honours.selectors import Head

LICENCE = {
    "name": "CC0-1.0",
    "url": "https://creativecommons.org/publicdomain/zero/1.0/",
    "about": (
        "The compilation is dedicated to the public domain. Each fact stands with the address of "
        "the source that it was taken from; the sources have terms of their own. Name the "
        "registry's version with what you publish, so that others can compare."
    ),
}
NOTES = (
    "Dates are as precise as their source: YYYY, YYYY-MM or YYYY-MM-DD; empty: not known.",
    "Lines of the NDJSON files are the documents of the API, which /api/v1/openapi.json describes.",
    "In the CSV files several values of a cell stand in lines of their own.",
    "No record of an honour does not mean that it was not conferred.",
)


def manifest_of(
    head: Head, now: dt.datetime, written: Sequence[Written], counts: Mapping[str, int]
) -> dict[str, Any]:
    """The manifest of a dump; `counts` are the rows of the tables of its SQLite file."""
    files = [asdict(file) for file in written]
    for file in files:
        if file["format"] == "sqlite":
            file["tables"] = dict(sorted(counts.items()))
    return {
        "version": str(head),
        "head": head.hash,
        "generated_at": now.isoformat(),
        "language": "en",
        "licence": LICENCE,
        "notes": NOTES,
        "files": files,
        "columns": descriptions(),
    }


@lru_cache(maxsize=1)
def descriptions() -> dict[str, dict[str, dict[str, str]]]:
    """Format (`csv`, `sqlite`) → table → column → what stands in it."""
    told: dict[str, dict[str, dict[str, str]]] = {}
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table = told.setdefault(row["format"], {}).setdefault(row["table"], {})
            table[row["column"]] = row["description"]
    return told
