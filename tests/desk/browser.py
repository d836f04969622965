"""The desk in a browser: a real server with the standing cast, and pages that look at it.

A test takes `browse` (or `page`, one page of it) and `desk` from this folder's conftest:

    def test_a_clerk_enters_a_person(page: Page) -> None:
        sign_in(page, "clerk")
        page.goto("/admin/honours/recipient/add/")
        ...
        shot(page, "person-added")

The server is a process with a SQLite file of its own that all tests of a run share, so that a test
makes what it changes. It never touches the database of its own process (Playwright's loop runs in
the same thread, where the ORM refuses to work): `Desk.python` runs lines beside the server instead.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from django_otp.oath import TOTP
from playwright.sync_api import Page

from registry.web.management.commands.run_all import commands

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "var" / "artefacts" / "desk"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# A phone and a desktop.
NARROW, WIDE = 390, 1280
STAFF = ("reader", "clerk", "reviewer", "administrator")
PASSWORD = "the desk of the tests"
# Of everybody's app that makes codes.
KEY = "3132333435363738393031323334353637383930"
_FIRST_LINES = """
import datetime as dt, json
import django
django.setup()
from registry.accounts.models import Role, User
from registry.honours import services
from registry.honours.models import *
from tests.cast import LOADER, WHY
"""
_PEOPLED = f"""
from django_otp.plugins.otp_totp.models import TOTPDevice
from registry.accounts.second_factor import recovery_codes_renew
from tests.cast import assemble
cast = assemble()
cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
cast.draft(cast.kim_vera, cast.otan, conferred_on="2020-12-01")
for name in {STAFF!r}:
    user, _ = User.objects.get_or_create(username=name, defaults={{"role": name}})
    user.is_staff = True
    user.set_password({PASSWORD!r})
    user.save()
    TOTPDevice.objects.create(user=user, key={KEY!r}, confirmed=True)
    recovery_codes_renew(user=user)
"""
# Where each running server keeps its database, by its address.
_files: dict[str, Path] = {}


@dataclass(frozen=True, slots=True)
class Desk:
    """A running server: its address, the settings it runs with, and where it logs."""

    address: str
    environment: dict[str, str]
    log: Path

    def python(self, lines: str) -> str:
        """Run lines of Python in a process with this server's database; hands back what they print.

        Models, services, `LOADER` and `WHY` are imported already.
        """
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_LINES + lines],
            cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def sign_in(page: Page, username: str) -> None:
    """Come in as one of `STAFF`; ends on the admin's front page."""
    page.goto("/admin/login/?next=/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/login/code/")
    page.fill("[name=code]", app_code(page, username))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/admin/")


def sign_out(page: Page) -> None:
    """Go, by the button in the menu under one's name."""
    if not page.locator("text=unfold_more").is_visible():
        page.click("text=dock_to_right >> visible=true")
    page.click("text=unfold_more")
    page.click("#logout-form button")
    page.wait_for_url("**/admin/logout/")


def app_code(page: Page, username: str) -> str:
    """What the app of one of `STAFF` shows now.

    A code works once, and a test does not wait half a minute for the next: that it was used is
    forgotten first, in the server's database.
    """
    address = urlsplit(page.url)
    with sqlite3.connect(_files[f"{address.scheme}://{address.netloc}"], timeout=20) as file:
        file.execute(
            "update otp_totp_totpdevice set last_t = -1, throttling_failure_count = 0"
            " where user_id = (select id from accounts_user where username = ?)",
            (username,),
        )
    file.close()
    return f"{TOTP(bytes.fromhex(KEY)).token():06}"


def shot(page: Page, name: str) -> Path:
    """A picture of the whole page, kept in `var/artefacts/desk/`."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


@contextmanager
def serving(folder: Path) -> Iterator[Desk]:
    """Start the web process as `run_all` does, on a fresh registry with the cast and the staff."""
    port = _free_port()
    environment = {
        **os.environ, "VAR_DIR": str(folder), "DATABASE_URL": "", "CACHE_URL": "",
        "BROKER_URL": "", "BOT_TOKEN": "", "DEBUG": "no", "LOG_LEVEL": "ERROR",
        "SECOND_FACTOR": "yes", "DJANGO_SETTINGS_MODULE": "registry.settings",
    }  # fmt: skip
    desk = Desk(f"http://127.0.0.1:{port}", environment, folder / "server.log")
    desk.python("from django.core.management import call_command\ncall_command('migrate', '-v0')")
    desk.python(_PEOPLED)
    with desk.log.open("wb") as file:
        process = subprocess.Popen(
            commands("127.0.0.1", port)["web"], cwd=ROOT, env=environment, stdout=file, stderr=file
        )
    try:
        _wait(desk, process)
        _files[desk.address] = folder / "marapat.sqlite3"
        yield desk
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(desk: Desk, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    with httpx.Client(trust_env=False) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get(f"{desk.address}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
    raise RuntimeError(desk.log.read_text())
