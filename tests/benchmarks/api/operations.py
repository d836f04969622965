"""What is asked of each rival, drawn from the made registry: the same rows of all of them."""

import random
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from tests.benchmarks.api.goals import BARE, DATASETTE, EMPTY, OURS, PLAIN

DEEP = 500_000
PAGE = 50
# So many pages from the first on, and from the deep one on: each is asked for once.
PAGES = 300
YEARS = range(1994, 2026)
# Every stretch of these years: statistics of one are not those of another.
RANGES = random.Random(1).sample([(a, b) for a in YEARS for b in YEARS if a <= b], 528)  # noqa: S311
Paths = dict[str, list[str]]


class Listed(NamedTuple):
    """One grade in one year."""

    award: str
    code: str
    rank: int
    grade: int
    year: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows that the requests are about; no request of a cold operation comes twice."""

    people: list[tuple[int, str]]
    lists: list[Listed]
    names: list[str]
    conferrals: int


def draw(seed: int) -> Drawn:
    """Recipients, grades with years and mistyped names, in an order of chance."""
    from registry.honours.models import Conferral, Grade, Recipient
    from tests.benchmarks.names import _sample, latin, mistype

    dice = random.Random(seed)
    shown = Recipient.objects.filter(honours__gt=0).order_by("pk")
    people = list(shown.values_list("pk", "public_id"))
    people = dice.sample(people, min(len(people), 40_000))
    given = Conferral.objects.filter(state="published").values("grade").distinct()
    grades = Grade.objects.filter(pk__in=given).exclude(kind="special").select_related("award")
    lists = [Listed(g.award.slug, g.code(), g.rank, g.pk, y) for g in grades for y in YEARS]
    dice.shuffle(lists)
    names = [mistype(latin(known, dice), dice) for known in _sample(3_000, dice)]
    return Drawn(people, lists, names, Conferral.objects.filter(state="published").count())


def ours(drawn: Drawn) -> Paths:
    """Requests to our API."""
    people = [f"/api/v1/recipients/{public_id}" for _, public_id in drawn.people]
    lists = [_ours_list(one) for one in drawn.lists]
    return {
        "recipient, cold": people,
        "recipient, repeated": people[:20],
        "list of 50, cold": lists,
        "list of 50, repeated": lists[:20],
        "name search": [f"/api/v1/recipients?name={quote(name)}" for name in drawn.names],
        "per year, cold": [f"/api/v1/statistics?by=year&from={a}&to={b}" for a, b in RANGES],
        "per year, repeated": ["/api/v1/statistics?by=year"],
        "conditional GET": people[:1],
        "export": ["/api/v1/conferrals?format=ndjson"],
    }


def _ours_list(one: Listed) -> str:
    query = {"award": one.award, "grade": one.code, "from": one.year, "to": one.year}
    return f"/api/v1/conferrals?{urlencode(query)}"


def bare(drawn: Drawn) -> Paths:
    """The same addresses as ours: the bare program stands under them."""
    paths = ours(drawn)
    kept = ("recipient, cold", "list of 50, cold", "name search", "per year, cold", "export")
    return {name: paths[name] for name in kept}


def place_of_deep(conferrals: int) -> int:
    """Where the deep pages begin: at position 500,000, or near the end of fewer rows."""
    return max(0, min(DEEP, conferrals - (PAGES + 20) * PAGE)) // 200 * 200


def plain(drawn: Drawn) -> Paths:
    """Requests to the plain rival, by its own filters and page numbers."""
    people = [f"/recipients/{public_id}" for _, public_id in drawn.people]
    lists = [
        "/conferrals?" + urlencode({"award": o.award, "grade": o.rank, "year": o.year})
        for o in drawn.lists
    ]
    deep = place_of_deep(drawn.conferrals) // PAGE
    return {
        "recipient, cold": people,
        "list of 50, cold": lists,
        "name search": [f"/recipients?search={quote(name)}" for name in drawn.names],
        "per year, cold": [f"/statistics/years?from={a}&to={b}" for a, b in RANGES],
        "page 1": [f"/conferrals?page={n}" for n in range(1, PAGES)],
        "deep page": [f"/conferrals?page={n}" for n in range(deep, deep + PAGES)],
        "export": ["/conferrals/export"],
    }


def datasette(drawn: Drawn, name: str) -> Paths:
    """Requests to Datasette: rows as they lie, no count, no facets; its labels make names of keys.

    The years are its own SQL, given in the address.
    """
    shown = "_shape=objects&_nofacet=1&_nocount=1&_size=50"
    lists = [
        f"/{name}/honours_conferral.json?grade_id={one.grade}&counts_on__gte={one.year}"
        f"&counts_on__lt={one.year + 1}&_sort_desc=counts_on&{shown}"
        for one in drawn.lists
    ]
    years = (
        "select substr(counts_on, 1, 4) as year, count(*) as conferrals from honours_conferral "
        "where state = 'published' and counts_on >= '{}' and counts_on < '{}' group by 1"
    )
    asked = [{"sql": years.format(a, b + 1), "_shape": "array"} for a, b in RANGES]
    return {
        "recipient, cold": [f"/{name}/honours_recipient/{pk}.json" for pk, _ in drawn.people],
        "list of 50, cold": lists,
        "list of 50 with labels, cold": [f"{path}&_labels=on" for path in lists],
        "per year, cold": [f"/{name}.json?{urlencode(query)}" for query in asked],
        "export": [f"/{name}/honours_conferral.csv?_stream=on"],
    }


def empty() -> Paths:
    """The request to the empty view."""
    return {"nothing": ["/nothing"]}


def paths_of(drawn: Drawn, database_file: str) -> dict[str, Paths]:
    """Rival → operation → paths."""
    found: dict[str, Paths] = {
        PLAIN: plain(drawn),
        OURS: ours(drawn),
        BARE: bare(drawn),
        EMPTY: empty(),
    }
    if database_file:
        found[DATASETTE] = datasette(drawn, database_file)
    return found


# Operations whose requests are the same again and again.
AROUND = ("repeated", "nothing", "conditional GET")


def is_around(operation: str) -> bool:
    """Whether the same requests may come again within a round."""
    return not operation.endswith("cold") and any(word in operation for word in AROUND)
