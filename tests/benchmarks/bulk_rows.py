"""The rows of a made registry, table by table, in batches: what the services would have written.

Rows are tuples of the columns named in `COLUMNS`; whoever writes them adds the defaults. What is
heavy to work out (keys, offices, transliterations) is worked out once a word, not once a person.
"""

import random
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from registry.honours import models as m
from registry.honours.name_keys import fragments_of
from registry.honours.offices import offices_in
from registry.honours.presenters import presenter_keys
from tests.benchmarks.name_index import index_of_person
from tests.benchmarks.naming import Namer, Person

Row = tuple[Any, ...]
Batch = dict[type, list[Row]]
BATCH = 10_000
DECREES, PAGES, PRESENTERS = 3_000, 500, 200
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
ABROAD = "RU CN UZ KG TR US DE FR AE AZ UA BY TJ TM IT KR GB IN".split()
COLUMNS: dict[type, str] = {
    m.Recipient: "id public_id kind gender",
    m.RecipientName: "id recipient_id text language script kind",
    m.NameToken: "recipient_id key",
    m.NamePair: "recipient_id number",
    m.NameFragment: "fragment key",
    m.Citizenship: "recipient_id country",
    m.Source: "id key kind strength title url",
    m.Decree: "id public_id authority_id kind number date",
    m.Conferral: "id public_id recipient_id award_id grade_id decree_id conferred_on "
    "conferred_on_basis presented_on presented_by office_kk office_ru office_en state",
    m.ConferralOffice: "conferral_id office",
    m.PresenterWord: "key text",
    m.Evidence: "conferral_id source_id fields date date_kind stance",
}
OFFICES = [
    tuple(line.split("|"))
    for line in (
        "Қазақстан Республикасының Министрі|министр Республики Казахстан|minister of Kazakhstan",
        "облыс әкімі|аким области|governor of a region",
        "мектеп мұғалімі|учитель школы|school teacher",
        "дәрігер|врач|doctor",
        "Парламент Сенатының депутаты|депутат Сената Парламента|member of the Senate",
        "Парламент Мәжілісінің депутаты|депутат Мажилиса Парламента|member of the Mazhilis",
        "жазушы|писатель|writer",
        "ғалым, академик|академик, учёный|scientist, academician",
        "генерал-майор|генерал-майор|major general",
        "шахтер|шахтер|miner",
        "механизатор|механизатор|farm machine operator",
        "әнші|певец|singer",
        "актер|актёр театра и кино|actor",
        "университет ректоры|ректор университета|rector of a university",
        "елші|посол|ambassador",
        "кәсіпкер|предприниматель|entrepreneur",
        "судья|судья Верховного Суда|judge",
        "құтқарушы|спасатель|rescuer",
        "зейнеткер|пенсионер|pensioner",
        "спортшы, олимпиада чемпионы|спортсмен, олимпийский чемпион|athlete, Olympic champion",
    )
]


def public_id(prefix: str, number: int) -> str:
    """An id of the registry's shape; consecutive, so that its index is filled from one end."""
    letters = ""
    for _ in range(10):
        number, place = divmod(number, len(ALPHABET))
        letters = ALPHABET[place] + letters
    return f"{prefix}-{letters}"


def _day(dice: random.Random, first: int, last: int) -> str:
    year, month, day = dice.randint(first, last), dice.randint(1, 12), dice.randint(1, 28)
    return f"{year:04}-{month:02}-{day:02}"


