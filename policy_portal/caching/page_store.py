"""Stores of whole responses: backends of Django's cache framework (docs/decisions/0036-response-cache.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from articles.search import CountedSearch

#: A page takes at most this share of the store: one large file must not drive out hundreds of pages.
_LARGEST = 1 / 16
_OVERHEAD = 1_000  # bytes that a page takes beside its content


@dataclass(frozen=True)
class Page:
    """A response as it was sent, and the state of the content that it shows."""

    state: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    counted_search: CountedSearch | None
    limit: str | None  # the setting with the rate limit that counts it
    accept: str | None  # the Accept header that it was made for, if it depends on that
    view: str = ""  # the name of its address

    def __len__(self) -> int:
        """About the bytes that it takes in memory."""
        return len(self.content) + _OVERHEAD


#: By name and size. Django makes a backend for each thread: without this each would keep pages of its own.
_STORES: dict[tuple[str, int], tuple[LRUCache[str, Page], Lock]] = {}


class BoundedCache(BaseCache):
    """The pages used last, in the memory of this process: at most MAX_BYTES in all its threads together.

    Unlike Django's own backend in memory it counts bytes, not entries, and does not pickle. Nothing expires.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most = int(params["OPTIONS"]["MAX_BYTES"])
        store = LRUCache[str, Page](self._most, getsizeof=len), Lock()
        self._pages, self._lock = _STORES.setdefault((name, self._most), store)

    def get(self, key: str, default: Page | None = None, version: int | None = None) -> Page | None:
        with self._lock:
            return self._pages.get(key, default)

    def set(
        self, key: str, value: Page, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        with self._lock:
            self._pages.pop(key, None)
            if len(value) <= self._most * _LARGEST:
                self._pages[key] = value

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()


class PageSerializer:
    """Pages as JSON and bytes: unlike pickle, what somebody else wrote into a Redis cannot run as code."""

    def dumps(self, page: Page) -> bytes:
        head = json.dumps([page.state, page.headers, page.counted_search, page.limit, page.accept, page.view])
        return head.encode() + b"\n" + page.content

    def loads(self, stored: bytes) -> Page:
        """Raises ValueError."""
        head, _, content = stored.partition(b"\n")
        try:
            state, headers, counted, *rest = json.loads(head)
            search = CountedSearch(*counted) if counted else None
            return Page(state, tuple((name, value) for name, value in headers), content, search, *rest)
        except TypeError as error:
            raise ValueError(str(error)) from error
