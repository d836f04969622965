"""Who on record may be meant by written names, with what a clerk needs to tell: for many at once.

So many statements as one name takes, however many names there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.desk.people.reasons import reason_words
from registry.honours.models import Conferral, Recipient
from registry.honours.services.distinct import told_apart
from registry.mentions.people import Judged
from registry.mentions.people_at_once import likely_people
from registry.wording import country_name

# Nobody compares more than so many.
SHOWN = 6
_HONOURS = 3
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody on record who may be meant: how sure, why, and what is known of them, in words."""

    pk: int
    public_id: str
    name: str
    verdict: str
    reasons: tuple[str, ...]
    facts: tuple[str, ...]


def likely(
    names: Iterable[str], lang: str, *, besides: Mapping[str, int] | None = None
) -> dict[str, list[Likely]]:
    """Written name → those on record whom it may mean, the likeliest first.

    `besides`: written name → the recipient who bears it already. Neither they nor anybody who was
    told apart from them is offered.
    """
    besides = besides or {}
    found = {text: judged[: SHOWN * 2] for text, judged in likely_people(names).items()}
    apart = told_apart(besides.values()) if besides else set()
    kept = {text: _others(judged, besides.get(text), apart) for text, judged in found.items()}
    people = describe({one.pk for judged in kept.values() for one in judged}, lang)
    return {
        text: [_likely(one, *people[one.pk]) for one in judged if one.pk in people]
        for text, judged in kept.items()
    }


def _others(judged: list[Judged], bearer: int | None, apart: set[tuple[int, int]]) -> list[Judged]:
    rest = [one for one in judged if one.pk != bearer and (bearer, one.pk) not in apart]
    return rest[:SHOWN]


def _likely(one: Judged, person: Recipient, facts: tuple[str, ...], name: str) -> Likely:
    compared = one.comparison
    return Likely(
        one.pk, person.public_id, name, compared.verdict, tuple(reason_words(compared.reasons)),
        facts,
    )  # fmt: skip


def describe(people: Iterable[int], lang: str) -> dict[int, tuple[Recipient, tuple[str, ...], str]]:
    """Recipients by key: each with what tells it from its namesakes, and its name in `lang`."""
    keys = list(people)
    found = Recipient.objects.filter(pk__in=keys).prefetch_related("names", "citizenships")
    rows = Conferral.objects.filter(recipient__in=keys).exclude(state="withdrawn")
    honours: dict[int, list[Conferral]] = {}
    for row in rows.select_related("award", "grade").order_by("-counts_on", "-id"):
        honours.setdefault(row.recipient_id, []).append(row)
    return {
        person.pk: (person, tuple(_facts(person, honours.get(person.pk, []), lang)),
                    person.name_in(lang))
        for person in found
    }  # fmt: skip


def _facts(person: Recipient, honours: list[Conferral], lang: str) -> Iterable[str]:
    # The year alone: the day of the living is nobody's business, and tells no more here.
    if person.birth:
        yield _("born %(year)s") % {"year": person.birth.year}
    if person.death:
        yield _("died %(year)s") % {"year": person.death.year}
    if described := person.description_in(lang):
        yield described
    offices = (row.text_in("office", lang) for row in honours)
    if (office := next(filter(None, offices), "")) and office != described:
        yield office
    countries = [country_name(c.country, lang) for c in person.citizenships.all()]
    if countries:
        yield ", ".join(countries)
    yield from (honour_words(row, lang) for row in honours[:_HONOURS])
    if len(honours) > _HONOURS:
        yield _("and %(count)s more honours") % {"count": len(honours) - _HONOURS}


def honour_words(row: Conferral, lang: str) -> str:
    """An honour on one line: the award, its degree, the year."""
    award = row.award.short_in(lang) if row.award else row.award_stated
    code = row.grade.code() if row.grade else ""
    day = row.conferred_on or row.presented_on
    said = f"{award} {_ROMAN[code]}" if code in _ROMAN else award
    return f"{said} ({day.year})" if day else said
