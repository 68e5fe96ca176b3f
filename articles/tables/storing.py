"""Comparing and storing a sheet as background tasks: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.jobs import Report, outside, start_task
from articles.models import TableImport, Task
from articles.models.work.table_import import TableState
from articles.models.work.task import TaskKind
from articles.tables.row_changes import Changes, carry_out, digest_of
from articles.tables.table import tables

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_ELSEWHERE = "比较之后库中又有改动，没有写入；现在列出的是新的比较结果，请再看一遍"


@transaction.atomic
def take_table(table: str, name: str, content: bytes, *, by: User) -> TableImport:
    """Store a file as it came and start its comparison."""
    task = start_task(TaskKind.TABLE, {"step": "compare"}, by=by)
    return TableImport.objects.create(
        task=task, table=table, name=name[-255:], content=content, created_by=by
    )


def start_storing(sheet: TableImport, *, by: User) -> Task:
    return _start_step(sheet, "store", by=by)


def start_again(sheet: TableImport, task: Task, *, by: User) -> Task:
    """Do once more what a task broke off: nothing of it has been stored."""
    return _start_step(sheet, task.subject["step"], by=by)


@transaction.atomic
def _start_step(sheet: TableImport, step: str, *, by: User) -> Task:
    sheet.task = start_task(TaskKind.TABLE, {"step": step}, by=by)
    sheet.save(update_fields=["task"])
    return sheet.task


def store_table(task: Task, report: Report) -> dict[str, object]:
    """Compare the sheet of a task with the database, or store it, as the task says."""
    sheet = TableImport.objects.get(task=task)
    is_to_store = task.subject["step"] == "store"
    with outside(report) as report_outside, transaction.atomic():
        changes = carry_out(
            tables()[sheet.table],
            sheet.name,
            bytes(sheet.content),
            by=sheet.created_by if task.created_by is None else task.created_by,
            progress=lambda done: report_outside("写入" if is_to_store else "比较", done, 0),
        )
        is_as_seen = changes.digest == digest_of(sheet.rows)
        is_stored = is_to_store and changes.is_sound and is_as_seen
        if is_stored:
            _store_outcome(sheet, changes, TableState.STORED)
        else:
            transaction.set_rollback(True)
    if not is_stored:
        _store_outcome(sheet, changes, TableState.READY if changes.is_sound else TableState.REFUSED)
    message = _summary(changes, is_stored=is_stored)
    return {"message": f"{_ELSEWHERE}：{message}" if is_to_store and not is_stored else message, "step": ""}


def _store_outcome(sheet: TableImport, changes: Changes, state: TableState) -> None:
    sheet.state, sheet.unchanged = state, changes.unchanged
    sheet.rows, sheet.problems = [asdict(row) for row in changes.rows], list(changes.problems)
    if state == TableState.STORED:
        sheet.content, sheet.stored_at = b"", timezone.now()
    sheet.save()


def _summary(changes: Changes, *, is_stored: bool) -> str:
    wrong = sum(bool(row.problems) for row in changes.rows)
    added = sum(row.is_new and not row.problems for row in changes.rows)
    changed = len(changes.rows) - wrong - added
    if changes.problems:
        return f"不能写入：{'；'.join(changes.problems)}"[:500]
    counts = f"新增 {added} 行，改动 {changed} 行，没有改动 {changes.unchanged} 行"
    return f"{counts}，有问题 {wrong} 行" if wrong else f"{'已写入' if is_stored else '可以写入'}：{counts}"
