"""People who are not in the registry are not linked to those who are: a gate of every release."""

from registry.names import compare

MEN = "Арман Берик Данияр Ерлан Канат Марат Нурлан Олжас Серик Тимур Сергей Владимир".split()
WOMEN = "Айгуль Айжан Асель Динара Жанар Мадина Роза Сауле Шолпан Ольга Вера Светлана".split()
SURNAMES = (
    "Абдрахманов Алиев Амиров Ахметов Бекетаев Валиев Галиев Жапаров Ибраев Исаев Искаков Каримов "
    "Касымов Мусаев Нургалиев Нуралиев Омаров Рахимов Сапаров Сулейменов Токаев Тукаев Умаров"
).split()


def _registry() -> list[tuple[str, str]]:
    """Every surname once, by turns a man and a woman."""
    people = []
    for at, surname in enumerate(SURNAMES):
        name = (WOMEN if at % 2 else MEN)[at % 12]
        people.append((f"{name} {surname}а", "f") if at % 2 else (f"{name} {surname}", "m"))
    return people


def test_nobody_absent_is_taken_for_somebody_present() -> None:
    present = _registry()
    names = {name for name, _ in present}
    absent = [f"{given} {surname}" for given in MEN for surname in SURNAMES]
    absent += [f"{given} {surname}а" for given in WOMEN for surname in SURNAMES]
    linked = [
        (asked, stored)
        for asked in absent
        if asked not in names
        for stored, gender in present
        if compare(asked, stored, gender=gender).verdict in ("same", "likely")
    ]
    assert linked == []


def _dative(name: str, gender: str) -> str:
    given, surname = name.split()
    if gender == "m":
        return f"{given[:-1]}ю {surname}у" if given[-1] == "й" else f"{given}у {surname}у"
    declined = f"{given[:-1]}е" if given[-1] == "а" else given
    return f"{declined} {surname[:-1]}ой"


def test_everybody_present_is_found_in_an_oblique_case() -> None:
    missed = []
    for stored, gender in _registry():
        asked = _dative(stored, gender)
        if compare(asked, stored, gender=gender).verdict != "likely":
            missed.append((asked, stored))
    assert missed == []
