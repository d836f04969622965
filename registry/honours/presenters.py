"""Those who hand insignia over, by a written name: they are no recipients, and have no ids."""

from registry.honours.models import PresenterWord
from registry.names import key, keys_of, words

MAX_KEY = 60


def presenter_keys(text: str) -> set[str]:
    """The comparison keys under which a presenter's name, as a source writes it, is found."""
    # "Kassym-Jomart Tokayev, then chair of the Senate": what follows a comma is an office.
    name = text.partition(",")[0]
    pieces = [piece for word in words(name) for piece in (word.text, *word.text.split("-"))]
    return {key(piece)[:MAX_KEY] for piece in pieces} - {""}


def presenters_like(name: str) -> list[str]:
    """The written names of presenters that bear every word of this one, in any script or case."""
    found: set[str] | None = None
    for word in words(name):
        keys = {form.key for form in keys_of(word.text)} - {""}
        if not keys:
            continue
        texts = PresenterWord.objects.filter(key__in=keys).values_list("text", flat=True)
        found = set(texts) if found is None else found & set(texts)
    return sorted(found or ())
