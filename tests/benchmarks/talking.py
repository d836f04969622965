"""`python -m tests.benchmarks.talking`: the bot's process from question to answer, 50 chats.

Each chat asks as a person does, who reads an answer for five to ten seconds before the next
question, on a registry of a million people, every kind of question as often as every other; then
again while one user floods the bot. Times are those of the stand-in: from the moment the question
is there to be fetched until the first answer has been taken.

Goals: a median of 100 ms, a p95 of 300 ms, and that a flood changes neither: beside it the others'
p95 is at most 300 ms as well, and at most half as long again as without it. The driver of the flood
takes a good part of the same machine, so something is lost in any case.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks import bulk
from tests.benchmarks.asking import people, questions
from tests.bot.conftest import TOKEN
from tests.standin.driver import Driver, running_bot, running_standin, until

CHATS, TURNS = 50, 12
FLOODER = 999_999
HARM = 1.5


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    bulk.arguments(parser)
    options = parser.parse_args()
    mark = bulk.prepare(options)
    asked = [q for found in questions(people(40)).values() for q in found]
    url = f"sqlite:///{bulk.KEPT / mark}.sqlite3"
    with tempfile.TemporaryDirectory() as folder, running_standin() as standin:
        environment = {
            "VAR_DIR": folder, "DATABASE_URL": url, "BOT_TOKEN": TOKEN,
            "BOT_API_URL": f"{standin.address}/bot", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        with running_bot(environment, Path(folder) / "bot.log"):
            standin.say(1, "/start")
            until(lambda: len(standin.chat(1)) > 1 or None, "the bot does not answer", 60)
            alone = _round(standin, asked, 1_000)
            flooded = _round(standin, asked, 2_000, flood=True)
    _say("50 chats", alone)
    _say("50 chats beside a flood", flooded)
    return int(_missed(alone) or _missed(flooded) or _p95(flooded) > HARM * _p95(alone))


def _missed(seconds: list[float]) -> bool:
    return statistics.median(seconds) > 0.1 or _p95(seconds) > 0.3


def _round(standin: Driver, asked: list[str], first: int, *, flood: bool = False) -> list[float]:
    """Seconds of every answer in 50 chats of one round."""
    dice = random.Random(first)  # noqa: S311
    plan = sorted(
        (at, chat, dice.choice(asked))
        for chat in range(first, first + CHATS)
        for at in _moments(dice)
    )
    ended = threading.Event()
    flooding = threading.Thread(target=_flood, args=(standin.address, ended))
    if flood:
        flooding.start()
    began = time.monotonic()
    for at, chat, question in plan:
        time.sleep(max(0.0, began + at - time.monotonic()))
        standin.say(chat, question, language_code="en")
    time.sleep(5)
    ended.set()
    if flood:
        flooding.join()
    return _seconds(standin, range(first, first + CHATS))


def _moments(dice: random.Random) -> list[float]:
    at, found = dice.uniform(0, 8), []
    for _ in range(TURNS):
        found.append(at)
        at += dice.uniform(5, 10)
    return found


def _flood(address: str, ended: threading.Event) -> None:
    driver = Driver(address)
    while not ended.is_set():
        driver.say(FLOODER, "Who received the Order of Dostyk?")
        time.sleep(0.01)


def _seconds(standin: Driver, chats: range) -> list[float]:
    """From each question to the first answer after it; an unanswered one is an error."""
    rows = standin.http.get("/_times").json()
    open_: dict[int, list[float]] = {chat: [] for chat in chats}
    found = []
    for chat, _, by_bot, at in rows:
        if chat not in open_:
            continue
        if not by_bot:
            open_[chat].append(at)
        elif open_[chat]:
            found.append(at - open_[chat].pop(0))
    left = sum(len(asked) for asked in open_.values())
    if left:
        sys.exit(f"{left} questions were not answered")
    return found


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _say(name: str, seconds: list[float]) -> None:
    p50, p95, most = (
        round(1000 * value) for value in (statistics.median(seconds), _p95(seconds), max(seconds))
    )
    count = len(seconds)
    print(f"  {name:26} {count} answers: p50 {p50} ms, p95 {p95} ms, longest {most} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