class Maker:
    """Draws the whole registry. `first` says for each model from which number ids are free."""

    def __init__(self, people: int, conferrals: int, seed: int, first: dict[type, int]) -> None:
        self.dice, self.namer = random.Random(seed), Namer(seed)
        self.people, self.conferrals = people, conferrals
        self.next = dict(first)
        self.keys: set[str] = set()
        self.indexed = set(m.NameFragment.objects.values_list("key", flat=True))
        awards = m.Award.objects.exclude(kind="").prefetch_related("grades", "authority")
        self.awards = [(a.pk, [g.pk for g in a.grades.all()] or [None]) for a in awards]
        self.authority = m.Authority.objects.order_by("pk").values_list("pk", flat=True)[0]
        self.decrees: list[tuple[int, str, int]] = []
        self.presenters = [
            f"{person.given.ru} {person.surname.ru}" for person in self.namer.people(PRESENTERS)
        ]

    def _id(self, model: type) -> int:
        self.next[model] += 1
        return self.next[model] - 1

    def batches(self) -> Iterator[Batch]:
        """Everything, a part at a time."""
        yield self._papers()
        extra = self._extra()
        for start in range(0, self.people, BATCH):
            batch: Batch = {model: [] for model in COLUMNS}
            count = min(BATCH, self.people - start)
            for at, person in enumerate(self.namer.people(count), start):
                number = self._person(batch, person, at)
                self._confer(batch, number, extra[at])
            yield batch
        yield from self._fragments()

    def _extra(self) -> bytearray:
        """How many conferrals each person has: the rest, beyond one each, falls at random."""
        each, rest = divmod(self.conferrals, self.people)
        if each > 1:
            each, rest = 1, self.conferrals - self.people
        counts = bytearray([each]) * self.people
        while rest:
            at = self.dice.randrange(self.people)
            if counts[at] < len(self.awards):
                counts[at] += 1
                rest -= 1
        return counts

    def _papers(self) -> Batch:
        """Decrees, the page of each, other pages, and presenters' names."""
        batch: Batch = {model: [] for model in COLUMNS}
        for at in range(DECREES + PAGES):
            source = self._id(m.Source)
            kind, strength = ("decree", "primary") if at < DECREES else ("page", "secondary")
            title, url = f"Made {kind} {at}", f"https://bench.example/{kind}/{at}"
            row = (source, f"bench-{kind}-{at}", kind, strength, title, url)
            batch[m.Source].append(row)
            if at < DECREES:
                number, day = self._id(m.Decree), _day(self.dice, 1994, 2025)
                self.decrees.append((number, day, source))
                known = (number, public_id("d", number), self.authority, "decree", str(at), day)
                batch[m.Decree].append(known)
        self.pages = [row[0] for row in batch[m.Source][DECREES:]]
        words = {(k, text) for text in self.presenters for k in presenter_keys(text)}
        batch[m.PresenterWord] += sorted(words)
        return batch

    def _person(self, batch: Batch, person: Person, at: int) -> int:
        number = self._id(m.Recipient)
        row = (number, public_id("r", number), "person", person.gender)
        batch[m.Recipient].append(row)
        for text, language, script in person.names:
            name = self._id(m.RecipientName)
            kind = "transliteration" if language == "en" else "official"
            batch[m.RecipientName].append((name, number, text, language, script, kind))
        kept = index_of_person(person)
        batch[m.NameToken] += [(number, k) for k in kept.tokens]
        batch[m.NamePair] += [(number, pair) for pair in kept.pairs]
        self.keys |= kept.tokens
        country = "KZ" if self.dice.random() < 0.9 else self.dice.choice(ABROAD)
        batch[m.Citizenship].append((number, country))
        return number

    def _confer(self, batch: Batch, person: int, count: int) -> None:
        first = self.dice.randrange(len(self.awards))
        for nth in range(count):
            award, grades = self.awards[(first + nth) % len(self.awards)]
            grade = None if self.dice.random() < 0.02 else self.dice.choice(grades)
            decree, source, when, basis = self._when()
            shown, presenter = None, ""
            if self.dice.random() < 0.1:
                shown, presenter = _day(self.dice, 1994, 2025), self.dice.choice(self.presenters)
            office = self.dice.choice(OFFICES) if self.dice.random() < 0.6 else ("", "", "")
            number = self._id(m.Conferral)
            batch[m.Conferral].append(
                (number, public_id("c", number), person, award, grade, decree, when, basis, shown,
                 presenter, *office, "published")
            )  # fmt: skip
            for stated in _stated(office):
                batch[m.ConferralOffice].append((number, stated))
            kind = "decree" if decree else ""
            backed = '["award", "recipient"]'
            batch[m.Evidence].append((number, source, backed, when, kind, "supports"))

    def _when(self) -> tuple[int | None, int, str | None, str]:
        """(decree, source, date, its basis): four in five to the day, most of these by a decree."""
        chance = self.dice.random()
        if chance < 0.7:
            decree, day, source = self.dice.choice(self.decrees)
            return decree, source, day, "decree"
        page = self.dice.choice(self.pages)
        if chance >= 0.98:
            return None, page, None, ""
        day = _day(self.dice, 1994, 2025)
        length = 10 if chance < 0.8 else 7 if chance < 0.9 else 4
        return None, page, day[:length], "reported"

    def _fragments(self) -> Iterator[Batch]:
        pairs = ((part, k) for k in sorted(self.keys - self.indexed) for part in fragments_of(k))
        while chunk := list(islice(pairs, BATCH)):
            yield {m.NameFragment: chunk}


@cache
def _stated(office: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(offices_in(*office)))
