"""Two written names → which part of one stands for which part of the other."""

from dataclasses import dataclass, field

from registry.names.matching import Level, Match, match_words, same_initial
from registry.names.parts import Part, WrittenName, read_name


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of the asked name, the part of the stored one it stands for, and how well."""

    asked: Part
    stored: Part
    match: Match


@dataclass(slots=True)
class Alignment:
    """What every feature of the comparison looks at."""

    asked: WrittenName
    stored: WrittenName
    gender: str | None
    pairs: list[Pair] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    initials: list[tuple[Part, Part]] = field(default_factory=list)
    clashing_initials: list[tuple[Part, Part | None]] = field(default_factory=list)
    left_asked: list[Part] = field(default_factory=list)
    left_stored: list[Part] = field(default_factory=list)

    def at(self, *levels: Level) -> list[Pair]:
        """The pairs at these levels."""
        return [pair for pair in self.pairs if pair.match.level in levels]


def align(asked: str, stored: str, gender: str | None) -> Alignment:
    """Pair the parts of two names, best matches first, in any order; then the initials."""
    one, two = read_name(asked), read_name(stored)
    found = Alignment(one, two, gender)
    mine, theirs = _join(list(one.parts), list(two.parts), found.joined)
    theirs, mine = _join(theirs, mine, found.joined)
    taken = _pair_words(mine, theirs)
    found.pairs = [Pair(mine[i], theirs[j], match) for i, (j, match) in sorted(taken.items())]
    held = {j for j, _ in taken.values()}
    found.left_asked = [part for i, part in enumerate(mine) if i not in taken]
    found.left_stored = [part for j, part in enumerate(theirs) if j not in held]
    _pair_initials(found)
    return found


def _join(parts: list[Part], others: list[Part], said: list[str]) -> tuple[list[Part], list[Part]]:
    """Касым Жомарт written apart stands for Касым-Жомарт."""
    keys = {part.key for part in others if len(part.key) > 5}
    for at in range(len(parts) - 1):
        left, right = parts[at], parts[at + 1]
        if "initial" in (left.kind, right.kind):
            continue
        text = left.text + "-" + right.text
        whole = Part(text, left.folded + "-" + right.folded, left.key + right.key, "word")
        if whole.key in keys and not {left.key, right.key} & keys:
            said.append(text)
            return [*parts[:at], whole, *parts[at + 2 :]], others
    return parts, others


def _pair_words(mine: list[Part], theirs: list[Part]) -> dict[int, tuple[int, Match]]:
    """Place of an asked part → place of its stored one and their match; the surest pair first."""
    options = [
        (match.level, one.kind == two.kind, -i, -j, match)
        for i, one in enumerate(mine)
        for j, two in enumerate(theirs)
        if (match := _match(one, two)).level > Level.NONE
    ]
    options.sort(key=lambda option: option[:4], reverse=True)
    taken: dict[int, tuple[int, Match]] = {}
    held: set[int] = set()
    for *_, i, j, match in options:
        if -i not in taken and -j not in held:
            taken[-i] = (-j, match)
            held.add(-j)
    return taken


def _match(one: Part, two: Part) -> Match:
    if "initial" in (one.kind, two.kind):
        return Match(Level.NONE)
    if one.father and two.father:
        return _match_fathers(one, two)
    return match_words(one.folded, two.folded)


def _match_fathers(one: Part, two: Part) -> Match:
    """Абишевич and Әбішұлы name the same father; a son's ending is not a daughter's."""
    match = match_words(one.folded, two.folded)
    if match.level >= Level.STRIPPED or one.gender != two.gender:
        return match
    if one.father == two.father:
        return Match(Level.VARIANT, match.forms)
    return match


def _pair_initials(found: Alignment) -> None:
    """Initials stand, in their order, for the parts that are left over on the other side."""
    _spend(found, found.left_asked, found.left_stored, swap=False)
    _spend(found, found.left_stored, found.left_asked, swap=True)


def _spend(found: Alignment, mine: list[Part], theirs: list[Part], *, swap: bool) -> None:
    initials = [part for part in mine if part.kind == "initial"]
    waiting = [part for part in theirs if part.kind != "particle"]
    if not initials or not waiting:
        return
    for initial, word in zip(initials, waiting, strict=False):
        pair = (word, initial) if swap else (initial, word)
        fits = same_initial(initial.text, word.folded)
        (found.initials if fits else found.clashing_initials).append(pair)
        mine.remove(initial)
        theirs.remove(word)
