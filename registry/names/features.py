"""The table of what a comparison looks at. Each docstring is what a clerk reads in --explain."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.names.agreement import Read, agree
from registry.names.alignment import Alignment, Pair
from registry.names.matching import Level
from registry.names.parts import Part, given_name
from registry.names.surnames import surname_gender

_WOMANS_SURNAME = re.compile("(?:[оеё]в|[иы]н)а$")
_OPEN = frozenset("аеиоуыэюяәөүұі")

Finder = Callable[[Alignment], Iterable[str]]
SAME, LIKELY, UNSURE, DIFFERENT = "same", "likely", "unsure", "different"
# Too little for a patronymic, which is there to tell namesakes apart.
WEAK = (
    Level.OTHER_GIVEN_NAME,
    Level.GENDER_PAIR,
    Level.KNOWN_NAME,
    Level.VOWEL,
    Level.SHORT,
    Level.FIRST_LETTER,
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature caps the verdict and lowers the score once for each thing that it finds."""

    find: Finder
    cap: str
    factor: float

    @property
    def code(self) -> str:
        """The name under which it stands among the reasons."""
        return self.find.__name__


def _args(pairs: Iterable[Pair]) -> list[str]:
    return [f"{pair.asked.text}={pair.stored.text}" for pair in pairs]


def surface_equal(a: Alignment) -> Iterable[str]:
    """The word stands letter for letter in the stored name."""
    return _args(a.at(Level.SURFACE))


def key_equal(a: Alignment) -> Iterable[str]:
    """The words are one name in two scripts or spellings: Japarov = Жапаров."""
    return _args(a.at(Level.KEY))


def known_variant(a: Alignment) -> Iterable[str]:
    """The words are known spellings of one given name, or name the same father."""
    return _args(a.at(Level.VARIANT))


def parts_joined(a: Alignment) -> Iterable[str]:
    """Two words stand for one that is written together or with a hyphen."""
    return a.joined


def titles_left_out(a: Alignment) -> Iterable[str]:
    """A title or office beside the name was left out of the comparison."""
    return (*a.asked.titles, *a.stored.titles)


def vowel_softness(a: Alignment) -> Iterable[str]:
    """The words differ only in а/я or у/ю after a consonant."""
    return _args(a.at(Level.SOFTNESS))


def kazakh_vowel(a: Alignment) -> Iterable[str]:
    """The words differ in a Kazakh vowel that is written in two ways: Өмірзақ, Умирзак."""
    return _args(a.at(Level.KAZAKH_VOWEL))


def case_stripped(a: Alignment) -> Iterable[str]:
    """The word is the stored one with a Russian, Kazakh or English ending."""
    return _args(a.at(Level.STRIPPED))


def typing_error(a: Alignment) -> Iterable[str]:
    """The words are one letter apart, as a slip of the finger makes them."""
    return _args(a.at(Level.TYPO))


def several_typing_errors(a: Alignment) -> Iterable[str]:
    """More than one word of the name is not quite the stored one."""
    wrong = a.at(Level.TYPO, Level.STRIPPED_TYPO)
    return _args(wrong) if len(wrong) > 1 else ()


def typing_error_and_case(a: Alignment) -> Iterable[str]:
    """The word is one letter apart from the stored one, and has an ending besides."""
    return _args(a.at(Level.STRIPPED_TYPO))


def vowel_differs(a: Alignment) -> Iterable[str]:
    """A short word with another vowel is mostly another name: Токаев, Тукаев."""
    return _args(a.at(Level.VOWEL))


def short_word_differs(a: Alignment) -> Iterable[str]:
    """A word of five letters with another consonant may be another name: Путин, Пугин."""
    return _args(a.at(Level.SHORT))


def first_letter_differs(a: Alignment) -> Iterable[str]:
    """The words differ in the first letter, which is seldom mistyped: Алиев, Валиев."""
    return _args(a.at(Level.FIRST_LETTER))


def gender_pair(a: Alignment) -> Iterable[str]:
    """One is the woman's form of the other: Алиев, Алиева."""
    return _args(a.at(Level.GENDER_PAIR))


def other_given_name(a: Alignment) -> Iterable[str]:
    """One letter apart, but both are names of their own: Марат, Мурат."""
    return _args(a.at(Level.OTHER_GIVEN_NAME))


def known_name(a: Alignment) -> Iterable[str]:
    """One letter apart, but the written word is a common name, or made of one: Ахметов, Ахмедов."""
    return _args(a.at(Level.KNOWN_NAME))


def cases_disagree(a: Alignment) -> Iterable[str]:
    """The endings of the words do not go together in one case and gender."""
    reads = [Read(pair.asked.folded, pair.match.forms) for pair in a.pairs]
    return () if agree(reads, a.gender) is not None else [_written(a)]


def reads_as_woman(a: Alignment) -> Iterable[str]:
    """As it stands the name is a woman's: Александра Иванова need not be Александр Иванов."""
    if not a.at(Level.STRIPPED) or a.gender == "f":
        return ()
    as_men = [f for p in a.at(Level.STRIPPED) for f in p.match.forms if f.gender == "m"]
    women = [p for p in a.pairs if p.asked.gender == "f" or _known_gender(p.asked) == "f"]
    # «Александра Вучича»: a woman of that name would be «Александра Вучич».
    mens = [p for p in a.at(Level.STRIPPED) if p not in women and _is_mens_genitive(p.asked.folded)]
    if mens:
        return ()
    return [_written(a)] if as_men and women else ()


