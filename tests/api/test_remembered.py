"""What is remembered: the same bytes until the registry moves, and never longer."""

import gzip

import pytest
from django.test import Client

from registry.api import remembered
from registry.api.remembered import MEMORY, Kept, Memory
from registry.honours import services
from registry.honours.selectors import Head, journal_head
from tests.api.conftest import Filled, leave
from tests.cast import LOADER, Cast

PATHS = (
    "conferrals", "conferrals?lang=kk", "recipients?name=Japarov", "awards", "decrees",
    "awards/otan",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_answer_is_the_same_and_of_the_same_version(
    filled: Filled, client: Client, path: str
) -> None:
    first, second = (client.get(f"/api/v1/{path}") for _ in range(2))
    assert first.content == second.content
    own = {"X-Request-Id", "RateLimit"}
    kept = [{k: v for k, v in r.items() if k not in own} for r in (first, second)]
    assert kept[0] == kept[1]
    head = journal_head()
    assert (first["Registry-Version"], first["Registry-Head"]) == (str(head), head.hash)
    assert first["Cache-Control"] == "public, no-cache"


def test_who_holds_an_answer_already_is_told_so(filled: Filled, client: Client) -> None:
    answer = client.get("/api/v1/conferrals")
    for tag in (answer["ETag"], f'"other", {answer["ETag"]}', "*", answer["ETag"][2:]):
        again = client.get("/api/v1/conferrals", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), tag
        assert again["ETag"] == answer["ETag"]
        assert again["Registry-Version"] == answer["Registry-Version"]
    # Of another address, or of nothing that was ever answered.
    for path, tag in (("conferrals?lang=ru", answer["ETag"]), ("conferrals", '"x"')):
        other = client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
        assert other.status_code == 200


def test_a_write_ends_what_was_remembered(filled: Filled, client: Client) -> None:
    before = client.get("/api/v1/conferrals")
    services.conferral_withdraw(conferral=filled.published, by=LOADER, reason="wrong person")
    after = client.get("/api/v1/conferrals", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert filled.published.public_id not in after.content.decode()
    assert after["Registry-Version"] != before["Registry-Version"]


def test_languages_formats_and_packings_are_not_mixed_up(filled: Filled, client: Client) -> None:
    plain = client.get("/api/v1/awards")
    packed = client.get("/api/v1/awards", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    linked = client.get("/api/v1/awards/otan", headers={"accept": "application/ld+json"})
    bare = client.get("/api/v1/awards/otan")
    assert linked["Content-Type"] == "application/ld+json"
    assert bare["Content-Type"] == "application/json"
    assert linked.content != bare.content
    unpacked = client.get("/api/v1/awards", headers={"accept-encoding": "gzip;q=0"})
    assert unpacked.content == plain.content


def test_problems_and_streams_are_not_remembered(cast: Cast, client: Client) -> None:
    for path in ("awards/none", "awards?kind=cake", "awards?format=ndjson"):
        for _ in range(2):
            response = client.get(f"/api/v1/{path}")
            assert "ETag" not in response
            leave(response)
    assert MEMORY.size == 0


def test_every_response_says_of_which_version_it_is(cast: Cast, client: Client) -> None:
    for path in ("awards", "awards/none", "nothing", "openapi.json", "awards?format=csv"):
        response = client.get(f"/api/v1/{path}")
        leave(response)
        assert response["Registry-Head"] == journal_head().hash
    asked = client.post("/api/v1/questions", {"text": "Who?"}, content_type="application/json")
    assert asked["Registry-Head"] == journal_head().hash


def test_memory_keeps_to_its_size_and_drops_the_longest_unused() -> None:
    memory, head = Memory(100_000), Head(1, "a" * 64)
    memory.find(head, "")
    for number in range(50):
        memory.keep(head, f"k{number}", Kept(b"x" * 9_000, (), ""))
        memory.find(head, "k0")
    assert memory.size <= 100_000
    assert memory.find(head, "k0")
    assert memory.find(head, "k49")
    assert memory.find(head, "k30") is None
    memory.keep(head, "large", Kept(b"x" * 50_000, (), ""))
    assert memory.find(head, "large") is None
    assert memory.find(Head(2, "b" * 64), "k0") is None
    assert memory.size == 0


def test_whoever_takes_no_gzip_is_given_none_and_spoils_it_for_nobody(
    filled: Filled, client: Client
) -> None:
    for accepted in ("gzip;q=0", "identity", "br"):
        told = client.get("/api/v1/awards", headers={"accept-encoding": accepted})
        assert "Content-Encoding" not in told, accepted
        assert told.json()["results"]


def test_what_is_written_faster_than_it_is_read_is_not_remembered(
    filled: Filled, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = iter(Head(number, f"{number:064x}") for number in range(1, 100))
    monkeypatch.setattr(remembered, "journal_head", lambda: next(heads))
    told = client.get("/api/v1/awards")
    assert told.status_code == 200
    assert (told["Cache-Control"], "ETag" in told) == ("no-store", False)
    # Of the version that stood before it was read for the last time.
    assert told["Registry-Head"] == f"{remembered.TRIES:064x}"
    assert MEMORY.size == 0
