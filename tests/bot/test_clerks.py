"""Clerks in the bot: an article becomes drafts, and each verdict is checked by role."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from bot import clerks, draft_buttons, draft_card
from bot.handlers.article import summary
from registry.accounts.models import User
from registry.errors import NotAllowed, RegistryError
from registry.honours.models import Conferral
from registry.intake.models import Article, Draft, DraftCorrection
from registry.wording import LANGUAGES
from registry.wording.rich import clip
from tests.cast import Cast

ARTICLE = "Президент наградил Аскара Токмагамбетова орденом «Достык» II степени 5 мая 2025 года."
LINKED = {"reader": 11, "clerk": 12, "reviewer": 13}


@pytest.fixture
def staff(cast: Cast) -> Cast:
    for name, number in LINKED.items():
        User.objects.filter(username=name).update(telegram_id=number)
    return cast


def drafts(staff: Cast) -> clerks.DraftView:
    [view] = clerks.read_article(LINKED["clerk"], ARTICLE).waiting
    return view


# What each may do, by whatever road: the services say so, not the buttons.
DEEDS: dict[str, Callable[[int, int], object]] = {
    "read": lambda who, number: clerks.read_article(who, ARTICLE + " "),
    "look": lambda who, number: clerks.view(who, number),
    "accept": lambda who, number: clerks.accept(who, number),
    "new": lambda who, number: clerks.accept(who, number, new=True),
    "reject": lambda who, number: clerks.reject(who, number, "no"),
    "correct": lambda who, number: clerks.correct(who, number, "date", "2020"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["reader", "clerk", "reviewer", "dismissed", "stranger", "demoted"])
def test_who_may_do_what(staff: Cast, who: str, deed: str) -> None:
    number, account = drafts(staff).draft.pk, {**LINKED, "stranger": 99}.get(who, 12)
    # Between the message and the press, somebody may have lost his role.
    if who == "demoted":
        User.objects.filter(telegram_id=account).update(role="reader")
    if who == "dismissed":
        User.objects.filter(telegram_id=account).update(is_active=False)
    before = list(Draft.objects.values())
    if who in ("clerk", "reviewer"):
        DEEDS[deed](account, number)
        assert (list(Draft.objects.values()) == before) == (deed == "look")
        return
    with pytest.raises(NotAllowed):
        DEEDS[deed](account, number)
    assert list(Draft.objects.values()) == before
    assert not Conferral.objects.exists()
    assert not DraftCorrection.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "four_eyes"), [("clerk", "yes"), ("reviewer", "yes"), ("reviewer", "no")]
)
def test_what_is_accepted_waits_for_another_unless_the_office_is_one_person(
    staff: Cast, who: str, four_eyes: str
) -> None:
    number = drafts(staff).draft.pk
    with override_settings(FOUR_EYES=four_eyes == "yes"):
        view = clerks.accept(LINKED[who], number)
    assert view.published is not None
    state = view.published.state
    assert state == ("submitted" if four_eyes == "yes" else "published")
    with override_settings(PUBLIC_URL="https://marapat.example"):
        assert bool(view.address("kk")) == (state == "published")
    with pytest.raises(RegistryError):
        clerks.reject(LINKED["reviewer"], number, "too late")


@pytest.mark.django_db
def test_what_was_passed_over_and_what_was_decided_is_told(staff: Cast) -> None:
    plan = "Президент планирует наградить Веру Ким орденом «Барыс»."
    found = clerks.read_article(12, f"{ARTICLE}\n{plan}")
    assert (len(found.waiting), found.decided, len(found.passed_over)) == (1, 0, 1)
    clerks.reject(12, found.waiting[0].draft.pk, "not a conferral")
    again = clerks.read_article(12, f"{ARTICLE}\n{plan}")
    assert (again.waiting, again.decided) == ((), 1)
    said = summary(again, "en")
    assert "1 was decided already" in said
    assert "a plan, a wish or a nomination («планирует»)" in said


@pytest.mark.django_db
def test_a_book_is_refused_before_it_is_read(staff: Cast) -> None:
    with pytest.raises(RegistryError) as refused:
        clerks.read_article(12, "а" * (clerks.LONGEST + 1))
    assert refused.value.code == "too_long"
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_the_words_that_fields_were_read_from_are_bold(staff: Cast) -> None:
    # The same sentence stands twice; the spans are of the first.
    [shown] = clerks.read_article(12, f"Вступление.\n{ARTICLE}\n{ARTICLE}").waiting
    card = draft_card.card(shown, "ru")
    assert "<b>Аскара Токмагамбетова</b>" in card.html
    assert "<b>II степени</b>" in card.html
    assert "<b>5 мая 2025 года</b>" in card.html
    assert f"«{ARTICLE}»" in card.plain
    assert card.size <= 4096


@given(st.text(max_size=60), st.text(max_size=1500), st.data())
def test_a_quote_is_said_whole_whatever_stands_in_it(
    before: str, quote: str, data: st.DataObject
) -> None:
    """Markup in an article is shown as it was typed, and no span can break it."""
    ends = st.integers(0, len(before) + len(quote) + 5)
    spans = {name: sorted((data.draw(ends), data.draw(ends))) for name in ("recipient", "date")}
    said = draft_card.quoted(quote, before + quote, spans)
    assert said.plain == f"«{clip(quote, draft_card.QUOTE)}»"
    assert html.unescape(re.sub(r"</?b>", "", said.html)) == said.plain


@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_that_several_bear_has_a_button_for_each(staff: Cast, lang: str) -> None:
    text = "President Tokayev awarded Kim the Order of Otan <b>today</b>."
    [shown] = clerks.read_article(12, text).waiting
    card, markup = draft_card.drawn(shown, lang)
    assert markup is not None
    held = [str(button.callback_data) for row in markup.inline_keyboard for button in row]
    presses = [draft_buttons.read(data) for data in held]
    assert all(presses)
    assert all(len(data.encode()) <= 64 for data in held)
    people = {p.what for p in presses if p and p.verb == draft_buttons.WHO}
    assert people == {staff.kim_vera.public_id, staff.kim_vladimir.public_id}
    assert draft_buttons.NEW in [p.verb for p in presses if p]
    # Nobody is accepted by mistake while it is open who is meant.
    assert draft_buttons.ACCEPT not in [p.verb for p in presses if p]
    assert "&lt;b&gt;" in card.html


@pytest.mark.parametrize(
    "data",
    ["d", "d:", "d:1", "d:x:a", "d:1:zz", "d:1:a:more", "d:1:r:9", "d:1:r:-1", "d:1:r:²",
     "d:1:c:state", "d:1:w", "d:²:a", f"d:{'9' * 40}:a", "p:1:a", ""],
)  # fmt: skip
def test_forged_presses_mean_nothing(data: str) -> None:
    assert draft_buttons.read(data) is None
