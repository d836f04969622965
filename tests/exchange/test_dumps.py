"""Dumps: what is published and nothing else, whole or not there, as the manifest says."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from registry.errors import Conflict
from registry.exchange.dumps import TABLES, _alone, write_dump
from registry.exchange.kept import manifests, throw_away_old
from registry.exchange.lite import DATA, columns_of
from registry.exchange.manifest import descriptions
from registry.exchange.tasks import nightly_dump
from registry.honours import services
from registry.honours.selectors import journal_head
from tests.api.conftest import SECRET, Filled
from tests.cast import LOADER
from tests.exchange.reading import documents, recounted, unpacked

pytestmark = pytest.mark.django_db


def body_of(answer: Any) -> bytes:
    """The bytes of a stream. Read to its end it is closed, and gives its place back."""
    return b"".join(answer.streaming_content)


def test_nothing_private_stands_in_any_byte(dump: Path, filled: Filled) -> None:
    hidden = [*filled.unpublished, *filled.hidden_people, filled.hidden_decree]
    files = list(dump.iterdir())
    assert len(files) == 2 * len(TABLES) + 2
    for file in files:
        found = unpacked(file)
        for word in (SECRET, "Vladimir", *(record.public_id for record in hidden)):
            assert word.encode() not in found, (file.name, word)


def test_the_manifest_counts_and_seals_what_is_there(dump: Path) -> None:
    manifest = json.loads((dump / "manifest.json").read_text())
    head = journal_head()
    assert (manifest["version"], manifest["head"]) == (str(head), head.hash)
    assert dump.name == str(head)
    assert manifest["licence"]["name"] == "CC0-1.0"
    told = {file["name"]: file for file in manifest["files"]}
    assert {file.name for file in dump.iterdir()} == {*told, "manifest.json"}
    for name, file in told.items():
        data = (dump / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
        assert file["rows"] == recounted(dump, file)


def test_every_column_is_described_and_every_description_has_its_column(dump: Path) -> None:
    told = descriptions()
    assert {t.name: list(t.columns) for t in TABLES} == {t: list(c) for t, c in told["csv"].items()}
    assert columns_of((DATA / "schema.sql").read_text()) == {
        table: list(columns) for table, columns in told["sqlite"].items()
    }
    for table in TABLES:
        text = unpacked(dump / f"{table.name}.csv.gz").decode()
        assert text.splitlines()[0].split(",") == list(table.columns)


def test_documents_are_those_of_the_api(dump: Path, client: Client) -> None:
    for table in ("awards", "decrees", "conferrals", "recipients"):
        told = client.get(f"/api/v1/{table}", {"page_size": "200"}).json()["results"]
        key = "slug" if table == "awards" else "id"
        assert told
        by_key = {document[key]: document for document in documents(dump, table)}
        assert by_key == {document[key]: document for document in told}
        streamed = body_of(client.get(f"/api/v1/{table}", {"format": "csv"}))
        assert streamed == unpacked(dump / f"{table}.csv.gz")


def test_a_dump_of_the_same_registry_is_written_once(dump: Path, home: Path) -> None:
    before = (dump / "manifest.json").stat().st_mtime_ns
    assert nightly_dump() == dump.name
    assert (dump / "manifest.json").stat().st_mtime_ns == before


def test_the_same_rows_make_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    again = write_dump(tmp_path / "elsewhere")
    for table in TABLES:
        for form in ("csv", "ndjson"):
            name = f"{table.name}.{form}.gz"
            assert (again / name).read_bytes() == (dump / name).read_bytes()


def test_two_are_not_written_at_once(dump: Path, home: Path) -> None:
    with _alone(home):
        with pytest.raises(Conflict):
            write_dump()
        assert nightly_dump() == ""


def test_the_last_ones_are_kept(filled: Filled, home: Path, settings: Settings) -> None:
    settings.DUMPS_KEPT = 2
    versions = []
    for year in range(2001, 2005):
        filled.cast.confer(filled.cast.kim_vera, filled.cast.barys, "1", conferred_on=str(year))
        versions.append(nightly_dump())
    assert [manifest["version"] for manifest in manifests()] == versions[:1:-1]
    assert sorted(f.name for f in home.iterdir() if not f.name.startswith(".")) == versions[2:]


def test_what_was_withdrawn_is_no_longer_handed_out(
    dump: Path, home: Path, filled: Filled, client: Client
) -> None:
    address = f"/api/v1/dumps/{dump.name}/conferrals.csv.gz"
    assert body_of(client.get(address))
    services.conferral_withdraw(conferral=filled.unpublished[0], by=LOADER, reason="a draft")
    assert body_of(client.get(address))
    services.conferral_withdraw(conferral=filled.published, by=LOADER, reason="wrong person")
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/dumps").json()["results"] == []
    fresh = write_dump()
    assert throw_away_old() == 1
    assert [manifest["version"] for manifest in manifests()] == [fresh.name]
    assert filled.published.public_id.encode() not in unpacked(fresh / "conferrals.csv.gz")


def test_the_command_says_where_it_wrote(filled: Filled, home: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("export_registry", stdout=out)
    assert out.getvalue().strip() == str(home / str(journal_head()))
    out = io.StringIO()
    call_command("export_registry", to=tmp_path / "there", stdout=out)
    assert Path(out.getvalue().strip()).parent == tmp_path / "there"


def test_the_api_lists_dumps_and_hands_out_their_files(dump: Path, client: Client) -> None:
    (manifest,) = client.get("/api/v1/dumps").json()["results"]
    for file in manifest["files"]:
        address = f"/api/v1/dumps/{manifest['version']}/{file['name']}"
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert body_of(answer) == (dump / file["name"]).read_bytes()
        assert int(answer["Content-Length"]) == file["bytes"]
        assert answer["ETag"] == f'"{file["sha256"]}"'
        held = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (held.status_code, held.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "1-00000000/conferrals.csv.gz", "{v}/nothing.csv.gz", "{v}/manifest.jsonx", "{v}/..",
        "../{v}/conferrals.csv.gz", "{v}/%2e%2e%2f.lock", ".lock/x",
    ],
)  # fmt: skip
def test_nothing_else_is_handed_out(dump: Path, client: Client, address: str) -> None:
    answer = client.get("/api/v1/dumps/" + address.format(v=dump.name))
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_unknown_parameters_are_refused(dump: Path, client: Client) -> None:
    assert client.get("/api/v1/dumps?x=1").status_code == 422
    assert client.get(f"/api/v1/dumps/{dump.name}/awards.csv.gz?x=1").status_code == 422
