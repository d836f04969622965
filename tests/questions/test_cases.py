"""The labelled questions of tests/cases/questions, asked of the bundled registry.

The runner prints every miss and holds the score to what it was: a change shows what it gained
and lost. A misunderstood question from the field becomes a line there.
"""

import datetime as dt

import pytest

from registry.questions import ask
from tests.questions import cases
from tests.questions.asking import answer_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
FLOOR = 0.98


@pytest.mark.parametrize("lang", cases.LANGUAGES)
def test_labelled_questions_keep_their_score(bundled: None, lang: str) -> None:
    labelled = cases.read(lang)
    wrong = [
        f"{case.text} → {'; '.join(missed)}"
        for case in labelled
        if (missed := case.misses(answer_of(case, TODAY)))
    ]
    print(f"{lang}: {len(labelled) - len(wrong)} of {len(labelled)}", *wrong, sep="\n  ")
    assert len(labelled) - len(wrong) >= FLOOR * len(labelled), "\n".join(wrong)


def test_every_answer_names_its_sources_and_never_says_a_bare_no(bundled: None) -> None:
    for lang in cases.LANGUAGES:
        for case in cases.read(lang):
            answer = answer_of(case, TODAY)
            assert all(row.sources for row in (*answer.conferrals, *answer.possible))
            assert not answer.headline.lower().startswith(("no,", "нет,", "жоқ,"))
            if answer.status == "no_record":
                assert answer.notes
                assert answer.value is None
                assert answer.conferrals == ()


# Invented, near to people who are on record: other given names, other surnames, the other gender.
ABSENT = (
    "Айжан Жапарова|Садыр Жапбаров-Оглы|Марат Жапаров|Ильяс Алиев|Ильхам Алиханов|Нурсултан Токаев|"
    "Касым Назарбаев|Владимира Путина-Младшая|Виктор Путин|Серик Шайдоров|Димаш Рымбаев|"
    "Бауыржан Кимов|Геннадий Голованов|Роза Головкина|Vera Putin|Sadyr Tokayev|Emomali Japarov|"
    "Elvis Presley|John Smith|Xi Putin|Recep Aliyev|Айгүл Серікбаева|Асан Момышов|Мұхтар Тоқаев"
).split("|")


@pytest.mark.parametrize("name", ABSENT)
def test_who_is_not_on_record_is_never_answered_with_somebody_else(
    bundled: None, name: str
) -> None:
    for text in (
        f"What awards does {name} have?",
        f"Какие награды имеет {name}?",
        f"{name} қандай марапаттар алды?",
        f"Has {name} received the Order of Dostyk?",
    ):
        answer = ask(text, asker="cases", today=TODAY)
        assert answer.status in ("no_record", "choose"), (text, answer.headline, answer.notes)
        assert answer.conferrals == ()
