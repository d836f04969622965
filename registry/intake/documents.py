"""A file that was sent → its text: plain text, HTML and Word (docx); other kinds are refused."""

import io
import zipfile
from pathlib import PurePath
from xml.etree import ElementTree

from registry.errors import InvalidInput
from registry.intake.fetching import decoded, text_of_html

LARGEST = 2_000_000
# A packed file of two megabytes may unfold into gigabytes.
LARGEST_UNPACKED = 20_000_000
KINDS = ("txt", "html", "docx")
_SPELLINGS = {"txt": "txt", "text": "txt", "htm": "html", "html": "html", "docx": "docx"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def kind_of(name: str, mime: str = "") -> str:
    """`txt`, `html` or `docx` by the file's name, or else its type; empty for any other kind."""
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending:
        return _SPELLINGS.get(ending, "")
    return {"text/plain": "txt", "text/html": "html"}.get(mime, "")


def text_of_file(*, name: str, body: bytes, mime: str = "") -> str:
    """The text of a file of at most 2 MB. Raises InvalidInput that says what cannot be read."""
    kind = kind_of(name, mime)
    if not kind:
        raise InvalidInput("file_kind", f"file: only {', '.join(KINDS)} are read", kinds=KINDS)
    if len(body) > LARGEST:
        raise InvalidInput("file_large", "file: larger than 2 MB")
    if kind == "docx":
        return _text_of_docx(body)
    text = decoded(body)
    return text if kind == "txt" else text_of_html(text)


def _text_of_docx(body: bytes) -> str:
    """The paragraphs of a Word document, one a line; tables are read cell by cell."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            part = packed.getinfo("word/document.xml")
            if part.file_size > LARGEST_UNPACKED:
                raise InvalidInput("file_large", "file: it unfolds to more than 20 MB")
            xml = packed.read(part)
        # Word writes no document type; with one, a few bytes can be made to mean gigabytes.
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise InvalidInput("file_broken", "file: this is no Word document")
        root = ElementTree.fromstring(xml)  # noqa: S314 entities were refused just above
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError,
            RuntimeError, EOFError, OSError, ValueError):  # fmt: skip
        raise InvalidInput("file_broken", "file: this is no Word document") from None
    lines = (_line(paragraph).strip() for paragraph in root.iter(f"{_WORD}p"))
    return "\n".join(line for line in lines if line)


def _line(paragraph: ElementTree.Element) -> str:
    letters = {f"{_WORD}tab": " ", f"{_WORD}br": "\n"}
    return "".join(
        (node.text or "") if node.tag == f"{_WORD}t" else letters.get(node.tag, "")
        for node in paragraph.iter()
    )
