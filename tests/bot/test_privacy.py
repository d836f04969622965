"""What is said to be kept is what is kept, and /forget leaves nothing of it."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from bot import inbox, services, sharing
from bot.forgetting import forget_chat
from bot.handlers.help import guide
from bot.handlers.privacy import policy
from bot.limits import Guard
from bot.models import Exchange, PendingUpdate, SharedQuery
from bot.tasks import forget_old
from registry.accounts.models import LinkFailure, User
from registry.questions.models import AskedQuestion
from registry.wording import LANGUAGES
from tests.cast import Cast

pytestmark = pytest.mark.django_db
# What each text must own up to: a question is read by people, and kept with the chat's number.
READ_BY = {"kk": "тізілімді жүргізетін", "ru": "кто ведёт реестр", "en": "who keep the registry"}
NUMBER = {"kk": "чатыңыздың нөмірімен", "ru": "с номером чата", "en": "under your chat's number"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_own_up_to_what_is_kept(cast: Cast, lang: str) -> None:
    services.ask_in_chat(chat_id=5_500_055, text="Who received Dostyk?")
    assert Exchange.objects.get().chat.chat_id == 5_500_055
    assert "5500055" not in AskedQuestion.objects.get().asker
    for days in (1, 90):
        told = policy(lang, days).plain
        assert NUMBER[lang] in told
        assert READ_BY[lang] in told
        assert READ_BY[lang] in guide(lang, days).plain


def test_forgetting_leaves_neither_what_failed_nor_a_link(cast: Cast) -> None:
    User.objects.filter(username="clerk").update(telegram_id=55)
    LinkFailure.objects.create(telegram_id=55)
    LinkFailure.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    said = {"message_id": 1, "chat": {"id": 55}, "from": {"id": 55, "first_name": "Aigerim"}}
    inbox.receive([{"update_id": 1, "message": {**said, "text": "secret"}}], Guard())
    PendingUpdate.objects.update(attempts=inbox.MOST_ATTEMPTS)
    forget_chat(55)
    assert not PendingUpdate.objects.exists()
    assert not User.objects.filter(telegram_id=55).exists()
    assert not LinkFailure.objects.exists()


def test_a_link_lives_for_as_long_as_it_is_opened(cast: Cast) -> None:
    words = [
        sharing.start_word({"kind": "holders", "award": "dostyk", "period": year})
        for year in ("2023", "2024")
    ]
    long_ago = timezone.now() - sharing.UNUSED - dt.timedelta(days=1)
    SharedQuery.objects.update(used_at=long_ago)
    assert sharing.query_of(words[0])
    forget_old()
    assert sharing.query_of(words[0])
    assert sharing.query_of(words[1]) is None
    assert settings.QUESTION_TEXT_DAYS
