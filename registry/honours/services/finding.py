"""What makes conferrals findable without a scan: the offices they state, and their presenters."""

from collections.abc import Sequence

from registry.honours.lots import insert
from registry.honours.models import Conferral, ConferralOffice, PresenterWord
from registry.honours.offices import offices_in
from registry.honours.presenters import presenter_keys


def index_new_conferrals(conferrals: Sequence[Conferral]) -> None:
    """What finds conferrals that have just been stored, of many at once."""
    stated = (
        (conferral.pk, office)
        for conferral in conferrals
        for office in offices_in(conferral.office_en, conferral.office_ru, conferral.office_kk)
    )
    insert(ConferralOffice, ("conferral_id", "office"), stated)
    presenters = {c.presented_by for c in conferrals if c.presented_by}
    words = ((key, name) for name in presenters for key in presenter_keys(name))
    insert(PresenterWord, ("key", "text"), words)


def index_conferral(conferral: Conferral, *, fresh: bool = False) -> None:
    """Make again what finds this conferral by office and presenter. `fresh`: it has none yet."""
    texts = (conferral.office_en, conferral.office_ru, conferral.office_kk)
    stated = offices_in(*texts)
    if not fresh:
        ConferralOffice.objects.filter(conferral=conferral).exclude(office__in=stated).delete()
    if stated:
        ConferralOffice.objects.bulk_create(
            (ConferralOffice(conferral=conferral, office=key) for key in sorted(stated)),
            ignore_conflicts=True,
        )
    name = conferral.presented_by
    if name:
        PresenterWord.objects.bulk_create(
            (PresenterWord(key=key, text=name) for key in sorted(presenter_keys(name))),
            ignore_conflicts=True,
        )
