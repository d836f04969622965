"""Settings: typed, documented, and a broken one stops start-up with its name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from registry.env import BrokenSetting, Env

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("SESSION_HOURS", "ten"),
        ("SESSION_HOURS", "0"),
        ("SECOND_FACTOR", "sometimes"),
        ("LOGIN_TRIES", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("BROKER_URL", "ftp://example"),
        ("DATABASE_URL", "mysql://root@localhost/x"),
        ("DATABASE_URL", "postgresql://u:secret@localhost:port/x"),
        ("SECRET_KEY", "short"),
        ("API_RATE", "many"),
        ("API_RATE", "0/min"),
        ("API_KEY_RATE", "10/fortnight"),
        ("PUBLIC_URL", "marapat.example"),
    ],
)
def test_a_broken_setting_stops_the_program_with_its_name(
    name: str, value: str, tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert f"setting {name}: wanted" in run.stderr
    assert "Traceback" not in run.stderr
    assert "secret" not in run.stderr


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "registry/settings.py").read_text()))
    example = (ROOT / "deploy/env.example").read_text()
    written = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert read == written - {"POSTGRES_PASSWORD", "SITE_ADDRESS"}


def test_values_are_read_as_their_types() -> None:
    env = Env({"A": "yes", "B": " 7 ", "C": "x, y", "D": ""})
    assert Env({}).rate("R", "600/min") == (600, 60)
    assert Env({"R": "10 / seconds"}).rate("R", "600/min") == (10, 1)
    assert (env.flag("A"), env.number("B", 1), env.words("C"), env.flag("D", True)) == (
        True,
        7,
        ["x", "y"],
        True,
    )


def test_a_database_address_becomes_django_settings() -> None:
    found = Env({"URL": "postgresql://me:p%40ss@db:5433/marapat?sslmode=require"}).database(
        "URL", {}
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "me",
        "p@ss",
        "db",
        5433,
        "marapat",
    )
    assert found["OPTIONS"] == {"sslmode": "require", "pool": True}


def test_a_password_is_never_shown() -> None:
    with pytest.raises(BrokenSetting) as broken:
        Env({"URL": "postgresql://me:hidden@db/"}).database("URL", {})
    assert "hidden" not in str(broken.value)
