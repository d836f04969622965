"""A link → the text behind it: from the public internet, small, and in good time."""

import asyncio
import re
from html.parser import HTMLParser

import httpx

from registry.errors import InvalidInput
from registry.outbound import Forbidden, PublicTransport

LARGEST = 2_000_000
SECONDS = 10.0
REDIRECTS = 5
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
LINK = re.compile(r"https?://\S{3,2000}")


async def fetch_text(url: str) -> str:
    """The readable text of a page. Raises InvalidInput that says what is wrong with the link."""
    try:
        # httpx counts its time-out for each piece; a page that drips is stopped by the whole.
        async with asyncio.timeout(SECONDS):
            kind, body, encoding = await _fetch(url)
    except TimeoutError:
        raise InvalidInput("link_slow", f"link: no answer in {SECONDS:.0f} s") from None
    except Forbidden:
        raise InvalidInput("link_forbidden", "link: only public addresses are read") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = type(error).__name__
        raise InvalidInput("link_failed", f"link: it could not be read ({why})") from None
    if kind not in ("text/html", "text/plain", "application/xhtml+xml"):
        raise InvalidInput("link_kind", f"link: {kind or 'this'} is not read; send a page or text")
    text = decoded(body, encoding)
    return text if kind == "text/plain" else text_of_html(text)


def decoded(body: bytes, encoding: str | None = None) -> str:
    """The letters of a page or file: as it was announced, as the page says itself, or UTF-8.

    What a stranger announces may be no encoding at all; then the next guess is taken.
    """
    said = _CHARSET.search(body[:2048])
    for name in (encoding, said and said[1].decode("ascii"), "utf-8-sig"):
        try:
            if name:
                return body.decode(name)
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")


async def _fetch(url: str) -> tuple[str, bytes, str | None]:
    transport = PublicTransport(("https", "http"))
    async with httpx.AsyncClient(
        transport=transport, timeout=SECONDS, trust_env=False, max_redirects=REDIRECTS,
        follow_redirects=True, headers={"user-agent": "Marapat"},
    ) as http, http.stream("GET", url) as answer:  # fmt: skip
        answer.raise_for_status()
        body = b""
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > LARGEST:
                raise InvalidInput("link_large", "link: the page is larger than 2 MB")
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind, body, answer.charset_encoding


class _Reader(HTMLParser):
    """Keeps paragraphs; drops what is no text of the article."""

    DROPPED = frozenset("script style nav header footer aside form noscript template svg".split())
    BLOCKS = frozenset("p div li h1 h2 h3 h4 h5 h6 br tr article section blockquote td".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self.DROPPED
        if tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in self.DROPPED))
        if tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """The paragraphs of a page, one a line."""
    reader = _Reader()
    reader.feed(html)
    lines = (line.strip() for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
