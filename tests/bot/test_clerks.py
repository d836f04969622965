"""Clerks in the bot: an article becomes drafts, and each verdict is checked by role."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import clerks
from registry.accounts.models import User
from registry.errors import NotAllowed, RegistryError
from registry.honours.models import Conferral
from registry.intake.correcting import draft_correct
from registry.intake.fetching import fetch_text, text_of_html
from registry.intake.models import Draft
from registry.wording import phrases
from tests.bot.conftest import settings
from tests.cast import Cast
from tests.standin.driver import ROOT, Driver, keyboard

ARTICLE = "Президент наградил Аскара Токмагамбетова орденом «Достык» II степени 5 мая 2025 года."
LINKED = {"reader": 11, "clerk": 12, "reviewer": 13}


@pytest.fixture
def staff(cast: Cast) -> Cast:
    for name, number in LINKED.items():
        User.objects.filter(username=name).update(telegram_id=number)
    return cast


def drafts(staff: Cast) -> clerks.DraftView:
    [view] = clerks.read_article(LINKED["clerk"], ARTICLE)
    return view


@pytest.mark.django_db
@pytest.mark.parametrize("who", [LINKED["reader"], 99])
def test_readers_and_strangers_write_nothing(staff: Cast, who: int) -> None:
    number = drafts(staff).draft.pk
    before = Draft.objects.values().get(pk=number)
    for deed in (
        lambda: clerks.read_article(who, ARTICLE + " "),
        lambda: clerks.accept(who, number),
        lambda: clerks.reject(who, number, "no"),
        lambda: clerks.correct(who, number, "date", "2020"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert Draft.objects.values().get(pk=number) == before
    assert not Conferral.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "state"), [("clerk", "draft"), ("reviewer", "published")])
def test_a_clerk_drafts_and_a_reviewer_publishes(staff: Cast, who: str, state: str) -> None:
    number = drafts(staff).draft.pk
    view = clerks.accept(LINKED[who], number)
    assert view.published is not None
    assert view.published.state == state
    with pytest.raises(RegistryError):
        clerks.reject(LINKED["reviewer"], number, "too late")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("date", "2025-05-06", "2025-05-06"), ("date", "7 мая 2025 года", "2025-05-07"),
        ("degree", "первой степени", "1"), ("degree", "1", "1"), ("reason", "за труд", "за труд"),
        ("decree", "123", "123"), ("name", "Вера Ким", "Vera Kim"),
    ],
)  # fmt: skip
def test_a_draft_is_corrected(staff: Cast, field: str, value: str, shown: str) -> None:
    draft = draft_correct(draft=drafts(staff).draft, by=staff.clerk, field=field, value=value)
    stored = {
        "date": draft.date and draft.date.iso(), "degree": draft.grade and draft.grade.code(),
        "reason": draft.reason, "decree": draft.decree_number, "name": str(draft.recipient),
    }  # fmt: skip
    assert stored[field] == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "yesterweek"), ("degree", "9"), ("state", "accepted"), ("date", " ")],
)
def test_what_cannot_be_is_refused(staff: Cast, field: str, value: str) -> None:
    with pytest.raises(RegistryError):
        draft_correct(draft=drafts(staff).draft, by=staff.clerk, field=field, value=value)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/x", "http://localhost:5432/", "http://10.0.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest", "ftp://example.com/", "http://", "https://0/"],
)  # fmt: skip
def test_links_into_the_house_are_not_followed(url: str) -> None:
    import asyncio

    with pytest.raises(RegistryError):
        asyncio.run(fetch_text(url))


def test_a_page_becomes_its_paragraphs() -> None:
    page = "<nav>menu</nav><p>One &amp;  two</p><script>x</script><div>three<br>four</div>"
    assert text_of_html(page) == "One & two\nthree\nfour"


@pytest.mark.process
def test_from_an_article_to_a_record_by_buttons(
    home: Path, standin: Driver, bot: "subprocess.Popen[bytes]"
) -> None:
    chat = 6001
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c",
         "from registry.accounts.models import User\n"
         "from registry.accounts.linking import link_code_make\n"
         "print(link_code_make(User.objects.create_user('r', role='reviewer')))"],
        cwd=ROOT, env={**os.environ, **settings(home)}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    t = phrases("ru").gettext
    refused = standin.ask(chat, f"/article {ARTICLE}", language_code="ru")
    assert refused["text"] == t("Only clerks of the registry can send articles. /link links you.")
    assert standin.ask(chat, "/link WRONG")["text"].startswith("Этот код")
    assert t("reviewer") in standin.ask(chat, f"/start link_{made.stdout.strip()}")["text"]
    count = standin.ask(chat, f"/article {ARTICLE}")
    card = standin.reply_after(chat, count["message_id"])
    assert "Токмагамбетов" in card["text"]
    assert ARTICLE in card["text"]
    press = {b["text"]: b["callback_data"] for b in keyboard(card)}
    standin.press(chat, card["message_id"], press[t("Correct")])
    prompt = standin.reply_after(chat, card["message_id"])
    shown = standin.ask(chat, "date 6 мая 2025", reply_to=prompt["message_id"])
    assert "6 мая 2025" in shown["text"]
    told = standin.press(chat, shown["message_id"], press[t("Accept")])
    assert standin.answered(told)["text"] == ""
    done = standin.edited(chat, shown)
    assert t("Published: {by}").format(by="r") in done["text"]
    assert keyboard(done) == []
    told = standin.ask(chat, "Какие награды у Аскара Токмагамбетова?")
    assert "6 мая 2025" in told["text"]
    again = standin.press(chat, card["message_id"], press[t("Reject")])
    assert standin.answered(again)["text"] == t("This draft has been decided already.")
    assert standin.refused() == []
