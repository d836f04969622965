"""Is this written name that stored one? A verdict with its reasons, never a bare number.

Every word of the asked name must be accounted for by a word of the stored one. How each word was
matched decides: as written, by key across scripts, by a case ending taken off, or by one typing
error. The features below are a table; each has a docstring that a clerk may read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from registry.names.cases import Form, is_indeclinable, keys_of
from registry.names.keys import key
from registry.names.text import fold, words
from registry.names.vocabulary import given_gender, is_initial, is_patronymic

REASONS = {
    "as_written": "The word stands in the stored name as it was written.",
    "same_key": "The word is the stored one in another script or customary spelling.",
    "case_ending": "The word is the stored one with a case ending.",
    "typing_error": "The word is one letter away from the stored one.",
    "initial": "The letter is the first of a word of the stored name.",
    "patronymic_absent": "The stored name has no patronymic to compare with.",
    "part_only": "Only a part of the stored name was written.",
    "cases_disagree": "The words stand in different cases, so an ending may be part of a name.",
    "gender_disagrees": "The ending belongs to a name of the other gender.",
    "vowel_differs": "Only a vowel differs: that is as often another name as a typing error.",
    "not_accounted_for": "No word of the stored name answers to this one.",
    "patronymic_differs": "The patronymics differ.",
}
_SCORES = {"as_written": 1.0, "same_key": 0.97, "initial": 0.9, "case_ending": 0.9,
           "typing_error": 0.8, "vowel_differs": 0.6, "patronymic_absent": 0.95}  # fmt: skip
_TYPO_KEY = 5
_VOWELS = set("aeiou")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`verdict`: same, likely, unsure or different. `reasons`: `code` or `code:asked=stored`."""

    score: float
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """How one asked word was accounted for: the feature, the stored word, the reading of it."""

    code: str
    asked: str
    stored: str
    place: int
    form: Form | None = None

    def reason(self) -> str:
        return f"{self.code}:{self.asked}={self.stored}"


def compare(asked: str, stored: str, *, gender: str | None = None) -> Comparison:
    """Compare a written name with a stored one. `gender` is the stored person's: m, f or None."""
    parts = [word.text for word in words(asked)]
    held = [word.text for word in words(stored)]
    if not parts or not held:
        return Comparison(0.0, "different", ("not_accounted_for:=",))
    matches = _assign(parts, held)
    if isinstance(matches, str):
        return Comparison(0.0, "different", (matches,))
    return _judge(matches, held, gender)


def _assign(parts: Sequence[str], held: Sequence[str]) -> "list[_Match] | str":
    """A match for every asked word, each stored word used once; the surest words choose first."""
    options = {place: _options(part, held) for place, part in enumerate(parts)}
    free, found = set(range(len(held))), {}
    order = sorted(options, key=lambda p: -max((_SCORES[m.code] for m in options[p]), default=0))
    for place in order:
        choice = next((m for m in options[place] if m.place in free), None)
        if choice is None:
            choice = _patronymic(parts[place], held)
            if choice is None:
                differs = is_patronymic(parts[place])
                code = "patronymic_differs" if differs else "not_accounted_for"
                return f"{code}:{parts[place]}="
        free.discard(choice.place)
        found[place] = choice
    if free and all(is_initial(part) for part in parts):
        return "not_accounted_for:initials="
    return [found[place] for place in range(len(parts))]


def _patronymic(part: str, held: Sequence[str]) -> _Match | None:
    """A patronymic is passed over only where the stored name has none that could differ."""
    if is_patronymic(part) and not any(is_patronymic(word) for word in held):
        return _Match("patronymic_absent", part, "", -1)
    return None


def _options(part: str, held: Sequence[str]) -> list[_Match]:
    """Every way in which stored words account for an asked one, the surest first."""
    found = []
    for place, word in enumerate(held):
        match = _match(part, word, place)
        if match is not None:
            found.append(match)
    return sorted(found, key=lambda match: -_SCORES[match.code])


def _match(part: str, word: str, place: int) -> _Match | None:
    if fold(part) == fold(word):
        return _Match("as_written", part, word, place)
    if is_initial(part) or is_initial(word):
        same = key(part)[:1] == key(word)[:1] and key(part)[:1] != ""
        return _Match("initial", part, word, place) if same else None
    wanted = key(word)
    for form in keys_of(part):
        if form.key == wanted:
            code = "same_key" if form.how == "surface" else "case_ending"
            return _Match(code, part, word, place, form)
    return _typo(part, word, place)


