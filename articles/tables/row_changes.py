"""What a sheet would change, row by row: rows are stored on trial, so that refusals are known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.history.content_kinds import is_kept_as_row
from articles.models.editing.row_revision import keep_change, row_snapshot
from articles.review.refusals import Refusal, refusal_of
from articles.tables.columns import Column, RowError, row_error
from articles.tables.sheets import SheetError, SheetRow, read_sheet
from articles.tables.table import KEY, NOTE, STAMP, Table, comparable, stamp_of
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

_BATCH = 200


@dataclass(frozen=True)
class RowChange:
    """A row that is new, differs or cannot be stored: its cells as (heading, before, after)."""

    line: int
    label: str
    is_new: bool = False
    cells: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Changes:
    """All that a sheet changes; `problems` are those of the whole file."""

    rows: tuple[RowChange, ...] = ()
    unchanged: int = 0
    problems: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.problems and not any(row.problems for row in self.rows)

    @property
    def digest(self) -> str:
        """Tells whether the same file would do something else by now."""
        return digest_of([asdict(row) for row in self.rows])


def digest_of(rows: Sequence[dict[str, Any]]) -> str:
    return sha256(repr(_canonical_form(rows)).encode()).hexdigest()


def _canonical_form(value: object) -> object:
    """The value with lists for tuples, as JSON stores it, and sorted keys: equal before and after storing."""
    if isinstance(value, dict):
        return {name: _canonical_form(member) for name, member in sorted(value.items())}
    return [_canonical_form(member) for member in value] if isinstance(value, list | tuple) else value


def carry_out(
    table: Table, name: str, content: bytes, *, by: User, progress: Callable[[int], None] = lambda done: None
) -> Changes:
    """Store the rows of a sheet in the caller's transaction, each under a savepoint of its own.

    The caller rolls back unless the changes are sound. `progress` is called with the number of rows done.
    """
    try:
        rows = read_sheet(name, content)
        headings = list(next(rows).cells)
        columns, problems = _known_columns(table, headings)
        if problems:
            return Changes(problems=tuple(problems))
        return _apply_rows(table, columns, rows, by=by, progress=progress)
    except SheetError as error:
        return Changes(problems=(str(error),))


def _known_columns(table: Table, headings: Sequence[str]) -> tuple[dict[str, Column], list[str]]:
    """The columns of a sheet by heading; those that nobody knows are named."""
    known = {column.heading: column for column in table.all_columns}
    problems = [f"没有“{heading[:40]}”这一列" for heading in headings if heading not in known]
    if KEY.heading not in headings:
        problems.append(f"缺少“{KEY.heading}”一列：请用导出的表或空白的表填写")
    return {heading: known[heading] for heading in headings if heading in known}, problems


def _apply_rows(
    table: Table,
    columns: dict[str, Column],
    rows: Iterator[SheetRow],
    *,
    by: User,
    progress: Callable[[int], None],
) -> Changes:
    changes, unchanged, done = [], 0, 0
    lines_by_key: dict[int, int] = {}
    while batch := list(islice(rows, _BATCH)):
        stored = _stored_rows(table, batch)
        for row in batch:
            change = _apply_row(table, columns, row, stored, lines_by_key, by=by)
            unchanged += change is None
            changes += [change] if change else []
        done += len(batch)
        progress(done)
    return Changes(tuple(changes), unchanged)


def _row_id(row: SheetRow) -> int | None:
    return whole_number(row.cells[KEY.heading], at_most=HIGHEST_ID)


def _stored_rows(table: Table, batch: Sequence[SheetRow]) -> dict[int, Model]:
    keys = [key for row in batch if (key := _row_id(row))]
    return {row.pk: row for row in table.rows().filter(pk__in=keys)}


def _apply_row(
    table: Table,
    columns: dict[str, Column],
    row: SheetRow,
    stored: dict[int, Model],
    lines_by_key: dict[int, int],
    *,
    by: User,
) -> RowChange | None:
    """Store a row and say what changed; None if nothing did."""
    key, written = _row_id(row), row.cells[KEY.heading]
    present = stored.get(key) if key else None
    label = str(present) if present else next(filter(None, list(row.cells.values())[1:]), "")
    problems = list(row.problems)
    if present is not None and (earlier := lines_by_key.get(present.pk)):
        return RowChange(row.number, label[:120], problems=((KEY.heading, f"第 {earlier} 行已有这个编号"),))
    if written and present is None:
        problems.append((KEY.heading, f"库中没有编号“{written[:20]}”的一行；新增的行请留空"))
    elif not written and not table.may_add:
        problems.append((KEY.heading, "这张表只能改已有的行，不能新增"))
    if present is not None:
        lines_by_key.setdefault(present.pk, row.number)
    before = table.values(present) if present is not None else {}
    cells = _differences(columns, row, before)
    if not cells and not problems and present is not None:
        return None
    problems += _refusals(table, columns, row, cells, before)
    is_new = present is None and not written
    change = RowChange(row.number, label[:120], is_new, tuple(cells), tuple(problems))
    return change if problems else _save_change(table, columns, change, present, by=by)


def _differences(
    columns: dict[str, Column], row: SheetRow, before: dict[str, str]
) -> list[tuple[str, str, str]]:
    """The cells that differ from what is stored; a new row differs in all that it states."""
    differences = []
    for heading, column in columns.items():
        if column in (KEY, STAMP):
            continue
        now, then = row.cells[heading], comparable(before.get(column.key, ""))
        if now != then:
            differences.append((heading, then, now))
    return differences


def _refusals(
    table: Table,
    columns: dict[str, Column],
    row: SheetRow,
    cells: Sequence[tuple[str, str, str]],
    before: dict[str, str],
) -> Iterator[tuple[str, str]]:
    for heading, _, _ in cells:
        column = columns[heading]
        if column.is_fixed and before:
            yield heading, "只供参看，不能在表里改"
        elif column.is_once and before:
            yield heading, "只在新增时填，已有的行不能改"
    stamp = row.cells.get(STAMP.heading, "")
    if before and cells and stamp and stamp != stamp_of(before):
        yield STAMP.heading, "导出之后别人改过这一行；请重新导出，再改"


def _save_change(
    table: Table, columns: dict[str, Column], change: RowChange, present: Model | None, *, by: User
) -> RowChange:
    values = {columns[heading].key: now for heading, _, now in change.cells if not columns[heading].is_fixed}
    try:
        with transaction.atomic():
            _store_with_history(table, present, values, by=by)
    except RowError as error:
        return _with_problems(change, error.problems)
    except ValidationError as error:
        return _with_problems(change, row_error(present or table.model(), error, {}).problems)
    except Refusal as error:
        return _with_problems(change, (("", str(error)),))
    except DatabaseError as error:
        if (words := refusal_of(error)) is None:
            raise
        return _with_problems(change, (("", words),))
    return change


def _store_with_history(table: Table, present: Model | None, values: dict[str, str], *, by: User) -> None:
    """Rows with a table of revisions of their own are kept by `table.save`."""
    if not is_kept_as_row(table.model):
        table.save(present, values, by=by)
        return
    before = row_snapshot(present) if present is not None else None
    keep_change(table.save(present, values, by=by), before, by=by, note=NOTE)


def _with_problems(change: RowChange, problems: Sequence[tuple[str, str]]) -> RowChange:
    return RowChange(change.line, change.label, change.is_new, change.cells, tuple(problems))
