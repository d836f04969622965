"""What was asked is kept, grouped, turned into cases and spellings by reviewers, and forgotten."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from registry.accounts.models import User
from registry.honours.models import AwardName, Change
from registry.questions import ask, log
from registry.questions.answer import STATUSES
from registry.questions.models import STATUS_WORDS, AskedQuestion, LabelledCase
from registry.questions.tasks import forget_old
from tests.cast import Cast

TODAY = dt.date(2026, 11, 23)
LIST = "/admin/questions/askedquestion/"


def _ask(text: str, *, channel: str = "web", asker: str = "someone") -> str:
    return ask(text, asker=asker, today=TODAY, channel=channel).status


def _login(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    return cast


def test_a_question_is_kept_with_its_reading_and_without_a_name(filled: Cast) -> None:
    assert _ask("Who received the Order of Dostyk in 2024?") == "answered"
    kept = AskedQuestion.objects.get()
    assert (kept.status, kept.kind, kept.channel, kept.asker) == (
        "answered",
        "holders",
        "web",
        "someone",
    )
    assert kept.machine["award"] == filled.dostyk.slug
    assert kept.took_ms < 10_000


def test_without_a_channel_or_with_the_log_off_nothing_is_kept(filled: Cast, settings: Any) -> None:
    _ask("Who received the Order of Dostyk?", channel="")
    settings.QUESTION_LOG = False
    _ask("Who received the Order of Dostyk?")
    assert not AskedQuestion.objects.exists()


def test_a_failing_log_does_not_fail_the_question(
    filled: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE questions_askedquestion RENAME TO hidden_away")
    try:
        assert _ask("Who received the Order of Dostyk?") == "answered"
        assert "was not kept" in caplog.text
        assert "Dostyk" not in caplog.text
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE hidden_away RENAME TO questions_askedquestion")


def test_old_questions_are_erased_by_the_clock_and_an_askers_on_request(filled: Cast) -> None:
    _ask("привет", asker="one")
    _ask("сәлем", asker="two")
    _ask("hello", asker="two")
    old = timezone.now() - dt.timedelta(days=91)
    AskedQuestion.objects.filter(asker="one").update(asked_at=old)
    assert forget_old() == 1
    assert log.forget_asker("two") == 2
    assert not AskedQuestion.objects.exists()


def test_the_same_question_is_one_line_of_the_list(filled: Cast, client: Client) -> None:
    for text in ("What is the weather?", "what is the WEATHER", "«what is the weather»…"):
        assert _ask(text) == "not_understood"
    _ask("Who received the Order of Dostyk?")
    page = _login(client, filled.reviewer).get(LIST)
    rows = page.context["cl"].result_list
    assert [row.times for row in rows] == [3]


def test_only_reviewers_see_what_was_asked(filled: Cast, client: Client) -> None:
    _ask("What is the weather?")
    assert _login(client, filled.clerk).get(LIST).status_code == 403
    row = AskedQuestion.objects.get()
    assert client.post(
        f"{LIST}{row.pk}/change/", {"case": "1", "status": "answered"}
    ).status_code in (
        302,
        403,
    )
    assert not LabelledCase.objects.exists()
    assert _login(client, filled.reviewer).get(LIST).status_code == 200


def test_a_spelling_is_taught_in_two_clicks_and_the_question_is_answered(
    filled: Cast, client: Client
) -> None:
    question = "Who received the Golden Handshake Order?"
    assert _ask(question) != "answered"
    row = AskedQuestion.objects.get()
    page = _login(client, filled.reviewer).get(f"{LIST}{row.pk}/change/")
    assert page.status_code == 200
    filled_in = page.context["spelling_form"].initial["spelling"]
    assert filled_in == "Golden Handshake"
    done = client.post(
        f"{LIST}{row.pk}/change/",
        {"teach": "1", "award": filled.dostyk.pk, "spelling": filled_in},
    )
    assert done.status_code == 302
    assert AwardName.objects.filter(award=filled.dostyk, text=filled_in).exists()
    assert Change.objects.filter(action="awardname.enter").exists()
    assert _ask(question, channel="") == "answered"
    assert not client.get(LIST).context["cl"].result_list


def test_what_another_award_owns_is_refused_in_words(filled: Cast, client: Client) -> None:
    _ask("What is the weather?")
    row = AskedQuestion.objects.get()
    taken = AwardName.objects.filter(award=filled.dostyk).values_list("text", flat=True)[0]
    _login(client, filled.reviewer)
    page = client.post(
        f"{LIST}{row.pk}/change/",
        {"teach": "1", "award": filled.barys.pk, "spelling": taken},
        follow=True,
    )
    assert any(message.level_tag == "error" for message in page.context["messages"])
    assert AskedQuestion.objects.filter(settled=False).exists()


def test_a_case_is_made_in_two_clicks_and_exported_as_yaml(filled: Cast, client: Client) -> None:
    _ask('Кто получил "Дружбу"?')
    row = AskedQuestion.objects.get()
    _login(client, filled.reviewer)
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 200
    client.post(f"{LIST}{row.pk}/change/", {"case": "1", "status": "answered"})
    out = StringIO()
    call_command("export_cases", stdout=out)
    [case] = yaml.safe_load(out.getvalue())
    assert case["text"] == 'Кто получил "Дружбу"?'
    assert case["status"] == "answered"
    again = StringIO()
    call_command("export_cases", stdout=again)
    assert again.getvalue() == ""


def test_every_status_of_an_answer_has_words_in_the_admin() -> None:
    assert set(STATUS_WORDS) == set(STATUSES)
