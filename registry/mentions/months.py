"""Months by name, in any case form, in Kazakh (three alphabets), Russian and English."""

import re
from functools import lru_cache

# The stem of each month; what may follow is a case ending of its language.
_STEMS: tuple[tuple[str, str, str], ...] = (
    ("қаңтар|кантар|qańtar|qañtar|qantar", "январ", "january|jan"),
    ("ақпан|акпан|aqpan", "феврал", "february|feb"),
    ("наурыз|naýryz|nauryz", "март", "march|mar"),
    ("сәуір|сауир|sáýir|säuir|säuır|sauir", "апрел", "april|apr"),
    ("мамыр|mamyr", "ма", "may"),
    ("маусым|maýsym|mausym", "июн", "june|jun"),
    ("шілде|шилде|shilde|şılde", "июл", "july|jul"),
    ("тамыз|tamyz", "август", "august|aug"),
    ("қыркүйек|қыркүйег|кыркуйек|qyrkúıek|qyrkuiek|qyrküiek", "сентябр", "september|sept|sep"),
    ("қазан|казан|qazan", "октябр", "october|oct"),
    ("қараша|караша|qarasha|qaraşa", "ноябр", "november|nov"),
    ("желтоқсан|желтоксан|jeltoqsan", "декабр", "december|dec"),
)
_KK = (
    r"(?:ы|і|сы|сі)?(?:да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|ның|нің|дың|дің|тың|тің|"
    r"ға|ге|қа|ке|дағы|дегі|тағы|тегі|ндағы|ндегі|на|не|da|de|ta|te)?"
)
_RU = r"(?:ь|я|ю|е|ем|й|а|у|ом)?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"(?:(?:{kk}){_KK}|{ru}{_RU if ru != 'ма' else '(?:й|я|ю|е|ем)'}|(?:{en}))")
        for kk, ru, en in _STEMS
    )


@lru_cache(maxsize=4096)
def month_of(folded: str) -> int | None:
    """The number of the month that a folded word names, or None."""
    for number, pattern in enumerate(_patterns(), 1):
        if pattern.fullmatch(folded):
            return number
    return None
