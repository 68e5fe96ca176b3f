"""SQL statements: how many a request needs, how long they take; slow ones are logged without their values."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

_LONGEST = 600  # characters of a statement in the log


@dataclass
class Spent:
    """What the statements of one request have taken so far."""

    statements: int = 0
    seconds: float = 0.0


_SPENT: ContextVar[Spent | None] = ContextVar("spent", default=None)


def start_counting() -> Spent:
    """What the statements of this thread take from now on."""
    spent = Spent()
    _SPENT.set(spent)
    return spent


def timed_statement(execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django's execute_wrapper around each statement of a connection."""
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _count(str(sql), time.perf_counter() - started)


def _count(sql: str, seconds: float) -> None:
    spent = _SPENT.get()
    if spent is not None:
        spent.statements += 1
        spent.seconds += seconds
    if seconds * 1000 >= settings.PORTAL_SLOW_STATEMENT_MS:
        words = " ".join(sql[:_LONGEST].split())
        logger.warning("慢语句：%d 毫秒：%s", seconds * 1000, words, extra={"ms": round(seconds * 1000)})
