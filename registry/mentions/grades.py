"""Degrees in a text: a number or ordinal beside a word for degree or class, in three languages."""

import re
from collections.abc import Sequence

from registry.mentions.model import GradeMention, Word
from registry.mentions.scan import scan
from registry.mentions.words import read_words
from registry.names import fold

_WRITTEN = {
    "1": (
        "1 i і ⅰ 1-й 1-я 1-ой 1-ші 1st i-ші і-ші первой первая первую первый первым бірінші "
        "биринши first birinshi birinşi pervoi pervoy"
    ),
    "2": (
        "2 ii іі ⅱ 2-й 2-я 2-ой 2-ші 2nd ii-ші іі-ші второй вторая вторую второго екінші екинши "
        "second ekinshi ekinşi vtoroi vtoroy"
    ),
    "3": (
        "3 iii ііі ⅲ 3-й 3-я 3-ей 3-ші 3rd iii-ші ііі-ші третьей третья третью третий үшінші "
        "ушинши third ushinshi üşınşı tretei tretey"
    ),
    "4": (
        "4 iv ⅳ 4-й 4-я 4-ой 4-ші 4th четвертой четвертая четвертую четвертый төртінші тортинши "
        "fourth tortinshi"
    ),
    "5": "5 v ⅴ 5-й 5-я 5-ой 5-ші 5th пятой пятая пятую пятый бесінші бесинши fifth besinshi",
    "special": "особой особая особую ерекше special",
}
_NUMBER = {form: code for code, forms in _WRITTEN.items() for form in forms.split()}
_NOUN = re.compile(
    r"(?:степен\w*|ст|класс\w*|дәреже\w*|дареже\w*|degrees?|class|grade|stepen\w*|dareje\w*|"
    r"darezhe\w*|därej\w*|dárej\w*)$"
)
_GLUED = re.compile(
    rf"({'|'.join(sorted(_NUMBER, key=len, reverse=True))})"
    r"-(?:степен\w*|дәреже\w*|дареже\w*|degree|class)$"
)


def find_grades(text: str, words: Sequence[Word]) -> list[GradeMention]:
    """Every degree. A number without a word for degree beside it may be a date's."""
    return scan(words, _at)


def bare_code(folded: str) -> str:
    """The degree that a word would mean beside an award's name: `1` of "Dostyk I"; or nothing."""
    return _NUMBER.get(folded, "")


def grade_code(*texts: str) -> str:
    """The degree that one of the texts says: «I», «екінші дәреже», «2 степени», «special»."""
    for text in texts:
        words = read_words(text)
        found = find_grades(text, words)
        code = found[0].code if found else ""
        if not code and len(words) == 1:
            code = bare_code(words[0].folded) or (fold(text) if fold(text) == "single" else "")
        if code:
            return code
    return ""


def _at(words: Sequence[Word], place: int) -> GradeMention | None:
    here = words[place].folded
    glued = _GLUED.match(here)
    if glued:
        return _mention(words, place, place + 1, _NUMBER[glued.group(1)])
    after = words[place + 1].folded if place + 1 < len(words) else ""
    if here in _NUMBER and _NOUN.match(after):
        return _mention(words, place, place + 2, _NUMBER[here])
    # "degree II", "class 1", "of the first degree" is met above by its number.
    if _NOUN.match(here) and after in _NUMBER and not _followed_by_noun(words, place + 1):
        return _mention(words, place, place + 2, _NUMBER[after])
    return None


def _followed_by_noun(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and bool(_NOUN.match(words[place + 1].folded))


def _mention(words: Sequence[Word], first: int, last: int, code: str) -> GradeMention:
    return GradeMention(words[first].start, words[last - 1].end, first, last, code)
