"""Following from a chat: what a text or an answer names, the list of it, quiet hours."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bot.services import chat_row
from registry.notices import follows
from registry.notices.follows import Quiet
from registry.notices.models import Channel
from registry.notices.targets import EVERYTHING, Target, names_of, read_targets

CHANNEL = Channel.TELEGRAM
CHOICES = 8
NIGHT = Quiet(22, 8)
_ALL = ("all", "everything", "все", "всё", "всех", "барлығы", "бәрі", "барлық")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a chat follows, each in words, and its quiet hours."""

    names: dict[Target, str]
    quiet: Quiet | None


def named(text: str, lang: str) -> dict[Target, str]:
    """What a text names that can be followed, in words; several: it is open which is meant."""
    if text.strip().lower() in _ALL:
        return names_of([EVERYTHING], lang)
    return names_of(read_targets(text, timezone.localdate())[:CHOICES], lang)


def follow(chat_id: int, target: Target, lang: str) -> str:
    """Follow from now on; hands back the target in words. Raises InvalidInput for what is not."""
    chat_row(chat_id)
    follows.follow(channel=CHANNEL, address=str(chat_id), language=lang, target=target)
    return names_of([target], lang)[target]


def unfollow(chat_id: int, target: Target | None) -> int:
    """Follow a target no longer, or nothing at all."""
    return follows.unfollow(channel=CHANNEL, address=str(chat_id), target=target)


def following(chat_id: int, lang: str) -> Followed:
    """What the chat follows."""
    address = str(chat_id)
    names = names_of(follows.follows_of(CHANNEL, address), lang)
    return Followed(names, follows.quiet_of(CHANNEL, address))


def be_quiet(chat_id: int, hours: Quiet | None) -> bool:
    """Set or lift the quiet hours; False if the chat follows nothing. Raises InvalidInput."""
    return follows.be_quiet(channel=CHANNEL, address=str(chat_id), hours=hours)


def target_of(machine: dict[str, Any]) -> Target | None:
    """What the query of an answer is about, if that can be followed."""
    if machine.get("recipient"):
        return Target("person", str(machine["recipient"]))
    award, grade = machine.get("award"), machine.get("grade")
    if award and not machine.get("authority"):
        return Target("grade", f"{award}:{grade}") if grade else Target("award", str(award))
    country = str(machine.get("country", ""))
    return Target("country", country) if len(country) == 2 else None
