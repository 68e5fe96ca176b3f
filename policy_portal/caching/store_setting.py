"""The setting of Django's cache framework for the response cache."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_SCHEMES = ("redis://", "rediss://", "unix://")
_PATIENCE = 0.3  # seconds; computing a page takes less
_LIFETIME = 7 * 24 * 3600  # seconds; pages of former states are found by nobody
_CODE = ("articles", "guidance", "policy_portal", "templates", "static")


def page_store(url: str, *, most: int, release: Path, shown_settings: Iterable[str]) -> dict[str, Any]:
    """The store for pages: at most so many bytes in this process, none if 0, or the Redis at `url`.

    A Redis is shared only by installations of the same `release` (its folder) whose `shown_settings`, the
    values of settings that pages show, are the same. Raises ImproperlyConfigured.
    """
    if not most:
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    if not url:
        return {"BACKEND": "policy_portal.caching.page_store.BoundedCache", "OPTIONS": {"MAX_BYTES": most}}
    if not url.startswith(_SCHEMES):
        raise ImproperlyConfigured("PORTAL_PAGE_CACHE_URL 应是 Redis 的地址，例如 redis://127.0.0.1:6379/1")
    return {
        "BACKEND": "policy_portal.caching.redis_store.SharedCache",
        "LOCATION": url,
        "TIMEOUT": _LIFETIME,
        "KEY_PREFIX": _release_digest(release, shown_settings),
        "OPTIONS": {
            "serializer": "policy_portal.caching.page_store.PageSerializer",
            "socket_timeout": _PATIENCE,
            "socket_connect_timeout": _PATIENCE,
        },
    }


def _release_digest(release: Path, shown_settings: Iterable[str]) -> str:
    content_digest = blake2b("\0".join(shown_settings).encode(), digest_size=8)
    for folder in _CODE:
        for path in sorted((release / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                content_digest.update(path.read_bytes())
    return content_digest.hexdigest()
