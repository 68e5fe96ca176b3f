"""The second step of signing in: codes of an authenticator app (TOTP, RFC 6238), and recovery codes."""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from math import ceil

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
_NAME = "动态口令"
_DIGITS = 6


def has_totp(user: User) -> bool:
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def must_set_up(user: User) -> bool:
    """Whether `user` has to set up a device before anything else."""
    return settings.PORTAL_TOTP == "required" and not has_totp(user)


@transaction.atomic
def begin(user: User) -> TOTPDevice:
    """Create a device with a new key; it takes effect with its first right code."""
    waiting(user).delete()
    return TOTPDevice.objects.create(user=user, name=_NAME, confirmed=False)


def waiting(user: User):
    return TOTPDevice.objects.devices_for_user(user, confirmed=False)


def qr_code(device: TOTPDevice) -> str:
    """The key as an SVG for the `src` of an image."""
    return segno.make(device.config_url, error="m", micro=False).svg_data_uri(scale=4, border=4)


def written_key(device: TOTPDevice) -> str:
    """The key to type instead of scanning, in groups of four letters."""
    letters = b32encode(device.bin_key).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@transaction.atomic
def confirm(user: User, typed: str) -> list[str]:
    """Confirm the waiting device with its first code; return recovery codes, or none if it is wrong."""
    device = waiting(user).first()
    if device is None or not verify_token(user, device.persistent_id, _normalise_code(typed)):
        return []
    waiting(user).update(confirmed=True)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Create recovery codes for a lost device, each valid once; earlier ones are deleted. Shown only now."""
    StaticDevice.objects.devices_for_user(user).delete()
    device = StaticDevice.objects.create(user=user, name="恢复码")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def check(user: User, typed: str) -> bool:
    """Whether a code is right, of the app or for recovery; each is valid once."""
    device = _device(user, typed)
    return device is not None and verify_token(user, device.persistent_id, _normalise_code(typed)) is not None


def wait(user: User, typed: str) -> int:
    """The seconds until the next attempt is checked; they double with each wrong code."""
    device = _device(user, typed)
    allowed, details = device.verify_is_allowed() if device else (True, None)
    return 0 if allowed else ceil((details["locked_until"] - timezone.now()).total_seconds())


@transaction.atomic
def remove(user: User) -> bool:
    """Delete the devices of a user; return whether there were any."""
    had_device = has_totp(user)
    TOTPDevice.objects.devices_for_user(user).delete()
    StaticDevice.objects.devices_for_user(user).delete()
    return had_device


def _device(user: User, typed: str) -> TOTPDevice | StaticDevice | None:
    code = _normalise_code(typed)
    kind = TOTPDevice if code.isdecimal() and len(code) == _DIGITS else StaticDevice
    return kind.objects.devices_for_user(user, confirmed=True).first()


def _normalise_code(typed: str) -> str:
    """The code without spaces, with full-width digits converted."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()
