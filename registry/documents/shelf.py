"""What thousands of rows share, held ready as JSON: awards, grades, decrees, sources.

One shelf for each language, made anew when the registry's version moves. Awards and grades are a
few dozen and stand there from the start; decrees and sources are put there when a row first
names them, so a shelf never holds more than readers have asked for.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

import orjson

from registry.documents.awards import award_brief, award_document, grade_document
from registry.documents.decrees import decrees_by_key
from registry.documents.sources import sources_by_key
from registry.honours.models import Award, Grade
from registry.honours.selectors import Head

# A registry of a hundred thousand decrees would outgrow the process: start over then.
MOST = 20_000
Fragment = orjson.Fragment


class Part:
    """Documents of one kind by key, each also as ready JSON; read when first asked for."""

    def __init__(self, read: Callable[[list[int]], dict[int, dict[str, Any]]]) -> None:
        self._read = read
        self.documents: dict[int, dict[str, Any]] = {}
        self.ready: dict[int, Fragment] = {}

    def __getitem__(self, key: int) -> Fragment:
        return self.ready[key]

    def with_keys(self, keys: Iterable[int]) -> "Part":
        """This part, or a fresh one where it has grown too large, with these keys in it."""
        part = self if len(self.ready) < MOST else Part(self._read)
        missing = [key for key in set(keys) if key not in part.ready]
        if missing:
            found = part._read(missing)
            part.documents.update(found)
            part.ready.update((key, ready(document)) for key, document in found.items())
        return part


class Shelf:
    """The shared parts of documents in one language, as of one version of the registry."""

    def __init__(self, head: Head, lang: str) -> None:
        self.head, self.lang = head, lang
        awards = Award.objects.select_related("authority").order_by("slug")
        rows = awards.prefetch_related("grades", "periods", "names", "sources")
        self.award_rows: list[Award] = list(rows)
        self.award_documents = {a.pk: award_document(a, lang) for a in self.award_rows}
        self.awards = {a.pk: ready(award_brief(a, lang)) for a in self.award_rows}
        self.slugs = {award.pk: award.slug for award in self.award_rows}
        grades: list[Grade] = [grade for award in self.award_rows for grade in award.grades.all()]
        self.grades = {grade.pk: ready(grade_document(grade, lang)) for grade in grades}
        self.codes = {grade.pk: grade.code() for grade in grades}
        self._decrees = Part(lambda keys: decrees_by_key(keys, lang))
        self._sources = Part(sources_by_key)

    def decrees(self, keys: Iterable[int]) -> Part:
        """Decrees, those of these keys among them."""
        part = self._decrees = self._decrees.with_keys(keys)
        return part

    def sources(self, keys: Iterable[int]) -> Part:
        """Sources, those of these keys among them."""
        part = self._sources = self._sources.with_keys(keys)
        return part


def ready(document: Any) -> Fragment:
    """A document as JSON that others may hold."""
    return orjson.Fragment(orjson.dumps(document))


_held: dict[str, Shelf] = {}
_making = Lock()


def shelf_of(head: Head, lang: str) -> Shelf:
    """The shelf of a language for a version of the registry."""
    shelf = _held.get(lang)
    if shelf is None or shelf.head != head:
        with _making:
            shelf = _held.get(lang)
            if shelf is None or shelf.head != head:
                shelf = _held[lang] = Shelf(head, lang)
    return shelf


def forget() -> None:
    """Empty the shelves: what was written by no service moves no version."""
    _held.clear()
