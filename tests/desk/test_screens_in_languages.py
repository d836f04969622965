"""The desk's own screens say nothing in English to whoever reads Kazakh or Russian."""

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Change
from tests.cast import LOADER, WHY, Cast
from tests.desk.test_languages import ALIKE, names_of_records, words

# Names of people, sources and reasons of the cast; keys of the keyboard.
DATA = {"Ctrl", "Enter", "Shift", "kz", "KZ", "II", "III", "IV"}


@pytest.fixture
def screens(cast: Cast, client: Client) -> dict[str, str]:
    """Every screen by its name, with something on it."""
    twin = cast.person(("Жапаров Садыр", "ru"), birth=PartialDate(1968), note="n")
    third = cast.person(("Садыр Жапаров", "ru"), gender="m")
    services.people_tell_apart(one=cast.japarov, others=[third], by=LOADER, reason=WHY)
    other = cast.person(("Жапаров С. Н.", "ru"), gender="m")
    services.recipient_merge(duplicate=other, survivor=cast.japarov, by=LOADER, reason=WHY)
    merge = Change.objects.latest("pk")
    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2020), sources=[cast.page], by=LOADER
    )
    draft = cast.draft(cast.kim_vera, cast.otan, decree=decree, conferred_on="2020")
    client.force_login(User.objects.create_superuser("chief"))
    person = f"/admin/desk/people/{cast.japarov.pk}"
    return {
        "entry": "/admin/desk/decree/",
        "entry of a draft": f"/admin/desk/decree/{decree.pk}/",
        "namesakes": f"{person}/?q=Жапаров",
        "merge": f"{person}/merge/{twin.public_id}/",
        "unmerge": f"{person}/unmerge/{merge.pk}/",
        "history": f"/admin/honours/recipient/{cast.japarov.pk}/history/?on=2999",
        "history of a draft": f"/admin/honours/conferral/{draft.pk}/history/?on=1999",
    }


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_screen_of_the_desk_says_an_english_word(
    client: Client, screens: dict[str, str], lang: str
) -> None:
    data = ALIKE | DATA | names_of_records() | {WHY, "tests"}
    for name, path in screens.items():
        english = words(client, path, "en") - data
        assert english
        said = {text for text in words(client, path, lang) & english if not _is_data(text)}
        assert said == set(), (name, lang)


def _is_data(text: str) -> bool:
    """Ids, sources and names that stand inside a line of their own."""
    return any(
        part in text for part in ("r-", "c-", "d-", "page-", "Source ", "Kim", "Japarov", WHY)
    )
