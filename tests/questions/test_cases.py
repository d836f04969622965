"""The labelled questions of tests/cases/questions, asked of the bundled registry.

The runner prints every miss and holds the score to what it was: a change shows what it gained
and lost. A misunderstood question from the field becomes a line there.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from registry.honours.loading import Report
from registry.questions import Answer, ask

CASES = Path(__file__).parents[1] / "cases" / "questions"
TODAY = dt.date(2026, 11, 23)
FLOOR = 1.0


def _misses(case: dict[str, Any], lang: str, answer: Answer) -> list[str]:
    """What of a labelled case the answer does not fulfil."""
    found: dict[str, Any] = {
        "status": answer.status,
        "kind": answer.kind,
        "total": answer.total,
        "value": answer.value,
    }
    missed = [f"{k}: {found[k]!r}" for k in found if k in case and found[k] != case[k]]
    told = {name for row in answer.conferrals for name in row.recipient.names}
    missed += [f"{who} is not told" for who in case.get("who", ()) if who not in told]
    machine = answer.understood.machine
    missed += [
        f"{name}: {machine.get(name)!r}"
        for name, wanted in case.get("machine", {}).items()
        if machine.get(name) != wanted
    ]
    if answer.status in ("answered", "no_record") and answer.language != lang:
        missed.append(f"in {answer.language}")
    return missed


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_labelled_questions_keep_their_score(bundled: Report, lang: str) -> None:
    cases = yaml.safe_load((CASES / f"{lang}.yml").read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        missed = _misses(case, lang, ask(case["text"], asker="cases", today=TODAY))
        if missed:
            wrong.append(f"{case['text']} → {'; '.join(missed)}")
    print(f"{lang}: {len(cases) - len(wrong)} of {len(cases)}")
    assert len(cases) - len(wrong) >= FLOOR * len(cases), "\n".join(wrong)


def test_every_answer_names_its_sources_and_never_says_a_bare_no(bundled: Report) -> None:
    for lang in ("kk", "ru", "en"):
        for case in yaml.safe_load((CASES / f"{lang}.yml").read_text(encoding="utf-8")):
            answer = ask(case["text"], asker="cases", today=TODAY)
            assert all(row.sources for row in (*answer.conferrals, *answer.possible))
            assert not answer.headline.lower().startswith(("no,", "нет,", "жоқ,"))
            if answer.status == "no_record":
                assert answer.notes
                assert answer.value is None


# Invented, near to people who are on record: other given names, other surnames, the other gender.
ABSENT = (
    "Айжан Жапарова|Садыр Жапбаров-Оглы|Марат Жапаров|Ильяс Алиев|Ильхам Алиханов|Нурсултан Токаев|"
    "Касым Назарбаев|Владимира Путина-Младшая|Виктор Путин|Серик Шайдоров|Димаш Рымбаев|"
    "Бауыржан Кимов|Геннадий Голованов|Роза Головкина|Vera Putin|Sadyr Tokayev|Emomali Japarov|"
    "Elvis Presley|John Smith|Xi Putin|Recep Aliyev|Айгүл Серікбаева|Асан Момышов|Мұхтар Тоқаев"
).split("|")


@pytest.mark.parametrize("name", ABSENT)
def test_who_is_not_on_record_is_never_answered_with_somebody_else(
    bundled: Report, name: str
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
