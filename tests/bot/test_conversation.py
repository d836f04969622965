"""Forty turns in three languages through the real process: each answer is that of `ask`."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
import yaml
from django.utils import timezone

from tests.standin.driver import ROOT, Driver

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("bot")]
TURNS: list[str] = yaml.safe_load((ROOT / "tests/cases/conversation.yml").read_text("utf-8"))

# Run against the bot's own database: what `ask` says in this order, as the pages that show it.
EXPECTED = """
import datetime as dt, json, os, sys
import django
django.setup()
from bot import render
from registry.questions.asking import ask
context, pages = {}, []
for turn in json.loads(sys.stdin.read()):
    answer = ask(turn, asker="test", today=dt.date.fromisoformat(sys.argv[1]),
                 lang=None if any(c.isalpha() for c in turn) else "en", context=context or None)
    if answer.status in ("answered", "no_record") and len(answer.understood.machine) > 1:
        context = answer.understood.machine
    pages.append(render.pages(answer, public_url="https://marapat.example")[0].plain)
print(json.dumps(pages))
"""


def test_there_are_forty_turns() -> None:
    assert len(TURNS) == 40


def test_every_answer_is_that_of_ask(home: Path, standin: Driver) -> None:
    chat = 9001
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "registry.settings", "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'registry.sqlite3'}",
    }  # fmt: skip
    today: dt.date = timezone.localdate()
    done = subprocess.run(
        [sys.executable, "-c", EXPECTED, today.isoformat()], cwd=ROOT, env=environment, check=True,
        input=orjson.dumps(TURNS), capture_output=True, timeout=120,
    )  # fmt: skip
    expected = orjson.loads(done.stdout)
    said = [standin.ask(chat, turn, language_code="en")["text"] for turn in TURNS]
    for turn, told, wanted in zip(TURNS, said, expected, strict=True):
        assert told.split() == wanted.split(), turn
    assert standin.refused() == []
    # It is a real conversation, not forty refusals.
    refusals = sum("not understand" in told or "не понял" in told for told in said)
    assert refusals <= 4
