"""What tells a process whether that which it remembers of the database is still so: read once a query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

# Who wrote a row, and where it lies, changes with every update (PostgreSQL's manual, System Columns).
_READ = """
SELECT questions.version, ARRAY(SELECT version FROM articles_facets_state ORDER BY version),
    settings.id, settings.xmin::text, settings.ctid::text
FROM articles_everydayquestions_state AS questions
LEFT JOIN articles_searchconfiguration AS settings ON settings.status = 'published'
"""


@dataclass(frozen=True)
class Versions:
    """`questions` changes with every committed change of an everyday question (migration 0015), `facets` with
    those of policies, divisions, entities and links (migration 0025), `settings` with the search settings in
    force; None where none are published."""

    questions: int
    facets: tuple[int, ...]
    settings: tuple[int, str, str] | None


_seen: ContextVar[Versions | None] = ContextVar("versions", default=None)


def versions() -> Versions:
    """The versions that this query has seen, or else those of this moment."""
    return _seen.get() or _read()


@contextmanager
def seen_once() -> Iterator[None]:
    """Let a query see one state throughout. It is for queries: what takes longer must look again."""
    token = _seen.set(_read())
    try:
        yield
    finally:
        _seen.reset(token)


def _read() -> Versions:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        questions, facets, *settings = cursor.fetchone()
    return Versions(questions, tuple(facets), None if settings[0] is None else tuple(settings))
