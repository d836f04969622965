"""What is read once and not in rounds: equal bytes, the deep place, whole lists, bad readers."""

import math
import re
import statistics
from collections.abc import Mapping
from typing import Any

import orjson

from tests.benchmarks.api.exporting import Export, bad_readers, export
from tests.benchmarks.api.goals import BARE, OURS
from tests.benchmarks.api.operations import PAGE, PAGES, Paths
from tests.benchmarks.api.servers import Generator, NoAnswerError, Server

SAMPLE = 100
LIST = "/api/v1/conferrals"
COMPARED = ("recipient, cold", "list of 50, cold", "name search", "per year, cold")


def there(server: Server, paths: Paths) -> Paths:
    """The operations that a rival answers at all; the others are named and left out."""
    found = {}
    for operation, asked in paths.items():
        if operation == "export":
            found[operation] = asked
            continue
        status, head, _ = server.get(asked[0])
        if status != 200:
            print(f"{server.name} does not answer {operation!r}: {status} for {asked[0]}")
        elif operation == "conditional GET" and not etag_in(head):
            print(f"{server.name} gives no ETag for {asked[0]}")
        else:
            found[operation] = asked
    return found


def etag_in(head: bytes) -> str:
    """The ETag of a response's head, or nothing."""
    lines = [line.partition(b": ") for line in head.split(b"\r\n")]
    return next((value.decode() for name, _, value in lines if name.lower() == b"etag"), "")


def same_bytes(ours: Server, bare: Server, paths: Mapping[str, Paths]) -> int:
    """Compare what both answer to a sample of requests; for how many operations it differs.

    The sample is the end of each list, so that little of what is measured cold was asked before.
    """
    differing = 0
    for operation in COMPARED:
        if operation not in paths[OURS]:
            continue
        sample = paths[BARE][operation][-SAMPLE:]
        equal = [path for path in sample if ours.get(path)[2] == bare.get(path)[2]]
        print(f"same bytes from ours and the bare program: {len(equal)} of {len(sample)} "
              f"of {operation!r}")  # fmt: skip
        if len(equal) < len(sample):
            differing += 1
            path = next(path for path in sample if path not in equal)
            print(f"  {path}", *_parting(ours.get(path)[2], bare.get(path)[2]), sep="\n  ")
    return differing


def _parting(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """Both from a little before the place where they part."""
    pairs = enumerate(zip(one, other, strict=False))
    at = max(0, next((n for n, (a, b) in pairs if a != b), min(len(one), len(other))) - 80)
    return one[at : at + 200], other[at : at + 200]


def pages(server: Server, place: int) -> list[str]:
    """Addresses of pages from a position on, found by walking there by ids alone."""
    link: str | None = f"{LIST}?fields=id&page_size=200"
    for _ in range(place // 200):
        link = link and _following(server, link)
    found = []
    while link and len(found) < PAGES:
        cursor = re.search(r"cursor=[^&]+", link)
        found.append(f"{LIST}?page_size={PAGE}" + (f"&{cursor[0]}" if cursor else ""))
        link = _following(server, f"{found[-1]}&fields=id")
    return found


def warm(server: Server) -> None:
    """Have it read what rows share (decrees, sources), as it has after its first minute.

    By rows in an order in which nothing else here asks for them; no answer is measured later.
    """
    link: str | None = f"{LIST}?ordering=id&page_size=200"
    for _ in range(60):
        link = link and _following(server, link)


def _following(server: Server, path: str) -> str | None:
    status, _, body = server.get(path)
    link = orjson.loads(body).get("next") if status == 200 else None
    return link[link.index("/api/") :] if link else None


def exports(
    running: Mapping[str, Server], paths: Mapping[str, Paths], *, small: bool
) -> dict[str, dict[str, Any]]:
    """Rows a second of everybody's export; ours and the bare program's to their end."""
    told = {}
    for name, server in running.items():
        for path in paths.get(name, {}).get("export", []):
            whole = name in (OURS, BARE)
            try:
                result = export(server, path, 0 if whole else 3 if small else 10)
            except OSError as error:
                print(f"{name} does not export: {error}")
                continue
            _say(name, result)
            told[name] = {"rps": result.rate, "memory": result.memory}
    return told


def _say(name: str, result: Export) -> None:
    part = "whole" if result.whole else "cut off"
    print(
        f"{'export':30}{name:14}{result.rate:10,.0f} rows/s, {result.rows:,} rows ({part}), "
        f"{result.bytes / 2**20:,.0f} MB, memory {result.memory:.0f} MB above idle",
        flush=True,
    )


def beside_bad_readers(
    server: Server, paths: Paths, generator: Generator, seconds: float
) -> dict[str, dict[str, Any]]:
    """The p95 of recipients' details without and with eight slow readers and one that hangs up."""
    people = paths["recipient, cold"]
    part = len(people) // 4

    def p95(start: int) -> float:
        runs = (generator.run(server, people[at:], seconds) for at in (start, start + part // 2))
        return statistics.median(run["p95"] for run in runs)

    without = p95(2 * part)
    with bad_readers(server, paths["export"][0], slow=8, fleeting=1) as refused:
        try:
            with_ = p95(3 * part)
        except NoAnswerError as error:
            print(f"beside slow readers: {error}")
            with_ = math.inf
    if refused:
        print(f"{len(refused)} exports were refused, the first: {refused[0]!r}")
    print(f"{'beside slow readers':30}{OURS:14}p95 {with_:.1f} ms, without them {without:.1f} ms")
    return {OURS: {"times": with_ / without, "p95": with_}}
