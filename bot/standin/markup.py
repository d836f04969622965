"""Telegram's HTML: which tags there are, that they nest, and what a reader sees of them."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

SAME = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
ALLOWED_ATTRIBUTES = {
    "a": {"href"}, "span": {"class"}, "code": {"class"}, "tg-emoji": {"emoji-id"},
    "blockquote": {"expandable"},
}  # fmt: skip
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|lt|gt|amp|quot);")
NESTED_IN_CODE = "code and pre cannot hold other entities"


class BadMarkup(ValueError):
    """What is wrong with the markup, in Telegram's manner."""


@dataclass(slots=True)
class Parsed:
    """What a reader sees, and the entities over it (offsets in UTF-16 units)."""

    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)


def units(text: str) -> int:
    """Length as Telegram counts: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> Parsed:
    """Read the markup; raises BadMarkup for what Telegram would refuse, and for what it ignores.

    Stricter than Telegram in one thing: an attribute that it would pass over is an error here.
    """
    seen = Parsed()
    open_tags: list[tuple[str, int, dict[str, str]]] = []
    place = 0
    while place < len(source):
        if source[place] != "<":
            stop = source.find("<", place)
            stop = len(source) if stop < 0 else stop
            seen.text += _unescaped(source[place:stop])
            place = stop
            continue
        tag = TAG.match(source, place)
        if tag is None:
            raise BadMarkup(f"Unsupported start tag at byte offset {place}")
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        if closing:
            _close(seen, open_tags, name, place)
        else:
            open_tags.append((name, units(seen.text), _attributes(name, rest, place, open_tags)))
        place = tag.end()
    if open_tags:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return seen


def _attributes(
    name: str, rest: str, place: int, open_tags: list[tuple[str, int, dict[str, str]]]
) -> dict[str, str]:
    if name not in SAME:
        raise BadMarkup(f'Unsupported start tag "{name}" at byte offset {place}')
    if any(outer in ("code", "pre") for outer, _, _ in open_tags) and name != "code":
        raise BadMarkup(f"{NESTED_IN_CODE}, at byte offset {place}")
    found = {key: value.strip("\"'") for key, value in ATTRIBUTE.findall(rest)}
    strange = set(found) - ALLOWED_ATTRIBUTES.get(name, set())
    if strange or (name == "span" and found.get("class") != "tg-spoiler"):
        raise BadMarkup(f'Tag "{name}" must not have these attributes: {sorted(found)}')
    return found


def _close(
    seen: Parsed, open_tags: list[tuple[str, int, dict[str, str]]], name: str, place: int
) -> None:
    if not open_tags:
        raise BadMarkup(f"Unexpected end tag at byte offset {place}")
    opened, start, attributes = open_tags.pop()
    if opened != name:
        raise BadMarkup(
            f'Unmatched end tag at byte offset {place}, expected "</{opened}>", found "</{name}>"'
        )
    length = units(seen.text) - start
    if length:
        entity = {"type": SAME[name], "offset": start, "length": length}
        if name == "a":
            entity["url"] = _unescaped(attributes.get("href", ""))
        seen.entities.append(entity)


def _unescaped(text: str) -> str:
    """Telegram's own entities only; any other stands as it is written."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)
