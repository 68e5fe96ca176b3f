"""Measurements as Markdown, ready for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from deploy.bench.rounds import Measurement, Results
from deploy.bench.targets import EMPTY

Rounds = dict[str, list[Measurement]]
_PAGES = ("页面", "请求/秒", "p95 ms", "服务器 CPU ms", "PostgreSQL CPU ms", "与空视图之比")
_ENGINES = ("检索引擎", "建索引 秒", "索引 MB", "p50 ms", "p95 ms")


def page_tables(results: Results) -> str:
    """A table for each installation; from the second on, a column compares it with the first."""
    labels = list(results)
    first = results[labels[0]]
    parts = [f"{labels[0]}\n\n{_pages(first)}"]
    parts += [f"{label}\n\n{_pages(results[label], before=(labels[0], first))}" for label in labels[1:]]
    return "\n\n".join(parts)


def _pages(targets: Rounds, *, before: tuple[str, Rounds] | None = None) -> str:
    head = [*_PAGES, *([f"与 {before[0]}之比"] if before else [])]
    rows = [_page(name, targets, before=before[1] if before else None) for name in targets]
    return _table(head, rows)


def _page(name: str, targets: Rounds, *, before: Rounds | None) -> list[str]:
    rounds = targets[name]
    cells = [
        _name(name, rounds),
        f"{median(measurement.rate for measurement in rounds):,.0f}",
        f"{median(measurement.p95 for measurement in rounds):.1f}",
        f"{median(measurement.server for measurement in rounds):.2f}",
        _database(rounds),
        _ratio(rounds, targets[EMPTY.name]),
    ]
    return [*cells, _ratio(rounds, before[name])] if before else cells


def _database(rounds: Sequence[Measurement]) -> str:
    used = [measurement.database for measurement in rounds if measurement.database is not None]
    return f"{median(used):.2f}" if used else "—"


def _name(name: str, rounds: Sequence[Measurement]) -> str:
    errors = sum(measurement.errors for measurement in rounds)
    return f"{name}（出错 {errors} 次）" if errors else name


def _ratio(rounds: Sequence[Measurement], base: Sequence[Measurement]) -> str:
    """The median of the rounds' ratios: both were measured in the same minute."""
    ratios = [
        measurement.rate / base_measurement.rate
        for measurement, base_measurement in zip(rounds, base, strict=True)
        if base_measurement.rate
    ]
    return f"{median(ratios):.3f}" if ratios else "—"


def engine_table(engines: dict[str, dict[str, float]]) -> str:
    rows = [
        [name, *(f"{figures[key]:,.2f}" for key in ("build", "size", "p50", "p95"))]
        for name, figures in engines.items()
    ]
    return _table(_ENGINES, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
