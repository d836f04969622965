"""One name has one key in every script and spelling; keys of different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from registry.names import deletions, fold, key, script_of, transliterate, words

EQUAL = [
    "Жапаров Japarov Zhaparov Djaparov Dzhaparov Japarow",
    "Токаев Tokayev Тоқаев Toqaev Toqayev Tokaev Toqaıev",
    "Мирзиёев Mirziyoyev Мирзиеев Mirziyoev",
    "Касым-Жомарт Kassym-Jomart Qasym-Jomart Қасым-Жомарт",
    "Бердымухамедов Berdimuhamedow Berdimuhamedov Berdymukhamedov",
    "Алиев Aliyev Əliyev Aliev Әлиев",
    "Нұрсұлтан Nursultan Нурсултан Nūrsūltan Nursūltan",
    "Эрдоган Erdoğan Erdogan Ердоған",
    "Вучич Vučić Vucic",
    "Сахариянов Saharııanov Sakhariyanov",
    "Наурыз Naýryz Nauryz",
    "Жәнібек Jänıbek Zhanibek Джанибек Jánibek",
    "Си Xi",
    "Цзиньпин Jinping",
    "Қаражұманов قاراجۇمانوۆ Karazhumanov",
    "Дмитрий Dmitry Dmitriy Dmitri",
]
NEAR = ["Бауыржан Бауржан Baurzhan Bauyrzhan", "Lukashenko Лукашенко Lukashenka Лукашэнка"]
APART = ["Токаев Тукаев", "Марат Мурат", "Серик Берик", "Алиев Алиева", "Ким Кима", "Баян Бан"]


@pytest.mark.parametrize("line", EQUAL)
def test_spellings_of_one_name_have_one_key(line: str) -> None:
    assert len({key(word) for word in line.split()}) == 1


@pytest.mark.parametrize("line", NEAR)
def test_spellings_that_differ_by_a_vowel_are_one_edit_apart(line: str) -> None:
    first, *others = (key(word) for word in line.split())
    assert all(OSA.distance(first, other) <= 1 for other in others)


@pytest.mark.parametrize("line", APART)
def test_different_names_have_different_keys(line: str) -> None:
    one, other = line.split()
    assert key(one) != key(other)


def test_latin_letters_inside_a_cyrillic_word_are_folded() -> None:
    assert fold("қаhарманы") == fold("қаһарманы")
    assert fold("мемлекеттiк") == fold("мемлекеттік")
    assert fold("yшiн") == fold("үшін")


def test_folding_keeps_the_letters_of_a_language() -> None:
    assert fold("Тоқаев") != fold("Токаев")
    assert fold("Горбачёв") == "горбачев"
    assert fold("«Касым–Жомарт»") == '"касым-жомарт"'


def test_words_carry_their_offsets() -> None:
    text = "Н.А.Назарбаев, Қасым-Жомарт; Tokayev’s 06.09.2024"
    assert [word.text for word in words(text)] == [
        "Н", "А", "Назарбаев", "Қасым-Жомарт", "Tokayev’s", "06.09.2024",
    ]  # fmt: skip
    assert all(text[word.start : word.end] == word.text for word in words(text))


def test_keys_one_typing_error_apart_share_a_deletion() -> None:
    assert deletions("tokaev") & ({"tokaev"} | deletions("toakev"))
    assert deletions("a") == set()


def test_scripts_are_told_by_most_letters() -> None:
    assert script_of("Токаев (Tok)") == "cyrl"
    assert script_of("Əliyev") == "latn"
    assert script_of("قاراجۇمانوۆ") == script_of("習近平") == script_of("123") == "other"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Қасым-Жомарт Тоқаев", "Kasym-Zhomart Tokayev"),
        ("Садыр Жапаров", "Sadyr Zhaparov"),
        ("Шавкат Мирзиёев", "Shavkat Mirziyoyev"),
        ("Сергей Лавров", "Sergey Lavrov"),
        ("Дмитрий Щербаков", "Dmitry Shcherbakov"),
        ("Ерлан Майоров", "Yerlan Mayorov"),
        ("Өмірзақ Шөкеев", "Omirzak Shokeyev"),
        ("ТОҚАЕВ", "TOKAYEV"),
        ("Bauyrzhan", "Bauyrzhan"),
    ],
)
def test_transliteration_writes_as_the_english_press(cyrillic: str, latin: str) -> None:
    assert transliterate(cyrillic) == latin


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert key(fold(text)) == key(text)
    assert all(text[word.start : word.end] == word.text for word in words(text))
