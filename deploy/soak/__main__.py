"""Readers, editors and imports for some minutes while one thing after another breaks; then all is compared.

    make soak                        ten minutes
    make soak SOAK_MINUTES=30

It sends requests only to this machine, and changes nothing outside its temporary folder. The full disk needs
root, the clock a C compiler; what cannot be had is named in the report.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from deploy.failover.__main__ import kept_edits, verification_result
from deploy.failover.load import edit, read
from deploy.soak.faults import Fault, faults, put
from deploy.soak.machine import Database, Portal
from deploy.soak.proxy import Proxy
from deploy.soak.report import FaultPeriod, SoakResult, report

READERS = 3
_REST = 12.0  # seconds between two faults
_LOOK_AT_MEMORY = 15.0  # seconds
_LAW = "某规定{number}号\n" + "".join(
    f"第{place}条 演练用的第{{number}}份文件的第{place}条。\n" for place in range(1, 9)
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory(prefix="policy-portal-soak-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        database = Database(folder / "disk")
        proxy = Proxy(database.port)
        portal = Portal(folder, proxy)
        try:
            database.create()
            portal.start()
            return report(_run_soak(database, portal, minutes))
        finally:
            portal.kill()
            proxy.stop()
            database.stop()


def _run_soak(database: Database, portal: Portal, minutes: float) -> SoakResult:
    result = SoakResult(minutes)
    stop = threading.Event()
    people = _people(portal, result, stop)
    for person in people:
        person.start()
    try:
        _break_things(faults(database, portal), result, until=time.monotonic() + minutes * 60)
        time.sleep(_REST)
    finally:
        stop.set()
        for person in people:
            person.join()
    result.stopped_after = portal.stop()
    result.kept_words = kept_edits(portal.environment)
    result.held_titles = _titles(portal)
    result.verification = verification_result(portal.environment)
    result.log = portal.log.read_text("utf-8", "replace")
    return result


def _people(portal: Portal, result: SoakResult, stop: threading.Event) -> list[threading.Thread]:
    base = f"http://127.0.0.1:{portal.port}"
    acts = [(read, (base, result.answers, stop))] * READERS
    acts.append((edit, (base, portal.password(), result.answers, stop)))
    acts.append((_import, (portal, result, stop)))
    acts.append((_watch_memory, (portal, result, stop)))
    return [threading.Thread(target=act, args=arguments) for act, arguments in acts]


def _break_things(all_faults: list[Fault], result: SoakResult, *, until: float) -> None:
    result.not_tried = [f"{fault.name}：{fault.missing}" for fault in all_faults if fault.missing]
    for fault in itertools.cycle(fault for fault in all_faults if not fault.missing):
        time.sleep(_REST)
        if time.monotonic() > until:
            return
        period = FaultPeriod(fault.name, *put(fault))
        result.fault_periods.append(period)
        print(f"{time.strftime('%H:%M:%S')}  {fault.name}，{period.mended - period.began:.1f} 秒", flush=True)


def _import(portal: Portal, result: SoakResult, stop: threading.Event) -> None:
    """Import one small document after another by the command, as an operator would."""
    for number in itertools.count(1):
        if stop.wait(1):
            return
        file = portal.folder / f"规定{number}.txt"
        file.write_text(_LAW.format(number=number), encoding="utf-8")
        try:
            process = portal.manage("import_policy", "-v0", str(file))
        except subprocess.TimeoutExpired:
            result.failed_imports += 1
            continue
        if process.returncode == 0:
            result.imported.append(f"某规定{number}号")
        else:
            result.failed_imports += 1


def _watch_memory(portal: Portal, result: SoakResult, stop: threading.Event) -> None:
    started = time.monotonic()
    while not stop.wait(_LOOK_AT_MEMORY):
        result.memory.append((time.monotonic() - started, portal.memory()))


def _titles(portal: Portal) -> set[str]:
    code = (
        "from articles.models import Policy;print(*Policy.objects.values_list('title', flat=True), sep='\\n')"
    )
    return set(portal.manage("shell", "-v0", "-c", code).stdout.split("\n"))


if __name__ == "__main__":
    sys.exit(main())
