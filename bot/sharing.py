"""Links into the bot, and answers for other chats (inline mode)."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from bot.models import SharedQuery
from bot.services import asker_of
from registry.errors import RegistryError
from registry.questions import Answer, ask
from registry.questions.answer import ConferralRow
from registry.questions.query import from_machine

CARDS = 10
UNUSED = dt.timedelta(days=365)
_SLUG = re.compile(r"[a-z0-9-]{1,60}")
_KEY = re.compile(r"[a-z0-9]{12}")


@dataclass(frozen=True, slots=True)
class Card:
    """One result of inline mode: an answer under a title."""

    key: str
    title: str
    detail: str
    answer: Answer


def link_of(username: str, query: Mapping[str, Any]) -> str:
    """`https://t.me/<bot>?start=…` for a query: short for an award or a person, else by a key."""
    return f"https://t.me/{username}?start={start_word(query)}"


def start_word(query: Mapping[str, Any]) -> str:
    """What stands after `start=`: at most 64 letters, digits, `-` and `_`."""
    match dict(query):
        case {"kind": "about", "award": str(slug), **rest} if not rest and _SLUG.fullmatch(slug):
            return f"a_{slug}"
        case {"kind": "honours", "recipient": str(key), **rest} if not rest:
            return f"p_{key}"
    return f"q_{_keep(query)}"


def _keep(query: Mapping[str, Any]) -> str:
    text = json.dumps(query, sort_keys=True, ensure_ascii=False)
    key = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    found, made = SharedQuery.objects.get_or_create(key=key, defaults={"machine": dict(query)})
    if not made:
        _touch(found)
    return key


def _touch(shared: SharedQuery) -> None:
    """It is in use; by the day is exact enough."""
    now = timezone.now()
    if now - shared.used_at > dt.timedelta(days=1):
        SharedQuery.objects.filter(pk=shared.pk).update(used_at=now)


def _kept(key: str) -> dict[str, Any] | None:
    shared = SharedQuery.objects.filter(key=key).first()
    if shared is None:
        return None
    _touch(shared)
    return dict(shared.machine)


def forget_unused() -> int:
    """Erase the links that nobody has opened for long; says how many."""
    return SharedQuery.objects.filter(used_at__lt=timezone.now() - UNUSED).delete()[0]


def query_of(word: str) -> dict[str, Any] | None:
    """The query behind `start=…`; None for what is none of ours or is no longer there."""
    kind, _, key = word.partition("_")
    query: dict[str, Any] | None = None
    if kind == "a" and _SLUG.fullmatch(key):
        query = {"kind": "about", "award": key}
    elif kind == "p":
        query = {"kind": "honours", "recipient": key}
    elif kind == "q" and _KEY.fullmatch(key):
        query = _kept(key)
    try:
        return query if query and from_machine(query) else None
    except RegistryError:
        return None


def cards_for(user_id: int, text: str, lang: str) -> list[Card]:
    """Answers to what is typed after the bot's name: the answer itself, then what may be meant,
    or each person of a short list.
    """
    # Every keystroke asks: these questions are not kept.
    answer = ask(text, asker=asker_of(user_id), today=timezone.localdate(), fallback=lang)
    if answer.status == "not_understood":
        # Half a word is no question yet, and nobody wants to send that it was not understood.
        return []
    if answer.status == "choose":
        return [
            Card(f"c{n}", choice.label, choice.detail, chosen)
            for n, choice in enumerate(answer.choices[:CARDS])
            if (chosen := _chosen(user_id, text, choice.pinned, answer.language))
        ]
    cards = [Card("0", answer.headline, answer.understood.text, answer)]
    if len(answer.conferrals) > 1 and not answer.table:
        cards += [_of_row(answer, row) for row in answer.conferrals[: CARDS - 1]]
    return cards


def _of_row(answer: Answer, row: ConferralRow) -> Card:
    """One conferral of an answer by itself."""
    alone = replace(
        answer, headline=row.recipient.name, conferrals=(row,), total=1, possible=(), facts=(),
        notes=(row.note,) if row.note else (), choices=(), next_questions=(),
    )  # fmt: skip
    return Card(row.id, row.recipient.name, row.line, alone)


def _chosen(user_id: int, text: str, pinned: dict[str, str], lang: str) -> Answer:
    return ask(text, asker=asker_of(user_id), today=timezone.localdate(), lang=lang, pinned=pinned)
