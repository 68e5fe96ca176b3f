"""The audit log as files: CSV for spreadsheets (no cell is a formula), JSON Lines with the digests."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.timezone import localtime

from articles.text.spreadsheet_cells import BOM, plain_cell
from policy_portal.auditing.models import AuditEntry

_COLUMNS = (
    *("编号", "时间", "类别", "由谁", "做了什么"),
    *("对象的种类", "对象的编号", "对象", "来源地址", "校验值"),
)


def as_csv(entries: Iterable[AuditEntry]) -> Iterator[str]:
    yield BOM + _line(_COLUMNS)
    for entry in entries:
        when = localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
        own: list[str | int] = [entry.number, when, entry.get_kind_display(), entry.user_name, entry.what]
        yield _line([*own, entry.model, entry.row, entry.row_name, entry.address, entry.digest])


def as_json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Each line has `content`, the array whose SHA-256 is `digest`."""
    for entry in entries:
        line = {"kind": entry.get_kind_display(), "content": entry.content(), "digest": entry.digest}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _line(cells: Iterable[str | int]) -> str:
    output = StringIO()
    csv.writer(output).writerow([plain_cell(cell) for cell in cells])
    return output.getvalue()
