"""Every follower is told once, though workers die and the Bot API fails."""

import shutil
from pathlib import Path

import pytest

from tests.notices.crowd import Crowd, settings_of, tell
from tests.standin.driver import running_standin

FOLLOWERS = 300


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """A folder with the bundled registry in a database of its own."""
    home = tmp_path_factory.mktemp("crowd")
    shutil.copy(loaded, home / "registry.sqlite3")
    return home


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
        # Who has blocked the bot is told nothing; everybody else is.
        blocked = faults["403"]
        assert len(found.none) <= blocked
        assert FOLLOWERS - len(found.none) >= FOLLOWERS - blocked
        # Telegram cannot say whether a message arrived whose confirmation was lost: such a one,
        # and what the killed worker had on its way, may have come twice. Nothing else.
        unsure = {chat for chat in found.twice if not found.lost.get(chat)}
        assert len(unsure) <= 2, found.twice
        assert all(n <= 1 + found.lost.get(c, 1) for c, n in found.twice.items())
        assert found.counts["most_overall_in_a_second"] <= 120
        assert found.counts["most_in_one_chat_in_a_second"] <= 1
        assert found.counts["refused_for_flood"] == 0