def _typo(part: str, word: str, place: int) -> _Match | None:
    """One letter left out, added, changed or swapped, in a word of five sounds or more.

    A known given name is not another one mistyped, the first letter is hardly ever wrong, and an
    added final vowel is an ending (Алиев, Алиева), not a slip.
    """
    wanted = key(word)
    if len(wanted) < _TYPO_KEY or given_gender(key(part)) is not None:
        return None
    for form in keys_of(part):
        near = form.key
        if len(near) < _TYPO_KEY or near[0] != wanted[0] or OSA.distance(near, wanted) != 1:
            continue
        longer, shorter = sorted((near, wanted), key=len, reverse=True)
        if len(longer) > len(shorter) and longer.startswith(shorter) and longer[-1] in _VOWELS:
            continue
        code = "vowel_differs" if _only_a_vowel(near, wanted) else "typing_error"
        return _Match(code, part, word, place, form)
    return None


def _only_a_vowel(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and set(differing[0]) <= _VOWELS


def _judge(matches: Sequence[_Match], held: Sequence[str], gender: str | None) -> Comparison:
    """From the matches to a verdict: the weakest word decides, disagreement makes it unsure."""
    codes = [match.code for match in matches]
    reasons = [match.reason() for match in matches]
    doubt = _disagreement(matches, held, gender)
    score = sum(_SCORES[code] for code in codes) / len(codes)
    slips = sum(code in ("typing_error", "vowel_differs") for code in codes)
    named = [m for m in matches if m.place >= 0 and m.code != "initial"]
    if doubt or slips > 1:
        return Comparison(min(score, 0.6), "unsure", (*reasons, *([doubt] if doubt else ())))
    if "vowel_differs" in codes and not _sure_beside(matches):
        return Comparison(min(score, 0.6), "unsure", tuple(reasons))
    if len(named) < min(2, len(held)):
        return Comparison(score * 0.95, "likely" if named else "unsure", (*reasons, "part_only"))
    exact = all(
        code in ("as_written", "same_key", "initial", "patronymic_absent") for code in codes
    )
    return Comparison(score, "same" if exact else "likely", tuple(reasons))


def _sure_beside(matches: Sequence[_Match]) -> bool:
    """A long word with one wrong vowel may be a slip if the rest of the name stands as it is."""
    slipped = next(m for m in matches if m.code == "vowel_differs")
    sure = any(m.code in ("as_written", "same_key", "case_ending") for m in matches)
    return sure and len(key(slipped.stored)) >= 7


def _disagreement(matches: Sequence[_Match], held: Sequence[str], gender: str | None) -> str | None:
    """Why an ending that was taken off may belong to the name after all; None if it may not."""
    stripped = [m for m in matches if m.form is not None and m.form.how == "ru"]
    if not stripped:
        return None
    for match in stripped:
        assert match.form is not None
        known = gender or _gender_of(held)
        if match.form.gender and known and match.form.gender != known:
            return f"gender_disagrees:{match.asked}={match.stored}"
    cases = [_cases(m) for m in stripped]
    if not frozenset.intersection(*cases):
        return "cases_disagree"
    bare = [m for m in matches if m.form is None or m.form.how == "surface"]
    female = (gender or _gender_of(held)) == "f"
    for match in bare:
        if match.code in ("initial", "patronymic_absent") or is_indeclinable(fold(match.asked)):
            continue
        # A woman's name in a consonant does not decline; any other should have.
        if female and fold(match.asked)[-1] not in "ая":
            continue
        return f"cases_disagree:{match.asked}={match.stored}"
    return None


def _cases(match: _Match) -> frozenset[str]:
    """Every case in which the asked word may stand for this stored one."""
    wanted = key(match.stored)
    return frozenset().union(
        *(form.cases for form in keys_of(match.asked) if form.key == wanted and form.how == "ru")
    ) or (match.form.cases if match.form else frozenset())


def _gender_of(held: Sequence[str]) -> str | None:
    """The gender that the given name of a stored name tells, if it is a known one."""
    found = {given_gender(key(word)) for word in held} & {"m", "f"}
    return found.pop() if len(found) == 1 else None
