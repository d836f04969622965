"""Names in the desk's search boxes: found in any spelling, while they are typed, by the index."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.honours import people_search
from registry.honours.models import Recipient
from registry.honours.people_search import people_found
from tests.cast import Cast


def found(text: str) -> list[str]:
    people = Recipient.objects.in_bulk(people_found(text))
    return sorted(person.name_in("en") for person in people.values())


@pytest.fixture
def people(cast: Cast) -> Sequence[Recipient]:
    return [
        cast.person(("Нұрлан Серікұлы Ахметов", "kk"), ("Nurlan Akhmetov", "en")),
        cast.person(("Айгүл Ахметова", "kk"), ("Aigul Akhmetova", "en")),
        cast.person(("Айгүл Серікова", "kk"), ("Aigul Serikova", "en")),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Садыр Жапаров", ["Sadyr Japarov"]),
        ("Japarov", ["Sadyr Japarov"]),
        ("zhaparov SADYR", ["Sadyr Japarov"]),
        ("Садыру Жапарову", ["Sadyr Japarov"]),
        ("Japarv Sadyr", ["Sadyr Japarov"]),
        ("Жап", ["Sadyr Japarov"]),
        ("Садыр Ж", ["Sadyr Japarov"]),
        ("С. Жапаров", ["Sadyr Japarov"]),
        ("Ким", ["Vera Kim", "Vladimir Kim"]),
        ("Ким Ве", ["Vera Kim"]),
        ("Ахмет", ["Aigul Akhmetova", "Nurlan Akhmetov"]),
        ("Серікұлы Нұрлан", ["Nurlan Akhmetov"]),
        ("Айгүл Сер", ["Aigul Serikova"]),
        ("Ким Жапаров", []),
        ("Владимр Ким", ["Vladimir Kim"]),
        ("Кюри", []),
        ("!?", []),
        ("", []),
    ],
)
def test_a_name_is_found_as_it_is_typed(
    people: Sequence[Recipient], text: str, names: list[str]
) -> None:
    assert found(text) == names


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE x", "ı" * 200, "а " * 500, "\x00"])
def test_nothing_that_is_typed_breaks_the_search(people: Sequence[Recipient], text: str) -> None:
    assert isinstance(people_found(text), list)


def test_whole_words_come_before_begun_ones(cast: Cast) -> None:
    longer = cast.person(("Ахметжан Оспанов", "ru"))
    whole = cast.person(("Ахмет Оспанов", "ru"))
    assert people_found("Оспанов Ахмет")[:2] == [whole.pk, longer.pk]


def test_no_more_are_found_than_are_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_search, "FOUND", 2)
    for number in range(4):
        cast.person((f"Ахмет Оспанов{number}", "ru"))
    assert len(people_found("Ахмет")) == 2


@pytest.mark.parametrize("text", ["Жапаров Садыр", "Japarv Sadyr", "Кюри", "Ким"])
def test_a_search_takes_three_statements_at_most(cast: Cast, text: str) -> None:
    with CaptureQueriesContext(connection) as heard:
        people_found(text)
    assert len(heard) <= 3
