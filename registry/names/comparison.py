"""Two written names → how likely they name one person, and why."""

from dataclasses import dataclass
from functools import lru_cache

from registry.names.alignment import align
from registry.names.features import DIFFERENT, FEATURES, LIKELY, NOTHING_COMMON, SAME, UNSURE
from registry.names.folding import fold
from registry.names.parts import read_name

_RANK = {SAME: 0, LIKELY: 1, UNSURE: 2, DIFFERENT: 3}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` in 0..1; `verdict` same, likely, unsure or different; `reasons` as code:argument.

    The codes and what they mean are in `registry.names.REASONS`.
    """

    score: float
    verdict: str
    reasons: tuple[str, ...]


@lru_cache(maxsize=50_000)
def compare(asked: str, stored: str, *, gender: str | None = None) -> Comparison:
    """Judge whether `asked`, as somebody wrote it, names the bearer of the `stored` name.

    `asked` may be inflected, `stored` is a nominative; `gender` ('m', 'f') is the stored
    person's, if known. 'same': all parts are equal, in any order. 'likely': equal without an
    agreeing case ending, with one typing error, an initial, or a surname alone. 'unsure': alike,
    to be asked back. A single word is judged by itself: whether others bear it the caller knows.
    """
    if read_name(asked).parts and fold(asked) == fold(stored):
        return Comparison(1.0, SAME, (f"surface_equal:{asked}={stored}",))
    found = align(asked, stored, gender or None)
    if not found.pairs:
        return Comparison(0.0, DIFFERENT, (NOTHING_COMMON,))
    score, verdict, reasons = 1.0, SAME, []
    for feature in FEATURES:
        for argument in feature.find(found):
            score *= feature.factor
            verdict = max(verdict, feature.cap, key=_RANK.__getitem__)
            reasons.append(f"{feature.code}:{argument}")
    return Comparison(round(score, 4), verdict, tuple(reasons))
