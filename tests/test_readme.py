"""What the README and the deployment files say is there, is there."""

import re
from pathlib import Path

import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert named <= set(get_commands())
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", README)) <= targets


def test_every_file_that_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:registry|deploy|tests|bot)/[\w./]*)`", README):
        assert (ROOT / path).exists(), path


def test_the_locks_hold_hashes_and_no_address_of_an_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / name).read_text()
        assert "://" not in lock
        pins = re.findall(r"^[a-z0-9._-]+==\S+ .*\\$", lock, re.MULTILINE)
        assert len(pins) > 40
        assert lock.count("--hash=sha256:") >= len(pins)


def test_the_compose_file_runs_every_part_and_only_known_settings() -> None:
    compose = yaml.safe_load((ROOT / "deploy/compose.yml").read_text())
    services = compose["services"]
    assert {"web", "worker", "beat", "bot", "postgres", "redis", "proxy"} <= set(services)
    known = set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy/env.example").read_text(), re.MULTILINE))
    assert set(compose["x-program"]["environment"]) <= known
