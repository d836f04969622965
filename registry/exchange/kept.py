"""Dumps that are there: listed, looked up, and thrown away when they are old.

A dump is not handed out any more once a record that stood in it was withdrawn: what is taken back
as wrong is taken back everywhere.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from registry.exchange.dumps import MANIFEST
from registry.honours.models import Change, Conferral

VERSION = re.compile(r"[0-9]+-[0-9a-f]{8}", re.ASCII)
GOING = ".going-"
Manifest = dict[str, Any]


def manifests() -> list[Manifest]:
    """The manifests of the dumps that may be handed out, the newest first."""
    found = _all()
    since = min((_last_change(manifest) for manifest in found), default=0)
    withdrawn = _last_withdrawal(since) if found else 0
    return [manifest for manifest in found if _last_change(manifest) >= withdrawn]


def file_of(version: str, name: str) -> tuple[Path, str] | None:
    """A file of a dump that may be handed out, and its seal; None if there is no such file."""
    for manifest in manifests():
        seals = {file["name"]: file["sha256"] for file in manifest["files"]}
        if manifest["version"] == version and name in seals:
            return settings.DUMPS_DIR / version / name, seals[name]
    return None


def throw_away_old() -> int:
    """Keep as many dumps as the settings say, and none with what was withdrawn; how many went."""
    keep = {manifest["version"] for manifest in manifests()[: settings.DUMPS_KEPT]}
    gone = [manifest["version"] for manifest in _all() if manifest["version"] not in keep]
    for version in gone:
        # Out of sight first, so that nobody finds half of it.
        hidden = settings.DUMPS_DIR / f"{GOING}{version}"
        (settings.DUMPS_DIR / version).rename(hidden)
    for hidden in settings.DUMPS_DIR.glob(f"{GOING}*"):
        shutil.rmtree(hidden)
    return len(gone)


def _all() -> list[Manifest]:
    """Every dump's manifest, the newest first."""
    home: Path = settings.DUMPS_DIR
    folders = [f for f in home.iterdir() if VERSION.fullmatch(f.name)] if home.is_dir() else []
    found = [orjson.loads((folder / MANIFEST).read_bytes()) for folder in folders]
    return sorted(found, key=lambda manifest: str(manifest["generated_at"]), reverse=True)


def _last_change(manifest: Manifest) -> int:
    return int(str(manifest["version"]).partition("-")[0])


def _last_withdrawal(since: int) -> int:
    """The number of the last change after `since` that withdrew something published; else 0."""
    changes = Change.objects.filter(pk__gt=since, action="conferral.withdraw").order_by("-pk")
    for number, before in changes.values_list("pk", "before").iterator():
        if json.loads(before or "{}").get("state") == Conferral.State.PUBLISHED:
            return int(number)
    return 0
