"""What can be followed: known or not, named in words, and found for a conferral."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.errors import InvalidInput
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Citizenship, Conferral, Recipient, RecipientRedirect
from registry.honours.selectors import shown_recipients
from registry.notices.models import Follow
from registry.wording import country_name, phrases

Kind = Follow.Kind


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to follow: a kind and its key, as `Follow` keeps them."""

    kind: str
    key: str = ""


EVERYTHING = Target(Kind.EVERYTHING)


def checked(target: Target) -> Target:
    """The target, if there is such a thing to follow; raises InvalidInput if not."""
    if not is_known(target):
        raise InvalidInput("unknown_target", f"{target.kind}: {target.key!r} is not known")
    return target


def is_known(target: Target) -> bool:
    """Whether there is such a thing to follow."""
    if target.kind == Kind.EVERYTHING:
        return not target.key
    if target.kind == Kind.PERSON:
        return shown_recipients().filter(public_id=target.key).exists()
    if target.kind == Kind.COUNTRY:
        return country_name(target.key, "en") != target.key
    slug, _, code = target.key.partition(":")
    catalogue = current_catalogue()
    award = catalogue.by_slug(slug)
    if award is None or (target.kind == Kind.GRADE) != bool(code):
        return False
    return not code or catalogue.has_grade(award, code)


def names_of(targets: Iterable[Target], lang: str) -> dict[Target, str]:
    """Each target in words, in the order given. One that is no longer there is left out."""
    wanted = list(targets)
    keys = [target.key for target in wanted if target.kind == Kind.PERSON]
    people = {p.public_id: p for p in _people(keys)} if keys else {}
    said = {}
    for target in wanted:
        name = _name(target, people, lang)
        if name:
            said[target] = name
    return said


def _people(keys: list[str]) -> Iterable[Recipient]:
    return shown_recipients().filter(public_id__in=keys).prefetch_related("names")


def _name(target: Target, people: dict[str, Recipient], lang: str) -> str:
    if target.kind == Kind.EVERYTHING:
        return phrases(lang).gettext("everything new")
    if target.kind == Kind.COUNTRY:
        country = country_name(target.key, lang)
        return phrases(lang).gettext("citizens of: {country}").format(country=country)
    if target.kind == Kind.PERSON:
        return people[target.key].name_in(lang) if target.key in people else ""
    slug, _, code = target.key.partition(":")
    catalogue = current_catalogue()
    award = catalogue.by_slug(slug)
    if award is None:
        return ""
    if not code:
        return award.short_in(lang)
    grades = catalogue.grades_of.get(award.pk, ())
    return next((grade.name_in(lang) for grade in grades if grade.code() == code), "")


def targets_of(conferrals: Iterable[Conferral]) -> dict[int, set[Target]]:
    """For each conferral (by key) everything under which somebody may follow it.

    A person who was merged is still followed under the ids that are no more.
    """
    rows = list(conferrals)
    people = {row.recipient_id for row in rows}
    countries: dict[int, list[str]] = {}
    for recipient, country in Citizenship.objects.filter(recipient__in=people).values_list(
        "recipient", "country"
    ):
        countries.setdefault(recipient, []).append(country)
    former: dict[int, list[str]] = {}
    for recipient, merged in RecipientRedirect.objects.filter(survivor__in=people).values_list(
        "survivor", "merged_id"
    ):
        former.setdefault(recipient, []).append(merged)
    found = {}
    for row in rows:
        ids = [row.recipient.public_id, *former.get(row.recipient_id, ())]
        targets = {EVERYTHING, *(Target(Kind.PERSON, public_id) for public_id in ids)}
        targets |= {Target(Kind.COUNTRY, code) for code in countries.get(row.recipient_id, ())}
        if row.award is not None:
            targets.add(Target(Kind.AWARD, row.award.slug))
            if row.grade is not None:
                targets.add(Target(Kind.GRADE, f"{row.award.slug}:{row.grade.code()}"))
        found[row.pk] = targets
    return found
