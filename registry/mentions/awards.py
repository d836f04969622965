"""Awards in a text, by any spelling that the registry knows.

The lexicon is made from rows, so a new spelling is a row and not code. A spelling is a run of
significant words; nouns such as «ордені», "title" or "of the" do not tell awards apart and are
passed over, except that a translated name ("Friendship") counts only beside such a noun.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from registry.mentions.forms import base_forms, forms, plain
from registry.mentions.model import AwardMention, Word
from registry.mentions.scan import scan
from registry.names import words as split

NOUNS = frozenset(
    plain(word)
    for word in (
        "орден ордена ордену орденом ордене ордены орденов орденами орденов ордені "
        "орденін орденіне орденімен орденінің орденінен ордендері ордендерімен орденді "
        "орденге ордендерді медальді медальға медаль "
        "медали медалью медалей медалями медалі медалін медаліне медалімен медалінің "
        "звание звания званию званием званий атағы атағын атағына атағымен атағының атақ "
        "подвеска подвески подвеской подвеску знак знаком ordeni ordenin orden ordena "
        "ordenom order orders medal medals title titles pendant pendants badge atagy "
        "atağy"
    ).split()
)
_LINKS = frozenset(
    plain(word)
    for word in (
        "of the a an honorary құрметті почётные почётных почётными почётное почётного почётным "
        "почётному почетное государственный мемлекеттік state имени named after атындағы"
    ).split()
)
# "Nazarbayev's medals" are a man's, "the Nazarbayev medal" is an award.
_MANY = ("medals", "orders")
_RUSSIAN = frozenset("орден ордена ордену орденом ордене медаль медали медалью".split())
_AROUND = NOUNS | _LINKS
_NEAR = 2
_DEGREE = ("stepen", "dareje", "degree", "class")
_TYPO_LENGTH = 6


@dataclass(slots=True)
class _Spelling:
    """One spelling: its significant words, whose it is, and whether it needs a noun beside it."""

    slug: str
    text: str
    words: tuple[str, ...]
    needs_noun: bool
    grade: str = ""


@dataclass(slots=True)
class AwardLexicon:
    """Spellings of awards, indexed by every form of their first significant word."""

    spellings: list[_Spelling] = field(default_factory=list)
    by_first: dict[str, list[_Spelling]] = field(default_factory=dict)
    single: dict[str, list[_Spelling]] = field(default_factory=dict)
    several: list[_Spelling] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        spellings: Iterable[tuple[str, str, str]],
        graded: Iterable[tuple[str, str, str]] = (),
    ) -> "AwardLexicon":
        """From rows of (slug, spelling, kind) and of (slug, spelling, grade's code)."""
        lexicon = cls()
        for slug, text, kind in spellings:
            lexicon._add(slug, text, kind == "gloss" and _is_common(text), "")
        for slug, text, grade in graded:
            lexicon._add(slug, text, False, grade)
        for bucket in lexicon.by_first.values():
            bucket.sort(key=lambda spelling: -len(spelling.words))
        return lexicon

    def _add(self, slug: str, text: str, needs_noun: bool, grade: str) -> None:
        everything = [w.text for w in split(text)]
        words = tuple(w for w in everything if plain(w) not in NOUNS | _LINKS)
        if not words:
            return
        # «Орден Назарбаева»: the noun is part of the spelling, the name alone is a person.
        if len(words) == 1 and any(plain(w) in NOUNS for w in everything):
            needs_noun = True
        spelling = _Spelling(slug, text, words, needs_noun, grade)
        self.spellings.append(spelling)
        for form in base_forms(words[0]):
            self.by_first.setdefault(form, []).append(spelling)
        if len(words) > 1:
            self.several.append(spelling)
        else:
            self.single.setdefault(plain(words[0]), []).append(spelling)


def _is_common(text: str) -> bool:
    """One word, or one with a number («30 лет независимости»), is ordinary language by itself."""
    significant = [w.text for w in split(text) if plain(w.text) not in NOUNS | _LINKS]
    one = len(significant) < 2 and not any("-" in word for word in significant)
    return one or any(word[0].isdigit() for word in significant)


def find_awards(
    words: Sequence[Word], lexicon: AwardLexicon, *, typos: bool = True
) -> list[AwardMention]:
    """Every award in the words, the longest spelling first where several begin alike."""
    found = scan(words, lambda run, place: _mention_at(run, place, lexicon))
    return found or (_find_typos(words, lexicon) if typos else [])


def _mention_at(words: Sequence[Word], place: int, lexicon: AwardLexicon) -> AwardMention | None:
    best: dict[tuple[int, int], list[tuple[_Spelling, int]]] = {}
    candidates = {
        id(spelling): spelling
        for form in forms(words[place].folded)
        for spelling in lexicon.by_first.get(form, ())
    }
    written = plain(words[place].folded)
    for spelling in candidates.values():
        # «Почётные звания» are no order «Почёт».
        if written in _LINKS and written != plain(spelling.words[0]):
            continue
        last, exact = _match(words, place, spelling)
        alone = spelling.needs_noun and (
            not noun_near(words, place, last) or _is_of_the_next(words, place, last, lexicon)
        )
        if last and not alone:
            best.setdefault((last, exact), []).append((spelling, exact))
    if not best:
        return None
    # The longest run wins; among equals one whose words stand as they are written.
    last, exact = max(best)
    owners = best[last, exact]
    slugs = tuple(dict.fromkeys(s.slug for s, _ in owners))
    grades = {s.grade for s, _ in owners}
    return _mention(
        words, place, last, slugs, owners[0][0].text,
        "exact" if exact else "inflected", grades.pop() if len(grades) == 1 else "",
    )  # fmt: skip


def _match(words: Sequence[Word], place: int, spelling: _Spelling) -> tuple[int, int]:
    """Where the spelling ends if it stands at `place` (0: it does not), and how exactly."""
    at, exact = place, 0
    for number, wanted in enumerate(spelling.words):
        while number and at < len(words) and plain(words[at].folded) in NOUNS | _LINKS:
            at += 1
        if at >= len(words):
            return 0, 0
        here = words[at].folded
        if plain(here) == plain(wanted):
            exact += 2
        elif base_forms(wanted) & forms(here):
            exact += 1
        else:
            return 0, 0
        at += 1
    return at, int(exact == 2 * len(spelling.words))


def noun_near(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether an award noun stands up to two words before or directly after, or a degree after."""
    before = words[max(0, first - _NEAR) : first]
    after = [w for w in words[last : last + 1] if w.folded not in _MANY]
    beside = [plain(w.folded) for w in (*before, *after)]
    degrees = [plain(w.folded) for w in words[last : last + 2]]
    return any(word in NOUNS for word in beside) or any(w.startswith(_DEGREE) for w in degrees)


def _is_of_the_next(words: Sequence[Word], first: int, last: int, lexicon: AwardLexicon) -> bool:
    """«Назарбаев орден Отан»: a Russian noun is that of the award after it, not of the man."""
    if last >= len(words) - 1 or words[last].folded not in _RUSSIAN:
        return False
    before = (plain(word.folded) for word in words[max(0, first - _NEAR) : first])
    if any(word in NOUNS for word in before):
        return False
    return _mention_at(words, last + 1, lexicon) is not None


def _mention(
    words: Sequence[Word],
    first: int,
    last: int,
    slugs: tuple[str, ...],
    spelling: str,
    how: str,
    grade: str = "",
) -> AwardMention:
    """The mention with the award nouns and links around it taken in."""
    start, end = first, last
    while end < len(words) and plain(words[end].folded) in NOUNS:
        end += 1
    # «А Парасат?»: the Russian «а» is no article.
    while start and words[start - 1].folded != "а" and plain(words[start - 1].folded) in _AROUND:
        start -= 1
    return AwardMention(
        words[start].start, words[end - 1].end, start, end, slugs, spelling, how, grade
    )


def _find_typos(words: Sequence[Word], lexicon: AwardLexicon) -> list[AwardMention]:
    """One wrong letter in a long word, or in a shorter one that stands beside an award noun."""
    for place, word in enumerate(words):
        written = plain(word.folded)
        if written in NOUNS | _LINKS:
            continue
        beside = noun_near(words, place, place + 1)
        near = _near_alone(word, lexicon, beside)
        if near:
            slugs = tuple(dict.fromkeys(spelling.slug for spelling in near))
            return [_mention(words, place, place + 1, slugs, near[0].text, "typo")]
        run = _near_run(words, place, lexicon)
        if run:
            return [_mention(words, place, run[1], (run[0].slug,), run[0].text, "typo")]
    return []


def _near_alone(word: Word, lexicon: AwardLexicon, beside: bool) -> list[_Spelling]:
    """Spellings of one word that a written word misses by one letter."""
    if len(plain(word.folded)) < (5 if beside else _TYPO_LENGTH):
        return []
    return [
        spelling
        for known, owners in lexicon.single.items()
        if len(known) >= 5 and _misses(word, known)
        for spelling in owners
        if beside or not spelling.needs_noun
    ]


def _near_run(
    words: Sequence[Word], place: int, lexicon: AwardLexicon
) -> tuple[_Spelling, int] | None:
    """A spelling of several words of which one is written with one wrong letter."""
    for spelling in lexicon.several:
        run = words[place : place + len(spelling.words)]
        if len(run) < len(spelling.words) or spelling.needs_noun:
            continue
        wrong = [
            (word, plain(wanted))
            for word, wanted in zip(run, spelling.words, strict=True)
            if not base_forms(wanted) & forms(word.folded)
        ]
        if len(wrong) == 1 and len(wrong[0][1]) >= 4 and _misses(*wrong[0]):
            return spelling, place + len(run)
    return None


def _misses(word: Word, known: str) -> bool:
    return any(
        OSA.distance(form, known, score_cutoff=1) <= 1
        for form in forms(word.folded)
        if len(form) >= min(5, len(known))
    )
