"""Random updates, made from the Bot API's own types as the library knows them."""

import collections.abc
import datetime as dt
import inspect
import typing
from functools import lru_cache
from typing import Any

import telegram
import telegram._utils.types
from hypothesis import strategies as st
from telegram import TelegramObject

_NAMES: dict[str, Any] = {
    **vars(telegram), **vars(typing), **vars(collections.abc), "dtm": dt,
    **{k: v for k, v in vars(telegram._utils.types).items() if not k.startswith("_")},
}  # fmt: skip
DEEP = 3
JSON_NAMES = {"from_user": "from"}
# A chat member, an origin, a reaction …: base classes whose `type` says which they are.
_AS = {"MaybeInaccessibleMessage": "Message"}

NASTY = [
    "", " ", "\x00", "<b>x</b>", "</i>&lt;", "*_[x](y)`", "😀" * 40, "я" * 10_000, "\u202eКим",
    "Кто получил орден Достык?", "Who received Dostyk in 2024?", "and in 2023?", "Kim", "а в 2023?",
    "Садыр Жапаровтың марапаттары", "/start", "/start a_dostyk", "/start q_zzz", "/ask", "/ask@x",
    "/ask Kim <b>", "/follow all", "/follow Kim", "/following", "/quiet 99-1", "/quiet 1-2",
    "/latest Barys", "/report \x00", "/forget", "/stats", "/award Dostyk", "/nothing", "/", "//",
    "p:1:1", "c:1:0", "f:a:dostyk", "f:p:" + "x" * 50, "u", "u:e:", "q:on", "z", "w", "r:1:0",
    "i:1:0", "s:1:0", "l:kk", "e:ru:1", "e:ru:99", "x", "f::", "p:1:" + "9" * 30, "n:-1:0",
]  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.sampled_from([0, 1, 5, -5, -1_000_000_000_001, 2**31, 2**52 - 1, 777_000])
moments = st.sampled_from([1, 1_700_000_000, 2**31 - 1])


@lru_cache(maxsize=300)
def _parts(kind: type[TelegramObject]) -> tuple[tuple[str, Any, bool], ...]:
    """(name, type, whether it must be there) of every field of a type."""
    hints = typing.get_type_hints(kind.__init__, globalns=_NAMES)
    found = inspect.signature(kind.__init__).parameters
    return tuple(
        (name, hints[name], parameter.default is inspect.Parameter.empty)
        for name, parameter in found.items()
        if name in hints and name not in ("self", "api_kwargs", "return")
    )


def _of(wanted: Any, name: str, deep: int, must: bool = False) -> st.SearchStrategy[Any] | None:
    """Values of a type, as JSON; None where it lies too deep and need not be there."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (list, tuple, collections.abc.Sequence):
        inner = _of(arguments[0], name, deep, must)
        return None if inner is None else st.lists(inner, max_size=2)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if arguments:
        return next((f for a in arguments if (f := _of(a, name, deep, must)) is not None), None)
    if inspect.isclass(wanted) and issubclass(wanted, TelegramObject):
        real = getattr(telegram, _AS.get(wanted.__name__, wanted.__name__))
        return objects(real, max(deep - 1, 0)) if deep > 0 or must else None
    if wanted is dt.datetime:
        return moments
    plain = {bool: st.booleans(), float: st.sampled_from([0.0, 51.1]), str: texts}
    if wanted in (int, dt.timedelta):
        return numbers if name.endswith("id") else st.integers(0, 2**20)
    return plain.get(wanted) or (texts if must else None)


@lru_cache(maxsize=2_000)
def objects(kind: type[TelegramObject], deep: int = DEEP) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a type as JSON: what must be there, and a few of the rest."""
    needed, rest = {}, {}
    for name, wanted, must in _parts(kind):
        made = _of(wanted, name, deep, must)
        if made is not None:
            (needed if must else rest)[JSON_NAMES.get(name, name)] = made
    return st.builds(
        lambda fixed, extra: {**extra, **fixed},
        st.fixed_dictionaries(needed),
        _few(rest),
    )


def _few(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    if not fields:
        return st.just({})
    some = st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)
    return some.flatmap(lambda names: st.fixed_dictionaries({n: fields[n] for n in names}))


def _chat(kind: str, number: int) -> dict[str, Any]:
    return {"id": number, "type": kind}


chats = st.builds(_chat, st.just("private"), st.integers(1, 6)) | st.builds(
    _chat, st.sampled_from(["group", "supergroup", "channel"]), st.integers(-9, -1)
)
users = st.builds(
    lambda number, code, name: {
        "id": number, "is_bot": False, "first_name": name, "language_code": code,
    },
    st.integers(1, 6), st.sampled_from(["kk", "ru", "en", "de", "xx-YY", ""]), texts,
)  # fmt: skip


def _message(base: dict[str, Any], chat: Any, user: Any, text: str) -> dict[str, Any]:
    """A message as people write it: with Telegram's mark on a command."""
    word = text.split()[0] if text.split() else ""
    command = [{"type": "bot_command", "offset": 0, "length": len(word)}]
    marked = {"entities": command} if text.startswith("/") and len(word) > 1 else {}
    return {
        "message_id": base.get("message_id", 1), "date": 1_700_000_000,
        "chat": chat, "from": user, "text": text, **marked,
    }  # fmt: skip


written = st.builds(_message, objects(telegram.Message, 1), chats, users, texts)
pressed = st.builds(
    lambda message, user, data: {
        "id": "1", "from": user, "chat_instance": "1", "data": data, "message": message,
    },
    written, users, texts,
)  # fmt: skip
typed = st.builds(
    lambda user, text: {"id": "2", "from": user, "query": text[:256], "offset": ""}, users, texts
)
likely = st.one_of(
    st.builds(lambda m: {"message": m}, written),
    st.builds(lambda q: {"callback_query": q}, pressed),
    st.builds(lambda q: {"inline_query": q}, typed),
)
# Every field of an update in turn, so that rare kinds are met as often as common ones.
strange = st.sampled_from([name for name, _, must in _parts(telegram.Update) if not must]).flatmap(
    lambda name: st.fixed_dictionaries(
        {name: _of({n: w for n, w, _ in _parts(telegram.Update)}[name], name, DEEP)}  # type: ignore[dict-item]
    )
)
updates = (likely | strange).map(lambda content: {"update_id": 1, **content})