def _is_mens_genitive(folded: str) -> bool:
    """A surname in -а that is no woman's: in the genitive, for a woman's would stay as it is."""
    return (
        folded.endswith("а") and not _WOMANS_SURNAME.search(folded) and folded[-2:-1] not in _OPEN
    )


def gender_differs(a: Alignment) -> Iterable[str]:
    """The written name is a woman's and the stored person a man, or the other way round."""
    written = {_gender(pair.asked) for pair in a.pairs} - {None}
    exact = all(pair.match.level >= Level.SOFTNESS for pair in a.pairs)
    if not a.gender or exact or not written or a.gender in written:
        return ()
    return [_written(a)] if not a.at(Level.STRIPPED) else ()


def initial_agrees(a: Alignment) -> Iterable[str]:
    """An initial stands for a word that begins with it."""
    return [f"{one.text}={two.text}" for one, two in a.initials]


def initial_differs(a: Alignment) -> Iterable[str]:
    """An initial does not begin the word it would have to stand for."""
    return [f"{one.text}={two.text if two else ''}" for one, two in a.clashing_initials]


def patronymic_absent(a: Alignment) -> Iterable[str]:
    """Only one of the two names has a patronymic."""
    mine, theirs = _fathers(a.left_asked), _fathers(a.left_stored)
    return [part.text for part in mine or theirs] if bool(mine) != bool(theirs) else ()


def patronymic_differs(a: Alignment) -> Iterable[str]:
    """Both names have a patronymic and the fathers are not the same."""
    mine, theirs = _fathers(a.left_asked), _fathers(a.left_stored)
    if mine and theirs:
        return [f"{mine[0].text}={theirs[0].text}"]
    weak = a.at(*WEAK)
    return _args(pair for pair in weak if pair.asked.kind == pair.stored.kind == "patronymic")


def part_not_found(a: Alignment) -> Iterable[str]:
    """A word of the written name is nowhere in the stored one."""
    named = len(a.pairs) + len(a.initials)
    return [
        part.text
        for part in a.left_asked
        if part.kind == "word" or (part.kind in ("patronymic", "initial") and named < 2)
    ]


def stored_part_not_named(a: Alignment) -> Iterable[str]:
    """The stored name has a further word that was not written."""
    left = [part.text for part in a.left_stored if part.kind == "word"]
    return left if len(a.pairs) + len(a.initials) > 1 else ()


def one_part_only(a: Alignment) -> Iterable[str]:
    """Only one word was written; others may bear it too."""
    if len(a.pairs) == 1 and not a.initials and len(_people(a.left_stored)):
        return [a.pairs[0].asked.text]
    return ()


def given_name_only(a: Alignment) -> Iterable[str]:
    """Only a common given name was written."""
    alone = one_part_only(a)
    return [text for text in alone if given_name(a.pairs[0].stored.key)]


def _fathers(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.kind == "patronymic"]


def _people(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.kind != "particle"]


def _written(a: Alignment) -> str:
    return " ".join(pair.asked.text for pair in a.pairs)


def _known_gender(part: Part) -> str | None:
    known = given_name(part.key)
    return known.gender if known else None


def _gender(part: Part) -> str | None:
    """What a written part says of the bearer's gender, if it is read as a nominative."""
    surname = surname_gender(part.folded) if part.kind == "word" else None
    return part.gender or _known_gender(part) or surname


FEATURES: tuple[Feature, ...] = (
    Feature(surface_equal, SAME, 1.0),
    Feature(key_equal, SAME, 0.99),
    Feature(known_variant, SAME, 0.97),
    Feature(parts_joined, SAME, 0.98),
    Feature(titles_left_out, SAME, 1.0),
    Feature(patronymic_absent, SAME, 0.98),
    Feature(vowel_softness, LIKELY, 0.93),
    Feature(kazakh_vowel, LIKELY, 0.92),
    Feature(case_stripped, LIKELY, 0.95),
    Feature(initial_agrees, LIKELY, 0.93),
    Feature(stored_part_not_named, LIKELY, 0.9),
    Feature(typing_error, LIKELY, 0.88),
    Feature(one_part_only, LIKELY, 0.85),
    Feature(given_name_only, UNSURE, 0.7),
    Feature(several_typing_errors, UNSURE, 0.85),
    Feature(typing_error_and_case, UNSURE, 0.75),
    Feature(reads_as_woman, UNSURE, 0.75),
    Feature(cases_disagree, UNSURE, 0.7),
    Feature(gender_differs, UNSURE, 0.65),
    Feature(vowel_differs, UNSURE, 0.6),
    Feature(short_word_differs, UNSURE, 0.65),
    Feature(first_letter_differs, UNSURE, 0.6),
    Feature(known_name, UNSURE, 0.6),
    Feature(gender_pair, UNSURE, 0.55),
    Feature(other_given_name, DIFFERENT, 0.3),
    Feature(initial_differs, DIFFERENT, 0.2),
    Feature(patronymic_differs, DIFFERENT, 0.2),
    Feature(part_not_found, DIFFERENT, 0.1),
)
NOTHING_COMMON = "no_word_in_common"
REASONS: dict[str, str] = {
    **{feature.code: (feature.find.__doc__ or "").strip() for feature in FEATURES},
    NOTHING_COMMON: "No word of the one name resembles a word of the other.",
}
