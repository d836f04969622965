"""The real bot process, a registry of its own, and the stand-in that it talks to."""

import shutil
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.standin.driver import Driver, running_bot, running_standin

TOKEN = "123456789:" + "Marapat-test_token-of-35-characters"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """A folder with the bundled registry in a database of the bot's own."""
    home = tmp_path_factory.mktemp("bot")
    shutil.copy(loaded, home / "registry.sqlite3")
    return home


def settings(home: Path, standin: str = "http://127.0.0.1:1") -> dict[str, str]:
    """The environment of a bot that keeps everything in `home`."""
    return {
        "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'registry.sqlite3'}",
        "PUBLIC_URL": "https://marapat.example",
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": f"{standin}/bot",
        # Everything that the library has to say is said, so that a leak would show.
        "LOG_LEVEL": "DEBUG",
    }


@pytest.fixture(scope="module")
def standin() -> Iterator[Driver]:
    """A Bot API stand-in."""
    with running_standin() as driver:
        yield driver


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bot's output goes."""
    return tmp_path_factory.mktemp("output") / "bot.log"


@pytest.fixture(scope="module")
def bot(home: Path, standin: Driver, output: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The bot, at work."""
    with running_bot(settings(home, standin.address), output) as process:
        yield process


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the bot said belongs to the report of a test that failed."""
    report = yield
    log = getattr(item, "funcargs", {}).get("output")
    if report.failed and isinstance(log, Path) and log.exists():
        quiet = (
            line for line in log.read_text(errors="replace").splitlines() if "debug" not in line
        )
        report.sections.append(("the bot's output", "\n".join(list(quiet)[-60:])))
    return report
