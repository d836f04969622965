"""Mentions and cue words → one kind of question, or how far the understanding came.

`RULES` is an ordered table: the first rule that holds names the kind. Nothing here reads the
database; who a name means is handed in, resolved.
"""

from collections.abc import Callable

from registry.questions.givers import names_giver
from registry.questions.reading import Reading

Rule = tuple[str, Callable[[Reading], bool]]

NOT_UNDERSTOOD = ""

RULES: tuple[Rule, ...] = (
    # When somebody was born or what he earns is nobody's business here.
    (NOT_UNDERSTOOD, lambda r: r.has_person and r.cue("birth") and not _of_honours(r)),
    # Who has it *not* cannot be told from records of who has it.
    (NOT_UNDERSTOOD, lambda r: not r.has_person and r.cue("not_receive")),
    # Opinions, orders to change the registry, and sport are not what it answers.
    (NOT_UNDERSTOOD, lambda r: r.cue("opinion", "command", "sport") and not r.cue("yes_no")),
    # Whoever is asked about by somebody else's name is not that somebody.
    (NOT_UNDERSTOOD, lambda r: r.cue("relative") and bool(r.people or r.unused)),
    (NOT_UNDERSTOOD, lambda r: len(r.people) == 1 and _by_anothers_time(r)),
    # Everybody but one is not a list that we make yet; the one alone would be a wrong answer.
    (NOT_UNDERSTOOD, lambda r: r.has_person and r.cue("except")),
    ("coverage", lambda r: _alone(r) and not r.mentions.days and _asks_of_registry(r)),
    ("compare", lambda r: r.cue("compare") and (len(r.people) > 1 or _awards_only(r))),
    ("compare", lambda r: len(r.people) > 1 and r.cue("most")),
    ("share", lambda r: r.cue("share") and not r.has_person),
    ("per_country", lambda r: not r.has_person and r.cue("per_country") and _of_honours(r)),
    ("per_year", lambda r: not r.has_person and _by_year(r)),
    ("per_award", lambda r: not r.has_person and r.award is None and _by_award(r)),
    ("most_decorated", lambda r: not r.has_person and _most(r)),
    ("all_degrees", lambda r: not r.has_person and r.award is not None and r.cue("full_holder")),
    ("on_this_day", lambda r: not r.has_person and _on_a_day(r)),
    ("count", lambda r: r.cue("how_many") and names_giver(r)),
    ("holders", names_giver),
    ("did_receive", lambda r: r.has_person and r.cue("revoked", "restored", "declined")),
    ("holders", lambda r: not r.has_person and r.cue("revoked", "restored", "declined")),
    ("which_decree", lambda r: r.has_person and r.cue("which_decree")),
    ("by_whom", lambda r: r.has_person and r.cue("by_whom")),
    ("where", lambda r: r.has_person and r.cue("where") and _of_honours(r)),
    ("why", lambda r: r.has_person and _why(r) and not r.cue("how_many")),
    ("about", lambda r: _one_award(r) and (_asks_of_degrees(r) or r.cue("eligible"))),
    ("count", lambda r: r.cue("how_many") and not r.has_person and _asks_of_conferrals(r)),
    ("count", lambda r: r.cue("how_many") and r.has_person and _of_honours(r)),
    ("first", lambda r: r.cue("first") and not r.cue("established") and _at_the_edge(r)),
    ("latest", lambda r: r.cue("latest") and not r.cue("established") and _at_the_edge(r)),
    ("when", lambda r: r.cue("when") and r.has_person and _of_honours(r)),
    ("compare", lambda r: _awards_only(r) and _asks_about(r) and not r.cue("possess", "both")),
    ("about", lambda r: _one_award(r) and r.cue("why", "where", "which_decree")),
    ("holders", lambda r: _one_award(r) and (_names_bearers(r) or _has_it(r))),
    ("about", lambda r: _one_award(r) and _asks_about(r)),
    ("compare", lambda r: len(r.people) > 1),
    ("did_receive", lambda r: r.has_person and r.award is not None and yes_no(r)),
    ("honours", lambda r: r.has_person and r.award is not None and r.cue("what", "who", "highest")),
    ("did_receive", lambda r: r.has_person and r.award is not None),
    ("honours", lambda r: r.has_person and _asks_of_honours(r)),
    ("both", lambda r: _awards_only(r) and not _alternatives(r)),
    ("about", lambda r: _alone(r) and r.cue("highest") and r.cue("award_noun")),
    ("holders", lambda r: not r.has_person and _asks_of_conferrals(r)),
)


