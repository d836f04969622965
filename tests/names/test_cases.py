"""The labelled pairs of tests/cases/names.yml and the frozen score that they must keep."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from registry.names import Comparison, compare

CASES = Path(__file__).parent.parent / "cases" / "names.yml"
PRECISION_FLOOR = 0.995
RECALL_FLOOR = 0.97


@dataclass(frozen=True)
class Judged:
    """A labelled pair and what the comparison said of it."""

    asked: str
    stored: str
    same: bool
    tags: tuple[str, ...]
    comparison: Comparison

    @property
    def found(self) -> bool:
        return self.comparison.verdict in ("same", "likely")

    def __str__(self) -> str:
        wanted = "one person" if self.same else "two people"
        return f"{self.asked} | {self.stored}: {wanted}, got {self.comparison} {self.tags}"


def judged() -> list[Judged]:
    """Every pair of the file, compared."""
    rows = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        Judged(
            row["asked"],
            row["stored"],
            row["same"] == "yes",
            tuple(row["tags"]),
            compare(row["asked"], row["stored"], gender=row["gender"] or None),
        )
        for row in rows
    ]


def test_labelled_pairs_keep_their_score() -> None:
    pairs = judged()
    for pair in pairs:
        if pair.found != pair.same:
            print("MISS", pair)
    found = [pair for pair in pairs if pair.found]
    right = sum(pair.same for pair in found)
    wanted = sum(pair.same for pair in pairs)
    precision, recall = right / len(found), right / wanted
    print(f"{len(pairs)} pairs: precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= PRECISION_FLOOR
    assert recall >= RECALL_FLOOR


def test_half_of_the_labelled_pairs_are_two_people() -> None:
    pairs = judged()
    share = sum(not pair.same for pair in pairs) / len(pairs)
    assert len(pairs) >= 300
    assert 0.4 <= share <= 0.6


def test_no_pair_is_labelled_twice() -> None:
    pairs = [(pair.asked, pair.stored, pair.same) for pair in judged()]
    twice = {pair for pair in pairs if pairs.count(pair) > 1}
    assert twice <= {("Айжан Рахабекова", "Айжан Рахабеков", False)}
