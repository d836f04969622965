"""Ten thousand followers and one decree: `python -m tests.benchmarks.notices`.

At Telegram's own limits, with a Bot API that answers 429, 403, 500 and not at all at random, two
workers, and one of them killed in the midst of it. Takes about eight minutes. With
BENCH_DATABASE_URL it runs on that database, which must be empty and migrated; else on SQLite.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.notices.crowd import Crowd, Outcome, settings_of, tell
from tests.standin.driver import ROOT, running_standin

FOLLOWERS = int(os.environ.get("BENCH_FOLLOWERS", "10000"))
RATES = {"429": 0.005, "403": 0.01, "500": 0.02, "timeout": 0.01, "lost": 0.01}


def main() -> None:
    """Run and print; ends with an error where somebody was not told, or told too often."""
    with tempfile.TemporaryDirectory() as folder, running_standin() as standin:
        standin.limits(overall=30, per_chat=1, per_group=20)
        standin.faults(seed=7, seconds=3, retry_after=1, rates=RATES)
        environment = settings_of(Path(folder), standin.address)
        if url := os.environ.get("BENCH_DATABASE_URL"):
            environment["DATABASE_URL"] = url
        for command in (["migrate", "-v0"], ["load_registry"]):
            subprocess.run(  # noqa: S603
                [sys.executable, "manage.py", *command], cwd=ROOT,
                env={**os.environ, **environment}, check=True, capture_output=True,
            )  # fmt: skip
        crowd = Crowd(environment, FOLLOWERS)
        found = tell(crowd, standin, people=300, patience=3600)
    _print(crowd, found)


def _print(crowd: Crowd, found: Outcome) -> None:
    counts = found.counts
    lines = {
        "followers": FOLLOWERS,
        "seconds": round(found.seconds),
        "messages": counts["accepted"],
        "faults": counts["by_outcome"],
        "most in a second": counts["most_overall_in_a_second"],
        "most in a second in one chat": counts["most_in_one_chat_in_a_second"],
        "refused for flood": counts["refused_for_flood"],
        "had blocked the bot": len(found.blocked),
        "told nothing": len(found.none),
        "told nothing, and had not blocked the bot": len(found.none - found.blocked),
        "told twice, confirmation lost": len(found.twice) - len(found.unsure),
        "told twice, worker killed on the way": len(found.unsure),
        "deliveries": crowd.states,
        "attempts of unknown outcome": round(crowd.unsure),
    }
    for name, value in lines.items():
        print(f"  {name:42} {value}")
    wrongs = found.wrongs()
    if counts["most_overall_in_a_second"] > 30:
        wrongs.append("too fast for Telegram")
    if crowd.states.get("dropped", 0) != len(found.blocked) or crowd.states.get("failed"):
        wrongs.append("deliveries were given up that were not to a chat that blocked the bot")
    print(
        "\n".join(f"  NOT as promised: {wrong}" for wrong in wrongs) or "  every follower told once"
    )
    sys.exit(bool(wrongs))


if __name__ == "__main__":
    main()
