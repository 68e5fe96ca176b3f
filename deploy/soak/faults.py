"""What is broken in a soak test, and how it is mended: each fault lasts a few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from deploy.soak.machine import Database, Portal

_LASTS = 6.0  # seconds


@dataclass(frozen=True)
class Fault:
    """`missing` says why it cannot be had here; then it is reported as not tried."""

    name: str
    break_it: Callable[[], None]
    mend: Callable[[], None] = lambda: None
    lasts: float = _LASTS
    missing: str = ""


def faults(database: Database, portal: Portal) -> list[Fault]:
    def kill_all() -> None:
        portal.kill()
        database.kill()

    def start_all() -> None:
        database.start()
        portal.start()

    def end_full_disk() -> None:
        database.free_disk()
        if not database.is_running():  # PostgreSQL stops where it cannot write its log
            database.start()

    no_disk = "" if database.has_own_disk else "没有权限挂载一个小的磁盘（须 root）"
    no_clock = "" if portal.has_clock else "没有 C 编译器（cc）"
    proxy = portal.proxy
    return [
        Fault("工作进程被杀", portal.kill_worker, lasts=0),
        Fault("数据库被杀", database.kill, database.start, lasts=1),
        Fault("数据库的连接全断", proxy.drop, lasts=0),
        Fault("数据库连不上", proxy.cut, proxy.restore),
        Fault("数据库没有回音", proxy.silence, proxy.restore),
        Fault("磁盘写满", database.fill_disk, end_full_disk, missing=no_disk),
        Fault("时钟快一小时", lambda: portal.set_clock(1), lambda: portal.set_clock(0), missing=no_clock),
        Fault("时钟慢一小时", lambda: portal.set_clock(-1), lambda: portal.set_clock(0), missing=no_clock),
        Fault("全部被杀", kill_all, start_all, lasts=1),
    ]


def put(fault: Fault) -> tuple[float, float]:
    """Break and mend; returns when it began and when it was mended."""
    began = time.monotonic()
    fault.break_it()
    time.sleep(fault.lasts)
    fault.mend()
    return began, time.monotonic()
