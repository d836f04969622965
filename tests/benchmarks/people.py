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
    NamePair,
    NameToken,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.name_keys import fragments_of, index_of

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
    keys: set[str] = set()
    while len(names) < count:
        fresh = [name_of(dice) for _ in range(min(batch, count - len(names)))]
        tokens: list[NameToken] = []
        pairs: list[NamePair] = []
        people = Recipient.objects.bulk_create(Recipient(gender="m") for _ in fresh)
        written = RecipientName.objects.bulk_create(
            RecipientName(recipient=p, text=n, language="ru", script="cyrl", kind="official")
            for p, n in zip(people, fresh, strict=True)
        )
        for row in written:
            kept = index_of([row.text])
            tokens += [NameToken(recipient_id=row.recipient_id, key=k) for k in kept.tokens]
            pairs += [NamePair(recipient_id=row.recipient_id, number=n) for n in kept.pairs]
            keys |= kept.tokens
        NameToken.objects.bulk_create(tokens)
        NamePair.objects.bulk_create(pairs)
        _confer(people, awards, source, dice)
        names += fresh
    parts = (NameFragment(fragment=part, key=k) for k in keys for part in fragments_of(k))
    while chunk := list(islice(parts, batch)):
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
