"""Degrees, countries, offices, decrees and awards in a text, by every way of writing them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.mentions.awards import AwardLexicon, find_awards
from registry.mentions.countries import find_countries
from registry.mentions.decrees import find_decrees
from registry.mentions.finder import find
from registry.mentions.grades import find_grades
from registry.mentions.offices import find_offices
from registry.mentions.words import read_words

LEXICON = AwardLexicon.of(
    [
        ("dostyk", "Достық", "official"),
        ("dostyk", "Достык", "spelling"),
        ("dostyk", "Dostyk", "transliteration"),
        ("dostyk", "Order of Friendship", "gloss"),
        ("dostyk", "Дружба", "gloss"),
        ("dostyk", "Дружбы", "gloss"),
        ("barys", "Барыс", "official"),
        ("halyk-qaharmany", "Халық қаһарманы", "official"),
        ("halyk-qaharmany", "Народный герой", "translation"),
        ("qurmet-gramotasy", "Құрмет грамотасы", "official"),
        ("kurmet", "Құрмет", "official"),
        ("first-president", "орден Назарбаева", "colloquial"),
    ],
    [("aibyn", "Бауыржан Момышұлы атындағы Айбын ордені", "2")],
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("«Достық» орденімен", "dostyk"),
        ("Достыком", "dostyk"),
        ("орденом «Достык»", "dostyk"),
        ("Достықтың", "dostyk"),
        ("dostyq ordenin", "dostyk"),
        ("the Order of Dostyk", "dostyk"),
        ("орден Дружбы", "dostyk"),
        ("Order of Friendship", "dostyk"),
        ("ДОСТЫК", "dostyk"),
        ("Достик", "dostyk"),
        ("орден Барысом", "barys"),
        ("халык кахарманы", "halyk-qaharmany"),
        ("Халық қаhарманы", "halyk-qaharmany"),
        ("званием Народного героя", "halyk-qaharmany"),
        ("Құрмет грамотасымен", "qurmet-gramotasy"),
        ("курмет", "kurmet"),
        ("орденом Назарбаева", "first-president"),
        ("Назарбаев орденін алды", "first-president"),
        ("вручал ли Назарбаев орден Барыс", "barys"),
        ("Бауыржан Момышұлы атындағы «Айбын» ордені", "aibyn"),
    ],
)
def test_an_award_is_found_by_every_spelling(text: str, slug: str) -> None:
    assert [award.slugs for award in find_awards(read_words(text), LEXICON)] == [(slug,)]


@pytest.mark.parametrize(
    "text", ["дружба народов", "Борис Ельцин", "Назарбаева", "friendship", "барсук"]
)
def test_what_only_resembles_an_award_is_none(text: str) -> None:
    assert find_awards(read_words(text), LEXICON) == []


def test_a_heros_name_fixes_the_degree_and_is_no_recipient() -> None:
    text = "Бауыржан Момышұлы атындағы «Айбын» ордені"
    found = find(text, LEXICON, dt.date(2026, 1, 1))
    assert [award.grade for award in found.awards] == ["2"]
    assert found.names == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I степени", "1"),
        ("1-й степени", "1"),
        ("1 ст.", "1"),
        ("первой степени", "1"),
        ("І дәрежелі", "1"),
        ("бірінші дәрежелі", "1"),
        ("1 дәрежелі", "1"),
        ("first degree", "1"),
        ("1st class", "1"),
        ("of the first class", "1"),
        ("first-class", "1"),
        ("degree II", "2"),
        ("2 stepeni", "2"),
        ("ІІ дәрежелі", "2"),
        ("екінші дәреже", "2"),
        ("III степени", "3"),
        ("3 darezheli", "3"),
        ("особой степени", "special"),
        ("ерекше дәрежелі", "special"),
    ],
)
def test_a_degree_is_found_by_every_way_of_writing(text: str, code: str) -> None:
    assert [grade.code for grade in find_grades(text, read_words(text))] == [code]


@pytest.mark.parametrize(
    "text", ["II тоқсан", "в 2024 году", "first time", "3 человека", "I received"]
)
def test_a_number_without_a_degree_is_none(text: str) -> None:
    assert find_grades(text, read_words(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Россия", "RU"),
        ("России", "RU"),
        ("российские", "RU"),
        ("Ресейдің", "RU"),
        ("Russian", "RU"),
        ("РФ", "RU"),
        ("Китая", "CN"),
        ("Қытайдың", "CN"),
        ("КНР", "CN"),
        ("Kyrgyz Republic", "KG"),
        ("Қырғызстаннан", "KG"),
        ("Саудовской Аравии", "SA"),
        ("Түркияның", "TR"),
        ("United Arab Emirates", "AE"),
        ("ҚР", "KZ"),
        ("Казахстаном", "KZ"),
        ("американский", "US"),
    ],
)
def test_a_country_is_found_in_any_form(text: str, code: str) -> None:
    assert [c.code for c in find_countries(text, read_words(text))] == [code]


@pytest.mark.parametrize("text", ["мало", "того", "перу", "us", "many", "row", "кто"])
def test_ordinary_words_are_no_countries(text: str) -> None:
    assert find_countries(text, read_words(text)) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ambassadors", "ambassador"),
        ("послов", "ambassador"),
        ("елшілер", "ambassador"),
        ("президенты", "president"),
        ("космонавтов", "cosmonaut"),
        ("ғарышкерлер", "cosmonaut"),
        ("prime minister", "prime_minister"),
    ],
)
def test_an_office_is_found(text: str, key: str) -> None:
    assert [office.key for office in find_offices(text, read_words(text))] == [key]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("указом № 645", ["645"]),
        ("№645 Жарлықпен", ["645"]),
        ("Decree No. 645", ["645"]),
        ("Decree 645", ["645"]),
        ("указ № 645 от 6 сентября 2024 года", ["645"]),
        ("указом от 6 сентября 2024 года", []),
        ("в 2024 году", []),
    ],
)
def test_a_decree_is_found_by_its_number(text: str, numbers: list[str]) -> None:
    assert [d.number for d in find_decrees(text, read_words(text))] == numbers


@given(st.text(max_size=200))
def test_whatever_the_text_nothing_overlaps_and_all_lies_inside(text: str) -> None:
    found = find(text, LEXICON, dt.date(2026, 11, 23))
    taken: set[int] = set()
    for group in (found.awards, found.grades, found.dates, found.countries, found.offices,
                  found.decrees, found.names):  # fmt: skip
        for mention in group:
            numbers = set(range(mention.first, mention.last))
            assert 0 <= mention.start < mention.end <= len(text)
            assert not numbers & taken
            taken |= numbers