def kind_of(reading: Reading) -> str | None:
    """The kind of question, or None: it was not understood."""
    kind = next((name for name, holds in RULES if holds(reading)), None)
    return kind or None


_BEFORE = frozenset("раньше прежде до после позже before after earlier later than чем".split())
_AFTER = frozenset("бұрын кейін соң бурын кейин дейін".split())


def _by_anothers_time(r: Reading) -> bool:
    """«Кто получил Достык после Эрдогана?»: not Erdogan's own honours."""
    return r.cue("who") and any(
        r.word(name.first - 1) in _BEFORE or r.word(name.last) in _AFTER for name, _ in r.names
    )


def yes_no(reading: Reading) -> bool:
    """Whether a yes or no is asked for.

    English asks by an auxiliary in front; Russian and Kazakh by a particle or «есть»/«бар».
    """
    first_word = [c for c in reading.mentions.cues if c.name == "yes_no" and c.language == "en"]
    particle = [c for c in reading.mentions.cues if c.name == "yes_no" and c.language != "en"]
    possessed = reading.cue("possess") and not reading.cue("what")
    return any(c.first == 0 or c.last - c.first > 1 for c in first_word) or bool(
        particle or possessed
    )


def _of_honours(r: Reading) -> bool:
    """Whether honours are spoken of at all."""
    return r.award is not None or r.cue("receive", "award_noun", "present", "possess")


def _alone(r: Reading) -> bool:
    """Whether neither an award nor a person nor anything that narrows is named."""
    narrowed = r.mentions.dates or r.mentions.offices or r.mentions.decrees or r.people_of
    return r.award is None and not r.has_person and not narrowed


def _award_only(r: Reading) -> bool:
    return r.award is not None and not r.has_person


def _one_award(r: Reading) -> bool:
    return _award_only(r) and not _awards_only(r)


def _awards_only(r: Reading) -> bool:
    return len({a.slugs for a in r.mentions.awards}) > 1 and not r.has_person


def _asks_of_registry(r: Reading) -> bool:
    """«Какие награды есть?», "What does the registry cover?", "How many records do you have?"."""
    asked = r.cue("what", "how_many", "about", "who", "exist", "possess", "all", "when", "hold")
    if r.cue("most", "first", "latest"):
        return False
    listed = r.cue("exist") and r.cue("what", "who") and r.cue("award_noun")
    complete = r.cue("registry") and r.cue("yes_no") and r.cue("all", "hold")
    return (r.cue("registry") and asked and (complete or not r.cue("receive"))) or (
        listed and not r.cue("receive")
    )


def _why(r: Reading) -> bool:
    """Whether it is asked for what: «за что», «не үшін», "What did he get it for?"."""
    ends_so = r.word(len(r.mentions.words) - 1) == "for" and r.cue("what")
    return r.cue("why") or ends_so


def _most(r: Reading) -> bool:
    """Who has the most; "the most recent" asks for the latest."""
    most = r.cue("most") and not r.cue("latest", "highest")
    return most and (_of_honours(r) or r.cue("registry", "who"))


def _on_a_day(r: Reading) -> bool:
    """«В этот день», or a day of the year and nothing but honours beside it."""
    bare = r.award is None and not r.people_of and not r.mentions.offices
    return r.cue("on_this_day") or (bool(r.mentions.days) and bare)


def _has_it(r: Reading) -> bool:
    """«Парасат бар адамдар»; but "does it have degrees?" asks of the award."""
    return r.cue("possess") and not r.cue("degrees")


