"""The store of whole responses that several machines share. Apart from `page_store`, as redis is a quarter of
a second of a start that most portals do not need."""

from __future__ import annotations

import logging

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from policy_portal.caching.page_store import Page

logger = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """A Redis that several machines share; if it is away, pages are computed."""

    def get(self, key: str, default: Page | None = None, version: int | None = None) -> Page | None:
        try:
            return super().get(key, default, version)
        except (RedisError, ValueError) as error:  # ValueError: not a page as `PageSerializer` writes it
            logger.warning("共用的网页缓存没有应答：%s", error)
            return default

    def set(
        self, key: str, value: Page, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        try:
            super().set(key, value, timeout, version)
        except RedisError as error:
            logger.warning("共用的网页缓存没有应答：%s", error)
