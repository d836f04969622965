"""The list of drafts: page by page, narrowed, in as many queries for thirty as for one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.dates import PartialDate
from registry.honours import services
from tests.api.conftest import SECRET, Desk
from tests.cast import LOADER, WHY, Cast


def test_drafts_are_listed_page_by_page_both_ways(cast: Cast, clerk: Desk) -> None:
    rows = [cast.draft(cast.japarov, cast.dostyk, "1", note=SECRET) for _ in range(7)]
    cast.confer(cast.kim_vera, cast.otan, presented_on="2024")
    newest = [row.public_id for row in reversed(rows)]
    pages, address = [], "drafts?page_size=3"
    while address:
        pages.append(clerk.get(address))
        address = (pages[-1]["next"] or "").rpartition("/api/v1/")[2]
    assert [[d["id"] for d in page["results"]] for page in pages] == [
        newest[:3], newest[3:6], newest[6:],
    ]  # fmt: skip
    assert pages[0]["previous"] is None
    back = clerk.get(pages[2]["previous"].rpartition("/api/v1/")[2])
    assert [d["id"] for d in back["results"]] == newest[3:6]
    first = clerk.get(back["previous"].rpartition("/api/v1/")[2])
    assert (first["results"], first["previous"]) == (pages[0]["results"], None)
    assert SECRET not in str(pages)


def test_drafts_are_narrowed_by_award_and_person(cast: Cast, clerk: Desk) -> None:
    cast.draft(cast.japarov, cast.dostyk, "1")
    other = cast.draft(cast.kim_vera, cast.otan)
    for query in ("award=otan", f"recipient={cast.kim_vera.public_id}"):
        assert [d["id"] for d in clerk.get(f"drafts?{query}")["results"]] == [other.public_id]
    for query in ("award=none", "recipient=r-none", "cursor=x", "cursor=before-0", "page_size=0"):
        response = clerk.ask("GET", f"drafts?{query}")
        assert response.status_code == 422
        assert response.json()["errors"][0]["field"] == query.split("=")[0]


def test_a_list_takes_as_many_queries_for_thirty_drafts_as_for_one(cast: Cast, clerk: Desk) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            clerk.get("drafts?page_size=200")
        return len(captured)

    clerk.get("drafts")
    cast.draft(cast.japarov, cast.dostyk, "1")
    one = queries()
    decree = services.decree_record(
        authority=cast.kz, number="1", date=PartialDate(2024), by=LOADER, reason=WHY
    )
    for number in range(30):
        person = cast.person((f"Some One{number}", "en"))
        cast.draft(person, cast.otan, decree=decree, source=cast.decree_page)
    assert queries() == one
