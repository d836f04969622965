"""What is asked to be followed: begun only where nothing else can be meant."""

import datetime as dt

import pytest

from bot import lookups
from registry.notices.asked import read_targets
from registry.notices.targets import Target, names_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
DOSTYK, DOSTYK_1, DOSTYK_2 = (
    Target("award", "dostyk"),
    Target("grade", "dostyk:1"),
    Target("grade", "dostyk:2"),
)
BARYS = Target("award", "barys")
KG, KZ = Target("country", "KG"), Target("country", "KZ")


@pytest.fixture
def metropolitan(cast: Cast) -> Target:
    """A man whose name holds a country and a city."""
    person = cast.person(
        ("Metropolitan Alexander of Astana and Kazakhstan", "en"),
        ("Митрополит Александр", "ru"),
        gender="m",
    )
    cast.confer(person, cast.dostyk, "2", conferred_on="2020")
    return Target("person", person.public_id)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Достык", DOSTYK),
        ("орден «Достык» первой степени", DOSTYK_1),
        ("II дәрежелі «Достық» ордені", DOSTYK_2),
        ("Dostyk 1", DOSTYK_1),
        ("Достық 1", DOSTYK_1),
        ("Достык II", DOSTYK_2),
        ("2 Достык", DOSTYK_2),
        ("казахстанский орден Достык", DOSTYK),
        ("Кыргызстан", KG),
        ("қырғызстандықтар", KG),
        ("citizens of Kyrgyzstan", KG),
        ("Казахстан", KZ),
        ("Kazakhstan", KZ),
        ("Қазақстан", KZ),
        ("Қазақстан азаматтары", KZ),
    ],
)
def test_what_is_named_is_followed(
    cast: Cast, metropolitan: Target, text: str, target: Target
) -> None:
    assert read_targets(text, TODAY).only == target
    for lang in ("kk", "ru", "en"):
        assert names_of([target], lang)[target]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("President of Kazakhstan", (KZ,)),
        ("президент Казахстана", (KZ,)),
        ("Order of Dostyk, degree 9", (DOSTYK,)),
        ("Достык 9", (DOSTYK,)),
        ("Достык 3", (DOSTYK,)),
        ("Otan 1", (Target("award", "otan"),)),
        ("Dostyk 2024", (DOSTYK,)),
        ("Достык и Барыс", (DOSTYK, BARYS)),
        ("Достык 1 степени 2 степени", (DOSTYK_1,)),
    ],
)
def test_what_is_only_a_part_of_what_was_written_is_offered(
    cast: Cast, metropolitan: Target, text: str, offered: tuple[Target, ...]
) -> None:
    asked = read_targets(text, TODAY)
    assert asked.targets == offered
    assert asked.only is None
    assert not asked.outside


def test_one_word_of_a_long_name_is_offered_and_the_whole_name_is_followed(
    cast: Cast, metropolitan: Target
) -> None:
    for text in ("Астана", "Astana"):
        asked = read_targets(text, TODAY)
        assert (asked.targets, asked.only) == ((metropolitan,), None)
    for text in ("Митрополит Александр", "Metropolitan Alexander of Astana and Kazakhstan"):
        assert read_targets(text, TODAY).only == metropolitan


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("орден Достык России", "RU"),
        ("Russian Order of Dostyk", "RU"),
        ("Орден Достык (Китай)", "CN"),
        ("Ресейдің Достық ордені", "RU"),
        ("орден Ленина", ""),
    ],
)
def test_the_award_of_another_state_is_not_taken_for_ours(
    cast: Cast, text: str, state: str
) -> None:
    asked = read_targets(text, TODAY)
    assert (asked.targets, asked.outside, asked.foreign) == ((), True, state)
    for lang, words in (("en", "outside"), ("ru", "реестр"), ("kk", "тізілімге кірмейді")):
        newest = lookups.newest_of(text, lang)
        assert newest.query is None
        assert words in newest.outside


def test_a_person_is_followed_by_any_spelling_and_namesakes_stay_open(cast: Cast) -> None:
    cast.confer(cast.japarov, cast.barys, "1", conferred_on="2020")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.kim_vladimir, cast.otan, conferred_on="2020")
    japarov = Target("person", cast.japarov.public_id)
    for text in ("Садыр Жапаров", "Zhaparov", "japarov", "президент Жапаров"):
        assert read_targets(text, TODAY).only == japarov
    for text in ("Japarof", "Жапаров Кыргызстан", "Жапаров и Дональд Трамп"):
        asked = read_targets(text, TODAY)
        assert japarov in asked.targets
        assert asked.only is None
    asked = read_targets("Kim", TODAY)
    assert {target.key for target in asked.targets} == {
        cast.kim_vera.public_id,
        cast.kim_vladimir.public_id,
    }
    assert asked.only is None


def test_nobody_is_named_who_is_in_no_published_record(cast: Cast) -> None:
    cast.draft(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    assert read_targets("Japarov", TODAY).targets == ()


def test_the_newest_of_a_thing_is_looked_up_where_it_is_clear(
    cast: Cast, metropolitan: Target
) -> None:
    assert lookups.newest_of("", "en").query == {"kind": "holders"}
    assert lookups.newest_of("Казахстан", "ru").query == {"kind": "holders", "country": "KZ"}
    assert lookups.newest_of("Достык 1", "ru").query == {
        "kind": "holders", "award": "dostyk", "grade": "1",
    }  # fmt: skip
    # The answer says that it is of the order, whatever else was written.
    assert lookups.newest_of("Dostyk 2024", "en").query == {"kind": "holders", "award": "dostyk"}
    for text in ("Астана", "President of Kazakhstan", "Достык и Барыс", "nobody at all"):
        assert lookups.newest_of(text, "en") == lookups.Newest()
