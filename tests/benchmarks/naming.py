"""A seeded maker of names that look like people's and are no known person's on purpose.

The shape is that of a real registry: a few given names and surnames are borne by thousands, most
by a handful; namesakes exist; one person stands under two or three writings.
"""

import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from registry.names import transliterate

MEN = (
    "Нұрлан Ерлан Серік Марат Болат Қайрат Асқар Бауыржан Арман Қанат Талғат Олжас Дәурен Данияр "
    "Тимур Азамат Ержан Мұрат Берік Алмас Самат Руслан Ербол Айдос Дәулет Жанат Абай Мейрам Сәкен "
    "Ғалым Қуат Рустем Әділ Ермек Асылбек Жандос Ілияс Бекзат Санжар Шыңғыс Мақсат Нұржан Дархан"
).split()
WOMEN = (
    "Айгүл Гүлнәр Сәуле Динара Жанар Әсел Айжан Мәдина Алма Бақыт Гүлмира Раушан Шолпан Сания Роза "
    "Камила Ләззат Айнұр Жұлдыз Балжан Зәуре Күләш Назым Меруерт Перизат Салтанат Ұлжан Фарида"
).split()
BASES = (
    "Ахмет Омар Сүлеймен Ибрай Исқақ Қасым Оспан Сейіт Иса Мұса Рахым Садық Смағұл Әубәкір Жүніс "
    "Кәрім Әли Байжан Мұқан Тұрсын Әбді Құсайын Бекет Төлеген Сәрсен Нұрпейіс Қали Шәріп Мұхтар"
).split()
RUSSIAN_MEN = (
    "Сергей Александр Владимир Андрей Алексей Дмитрий Николай Виктор Юрий Евгений Михаил Игорь "
    "Олег Иван Василий Анатолий Павел Геннадий Константин Вячеслав Валерий Борис Максим Роман"
).split()
RUSSIAN_WOMEN = (
    "Елена Ольга Наталья Татьяна Ирина Светлана Людмила Галина Марина Анна Валентина Екатерина "
    "Надежда Юлия Вера Любовь Лариса Нина Тамара Оксана Мария Полина Алла Жанна"
).split()
_PREFIXES = (
    "Нұр Бек Ер Жан Қай Дәу Ай Бай Сейіт Мырза Құл Әбді Есен Аман Той Орын Тілеу Жұма Қожа Кен Дос "
    "Шоқ Мұха Рахым Сары Қара Алты Темір Бөке Жақсы Сұлтан Ақ Көш Төле Байғали Ырыс Өмір Тас Әлім "
    "Ора Иса Кәрім Мәу Сүй Қадыр Шері Есім Молда Досы Бала"
).split()
_LINKS = ["", "", "", "ке", "ды", "мұ", "ға", "бе", "ры", "та"]
_MEN_ENDS = (
    "бек жан лан бол ғали хан тай қазы мұрат болат берген дәулет тас мет назар қан шен кен уан рат"
).split()
_WOMEN_ENDS = "гүл жан бике ш нұр сұлу ханым дана".split()
_SLAVIC = (
    "Иван Кузнец Петр Смирн Павл Федор Волк Сидор Орл Морож Зайц Лебед Козл Соловь Виноград Голуб "
    "Белоус Кравц Мельник Ткач Гончар Бондар Шевч Поном Тарас Захар Степан Роман Гаврил Тимоф Ефим "
    "Савель Тих Кон Лук Фом Кирил Нестер Радч Левч Зуб Ряб Сухар Дол Горб Верх Ключ Дроб Кос Жур"
).split()
_SLAVIC_LINKS = ["", "", "ен", "ов", "ик", "ах", "ур", "ин", "ал", "ыч"]
_SLAVIC_ENDS = ["ов", "ев", "енко", "ский", "ин", "ук", "ов"]
_FOREIGN = "Ка Лю Мо Ри Са То Ва Бен Дар Фел Гор Хан Лин Мар Нел Пет Ром Штей Тор Вил".split()
_FOREIGN_MID = "ла ре мо ни та ви дра сто ли бер го ру".split()
_FOREIGN_ENDS = "ни р н ман с дес лло рт ссен лли к".split()
_ABROAD = 100
_VOWELS = "аәеиоөуұүыіэюяй"
_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


class Spelled(NamedTuple):
    """One word of a name in Kazakh, in Russian and in Latin letters."""

    kk: str
    ru: str
    en: str


class Person(NamedTuple):
    """Somebody made up: gender, words, and (text, language, script) of each written name."""

    gender: str
    given: Spelled
    surname: Spelled
    father: Spelled | None
    patronymic: Spelled | None
    names: tuple[tuple[str, str, str], ...]


@cache
def spelled(kk: str, ru: str = "") -> Spelled:
    """The word in its three writings; Russian by the letters that Kazakh has beyond it."""
    ru = ru or kk.replace("гүл", "гуль").replace("Гүл", "Гуль").translate(_TO_RUSSIAN)
    return Spelled(kk, ru, transliterate(ru))


def _starting(prefixes: list[str], middles: list[str], ends: list[str]) -> list[str]:
    return [p + m + e for m in middles for e in ends for p in prefixes if (m + e)[:1] != p[-1]]


