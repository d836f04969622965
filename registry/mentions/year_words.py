"""Years in words: «две тысячи двадцать втором», «екі мың жиырма екінші», "twenty twenty-two"."""

from collections.abc import Sequence

from registry.mentions.date_reading import Read, folded, made, partial, skip_year_word
from registry.mentions.model import Word

_UNITS = (
    "перв бірінші first one один бір",
    "втор екінші second two два екі",
    "трет үшінші third three три үш",
    "четв төртінші fourth four четыре төрт",
    "пят бесінші fifth five пять бес",
    "шест алтыншы sixth six шесть алты",
    "седьм жетінші seventh seven семь жеті",
    "восьм сегізінші eighth eight восемь сегіз",
    "девят тоғызыншы ninth nine девять тоғыз",
    "десят оныншы tenth ten десять он",
    "одиннадц eleven",
    "двенадц twelve twelfth",
    "тринадц thirteen",
    "четырнадц fourteen",
    "пятнадц fifteen",
    "шестнадц sixteen",
    "семнадц seventeen",
    "восемнадц eighteen",
    "девятнадц nineteen",
)
_TENS = {
    10: "он",
    20: "двадцат жиырма twenty",
    30: "тридцат отыз thirty",
    90: "девяност тоқсан ninety",
}
_THOUSANDS = (
    (("две", "тысячи"), 2000),
    (("двух", "тысяч"), 2000),
    (("екі", "мың"), 2000),
    (("two", "thousand"), 2000),
    (("тысяча", "девятьсот"), 1900),
    (("бір", "мың", "тоғыз", "жүз"), 1900),
    (("мың", "тоғыз", "жүз"), 1900),
    (("nineteen",), 1900),
    (("twenty",), 2000),
)


def read_year_words(words: Sequence[Word], place: int) -> Read | None:
    """A year of 1990–1999 or 2000–2039 in words; a decade or a lone numeral is none."""
    for start, century in _THOUSANDS:
        run = tuple(folded(words, place + n) for n in range(len(start)))
        if run != start:
            continue
        at = place + len(start)
        at += folded(words, at) in ("and", "и")
        rest, last = _below_hundred(words, at)
        short = len(start) == 1
        if not rest or (short and rest < 10) or (century == 1900 and rest < 90):
            continue
        if century == 2000 and rest > 39:
            continue
        return made(place, skip_year_word(words, last), partial(century + rest))
    rest, last = _below_hundred(words, place)
    # «В девяносто пятом году», «жиырма үшінші жылы»: only where the word for year follows.
    if rest and (rest >= 90 or 20 <= rest <= 39) and skip_year_word(words, last) > last:
        century = 1900 if rest >= 90 else 2000
        return made(place, last + 1, partial(century + rest))
    return None


def _below_hundred(words: Sequence[Word], place: int) -> tuple[int, int]:
    """The number that stands here (0: none) and the place behind it."""
    word = folded(words, place)
    tens, _, unit = word.partition("-")
    for number, forms in _TENS.items():
        if tens == forms or (number > 10 and tens.startswith(tuple(forms.split()))):
            if unit:
                return number + _unit(unit), place + 1
            more = _unit(folded(words, place + 1))
            return (number + more, place + 2) if 0 < more < 10 else (number, place + 1)
    return (_unit(word), place + 1) if _unit(word) else (0, place)


def _unit(word: str) -> int:
    """1 to 19, in any case; the longer stems (девятнадцат) before the shorter (девят)."""
    for number in range(len(_UNITS), 0, -1):
        for form in _UNITS[number - 1].split():
            if word == form or (word.startswith(form) and (len(form) > 3 or form == "пят")):
                return number
    return 0
