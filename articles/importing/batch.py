"""Import of many files: each in its own transaction, so that a bad file does not stop the others."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from articles.importing.prepare import FEWEST_FOR_WORKERS, FileStep, prepared_ahead, unexpected
from articles.importing.readers import UnreadableFileError, documents_of, read_source
from articles.importing.store import Outcome, Result, import_prepared, import_source, unchanged
from articles.links.entity_names import matchers
from articles.models import SourceFile
from articles.models.relation import LinkRule
from articles.review.link_rules import choose_rule
from articles.search import merge_when_many
from articles.text.parsing.structure import StructureError

logger = logging.getLogger(__name__)

_WRITERS = 2


@dataclass(frozen=True)
class Failure:
    """A file that was not imported, and why."""

    name: str
    reason: str


def import_files(
    files: Sequence[Path], *, dry_run: bool = False, link_rule: str = LinkRule.SURE
) -> Iterator[Outcome | Failure]:
    """Import each file and yield its outcome, so that the caller can show progress and stop.

    `link_rule` says which of the links found in new policies are published.

    Two files of many are written at a time: while one waits for the database, the other uses the processor.
    What many new policies add to suggestions and spelling correction comes at the end (`compact_index`).
    """
    steps = prepared_ahead(files, matchers(), known=set(SourceFile.objects.of_versions().digests()))
    if len(files) < FEWEST_FOR_WORKERS or dry_run:
        yield from (_write(step, dry_run=dry_run, learn=True, link_rule=link_rule) for step in steps)
        return
    with ThreadPoolExecutor(_WRITERS) as writers:
        waiting: deque[Future[Outcome | Failure]] = deque()
        try:
            for step in steps:
                waiting.append(writers.submit(_write_in_thread, step, link_rule))
                if len(waiting) > 2 * _WRITERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:  # also if the caller stops early
            barrier = Barrier(_WRITERS)
            for _ in range(_WRITERS):
                writers.submit(_close_connection, barrier)


def _write_in_thread(step: FileStep, link_rule: str) -> Outcome | Failure:
    return _write(step, dry_run=False, learn=False, link_rule=link_rule)


def _close_connection(barrier: Barrier) -> None:
    """Close this writer thread's connection; the barrier makes each thread close its own."""
    barrier.wait()
    connection.close()


def _write(step: FileStep, **how: Any) -> Outcome | Failure:
    if step.failure:
        return Failure(step.called, step.failure)
    try:
        outcome = _import_or_again(step, **how)
        merge_when_many()
        return outcome
    except DatabaseError as error:
        return _refused(step, error)
    except (UnreadableFileError, StructureError, OSError) as error:  # the file has changed meanwhile
        return Failure(step.called, str(error))
    except Exception as error:  # a bug of ours must not stop the other files
        logger.exception("%s", step.path)
        return Failure(step.called, unexpected(error))


def _import_or_again(step: FileStep, **how: Any) -> Outcome:
    try:
        return _import(step, **how)
    except (IntegrityError, OperationalError):
        logger.info("%s：与另一处写入相遇，再试一次", step.path)
    return _import(step, **how)


def _refused(step: FileStep, error: DatabaseError) -> Failure:
    return Failure(step.called, f"数据库拒绝了这件文件：{str(error).splitlines()[0]}")


def _import(step: FileStep, *, dry_run: bool, learn: bool, link_rule: str) -> Outcome:
    with transaction.atomic():
        _commit_without_waiting()
        if step.prepared:
            outcome = import_prepared(step.prepared, learn=learn)
        else:  # known, unless its text was replaced after the import began
            document = documents_of(read_source(step.path))[step.place]
            outcome = unchanged(document.name, step.digest) or import_source(document)
        if outcome.result == Result.CREATED and link_rule != LinkRule.SURE:
            choose_rule(outcome.policy, link_rule)
        if dry_run:
            transaction.set_rollback(True)
        return outcome


def _commit_without_waiting() -> None:
    """Faster commits: a crash may lose the last files, each whole; running the import again restores them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


@dataclass
class Summary:
    """Counts of an import."""

    created: int = 0
    revised: int = 0
    archived: int = 0
    announced: int = 0
    unchanged: int = 0
    failed: int = 0
    articles: int = 0
    doubts: int = 0
    omissions: int = 0
    left_aside: int = 0

    def add(self, outcome: Outcome | Failure) -> None:
        if isinstance(outcome, Failure):
            self.failed += 1
            return
        self.created += outcome.result == Result.CREATED
        self.revised += outcome.result == Result.REVISED
        self.archived += outcome.result == Result.ARCHIVED
        self.announced += outcome.result == Result.ANNOUNCED
        self.unchanged += outcome.result == Result.UNCHANGED
        self.articles += outcome.articles
        self.doubts += len(outcome.doubts)
        self.omissions += len(outcome.omissions)

    def __str__(self) -> str:
        filed = {"存入历史": self.archived, "尚未施行": self.announced}
        versions = "".join(f"{what} {number} 件，" for what, number in filed.items() if number)
        return (
            f"新增 {self.created} 件，更新 {self.revised} 件，{versions}无变化 {self.unchanged} 件，"
            f"失败 {self.failed} 件；新旧条文 {self.articles} 条，存疑 {self.doubts} 处"
            + (f"，未收入正文 {self.omissions} 处" if self.omissions else "")
            + (f"；另有 {self.left_aside} 件没有读" if self.left_aside else "")
        )


def report_of(outcome: Outcome | Failure) -> str:
    """The report on one file for a person to check; "" if there is nothing to report."""
    if isinstance(outcome, Failure):
        return f"{outcome.name}：失败，{outcome.reason}"
    lines = [f"  第 {doubt.line} 行：{doubt.text}" for doubt in outcome.doubts]
    lines += [f"  第 {omission.line} 行：{omission}" for omission in outcome.omissions]
    if outcome.printed_by:
        lines.insert(0, f"  由{outcome.printed_by}印发，同一文件中有几件，各自成为一件政策")
    for change in outcome.changes:
        lines += [f"  {change.label}：", *(f"    {line}" for line in change.diff.splitlines())]
    if not lines and outcome.result in (Result.CREATED, Result.UNCHANGED):
        return ""
    return "\n".join([what_became_of(outcome), *lines])


def what_became_of(outcome: Outcome | Failure) -> str:
    """One line on a file: new, now the present text, a version before or after it, or refused."""
    if isinstance(outcome, Failure):
        return report_of(outcome)
    return f"{outcome.name}（{outcome.result}，{outcome.policy}）"