class _Pool:
    """Words from common to rare: the nth is borne in proportion to 1 / (n + head)."""

    def __init__(self, words: list[str], head: float, dice: random.Random) -> None:
        self.words = list(dict.fromkeys(words))
        self.weights = list(accumulate(1 / (n + head) for n in range(1, len(self.words) + 1)))
        self.dice = dice

    def draw(self, count: int) -> list[str]:
        """Words by their weight."""
        return self.dice.choices(self.words, cum_weights=self.weights, k=count)


class Namer:
    """Draws people. The same seed draws the same people."""

    def __init__(self, seed: int) -> None:
        self.dice = dice = random.Random(seed)
        composed = _starting(_PREFIXES, [""], _MEN_ENDS)
        rare = _starting(_PREFIXES, sorted(set(_LINKS) - {""}), _MEN_ENDS)
        for words in (composed, rare):
            dice.shuffle(words)
        women = _starting(_PREFIXES, [""], _WOMEN_ENDS)
        foreign = _starting(_FOREIGN, _FOREIGN_MID, _FOREIGN_ENDS)
        dice.shuffle(women)
        dice.shuffle(foreign)
        slavic = _starting(_SLAVIC, _SLAVIC_LINKS, _SLAVIC_ENDS)
        dice.shuffle(slavic)
        self.men = _Pool(MEN + composed, 5, dice)
        self.women = _Pool(WOMEN + women, 5, dice)
        self.russian = {"m": _Pool(RUSSIAN_MEN, 5, dice), "f": _Pool(RUSSIAN_WOMEN, 5, dice)}
        self.surnames = _Pool([*BASES, *MEN, *composed, *rare], 30, dice)
        self.slavic = _Pool(slavic, 20, dice)
        self.foreign = _Pool(foreign, 20, dice)

    def people(self, count: int) -> Iterator[Person]:
        """So many people: four in five Kazakh by name, the rest Russian or from abroad."""
        kinds = self.dice.choices("krf", (80, 15, 5), k=count)
        genders = self.dice.choices("mf", (62, 38), k=count)
        men, women, bases, slavic, foreign = (
            iter(pool.draw(count * times))
            for pool, times in (
                (self.men, 2), (self.women, 1), (self.surnames, 1), (self.slavic, 1),
                (self.foreign, 2),
            )
        )  # fmt: skip
        shapes = self.dice.choices(range(100), k=count)
        for kind, gender, shape in zip(kinds, genders, shapes, strict=True):
            if kind == "k":
                given = next(men if gender == "m" else women)
                yield _kazakh(gender, given, next(men), next(bases), shape)
            elif kind == "r":
                given, father = self.russian[gender].draw(1)[0], self.russian["m"].draw(1)[0]
                yield _russian(gender, given, father, next(slavic), shape)
            else:
                yield _from_abroad(gender, next(foreign), next(foreign))


def _kazakh(gender: str, given: str, father: str, base: str, shape: int) -> Person:
    surname = _kazakh_surname(base, gender, shape)
    patronymic = _patronymic(father, gender) if shape % 10 < 7 else None
    return _person(gender, spelled(given), surname, spelled(father), patronymic, shape)


@cache
def _kazakh_surname(base: str, gender: str, shape: int) -> Spelled:
    """Ахметов for most; the father's bare name, or with the word for son or daughter, for some."""
    if shape >= 92:
        return spelled(base)
    if shape >= 88:
        return spelled(base + ("ұлы" if gender == "m" else "қызы"))
    return spelled(base + ("ев" if base[-1] in _VOWELS else "ов") + "а" * (gender == "f"))


@cache
def _patronymic(father: str, gender: str) -> Spelled:
    kk = father + ("ұлы" if gender == "m" else "қызы")
    stem = spelled(father).ru.rstrip("йь")
    middle = "ев" if father[-1] in _VOWELS + "ь" else "ов"
    return spelled(kk, stem + middle + ("ич" if gender == "m" else "на"))


def _russian(gender: str, given: str, father: str, surname: str, shape: int) -> Person:
    if gender == "f":
        surname = surname[:-2] + "ая" if surname.endswith("ский") else surname
        surname += "а" * surname.endswith(("ов", "ев", "ин"))
    patronymic = _patronymic(father, gender) if shape % 10 < 8 else None
    if patronymic:
        patronymic = spelled(patronymic.ru)
    return _person(gender, spelled(given), spelled(surname), spelled(father), patronymic, shape)


def _from_abroad(gender: str, given: str, surname: str) -> Person:
    return _person(gender, spelled(given), spelled(surname), None, None, _ABROAD)


def _person(
    gender: str,
    given: Spelled,
    surname: Spelled,
    father: Spelled | None,
    patronymic: Spelled | None,
    shape: int,
) -> Person:
    surname_first = patronymic is not None and shape % 2 == 0
    names = []
    for place, language, script in ((0, "kk", "cyrl"), (1, "ru", "cyrl"), (2, "en", "latn")):
        abroad = shape == _ABROAD
        if (language == "kk" and abroad) or (language == "en" and shape % 10 >= 5 and not abroad):
            continue
        words = [given[place], surname[place]]
        if patronymic and language != "en":
            words.insert(1, patronymic[place])
        if surname_first and language != "en":
            words = [words[-1], *words[:-1]]
        names.append((" ".join(words), language, script))
    return Person(gender, given, surname, father, patronymic, tuple(names))
