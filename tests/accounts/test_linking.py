"""A Telegram account is linked once, by its owner, in time."""

import pytest
from django.test import Client
from django.utils import timezone

from registry.accounts.linking import (
    MOST_FAILURES,
    link_code_make,
    telegram_link,
    telegram_unlink,
    user_of_telegram,
)
from registry.accounts.models import LinkCode, User
from registry.errors import Conflict, InvalidInput
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_code_links_once(cast: Cast) -> None:
    code = link_code_make(cast.clerk)
    assert code not in str(LinkCode.objects.values())
    assert telegram_link(code=f" {code.lower()} ", telegram_id=5) == cast.clerk
    assert user_of_telegram(5) == cast.clerk
    with pytest.raises(InvalidInput):
        telegram_link(code=code, telegram_id=6)
    assert telegram_unlink(5)
    assert user_of_telegram(5) is None


def test_a_newer_code_an_old_one_and_one_of_somebody_dismissed(cast: Cast) -> None:
    first, second = link_code_make(cast.clerk), link_code_make(cast.clerk)
    with pytest.raises(InvalidInput):
        telegram_link(code=first, telegram_id=5)
    LinkCode.objects.update(good_until=timezone.now())
    with pytest.raises(InvalidInput):
        telegram_link(code=second, telegram_id=5)
    third = link_code_make(cast.clerk)
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    with pytest.raises(InvalidInput):
        telegram_link(code=third, telegram_id=5)


def test_nobody_tries_them_all(cast: Cast) -> None:
    code = link_code_make(cast.clerk)
    for _ in range(MOST_FAILURES):
        with pytest.raises(InvalidInput):
            telegram_link(code="WRONG", telegram_id=5)
    with pytest.raises(Conflict):
        telegram_link(code=code, telegram_id=5)
    assert telegram_link(code=code, telegram_id=6) == cast.clerk


def test_one_account_is_one_user(cast: Cast) -> None:
    telegram_link(code=link_code_make(cast.clerk), telegram_id=5)
    with pytest.raises(Conflict):
        telegram_link(code=link_code_make(cast.reviewer), telegram_id=5)
    assert user_of_telegram(5) == cast.clerk


def test_who_is_dismissed_has_no_rights_by_telegram(cast: Cast) -> None:
    telegram_link(code=link_code_make(cast.clerk), telegram_id=5)
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert user_of_telegram(5) is None


def test_the_page_shows_a_code_to_staff_alone(cast: Cast, client: Client) -> None:
    assert client.post("/account/telegram").status_code == 302
    User.objects.filter(pk=cast.clerk.pk).update(is_staff=True)
    client.force_login(cast.clerk)
    page = client.post("/account/telegram?lang=kk").content.decode()
    code = page.split("<code>/link ")[1].split("<")[0]
    assert telegram_link(code=code, telegram_id=5) == cast.clerk
    client.post("/account/telegram", {"unlink": "1"})
    assert user_of_telegram(5) is None
