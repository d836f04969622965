"""Many names at once are judged as each is alone, by a fixed number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.honours import name_search
from registry.mentions import people_at_once
from registry.mentions.people import resolve_name
from registry.mentions.people_at_once import likely_people
from tests.cast import Cast

WRITTEN = (
    "Садыр Жапаров",
    "Sadyr Japarov",
    "Жапарова Садыра",
    "Садир Жапаров",  # mistyped
    "Ким В.",
    "Вера Ким",
    "Ким",
    "Elvis Presley",
    "Владимир Ким",
    "???",
)


def _alone(text: str) -> list[tuple[int, str]]:
    found = resolve_name(text, unpublished=True)
    return [(c.recipient.pk, c.comparison.verdict) for c in (*found.matches, *found.resembling)]


def test_names_at_once_find_whom_each_finds_alone(cast: Cast) -> None:
    together = likely_people(WRITTEN)
    assert list(together) == list(WRITTEN)
    for text in WRITTEN:
        assert [(j.pk, j.comparison.verdict) for j in together[text]] == _alone(text), text
    assert together["Садыр Жапаров"][0].pk == cast.japarov.pk
    assert together["Elvis Presley"] == []


def test_a_crowd_and_a_full_statement_change_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        cast.person((f"Серик Ахметов {number}", "ru"), ("Серик Ахметов", "ru"))
    written = (*WRITTEN, "Серик Ахметов", "Серикке Ахметов")
    alone = {text: _alone(text) for text in written}
    assert len(alone["Серик Ахметов"]) == 4
    monkeypatch.setattr(people_at_once, "_CROWD", 3)
    monkeypatch.setattr(people_at_once, "_ROWS", 3)
    monkeypatch.setattr(name_search, "_MARKS", 2)
    monkeypatch.setattr(name_search, "_BRANCHES", 1)
    for text, people in likely_people(written).items():
        assert sorted((j.pk, j.comparison.verdict) for j in people) == sorted(alone[text]), text


def test_three_hundred_names_take_as_many_statements_as_three(cast: Cast) -> None:
    def statements(texts: list[str]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            likely_people(texts)
        return len(counted)

    few = statements(["Садир Жапаров", "Ким В.", "Elvis Presley"])
    names = [f"{given} {surname}ов" for given in ("Серик", "Марат", "Айгуль") for surname in
             ("Ахмет", "Нурлан", "Темир")]  # fmt: skip
    many = statements([*names, *WRITTEN, *(f"Серик Фамилия{n}" for n in range(280))])
    assert many <= few + 2 <= 12
