"""schemathesis against the running server, with every check it has: without a key, and with one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.serving import DOCUMENT, ROOT, Served, serving

# Cases for each operation. `make fuzz` asks for many more.
CASES = os.environ.get("FUZZ_CASES", "10")
pytestmark = [pytest.mark.process, pytest.mark.long]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Served]:
    """A server of its own: what is entered here would stand in the way of other tests."""
    with serving(tmp_path_factory.mktemp("fuzzed"), loaded) as running:
        yield running


@pytest.mark.parametrize("key", [False, True], ids=["without a key", "with a key"])
def test_the_server_is_as_its_document_says(served: Served, tmp_path: Path, key: bool) -> None:
    headers = ["--header", f"Authorization: Bearer {served.key}"] if key else []
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", str(DOCUMENT), "--url",
        served.address, "--checks", "all", "--max-examples", CASES, "--seed",
        os.environ.get("FUZZ_SEED", "1"), "--continue-on-failure", "--generation-database", "none",
        "--suppress-health-check", "all", "--warnings", "off", "--no-color",
        "--output-sanitize", "false", *headers,
    ]  # fmt: skip
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.api.fuzzing_hooks",
    }  # fmt: skip
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "Traceback" not in served.log.read_text()
