"""Every follower is told once, though workers die and the Bot API fails."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.notices.crowd import Crowd, Outcome, settings_of, tell
from tests.standin.driver import running_standin

FOLLOWERS = 300


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """A folder with the bundled registry in a database of its own."""
    home = tmp_path_factory.mktemp("crowd")
    shutil.copy(loaded, home / "registry.sqlite3")
    return home


def outcome(**more: Any) -> Outcome:
    """An outcome in which nothing went wrong, but for what is given."""
    fine: dict[str, Any] = {"none": {1, 2}, "blocked": {1, 2}, "twice": {}, "lost": {}, "killed": 1}
    return Outcome(seconds=1, counts={}, **fine | more)


@pytest.mark.parametrize(
    "more",
    [
        {"none": {1, 2, 3}},
        {"none": {3}, "blocked": {1, 2}, "lost": {1: 1, 2: 1}},
        {"twice": {5: 3}, "lost": {5: 1}},
        {"twice": dict.fromkeys(range(5, 9), 2)},
        {"blocked": set(range(1, 9))},
    ],
)
def test_one_who_is_untold_or_told_too_often_does_not_go_unseen(more: dict[str, Any]) -> None:
    assert outcome().wrongs() == []
    assert outcome(twice={5: 2, 6: 2}, lost={5: 1}).wrongs() == []
    assert outcome(**more).wrongs()


@pytest.mark.long
@pytest.mark.process
def test_every_follower_is_told_once(home: Path) -> None:
    with running_standin() as standin:
        standin.limits(overall=120, per_chat=1)
        standin.faults(
            seed=3, seconds=1, retry_after=1,
            rates={"429": 0.01, "403": 0.02, "500": 0.05, "timeout": 0.02, "lost": 0.02},
        )  # fmt: skip
        fast = settings_of(
            home, standin.address, NOTICES_PER_SECOND="100", NOTICES_LEASE_SECONDS="4"
        )
        crowd = Crowd(fast, FOLLOWERS)
        found = tell(crowd, standin, people=12, patience=120)
        faults = found.counts["by_outcome"]
        assert min(faults[name] for name in ("403", "500", "timeout", "lost")) >= 1, faults
        # Who has blocked the bot is told nothing, everybody else is. Telegram cannot say whether a
        # message arrived whose confirmation was lost: such a one, and what the killed worker had on
        # its way, may have come twice. Nothing else.
        assert found.wrongs() == []
        assert crowd.states["dropped"] == len(found.blocked)
        assert found.counts["most_overall_in_a_second"] <= 120
        assert found.counts["most_in_one_chat_in_a_second"] <= 1
        assert found.counts["refused_for_flood"] == 0
