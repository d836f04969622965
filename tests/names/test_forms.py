"""A word in any case leads to the nominative, and says what its ending implies."""

import pytest

from registry.names import is_initial, is_patronymic, is_title, key, keys_of

RUSSIAN = """
Жапарову Жапаров dat m|Жапаровым Жапаров ins m|Жапарова Жапаров gen m|Жапарову Жапарова acc f
Токаева Токаев acc m|Путину Путин dat m|Путиным Путин ins m|Ельцина Ельцин gen m
Шаханову Шаханов dat m|Мухтару Мухтар dat m|Димаша Димаш gen m|Эрдогану Эрдоган dat m
Кима Ким gen m|Цзиньпина Цзиньпин gen m|Цзиньпином Цзиньпин ins m|Мухамедьярова Мухамедьяров gen m
Рымбаевой Рымбаева ins f|Рымбаеву Рымбаева acc f|Вишневского Вишневский gen m
Вишневской Вишневская dat f|Вишневскую Вишневская acc f|Цоя Цой gen m|Сергею Сергей dat m
Игорем Игорь ins m|Асели Асель gen f|Льва Лев gen m|Абишевича Абишевич gen m
"""
KAZAKH = """
Жапаровқа Жапаров dat|Жапаровты Жапаров acc|Жапаровтың Жапаров gen|Жапаровпен Жапаров ins
Жапаровтан Жапаров abl|Жапаровта Жапаров loc|Тоқаевқа Тоқаев dat|Путиннің Путин gen
Рымбаеваға Рымбаева dat|Рымбаеваның Рымбаева gen|Мирзиёевке Мирзиёев dat
Назарбаевтің Назарбаев gen|Момышұлына Момышұлы dat|Момышұлының Момышұлы gen
Цзиньпинге Цзиньпин dat|Жапаровтын Жапаров gen|Жапаровка Жапаров dat|Tokayevqa Tokayev dat
Эрдоған'ға Эрдоған dat|Айжанмен Айжан ins
"""


def _rows(table: str) -> list[list[str]]:
    return [row.split() for line in table.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("written", "name", "case", "gender"), _rows(RUSSIAN))
def test_a_russian_case_leads_to_the_nominative(
    written: str, name: str, case: str, gender: str
) -> None:
    assert any(
        form.key == key(name) and case in form.cases and form.gender in (gender, None)
        for form in keys_of(written)
        if form.how == "ru"
    )


@pytest.mark.parametrize(("written", "name", "case"), _rows(KAZAKH))
def test_a_kazakh_case_leads_to_the_nominative(written: str, name: str, case: str) -> None:
    assert any(
        form.key == key(name) and form.cases == (case,)
        for form in keys_of(written)
        if form.how == "kk"
    )


def test_the_word_itself_comes_first() -> None:
    first = keys_of("Жапарова")[0]
    assert (first.how, first.key, first.gender) == ("surface", key("Жапарова"), "f")


def test_a_name_that_does_not_change_has_no_russian_form() -> None:
    assert not [form for form in keys_of("Лукашенко") if form.how == "ru"]


def test_an_english_possessive_is_taken_off() -> None:
    for written in ("Tokayev's", "Tokayev’s"):
        assert key("Tokayev") in {form.key for form in keys_of(written) if form.how == "en"}


def test_titles_patronymics_and_initials_are_told_in_any_case() -> None:
    assert all(map(is_title, "президента Президентіне г-н Mr Dr. посол".split()))
    assert all(map(is_patronymic, "Абишевича Ивановны Әбішұлы Abishuly Ильичу Əliqızı".split()))
    assert all(map(is_initial, ["Н", "Н.", "Zh", "Дж"]))
    assert not any(map(is_title, ["Токаев", "Султан", "Роза"]))
    assert not any(map(is_patronymic, ["Токаев", "Роза", "Вучич"]))
    assert not is_initial("Ли")
