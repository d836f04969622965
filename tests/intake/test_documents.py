"""Files become text; what is no such file is refused in words, and nothing unfolds without end."""

import io
import zipfile

import pytest

from registry.errors import InvalidInput
from registry.intake.documents import LARGEST, text_of_file
from registry.intake.fetching import decoded

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = "Президент наградил Веру Ким"


def docx(xml: str, name: str = "word/document.xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, xml)
    return packed.getvalue()


def test_a_word_document_is_read_by_its_paragraphs() -> None:
    runs = "<w:r><w:t>Президент</w:t><w:tab/><w:t>наградил</w:t></w:r>"
    body = f"<w:body><w:p>{runs}</w:p><w:p/><w:p><w:r><w:t>Веру</w:t></w:r></w:p></w:body>"
    xml = f'<w:document xmlns:w="{WORD}">{body}</w:document>'
    assert text_of_file(name="Указ.DOCX", body=docx(xml)) == "Президент наградил\nВеру"


@pytest.mark.parametrize(
    ("name", "body", "mime"),
    [
        ("a.txt", WORDS.encode(), ""),
        ("a.txt", b"\xef\xbb\xbf" + WORDS.encode(), ""),
        ("a.html", f"<script>x()</script><p>{WORDS}</p>".encode(), ""),
        ("a.htm", f'<meta charset="windows-1251"><p>{WORDS}'.encode("cp1251"), ""),
        ("", WORDS.encode(), "text/plain"),
    ],
)
def test_text_and_pages_are_read(name: str, body: bytes, mime: str) -> None:
    assert text_of_file(name=name, body=body, mime=mime) == WORDS


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "file_kind"),
        ("photo", b"\xff\xd8", "file_kind"),
        ("a.docx", b"PK\x03\x04 nonsense", "file_broken"),
        ("a.docx", docx("<w:p/>", name="other.xml"), "file_broken"),
        ("a.docx", docx("<broken"), "file_broken"),
        ("a.docx", docx('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "file_broken"),
        ("a.docx", docx(" " * 21_000_000), "file_large"),
        ("a.txt", b"x" * (LARGEST + 1), "file_large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name: str, body: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        text_of_file(name=name, body=body)
    assert refused.value.code == code


@pytest.mark.parametrize("announced", ["no-such-encoding", "ascii", "undefined", None])
def test_a_wrong_announcement_of_the_encoding_is_survived(announced: str | None) -> None:
    assert decoded(WORDS.encode(), announced) == WORDS
