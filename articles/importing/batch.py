"""Import of many files: each in its own transaction, so that a bad file does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from articles.importing.prepare import Prepared, digest_of, prepare, unexpected
from articles.importing.readers import SourceText, UnreadableFileError, documents_of, read_source
from articles.importing.store import Outcome, Result, import_prepared, unchanged
from articles.importing.workers import FEWEST_FOR_WORKERS, by_workers
from articles.links.documents.cited_documents import resolve_missed
from articles.links.entities.entity_names import Matchers, matchers
from articles.models import SourceFile
from articles.models.links.link_rule import LinkRule
from articles.review.links.link_rules import choose_rule
from articles.search import (
    compact_index,
    learning_later,
    merge_when_many,
    using_configuration,
    warm_up_tokenizer,
)
from articles.text.parsing.structure import StructureError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """A file that was not imported, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class ImportRun:
    """Files and how they are imported. `tell` is called with the outcome of each as it comes, `record` at the
    end with a line for the audit log, unless nothing was to be written."""

    files: Sequence[Path]
    dry_run: bool
    link_rule: str
    tell: Callable[[Outcome | Failure], None]
    record: Callable[[str], None]

    def carry_out(self, summary: Summary) -> bool:
        """Import the files and count their outcomes; False if Ctrl-C stopped it.

        What was written until then is recorded and found like the rest.
        """
        policies: set[int] = set()
        is_whole = True
        try:
            for outcome in import_files(self.files, dry_run=self.dry_run, link_rule=self.link_rule):
                summary.add(outcome)
                if isinstance(outcome, Outcome):
                    policies.add(outcome.policy.pk)
                self.tell(outcome)
        except KeyboardInterrupt:
            is_whole = False
        if not self.dry_run:
            if not is_whole:
                resolve_missed(policies)
            compact_index()
            self.record(f"导入{'' if is_whole else '（中断）'}：{summary}")
        return is_whole


def import_files(
    files: Sequence[Path], *, dry_run: bool = False, link_rule: str = LinkRule.SURE
) -> Iterator[Outcome | Failure]:
    """Import each file and yield its outcome, so that the caller can show progress and stop.

    A file has one outcome, a notice that prints several documents one for itself and one for each of them.
    `link_rule` says which of the links found in new policies are published.

    Many files are read and written by several processes; what they add to suggestions and spelling correction
    comes at the end (`compact_index`).
    """
    known_digests = frozenset(SourceFile.objects.of_versions().digests())
    importer = _Importer(matchers(), known_digests, dry_run=dry_run, link_rule=link_rule)
    is_one_by_one = len(files) < FEWEST_FOR_WORKERS
    outcome_lists = map(importer.import_file, files) if is_one_by_one else _import_by_workers(files, importer)
    policies: set[int] = set()
    for outcomes in outcome_lists:
        policies |= {outcome.policy.pk for outcome in outcomes if isinstance(outcome, Outcome)}
        yield from outcomes
        _keep_segments_few()  # not in the workers: it takes memory, and so only one process takes it
    if policies and not dry_run:
        resolve_missed(policies)


def _import_by_workers(files: Sequence[Path], importer: _Importer) -> Iterator[list[Outcome | Failure]]:
    warm_up_tokenizer()  # before the fork, so that workers share the dictionaries
    for file, outcomes in zip(files, by_workers(files, importer.import_one_of_many), strict=True):
        yield outcomes or [Failure(str(file), "处理它的进程中断了（可能是内存不足）")]


def _keep_segments_few() -> None:
    try:
        merge_when_many()
    except DatabaseError:  # the articles are found without it, and it is tried again
        logger.exception("整理索引没有成功")


@dataclass(frozen=True)
class _Importer:
    """Imports files, each of their documents in a transaction of its own.

    `known_digests` are those of the texts that were in the database before: they need not be parsed.
    """

    matchers: Matchers
    known_digests: frozenset[str]
    dry_run: bool
    link_rule: str

    def import_one_of_many(self, path: Path) -> list[Outcome | Failure]:
        with learning_later():
            return self.import_file(path)

    def import_file(self, path: Path) -> list[Outcome | Failure]:
        try:
            documents = documents_of(read_source(path))
        except (UnreadableFileError, OSError) as error:
            return [Failure(str(path), str(error))]
        except Exception as error:
            return [_unexpected_failure(str(path), error)]
        return [self._import_document(document, _document_name(path, document)) for document in documents]

    def _import_document(self, document: SourceText, document_name: str) -> Outcome | Failure:
        try:
            return self._import(document, document_name)
        except DatabaseError as error:
            return Failure(document_name, f"数据库拒绝了这件文件：{str(error).splitlines()[0]}")
        except (UnreadableFileError, StructureError, OSError) as error:
            return Failure(document_name, str(error))
        except Exception as error:  # a fault of ours: the other files are not to suffer from it
            return _unexpected_failure(document_name, error)

    @using_configuration()
    def _import(self, document: SourceText, document_name: str) -> Outcome:
        digest = digest_of(document)
        if digest in self.known_digests and (outcome := unchanged(document.name, digest)):
            return outcome
        prepared = prepare(document, self.matchers)
        try:
            return self._store(prepared)
        except (IntegrityError, OperationalError):
            logger.info("%s：与另一处写入相遇，再试一次", document_name)
        return self._store(prepared)

    def _store(self, prepared: Prepared) -> Outcome:
        with transaction.atomic():
            _commit_without_waiting()
            outcome = import_prepared(prepared)
            if outcome.result == Result.CREATED and self.link_rule != LinkRule.SURE:
                choose_rule(outcome.policy, self.link_rule)
            if self.dry_run:
                transaction.set_rollback(True)
            return outcome


def _document_name(path: Path, document: SourceText) -> str:
    """The file, and which of its documents where it holds several."""
    name = document.name
    return f"{path}：{name}" if name and name != path.name else str(path)


def _unexpected_failure(document_name: str, error: Exception) -> Failure:
    logger.exception("%s", document_name)
    return Failure(document_name, unexpected(error))


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
        version_counts = {"存入历史": self.archived, "尚未施行": self.announced}
        versions = "".join(f"{label} {number} 件，" for label, number in version_counts.items() if number)
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
