"""A name as a clerk types it into a list's search → recipients: while it is being typed, too.

The same index and the same keys as the bot's (`name_search`): any script, spelling and case; where
nobody bears the words, one typing error in each. Beyond that the last word may be unfinished. Every
word has to stand among somebody's names; nothing is judged, and no name is scanned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from registry.honours.models import NameToken
from registry.honours.name_keys import FATHER, initial_letters
from registry.honours.name_search import neighbours
from registry.names import fold, is_initial, is_patronymic, key, keys_of, words
from registry.names.parts import patronymic_of

# Whoever searches for a name that more people bear has to say more of it.
FOUND = 200
# More words than this are no name.
_WORDS = 6
# A shorter key has too many neighbours to mean anything.
_TYPO_KEY = 4
_TOKENS = NameToken._meta.db_table


@dataclass(frozen=True, slots=True)
class _Word:
    """One word: the keys that it may stand for, and what a key may begin with."""

    keys: tuple[str, ...]
    beginnings: tuple[str, ...] = ()

    @property
    def telling(self) -> int:
        """The longer, the fewer bear it."""
        return max(map(len, (*self.keys, *self.beginnings)), default=0)


def people_found(text: str) -> list[int]:
    """Keys of those whom the words mean, at most FOUND; whole words before begun ones."""
    asked = _read(text)
    if not asked:
        return []
    found = _bearers(asked)
    return found or _bearers(_mistyped(asked))


def _read(text: str) -> list[_Word]:
    written = [word.text for word in words(text)][:_WORDS]
    read = [_word(word, last=word is written[-1]) for word in written]
    return [word for word in read if word.keys or word.beginnings]


def _word(text: str, *, last: bool) -> _Word:
    if is_initial(text):
        return _Word((), tuple(sorted(initial_letters(text))))
    keys = list(dict.fromkeys(form.key for form in keys_of(text) if form.key))
    if is_patronymic(text):
        keys.append(FATHER + patronymic_of(fold(text).strip("'-"))[0])
    begun = key(text)
    return _Word(tuple(keys), (begun,) if last and begun else ())


def _mistyped(asked: Sequence[_Word]) -> list[_Word]:
    """The words with what the registry has one typing error away from them."""
    every = {k for word in asked for k in word.keys if len(k.removeprefix(FATHER)) >= _TYPO_KEY}
    near = neighbours(every)
    return [
        _Word((*word.keys, *sorted({n for k in word.keys for n in near.get(k, ())})))
        if word.keys
        else word
        for word in asked
    ]


def _bearers(asked: Sequence[_Word]) -> list[int]:
    """Recipients among whose names all the words stand: first with the last word as it is."""
    *rest, last = asked
    ways = [[*rest, _Word(last.keys)]] if last.keys else []
    if last.beginnings:
        ways.append([*rest, _Word((), last.beginnings)])
    branches = [_branch(way) for way in ways]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _ in branches),
            [value for _, values in branches for value in values],
        )
        return list(dict.fromkeys(pk for (pk,) in cursor.fetchall()))[:FOUND]


def _branch(asked: Sequence[_Word]) -> tuple[str, list[Any]]:
    """A statement with its values: the most telling word leads to people, the others are asked."""
    lead = max(asked, key=lambda word: word.telling)
    sql, values = _condition("t", lead)
    sql = f"({sql})"
    for word in asked:
        if word is not lead:
            beside, more = _condition("u", word)
            sql += (
                f" AND EXISTS (SELECT 1 FROM {_TOKENS} u "  # noqa: S608
                f"WHERE u.recipient_id = t.recipient_id AND ({beside}))"
            )
            values += more
    found = f"SELECT DISTINCT t.recipient_id FROM {_TOKENS} t WHERE {sql} LIMIT {FOUND}"  # noqa: S608
    return f"SELECT * FROM ({found}) AS part", values  # noqa: S608


def _condition(table: str, word: _Word) -> tuple[str, list[Any]]:
    """That a token is one of the word's, and the values that the condition takes."""
    parts: list[str] = []
    values: list[Any] = []
    if word.keys:
        parts.append(f"{table}.key IN ({', '.join(['%s'] * len(word.keys))})")
        values += word.keys
    # Letters by their bytes: PostgreSQL's plain comparison follows the language of the database.
    least, below = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
    for begun in word.beginnings:
        parts.append(f"({table}.key {least} %s AND {table}.key {below} %s)")
        values += [begun, begun + "{"]  # the next character after z
    return " OR ".join(parts), values
