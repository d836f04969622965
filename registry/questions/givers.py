"""Who hands over and who receives, told apart: "To whom did Tokayev present …", «от Токаева»."""

from registry.mentions.model import NameMention
from registry.questions.reading import Reading

_WHOM = frozenset(
    "кому кого кімге кімді кімдерге кімдерді whom kimge kimderge kimdi kimderdi".split()
)
_FROM = frozenset("from by от из рук руками".split())
_HANDS = frozenset("қолынан атынан қолымен qolynan".split())
_AUXILIARY = frozenset("did has have does".split())


def names_giver(reading: Reading) -> bool:
    """Whether the person who is named hands over rather than receives."""
    return giver(reading) is not None


def giver(reading: Reading) -> NameMention | None:
    """The name of whoever hands over, if the question asks whom somebody decorated."""
    names = [name for name, _ in reading.names]
    if not names or not reading.cue("present", "receive") or reading.cue("by_whom"):
        return None
    for name in names:
        offices = {
            n for office in reading.mentions.offices for n in range(office.first, office.last)
        }
        before = [
            reading.word(place)
            for place in range(max(0, name.first - 4), name.first)
            if place not in offices
        ]
        near = [word for word in before if word not in ("the", "hands")]
        if near and near[-1] in _FROM:
            return name
        if reading.word(name.last) in _HANDS:
            return name
    asks_whom = reading.has_word(_WHOM) or reading.cue("how_many")
    english = reading.word(names[0].first - 1) in _AUXILIARY
    if reading.cue("how_many") and not english:
        asks_whom = False
    english = english and reading.cue("who", "how_many")
    gives = reading.cue("present") or reading.has_word(_GIVES)
    if not (asks_whom or english) or not gives or len(names) != 1:
        return None
    return names[0] if _beside_verb(reading, names[0]) else None


def _beside_verb(reading: Reading, name: NameMention) -> bool:
    """Whether no comma parts the name from a verb of giving: behind one another matter begins."""
    words, text = reading.mentions.words, reading.mentions.text
    verbs = {c.first for c in reading.mentions.cues if c.name in ("present", "receive")}
    verbs |= {n for n, word in enumerate(words) if word.folded in _GIVES}
    for verb in verbs:
        start, end = sorted((words[verb].start, name.start))
        if not set(",;:—") & set(text[start:end]):
            return True
    return False


_GIVES = frozenset(
    "award awarded decorate decorated honour honor наградил наградила награждал награждала дал "
    "присвоил марапаттады наградтады берді марапаттаған наградтаған".split()
)
