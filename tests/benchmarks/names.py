"""`python -m tests.benchmarks.names`: how fast and how surely a written name finds its bearer.

Names are drawn from the made registry (`tests.benchmarks.bulk`, made if it is not there) and
written as people write them. For each way of writing: the 50th and 95th percentile of
`resolve_name` in milliseconds, of that the 95th percentile spent in the database, and whether the
person was among those meant (`found`), among so many namesakes that only their number is said
(`many`), offered as "did you mean" (`offered`), or not there (`missed`). Of people who are not in
the registry every one who is found is a mistake.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.benchmarks import bulk


class Known(NamedTuple):
    """Somebody in the registry: the Russian or Kazakh name by its parts."""

    pk: int
    gender: str
    given: str
    surname: str
    patronymic: str


Write = Callable[[Known, random.Random], str]


def dative(known: Known, _: random.Random) -> str:
    """Кому вручили: Нурлану Серикову, Айгуль Сериковой."""
    return f"{_dative(known.given, known.gender)} {_dative(known.surname, known.gender)}"


def _dative(word: str, gender: str) -> str:
    if gender == "f":
        if word.endswith(("ова", "ева", "ина")):
            return word[:-1] + "ой"
        if word.endswith("ая"):
            return word[:-2] + "ой"
        if word.endswith("ия"):
            return word[:-1] + "и"
        return word[:-1] + "е" if word[-1] in "ая" else word
    if word.endswith("ский"):
        return word[:-2] + "ому"
    if word[-1] in "йь":
        return word[:-1] + "ю"
    return word + "у" if word[-1] in "бвгджзклмнпрстфхцчшщ" else word


def kazakh_genitive(known: Known, _: random.Random) -> str:
    """Кімнің: the ending stands on the last word alone."""
    classes = (("аоуыеияәэюөүі", "ның"), ("мнң", "ның"), ("рлйзж", "дың"))
    ending = next((end for letters, end in classes if known.surname[-1] in letters), "тың")
    return f"{known.given} {known.surname}{ending}"


def latin(known: Known, dice: random.Random) -> str:
    """One of the ways in which the press writes a name in Latin letters."""
    from registry.names import transliterate

    text = transliterate(f"{known.given} {known.surname}")
    for cyrillic, other in (("zh", "j"), ("kh", "h"), ("Zh", "J"), ("yy", "y"), ("ay", "ai")):
        if dice.random() < 0.5:
            text = text.replace(cyrillic, other)
    return text


def mistype(text: str, dice: random.Random) -> str:
    """One letter of the last word left out, doubled, changed or swapped; never the first."""
    head, _, word = text.rpartition(" ")
    at = dice.randrange(1, len(word) - 1)
    letters = "аеиокнрстл" if word[0] > "z" else "aeioknrstl"
    changed = dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.choice(letters) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return f"{head} {changed}".strip()


WAYS: dict[str, Write] = {
    "given and surname": lambda k, _: f"{k.given} {k.surname}",
    "with patronymic": lambda k, _: f"{k.surname} {k.given} {k.patronymic}".strip(),
    "given, patronymic": lambda k, _: f"{k.given} {k.patronymic or k.surname}",
    "initial": lambda k, _: f"{k.given[0]}. {k.surname}",
    "two initials": lambda k, _: f"{k.surname} {k.given[0]}. {(k.patronymic or 'А')[0]}.",
    "dative": dative,
    "Kazakh genitive": kazakh_genitive,
    "Latin": latin,
    "one typo": lambda k, d: mistype(f"{k.given} {k.surname}", d),
    "Latin, one typo": lambda k, d: mistype(latin(k, d), d),
    "surname alone": lambda k, _: k.surname,
    "surname, one typo": lambda k, d: mistype(k.surname, d),
    "given name alone": lambda k, _: k.given,
}


def _sample(count: int, dice: random.Random) -> list[Known]:
    """People by chance, each by the Russian name; whoever bears a common name comes up often."""
    from registry.honours.models import RecipientName

    last = RecipientName.objects.order_by("-recipient_id").values_list("recipient_id", flat=True)[0]
    found: list[Known] = []
    while len(found) < count:
        row = RecipientName.objects.filter(
            recipient=dice.randrange(last // 10, last), language="ru"
        ).values_list("recipient_id", "recipient__gender", "text")
        for pk, gender, text in row:
            words = text.split()
            if len(words) == 2:
                found.append(Known(pk, gender, words[0], words[1], ""))
            elif words[2].endswith(("вич", "вна")):
                found.append(Known(pk, gender, words[1], words[0], words[2]))
            elif words[1].endswith(("вич", "вна")):
                found.append(Known(pk, gender, words[0], words[2], words[1]))
    return found


def _absent(count: int, seed: int) -> Iterator[str]:
    """Names of the same making that nobody in the registry bears, in any writing."""
    from registry.honours import name_search
    from registry.honours.name_keys import together
    from registry.names import key
    from tests.benchmarks.naming import Namer

    for person in Namer(seed + 1).people(count * 50):
        words = person.given.ru, person.surname.ru
        if not name_search.bearers_of_pairs([together(map(key, words))], 1):
            yield " ".join(words)
            count -= 1
        if not count:
            return


@contextmanager
def _in_database(spent: list[float]) -> Iterator[None]:
    from django.db import connection

    def timed(execute: Any, *args: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent[0] += time.perf_counter() - start
            spent[1] += 1

    with connection.execute_wrapper(timed):
        yield


class Figures:
    """What was measured of one way of writing."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.database: list[float] = []
        self.statements = 0.0
        self.ends: Counter[str] = Counter()
        self.examples: list[str] = []

    def ask(self, text: str, pk: int | None, meant: str = "") -> None:
        """Resolve one name and note how it ended."""
        from registry.mentions.people import resolve_name

        spent = [0.0, 0.0]
        start = time.perf_counter()
        with _in_database(spent):
            resolved = resolve_name(text)
        self.times.append((time.perf_counter() - start) * 1000)
        self.database.append(spent[0] * 1000)
        self.statements += spent[1]
        if pk is None:
            end = "wrong" if resolved.matches else "offered" if resolved.resembling else "missed"
        elif pk in {c.recipient.pk for c in resolved.matches}:
            end = "found"
        elif resolved.many:
            end = "many"
        else:
            offered = pk in {c.recipient.pk for c in resolved.resembling}
            end = "offered" if offered else "missed"
        self.ends[end] += 1
        if end in ("missed", "wrong") and (pk is not None or end == "wrong"):
            who = ", ".join(c.stored for c in (*resolved.matches, *resolved.resembling)[:2])
            self.examples.append(f"{text} ({meant}) → {who or '–'}")

    def line(self, name: str) -> str:
        """One line of the table."""
        times, base = sorted(self.times), sorted(self.database)
        p95 = int(len(times) * 0.95) - 1
        ends = "".join(
            f"{self.ends[end]:9}" for end in ("found", "many", "offered", "missed", "wrong")
        )
        return (
            f"{name:18}{times[len(times) // 2]:7.1f}{times[p95]:7.1f}{times[-1]:7.1f}"
            f"{base[p95]:8.1f}{self.statements / len(times):6.1f}{ends}"
        )


def main() -> None:
    """Measure every way of writing, and people who are not there."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.names", description=__doc__)
    bulk.arguments(parser)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--show", type=int, default=0, help="so many names that went wrong")
    options = parser.parse_args()
    print(bulk.prepare(options), options.database)
    dice = random.Random(options.seed)
    for known in _sample(30, dice):
        Figures().ask(f"{known.given} {known.surname}", known.pk)
    print(
        f"{'':18}{'p50':>7}{'p95':>7}{'max':>7}{'db p95':>8}{'sql':>6}"
        f"{'found':>9}{'many':>9}{'offered':>9}{'missed':>9}{'wrong':>9}"
    )
    for name, write in WAYS.items():
        figures = Figures()
        for known in _sample(options.rounds, dice):
            figures.ask(write(known, dice), known.pk, f"{known.given} {known.surname}")
        _print(name, figures, options.show)
    figures = Figures()
    for text in _absent(options.rounds, options.seed):
        figures.ask(text, None)
    _print("not in it", figures, options.show)
    sys.stdout.flush()


def _print(name: str, figures: Figures, show: int) -> None:
    print(figures.line(name), flush=True)
    for example in figures.examples[:show]:
        print("   ", example)


if __name__ == "__main__":
    main()
