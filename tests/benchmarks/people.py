"""A seeded generator of people and conferrals, in bulk. Names are made of syllables: nobody's."""

import random
from itertools import islice

from django.db import transaction

from registry.dates import PartialDate
from registry.honours.models import (
    Award,
    Conferral,
    Evidence,
    NameFragment,
    NameToken,
    Recipient,
    RecipientName,
    Source,
)
from registry.names import deletions, key

GIVEN = "Ай Бер Дау Ер Жан Кай Мар Нур Олж Сер Тал Шын Аз Бек Гул Дин".split()
MIDDLE = "ла ре бо сы ту ми на го да зе ки".split()
FINAL = "нур бек хан мат рат тай сан гуль жан лан".split()
ENDINGS = "ов ев ин ова ева ина бай улы".split()


def name_of(dice: random.Random) -> str:
    """A given name and a surname that sound like names and are no known person's."""
    first = dice.choice(GIVEN) + dice.choice(MIDDLE) + dice.choice(FINAL)
    last = dice.choice(GIVEN) + "".join(dice.choices(MIDDLE, k=2)) + dice.choice(FINAL)
    return f"{first} {last}{dice.choice(ENDINGS)}"


@transaction.atomic
def make_people(count: int, dice: random.Random, batch: int = 5000) -> list[str]:
    """Make people with a name and one to three conferrals each; hands back some of the names."""
    awards = list(Award.objects.filter(kind="order").prefetch_related("grades"))
    source = Source.objects.order_by("pk").first()
    assert source is not None
    names: list[str] = []
    fragments: set[str] = set()
    while len(names) < count:
        fresh = [name_of(dice) for _ in range(min(batch, count - len(names)))]
        people = Recipient.objects.bulk_create(Recipient(gender="m") for _ in fresh)
        written = RecipientName.objects.bulk_create(
            RecipientName(recipient=p, text=n, language="ru", script="cyrl", kind="official")
            for p, n in zip(people, fresh, strict=True)
        )
        keys = [(row, key(word)) for row in written for word in row.text.split()]
        NameToken.objects.bulk_create(
            NameToken(recipient_id=row.recipient_id, name=row, key=k) for row, k in keys
        )
        fragments |= {k for _, k in keys}
        _confer(people, awards, source, dice)
        names += fresh
    pairs = (NameFragment(fragment=part, key=k) for k in fragments for part in deletions(k))
    while chunk := list(islice(pairs, batch)):
        NameFragment.objects.bulk_create(chunk, ignore_conflicts=True)
    return dice.sample(names, 20)


def _confer(
    people: list[Recipient], awards: list[Award], source: Source, dice: random.Random
) -> None:
    rows = []
    for person in people:
        for award in dice.sample(awards, dice.choice((1, 1, 2, 3))):
            rows.append(
                Conferral(
                    recipient=person,
                    award=award,
                    grade=dice.choice(list(award.grades.all())),
                    conferred_on=PartialDate(
                        dice.randint(2000, 2025), dice.randint(1, 12), dice.randint(1, 28)
                    ),
                    conferred_on_basis="decree",
                    state="published",
                )
            )
    stored = Conferral.objects.bulk_create(rows)
    Evidence.objects.bulk_create(Evidence(conferral=row, source=source) for row in stored)
