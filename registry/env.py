"""Typed readers of the environment. A broken setting stops the program with its name.

Every reader takes the name, a default, and hands back a value of one type; what cannot be read
raises `BrokenSetting`, whose message says which setting, what stood there and what is wanted.
"""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
# Spellings of a time without a plural's s → how many seconds it has.
_SECONDS = {
    **dict.fromkeys(("s", "sec", "second"), 1),
    **dict.fromkeys(("m", "min", "minute"), 60),
    **dict.fromkeys(("h", "hour"), 3600),
    **dict.fromkeys(("d", "day"), 86_400),
}
FALSE = {"0", "false", "no", "off"}


class BrokenSetting(Exception):
    """A setting that cannot be used; the message names it and says what is wanted."""

    def __init__(self, name: str, wanted: str, found: str | None = None) -> None:
        shown = "" if found is None else f", found {found!r}"
        super().__init__(f"setting {name}: wanted {wanted}{shown}")
        self.name = name


class Env:
    """The readers over one mapping (the process environment, or a test's own)."""

    def __init__(self, source: Mapping[str, str] | None = None) -> None:
        self.source = os.environ if source is None else source

    def text(self, name: str, default: str = "") -> str:
        """The setting as it stands, stripped; an empty one counts as not set."""
        return self.source.get(name, "").strip() or default

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes/no setting: 1/0, true/false, yes/no, on/off."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            raise BrokenSetting(name, "yes or no", value)
        return value in TRUE

    def number(self, name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
        """A whole number between `low` and `high`, both included."""
        value = self.text(name)
        if not value:
            return default
        try:
            number = int(value)
        except ValueError:
            raise BrokenSetting(name, "a whole number", value) from None
        if not low <= number <= high:
            raise BrokenSetting(name, f"a number from {low} to {high}", value)
        return number

    def rate(self, name: str, default: str) -> tuple[int, int]:
        """So many in so many seconds, written `600/min`: per second, minute, hour or day."""
        value = self.text(name, default)
        match = re.fullmatch(r"([1-9][0-9]{0,8})\s*/\s*([a-z]+)", value, re.ASCII)
        seconds = _SECONDS.get(match[2].rstrip("s") or "s") if match else None
        if match is None or seconds is None:
            raise BrokenSetting(name, "a number and a time, such as 600/min or 10/second", value)
        return int(match[1]), seconds

    def choice(self, name: str, default: str, allowed: Sequence[str]) -> str:
        """One of a closed set of words."""
        value = self.text(name, default)
        if value not in allowed:
            raise BrokenSetting(name, "one of " + ", ".join(allowed), value)
        return value

    def words(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """A comma-separated list."""
        value = self.text(name)
        return [part.strip() for part in value.split(",") if part.strip()] or list(default)

    def url(self, name: str, default: str = "", schemes: Sequence[str] = ("http", "https")) -> str:
        """An address with one of the schemes. Its value is never shown: it may hold a password."""
        value = self.text(name, default)
        if value and urlsplit(value).scheme not in schemes:
            raise BrokenSetting(name, "an address that starts with " + " or ".join(schemes))
        return value

    def database(self, name: str, fallback: Mapping[str, object]) -> dict[str, object]:
        """A Django DATABASES entry from `postgresql://…` or `sqlite:///path`; else the fallback."""
        value = self.text(name)
        if not value:
            return dict(fallback)
        parts = urlsplit(value)
        if parts.scheme == "sqlite":
            return {**fallback, "NAME": unquote(parts.path[1:]) or ":memory:"}
        if parts.scheme not in ("postgres", "postgresql"):
            raise BrokenSetting(name, "postgresql://user:password@host:port/name or sqlite:///path")
        try:
            port = parts.port or 5432
        except ValueError:
            raise BrokenSetting(name, "an address whose port is a number") from None
        if not parts.path.strip("/"):
            raise BrokenSetting(name, "the name of a database at the end of the address")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "OPTIONS": {**dict(parse_qsl(parts.query)), "pool": True},
        }


def kept_secret(path: Path) -> str:
    """A secret of this installation's own, made once, so that nobody runs on a published one."""
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
