"""The second factor of the staff: an app that makes codes (TOTP), and recovery codes.

Making, comparing and throttling codes, and that each works once, are django-otp's. Of a recovery
code only the seal is kept: who reads the database finds none to use.
"""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.accounts.models import User
from registry.errors import Conflict, InvalidInput

RECOVERY_CODES = 10
# Letters and digits that nobody takes for each other; 10 of 31 are 49 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 10
NAME = "desk"


def enrolled(user: User) -> bool:
    """Whether this user has an app that makes codes, and so is asked for one."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def recovery_codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


def set_up_begin(*, user: User) -> TOTPDevice:
    """The device that waits for its first code; the same one until it is confirmed.

    Raises Conflict where there is one in use: whoever only knows the password adds no other.
    """
    if enrolled(user):
        raise Conflict("enrolled", "There is a second factor in use already.")
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return waiting or TOTPDevice.objects.create(user=user, name=NAME, confirmed=False)


def key_text(device: TOTPDevice) -> str:
    """The device's key as it is typed into an app: base32 in groups of four."""
    key = base64.b32encode(device.bin_key).decode()
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


@transaction.atomic
def set_up_finish(*, user: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Take the device into use, by its first code; hands back it and fresh recovery codes.

    Raises InvalidInput for a wrong code, and Conflict where a device is in use already.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two windows of one person
    device = set_up_begin(user=user)
    if not device.verify_token(_digits(code)):
        raise WrongCode()
    device.confirmed = True
    device.save()
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return device, recovery_codes_renew(user=user)


@transaction.atomic
def recovery_codes_renew(*, user: User) -> list[str]:
    """Ten fresh recovery codes, shown once; the older ones are worthless from now on."""
    # The device stays: a session that one of its codes opened goes on.
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": NAME})
    device.token_set.all().delete()
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        [StaticToken(device=device, token=_seal(code)) for code in codes]
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


class WrongCode(InvalidInput):
    """A code that is wrong, used before or too old."""

    def __init__(self) -> None:
        super().__init__("wrong_code", "The code is wrong, used already or too old.")


def code_check(*, user: User, code: str) -> Device:
    """The device whose code this is, of the app or a recovery code; either works once.

    Raises WrongCode, also for a right one that comes too soon after wrong ones.
    """
    digits = _digits(code)
    by_app = digits.isdigit() and len(digits) == 6
    said = digits if by_app else _seal(code)
    # The device in one transaction: of two who bring the same code at once one is let in. A wrong
    # code must stay on the device's account, so the transaction ends well before it is refused.
    with transaction.atomic():
        rows = (TOTPDevice if by_app else StaticDevice).objects.select_for_update()
        devices = rows.filter(user=user, confirmed=True).order_by("pk")
        found = next((device for device in devices if device.verify_token(said)), None)
    if found is None:
        raise WrongCode()
    return found


@transaction.atomic
def second_factor_forget(*, user: User) -> int:
    """Take every device and recovery code away; sessions that they opened end. Says how many."""
    kinds = (TOTPDevice, StaticDevice)
    return sum(len(kind.objects.filter(user=user).delete()[1]) for kind in kinds)


def _digits(code: str) -> str:
    return "".join(code.split())


def _seal(code: str) -> str:
    """Sixteen letters that stand for a recovery code in the database (80 bits of an HMAC)."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    digest = hmac.new(settings.SECRET_KEY.encode(), plain.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode()
