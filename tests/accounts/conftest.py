"""A member of the staff with an app that makes codes."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from registry.accounts.models import Role, User
from tests.accounts.coming_in import PASSWORD


@pytest.fixture
def second_factor_on(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    # The cheapest hash: what is tried here is not how slow it is.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create_user("clerk", password=PASSWORD, role=Role.CLERK, is_staff=True)


@pytest.fixture
def device(clerk: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=clerk, confirmed=True)
