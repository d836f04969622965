"""The goals as ratios, and the lines that say whether this run reached them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# operation → rival → what was measured
Figures = Mapping[str, Mapping[str, Mapping[str, Any]]]
OURS, PLAIN, BARE = "ours", "plain DRF", "bare"
DATASETTE, EMPTY = "Datasette", "empty Django"


@dataclass(frozen=True, slots=True)
class Goal:
    """Ours at an operation against a rival at the same one (or at another), at least so much."""

    operation: str
    rival: str
    least: float
    other: str = ""
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A figure of ours that stays below a limit."""

    operation: str
    figure: str
    most: float
    unit: str


GOALS: tuple[Goal | Ceiling, ...] = (
    Goal("recipient, cold", PLAIN, 8),
    Goal("recipient, cold", BARE, 0.2),
    Goal("list of 50, cold", PLAIN, 12),
    Goal("list of 50, cold", DATASETTE, 4),
    Goal("list of 50, cold", BARE, 0.4),
    Goal("recipient, repeated", EMPTY, 0.75, "nothing"),
    Goal("list of 50, repeated", EMPTY, 0.75, "nothing"),
    Goal("name search", BARE, 0.5),
    Ceiling("name search, alone", "p95", 10, "ms"),
    Goal("per year, cold", DATASETTE, 10),
    Goal("per year, repeated", EMPTY, 0.75, "nothing"),
    Goal("deep page", OURS, 0.8, "page 1", 1.2),
    Goal("conditional GET", EMPTY, 0.75, "nothing"),
    Goal("export", BARE, 0.5),
    Ceiling("export", "memory", 150, "MB above idle"),
    Ceiling("beside slow readers", "times", 2, "times the p95 without them"),
)


def verdicts(figures: Figures) -> Iterator[tuple[bool, str]]:
    """(reached, line) for every goal whose figures were measured."""
    for goal in GOALS:
        told = _ceiling(goal, figures) if isinstance(goal, Ceiling) else _ratio(goal, figures)
        if told:
            reached, line = told
            yield reached, f"  {'reached' if reached else 'MISSED ':8} {line}"


def _ratio(goal: Goal, figures: Figures) -> tuple[bool, str] | None:
    ours = figures.get(goal.operation, {}).get(OURS)
    other = figures.get(goal.other or goal.operation, {}).get(goal.rival)
    if not ours or not other:
        return None
    ratio = ours["rps"] / other["rps"]
    against = goal.rival if not goal.other else f"{goal.rival} at {goal.other}"
    bounds = f"≥ {goal.least:g}" + (f", ≤ {goal.most:g}" if goal.most else "")
    reached = ratio >= goal.least and (not goal.most or ratio <= goal.most)
    return reached, f"{goal.operation}: {ratio:.2f} × {against} (goal {bounds})"


def _ceiling(goal: Ceiling, figures: Figures) -> tuple[bool, str] | None:
    ours = figures.get(goal.operation, {}).get(OURS)
    if not ours:
        return None
    value = ours[goal.figure]
    line = f"{goal.operation}: {value:.1f} {goal.unit} (goal ≤ {goal.most:g})"
    return value <= goal.most, line
