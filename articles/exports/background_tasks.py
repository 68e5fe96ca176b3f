"""The dump of all open data as a background task of the administration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from articles.exports.open_data import export_open_data
from articles.jobs import Report
from articles.models import Task

T = TypeVar("T")
_EVERY = 50  # rows


def export(task: Task, report: Report) -> dict[str, object]:
    """Write the archive; it appears under its name only when it is complete."""

    def progress(rows: Iterable[T], name: str, total: int) -> Iterator[T]:
        for done, row in enumerate(rows):
            if done % _EVERY == 0:
                report(name, done, total)
            yield row

    task.file = f"open-data-{task.pk}.tar.gz"
    task.path.parent.mkdir(parents=True, exist_ok=True)
    counts = export_open_data(task.path, progress=progress)
    message = "，".join(f"{name} {count}" for name, count in counts.items())
    return {"message": message[:500], "file": task.file, "step": ""}
