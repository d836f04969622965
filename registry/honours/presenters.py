"""Those who hand insignia over, by a written name: they are no recipients, and have no ids."""

from rapidfuzz.distance import OSA

from registry.honours.models import PresenterWord
from registry.names import key, keys_of, words

MAX_KEY = 60
_LONG = 6


def presenter_keys(text: str) -> set[str]:
    """The comparison keys under which a presenter's name, as a source writes it, is found."""
    # "Kassym-Jomart Tokayev, then chair of the Senate": what follows a comma is an office.
    name = text.partition(",")[0]
    pieces = [piece for word in words(name) for piece in (word.text, *word.text.split("-"))]
    return {key(piece)[:MAX_KEY] for piece in pieces} - {""}


def presenters_like(name: str) -> list[str]:
    """The written names of presenters that bear every word of this one, in any script or case.

    Where none does, those whose long words are one slip away: sources spell them in many ways.
    """
    parts = [{form.key for form in keys_of(word.text)} - {""} for word in words(name)]
    exact = _bearing([_exact(keys) for keys in parts if keys])
    return exact or _bearing([_exact(keys) | _near(keys) for keys in parts if keys])


def _bearing(texts: list[set[str]]) -> list[str]:
    return sorted(set.intersection(*texts)) if texts else []


def _exact(keys: set[str]) -> set[str]:
    return set(PresenterWord.objects.filter(key__in=keys).values_list("text", flat=True))


def _near(keys: set[str]) -> set[str]:
    long = [key for key in keys if len(key) >= _LONG]
    found = set()
    for wanted in long:
        begun = PresenterWord.objects.filter(key__startswith=wanted[:1])
        for known, text in begun.values_list("key", "text"):
            if OSA.distance(wanted, known, score_cutoff=1) <= 1 and len(known) >= _LONG:
                found.add(text)
    return found
