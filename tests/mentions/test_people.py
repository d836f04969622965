"""Who is found under a written name: the index of names, and what happens when many bear one."""

import datetime as dt

import pytest

from registry.honours import services
from registry.honours.models import NamePair, NameToken, Recipient
from registry.honours.name_keys import index_of, together
from registry.mentions.people import LISTED, resolve_name
from registry.questions import ask
from tests.benchmarks.name_index import index_of_person
from tests.benchmarks.naming import Namer
from tests.cast import WHY, Cast


@pytest.fixture
def nurlan(cast: Cast) -> Recipient:
    """Somebody with a patronymic, in two scripts, and a published conferral."""
    person = cast.person(
        ("Ахметов Нұрлан Серікұлы", "kk"),
        ("Ахметов Нурлан Серикович", "ru"),
        ("Nurlan Akhmetov", "en"),
        gender="m",
    )
    cast.confer(person, cast.otan, conferred_on="2010-12-01")
    return person


def _found(text: str, *, unpublished: bool = False) -> set[Recipient]:
    return {c.recipient for c in resolve_name(text, unpublished=unpublished).matches}


@pytest.mark.parametrize(
    "text",
    [
        "Нурлан Ахметов",
        "Ахметов",
        "Нұрлан Ахметовтың",
        "Нурлану Ахметову",
        "Nurlan Ahmetov",
        "Нурлан Ахметовв",
        "Nurlan Akmhetov",
        "Н. Ахметов",
        "Ахметов Н. С.",
        "N. Akhmetov",
        "Нурлан Серикович",
        "Нурлана Сериковича",
        "Нұрлан Серікұлы",
        "Nurlan Serikuly Akhmetov",
        "Ахметова Нурлана Сериковича",
    ],
)
def test_a_person_is_found_however_the_name_is_written(nurlan: Recipient, text: str) -> None:
    assert _found(text) == {nurlan}


@pytest.mark.parametrize("text", ["М. Ахметов", "Нурлан Маратович", "Нурлан Омаров", "Н. А."])
def test_another_name_finds_nobody(nurlan: Recipient, text: str) -> None:
    assert _found(text) == set()


def test_a_name_that_is_taken_out_or_corrected_finds_nobody_any_more(
    cast: Cast, nurlan: Recipient
) -> None:
    for name in nurlan.names.exclude(language="en"):
        services.desk_remove(record=name, by=cast.clerk, reason=WHY)
    latin = nurlan.names.get()
    latin.text = "Nurlan Omarov"
    services.desk_write(record=latin, by=cast.clerk, reason=WHY)
    assert _found("Нурлан Ахметов") == _found("Ахметов") == set()
    assert _found("Нурлан Омаров") == {nurlan}


def test_a_merge_takes_the_pairs_of_words_along(cast: Cast, nurlan: Recipient) -> None:
    other = cast.person(("Nurlan Akhmetoff", "en"))
    services.recipient_merge(duplicate=other, survivor=nurlan, by=cast.reviewer, reason=WHY)
    assert set(NamePair.objects.values_list("recipient", flat=True)) >= {nurlan.pk}
    assert not NameToken.objects.filter(recipient=other.pk).exists()
    kept = index_of(nurlan.names.values_list("text", flat=True))
    assert set(NamePair.objects.filter(recipient=nurlan).values_list("number", flat=True)) == (
        kept.pairs
    )


def test_whom_only_a_draft_shows_is_found_by_clerks_alone(cast: Cast) -> None:
    drafted = cast.person(("Ерлан Тасболатов", "ru"), gender="m")
    cast.draft(drafted, cast.otan, conferred_on="2011")
    for text in ("Ерлан Тасболатов", "Тасболатов", "Е. Тасболатов", "Ерлан Тасболаттов"):
        assert _found(text) == set()
        assert _found(text, unpublished=True) == {drafted}


def test_namesakes_beyond_the_list_are_counted_and_the_exact_father_comes_first(
    cast: Cast, nurlan: Recipient
) -> None:
    """`nurlan` was entered first; whoever is entered last is found as surely."""
    drafts = [cast.person((f"Нурлан Ахметов {n}", "ru"), gender="m") for n in range(3)]
    for _ in range(LISTED + 5):
        cast.confer(
            cast.person(("Нурлан Ахметов", "ru"), gender="m"), cast.otan, conferred_on="2001"
        )
    last = cast.person(("Ахметов Нурлан Талгатович", "ru"), gender="m")
    cast.confer(last, cast.otan, conferred_on="2012-12-01")
    resolved = resolve_name("Нурлан Ахметов")
    assert (len(resolved.matches), resolved.many) == (LISTED, LISTED + 7)
    assert not {c.recipient for c in resolved.matches} & set(drafts)
    exact = resolve_name("Нурлан Талгатович Ахметов")
    assert exact.matches[0].recipient == last
    assert resolve_name("Ахметов").many == LISTED + 7
    answer = ask(
        "What awards does Nurlan Akhmetov have?", asker="test", today=dt.date(2026, 11, 23)
    )
    assert answer.status == "choose"
    assert len(answer.choices) == 10
    assert f"At least {LISTED + 7} people" in answer.notes[0]


def test_a_common_name_next_to_a_rare_one_is_no_obstacle(cast: Cast) -> None:
    for number in range(LISTED * 2):
        cast.confer(
            cast.person((f"Нурлан {'абвгдежзик'[number % 10] * 2}каров{number}", "ru")),
            cast.otan,
            conferred_on="2001",
        )
    rare = cast.person(("Нурлан Шоқайбеков", "kk"), gender="m")
    cast.confer(rare, cast.otan, conferred_on="2001")
    assert _found("Нурлан Шокайбеков") == _found("Шокайбеков Нурлан") == {rare}
    assert _found("Нурлан Шокайбековв") == {rare}


def test_words_are_paired_in_any_order_and_by_the_pieces_of_a_hyphen() -> None:
    kept = index_of(["Касым-Жомарт Токаев"])
    assert {"kasimjomart", "kasim", "jomart", "tokaev"} == kept.tokens
    assert {together(("tokaev", "jomart")), together(("kasimjomart", "tokaev"))} <= kept.pairs
    assert together(("tokaev",), "k") in kept.pairs
    assert together(("kasimjomart",), "t") not in kept.pairs


def test_one_father_is_one_key_in_every_language() -> None:
    kazakh, russian = index_of(["Нұрлан Серікұлы Ахметов"]), index_of(["Ахметов Нурлан Серикович"])
    assert kazakh == russian


def test_the_made_registry_is_indexed_as_the_services_would() -> None:
    for person in Namer(3).people(300):
        assert index_of_person(person) == index_of(text for text, _, _ in person.names), person
