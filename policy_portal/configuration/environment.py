"""Numbers of the environment: a wrong one is refused in Chinese, with its name."""

import os

from django.core.exceptions import ImproperlyConfigured


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, not less than `least`; `default` where the variable is not set or empty."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and int(text) >= least):
        raise ImproperlyConfigured(f"{name} 须是不小于 {least} 的整数，现在是“{text[:40]}”。")
    return int(text)


def fraction(name: str, default: float) -> float:
    """A number with or without a fraction, not negative; `default` where the variable is not set or empty."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.replace(".", "", 1).isdecimal()):
        raise ImproperlyConfigured(f"{name} 须是不小于 0 的数，现在是“{text[:40]}”。")
    return float(text)
