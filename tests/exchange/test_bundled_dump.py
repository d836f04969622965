"""A dump of the whole bundled registry."""

import json
import sqlite3
from pathlib import Path

import pytest

from registry.exchange.dumps import write_dump
from registry.honours.models import Conferral
from tests.exchange.reading import documents, recounted

pytestmark = pytest.mark.django_db


def test_the_tables_of_the_bundled_registry_refer_to_one_another(bundled: None, home: Path) -> None:
    dump = write_dump()
    manifest = json.loads((dump / "manifest.json").read_text())
    for file in manifest["files"]:
        assert file["rows"] == recounted(dump, file)
    told = documents(dump, "conferrals")
    assert len(told) == Conferral.objects.published().count()
    cited = {proof["source"]["key"] for document in told for proof in document["evidence"]}
    assert cited
    assert cited <= {source["key"] for source in documents(dump, "sources")}
    with sqlite3.connect(dump / "registry.sqlite3") as base:
        names = base.execute(
            "SELECT DISTINCT r.name FROM conferral c JOIN recipient r ON r.id = c.recipient "
            "JOIN grade g ON g.id = c.grade JOIN evidence e ON e.conferral = c.id "
            "JOIN source s ON s.id = e.source WHERE c.award = 'dostyk' AND g.code = '1' "
            "AND c.presented_on LIKE '2024%'"
        ).fetchall()
    assert ("Sadyr Japarov",) in names