def _names_bearers(r: Reading) -> bool:
    """A title in the plural names those who bear it: "People's Artists of Kazakhstan"."""
    award = r.award
    words = [w.folded for w in r.mentions.words[award.first : award.last]] if award else []
    return any(w in _BEARERS for w in words) and not r.cue("about", "eligible", "established")


_BEARERS = frozenset(
    "artists heroes workers teachers builders miners doctors figures cosmonauts writers geologists "
    "артисты артистов артистам герои героев героям деятели деятелей учителя учителей врачи врачей "
    "лётчики летчики космонавты писатели писателей строители шахтеры батырлары ерлері ерлерінің "
    "әртістері әртістерінің қаһармандары қаһармандарының қайраткерлері ұстаздары дәрігерлері "
    "жазушылары жазушылар герои".split()
)


def _by_year(r: Reading) -> bool:
    in_which = r.cue("when") and r.cue("most")
    return (r.cue("per_year") or in_which) and _of_honours(r)


def _by_award(r: Reading) -> bool:
    which = r.cue("most") and r.cue("what") and r.cue("award_noun")
    which = which and not r.cue("who", "women", "men") and not r.mentions.offices
    return r.cue("per_award") or which


def _at_the_edge(r: Reading) -> bool:
    """The first or latest of an award, or of a person's honours."""
    if not r.has_person:
        return _asks_of_conferrals(r)
    return r.cue("award_noun") and not (yes_no(r) and r.award is not None)


def _asks_of_honours(r: Reading) -> bool:
    known = r.pinned or (r.person is not None and bool(r.person.matches or r.person.resembling))
    asked = r.cue("award_noun", "receive", "possess", "highest")
    asked = asked or (known and r.cue("when", "what", "about"))
    # A bare name asks for what that person holds; of one whom nobody knows, there is no record.
    return asked or (known and len(r.mentions.words) <= 4) or _written_as_a_name(r)


def _written_as_a_name(r: Reading) -> bool:
    """«Элвис Пресли»: two to four words with capitals, and nothing else."""
    words = r.mentions.words
    whole = any((name.first, name.last) == (0, len(words)) for name, _ in r.names)
    return whole and 2 <= len(words) <= 4 and all(word.text.istitle() for word in words)


def _asks_of_conferrals(r: Reading) -> bool:
    named_there = bool(r.mentions.decrees or r.mentions.days) and r.cue("who")
    spoken_of = r.cue("receive", "award_noun", "present", "hero")
    among = bool(r.mentions.offices) and r.cue("who") and r.has_word(_AMONG)
    listed = named_there or among or (r.narrows and spoken_of)
    return r.award is not None or listed or _of_a_kind(r)


_AMONG = ("арасында", "ішінде", "среди", "among", "amongst")


def _of_a_kind(r: Reading) -> bool:
    """«Кому присвоены почётные звания?»: a kind of award is enough to list its holders."""
    kinds = r.cue("kind_order", "kind_medal", "kind_title", "kind_jubilee", "hero")
    asked = r.cue("who", "how_many", "latest", "first") and not r.cue("highest")
    return kinds and asked and not r.unused


def _asks_of_degrees(r: Reading) -> bool:
    return r.cue("how_many") and r.cue("degrees") and not r.cue("receive") and not r.mentions.grades


def _asks_about(r: Reading) -> bool:
    if r.cue("established"):
        return True
    # «Барыс 2 ст.»: a degree is asked for with its holders.
    if r.mentions.grades and not r.cue("about"):
        return False
    if r.cue("who", "receive", "how_many", "latest", "first", "present"):
        return r.cue("about") and not r.cue("who", "how_many", "latest", "first") and _eligible(r)
    return not r.narrows


def _eligible(r: Reading) -> bool:
    """«За что дают», «кто может получить», «кімдерге беріледі»: of the award, not of holders."""
    return not r.narrows


def _alternatives(r: Reading) -> bool:
    """«Барыс» или «Парасат»: either will do."""
    return r.has_word("or или либо немесе әлде я яки or/and".split())
