"""`manage.py run_all`: web, worker, beat and (with a token) the bot, until Ctrl-C.

Each is a process of its own; when one ends by itself the others are stopped too, so that nothing
runs half. A second Ctrl-C is not needed: every process is asked, then told, to end.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

GRACE = 10.0


def commands(host: str, port: int) -> dict[str, list[str]]:
    """What runs: name → command line."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "registry", "--quiet"]
    schedule = str(settings.VAR_DIR / "beat-schedule")
    # More threads than work at once (`registry.api.places`): a slow reader of a stream holds one.
    # granian warns of so many; it is meant.
    found = {
        "web": [*python, "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
                "--blocking-threads", "24", "--no-ws", "registry.wsgi:application"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--schedule", schedule],
    }  # fmt: skip
    found["bot"] = [sys.executable, "manage.py", "run_bot"]
    return found


def standin() -> tuple["subprocess.Popen[bytes]", dict[str, str]]:
    """A stand-in for Telegram on this machine, and the settings with which the others find it."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "bot.standin", "--port", "0"],
        cwd=settings.BASE_DIR, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    address = process.stdout.readline().decode().split()[-1]
    # Of the form that Telegram's tokens have; it opens nothing but this stand-in.
    token = f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_hex(18)[:35]}"
    return process, {
        "BOT_TOKEN": token,
        "BOT_API_URL": f"{address}/bot",
        "CHAT_STANDIN_URL": address,
    }


class Command(BaseCommand):
    help = "Run web, worker, beat and (with BOT_TOKEN) the bot; Ctrl-C stops all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        running: dict[str, subprocess.Popen[bytes]] = {}
        environment = dict(os.environ)
        try:
            if not settings.BOT_TOKEN:
                running["stand-in"], found = standin()
                environment |= found
            for name, command in commands(options["host"], options["port"]).items():
                # A session of its own: Ctrl-C reaches this process alone, which stops the others
                # in order instead of all at once.
                running[name] = subprocess.Popen(  # noqa: S603
                    command, cwd=settings.BASE_DIR, env=environment, start_new_session=True
                )
                self.stdout.write(f"started {name} (process {running[name].pid})")
            self.stdout.write(f"open http://{options['host']}:{options['port']}/ — Ctrl-C stops")
            if not settings.BOT_TOKEN:
                talk = f"http://{options['host']}:{options['port']}/chat"
                self.stdout.write(f"no BOT_TOKEN: talk to the bot at {talk}")
            ended = self._watch(running)
        finally:
            self._end(running)
        if ended:
            raise CommandError(f"{ended} ended by itself; the others were stopped")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _watch(self, running: dict[str, "subprocess.Popen[bytes]"]) -> str:
        """Wait until asked to stop, or until one of the processes ends; hands back its name."""
        while not self.stopping:
            for name, process in running.items():
                if process.poll() is not None:
                    return name
            time.sleep(0.2)
        return ""

    def _end(self, running: dict[str, "subprocess.Popen[bytes]"]) -> None:
        """Stop what feeds first, and give everybody time to finish what was begun."""
        for process in reversed(running.values()):
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        for name, process in running.items():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                self.stderr.write(f"{name} did not stop in time and was killed")
        self.stdout.write("stopped")
