"""Text with Telegram's HTML, and its length as Telegram counts it.

Every piece carries the markup and what a reader sees of it. Pieces are made of plain text, which
is escaped here and nowhere else, and are joined whole: no tag is ever cut.
"""

import html
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rich:
    """Markup and the text that is left of it after Telegram has read the markup."""

    html: str = ""
    plain: str = ""

    def __add__(self, other: "Rich") -> "Rich":
        return Rich(self.html + other.html, self.plain + other.plain)

    def __bool__(self) -> bool:
        return bool(self.plain)

    @property
    def size(self) -> int:
        """Length in UTF-16 units: the stricter of the ways in which Telegram counts."""
        return units(self.plain)


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """The text, cut at `limit` UTF-16 units with an ellipsis where it is longer."""
    if units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while units(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def text(words: str) -> Rich:
    """Words as they stand."""
    return Rich(html.escape(words), words)


def bold(words: str) -> Rich:
    """Bold words."""
    return _tagged("b", words)


def italic(words: str) -> Rich:
    """Slanted words."""
    return _tagged("i", words)


def link(words: str, url: str) -> Rich:
    """A link; plain words where the address is none that a browser opens."""
    if not url.startswith(("https://", "http://")):
        return text(words)
    return Rich(f'<a href="{html.escape(url)}">{html.escape(words)}</a>', words)


def join(separator: str, pieces: Iterable[Rich]) -> Rich:
    """The pieces that say something, with a separator between them."""
    said = [piece for piece in pieces if piece]
    return Rich(
        html.escape(separator).join(piece.html for piece in said),
        separator.join(piece.plain for piece in said),
    )


def _tagged(tag: str, words: str) -> Rich:
    return Rich(f"<{tag}>{html.escape(words)}</{tag}>", words) if words else Rich()
