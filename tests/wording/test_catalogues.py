"""Every message that the program says is there in all three languages, with the same blanks."""

import re
from ast import literal_eval
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from registry.wording import LANGUAGES
from registry.wording.phrases import LOCALE_DIR

ROOT = Path(__file__).resolve().parents[2]
TEXT = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "t": None, "_": None}


def _said() -> set[str | tuple[str, str]]:
    """What Python and templates say, read another way than `make messages` reads it."""
    found: set[str | tuple[str, str]] = set()
    for room in ("registry", "bot"):
        for _, _, message, _, _ in extract_from_dir(
            ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(tuple(message[:2]) if isinstance(message, tuple) else message)
    for path in (ROOT / "registry").rglob("templates/**/*.html"):
        said = templatize(path.read_text(encoding="utf-8"))
        for one, many in re.findall(rf"n?gettext\(u?({TEXT})(?:, u?({TEXT}))?", said):
            texts = tuple(literal_eval(text) for text in (one, many) if text)
            found.add(texts if len(texts) == 2 else texts[0])
    return found - {""}


def _catalogue(lang: str) -> Catalog:
    with (LOCALE_DIR / lang / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_has_its_words(lang: str) -> None:
    catalogue = {m.id: m for m in _catalogue(lang) if m.id}
    missing = []
    for message in _said():
        entry = catalogue.get(message)
        words = () if entry is None else entry.string
        texts = (words,) if isinstance(words, str) else words
        if not texts or not all(texts) or (entry is not None and entry.fuzzy):
            missing.append(message)
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_blanks_are_kept(lang: str) -> None:
    wrong = []
    for entry in _catalogue(lang):
        ids = (entry.id,) if isinstance(entry.id, str) else entry.id
        texts = (entry.string,) if isinstance(entry.string, str) else entry.string
        wanted = set(re.findall(r"\{\w*\}|%\(\w+\)s", ids[0]))
        wrong += [
            t for t in texts if entry.id and set(re.findall(r"\{\w*\}|%\(\w+\)s", t)) != wanted
        ]
    assert wrong == []


def test_no_message_in_the_catalogues_is_said_by_nobody() -> None:
    assert {m.id for m in _catalogue("kk") if m.id} <= _said()


def test_kazakh_and_russian_are_written_in_their_own_letters() -> None:
    for lang, letters in (("kk", "әғқңөұүһі"), ("ru", "абвг")):
        text = " ".join(str(m.string) for m in _catalogue(lang) if m.id).lower()
        assert all(letter in text for letter in letters)
        # No English left standing where a sentence was to be translated.
        assert not [
            m.id for m in _catalogue(lang) if m.id and m.string == m.id and " " in str(m.id)
        ]
