"""Rebuilding the index outside requests, by one process at a time; search goes on with what is there.

A row of the index serves until its article's new row takes its place, within one transaction. Queries are
cut by the settings in force from the moment these are: a word that old rows do not hold whole is looked for
in its parts (`articles.text.wording.tokens.Word`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from articles.jobs import Report, carry_out, launch, settle_jobs
from articles.models import IndexedArticle, IndexRebuild
from articles.search.index.maintenance import ensure_index, missing_articles

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Identifies the advisory lock of whoever rebuilds the index.
_LOCK = 2009_0237


@transaction.atomic
def start_rebuild(*, by: User | None = None) -> IndexRebuild:
    """Start a process that brings the index up to date; it waits for a rebuild that is running."""
    settle_jobs(IndexRebuild)
    job = IndexRebuild.objects.create(created_by=by)
    launch(job)
    return job


def run_rebuild(job: IndexRebuild) -> None:
    """Bring the index up to date in this process, as `job`."""

    def work(report: Report) -> dict[str, object]:
        with _rebuild_lock():
            summary = ensure_index(lambda done, total: report("重建索引", done, total))
        return {"message": summary, "step": "", "done": IndexedArticle.objects.count(), "total": 0}

    carry_out(job, work)


def rebuild_index(report: Callable[[int, int], None] | None = None) -> str:
    """Bring the index up to date, after a rebuild that is running."""
    with _rebuild_lock():
        return ensure_index(report)


def heal_index() -> str:
    """Bring the index up to date when the portal starts, unless a background process is doing it."""
    settle_jobs(IndexRebuild)
    with _rebuild_lock(wait=False) as is_ours:
        return ensure_index() if is_ours else "后台正在重建索引，检索照常"


def rebuild_state() -> dict[str, object]:
    """The state of the index: how many articles it has, how many are missing or stale, the last rebuilds."""
    settle_jobs(IndexRebuild)
    return {
        "articles": IndexedArticle.objects.count(),
        "missing": len(missing_articles()),
        "rebuilds": list(IndexRebuild.objects.select_related("created_by")[:3]),
    }


@contextmanager
def _rebuild_lock(*, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of rebuilding; yields False where another process has it and is not waited for."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'pg_advisory_lock' if wait else 'pg_try_advisory_lock'}(%s)", [_LOCK])
        is_ours = wait or cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
