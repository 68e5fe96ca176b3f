"""Background jobs: each is a process of its own, whose advisory lock tells whether it is alive.

The lock belongs to the process's connection: it is gone with the process, however that ends.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from articles.models import TableImport, Task, Upload
from articles.models.postgres.outages import is_read_only
from articles.models.work.job import Job, JobStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

#: A process takes some two seconds to start; on a busy machine many more.
_TIME_TO_START = timedelta(minutes=2)
#: How long what is done with is kept (docs/importing.md).
KEPT = timedelta(days=180)
_BETWEEN_REPORTS = 0.3  # seconds
_IS_ALIVE = """
SELECT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND classid = %s AND objid = %s AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""

Report = Callable[[str, int, int], None]


class JobStopped(Exception):
    """Somebody has asked the job to stop, or the portal took it for dead."""


def start_task(kind: str, subject: dict[str, object] | None = None, *, by: User) -> Task:
    """Start a process that does what `settings.PORTAL_TASKS` names for this kind."""
    forget_past_work(timezone.now())
    task = Task.objects.create(kind=kind, subject=subject or {}, created_by=by)
    launch(task)
    return task


def run_task(task: Task) -> None:
    """Do a task in this process."""
    work = import_string(settings.PORTAL_TASKS[task.kind])
    carry_out(task, lambda report: work(task, report))


@transaction.atomic
def forget_past_work(now: datetime) -> None:
    """Delete tasks, uploads and sheets that have long been done with, and what tasks have made."""
    before = now - KEPT
    Upload.objects.past(before).delete()
    TableImport.objects.past(before).delete()
    tasks = list(Task.objects.past(before))
    Task.objects.filter(pk__in=[task.pk for task in tasks]).delete()
    for task in tasks:
        transaction.on_commit(partial(shutil.rmtree, task.path.parent, ignore_errors=True))


@contextmanager
def outside(report: Report) -> Iterator[Report]:
    """The report over a database connection of its own, visible while a transaction is open here."""
    with ThreadPoolExecutor(1) as pool:
        try:
            yield lambda step, done, total: pool.submit(report, step, done, total).result()
        finally:
            pool.submit(_close_connection)


def _close_connection() -> None:
    """Close the connection of the thread that runs this."""
    connection.close()


def launch(job: Job) -> None:
    """Start the process of `job` once the transaction is committed."""
    transaction.on_commit(partial(_launch, job))


def _launch(job: Job) -> None:
    arguments = [sys.executable, str(settings.BASE_DIR / "manage.py"), job.command]
    try:
        start_process([*arguments, f"--job={job.pk}"])
    except OSError as error:
        logger.exception("no process for %s", job)
        message = f"无法启动后台进程：{error.strerror}"
        type(job).objects.finish(job.pk, JobStatus.FAILED, message=message)


def start_process(arguments: list[str]) -> None:
    """Start a process that outlives this one: neither Ctrl-C nor the end of a web worker ends it."""
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd=settings.BASE_DIR,
    )
    Thread(target=process.wait, daemon=True).start()  # else a zombie until the worker ends


def carry_out(job: Job, work: Callable[[Report], dict[str, object]]) -> None:
    """Do `work` as `job` in this process; what it returns is stored with the job. Its errors are raised."""
    jobs = type(job).objects
    with _lock(job):
        if not jobs.report(job.pk, status=JobStatus.RUNNING):
            return
        try:
            jobs.finish(job.pk, JobStatus.DONE, **work(_reporter(job)))
        except JobStopped:
            return
        except Exception as error:
            message = f"{type(error).__name__}：{error}"[:500]
            jobs.finish(job.pk, JobStatus.FAILED, message=message)
            raise


def settle_jobs(jobs: type[Job]) -> None:
    """Mark the jobs whose process has died as failed.

    A standby sees no locks of its primary, and can mark nothing.
    """
    for job in jobs.objects.unfinished():
        if not _is_alive(job) and not is_read_only():
            message = "后台进程中断（门户停止或机器重启），可以重新开始。"
            jobs.objects.finish(job.pk, JobStatus.FAILED, message=message)


def _is_alive(job: Job) -> bool:
    if job.status == JobStatus.WAITING and timezone.now() - job.created_at < _TIME_TO_START:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_IS_ALIVE, [job.lock_class, job.pk])
        return bool(cursor.fetchone()[0])


def _reporter(job: Job) -> Report:
    last = 0.0

    def report(step: str, done: int, total: int) -> None:
        nonlocal last
        if done < total and time.monotonic() - last < _BETWEEN_REPORTS:
            return
        last = time.monotonic()
        if not type(job).objects.report(job.pk, step=step, done=done, total=total):
            raise JobStopped

    return report


@contextmanager
def _lock(job: Job) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [job.lock_class, job.pk])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [job.lock_class, job.pk])
