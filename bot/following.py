"""Following from a chat: what a text or an answer names, the list of it, quiet hours."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bot.services import chat_row
from registry.notices import follows, news
from registry.notices.asked import Asked, read_targets
from registry.notices.follows import Quiet
from registry.notices.models import Channel
from registry.notices.news import News
from registry.notices.targets import EVERYTHING, Target, names_of
from registry.wording import country_name, phrases

CHANNEL = Channel.TELEGRAM
CHOICES = 8
NIGHT = Quiet(22, 8)
_ALL = ("all", "everything", "все", "всё", "всех", "барлығы", "бәрі", "барлық")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names that can be followed, each in words; `only` is what it means for sure.

    `outside` says, where it is so, that the award which was named is not covered.
    """

    names: dict[Target, str]
    only: Target | None = None
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a chat follows, each in words, its quiet hours, and whether notices had stopped."""

    names: dict[Target, str]
    quiet: Quiet | None
    was_off: bool = False


def named(text: str, lang: str) -> Named:
    """What a text names that can be followed; several, or not for sure: it is to be asked back."""
    if text.strip().lower() in _ALL:
        return Named(names_of([EVERYTHING], lang), EVERYTHING)
    asked = read_targets(text, timezone.localdate())
    names = names_of(asked.targets[:CHOICES], lang)
    return Named(names, asked.only, outside_words(asked, lang))


def outside_words(asked: Asked, lang: str) -> str:
    """That an award is outside of what the registry covers, and whose; empty where it is not so."""
    if not asked.outside:
        return ""
    t = phrases(lang).gettext
    if not asked.foreign:
        return t("This award is outside what the registry covers.")
    words = t("Awards of this state are outside what the registry covers: {country}.")
    return words.format(country=country_name(asked.foreign, lang))


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
    was_off = heard(chat_id)
    names = names_of(follows.follows_of(CHANNEL, address), lang)
    return Followed(names, follows.quiet_of(CHANNEL, address), was_off and bool(names))


def heard(chat_id: int) -> bool:
    """The chat can be written to; says whether notices to it had stopped, and come again now."""
    return follows.heard(channel=CHANNEL, address=str(chat_id))


def rest_of(chat_id: int, notice: int, start: int, lang: str) -> News | None:
    """What a notice tells the chat from its `start`th line on."""
    return news.rest_of(notice, channel=CHANNEL, address=str(chat_id), lang=lang, start=start)


def come_again(lang: str) -> str:
    """What to say to a chat to which notices had stopped."""
    return phrases(lang).gettext(
        "Notices to this chat had stopped, because none could be delivered. "
        "They come again from now on. The list: /following"
    )


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
