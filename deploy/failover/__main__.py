"""The drill: leaders are killed under load; nothing that was acknowledged may be lost, and readers go on.

    make failover ARGS="--kills 30"

Needs etcd, HAProxy and Patroni (docs/operations.md). Measures on this machine; it changes nothing outside its
temporary folder.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from deploy.bench.processes import ROOT, wait_until_answering
from deploy.failover.cluster import Cluster, free_port
from deploy.failover.load import AnswerLog, edit, read

READERS = 3
LONGEST_PAUSE = 15.0  # seconds
_REST = 6.0  # seconds of load between two kills


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    kills = parser.parse_args().kills
    with tempfile.TemporaryDirectory(prefix="policy-portal-failover-") as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start()
            cluster.create_database()
            return _drill(cluster, kills)
        finally:
            cluster.stop()


def _drill(cluster: Cluster, kills: int) -> int:
    port = free_port()
    data = cluster.folder / "portal"
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.url(cluster.leader_port),
        "REPLICA_URLS": cluster.url(cluster.replicas_port),
        "PORTAL_DATA_DIR": str(data),
        "SECRET_KEY": secrets.token_urlsafe(40),
        **{f"PORTAL_{group}_RATE": "1000000" for group in ("API", "SEARCH", "FINDER", "LOGIN")},
    }
    log = cluster.folder / "portal.log"
    with log.open("wb") as output:
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        portal = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_until_answering(port, "/healthz/ready")
        password = re.search(r"密  码：(\S+)", log.read_text("utf-8")).group(1)  # type: ignore[union-attr]
        answers, kill_times = _kill_under_load(cluster, f"http://127.0.0.1:{port}", password, kills)
    finally:
        portal.terminate()
        portal.wait(60)
    return _report(answers, kill_times, kept_edits(environment), verification_result(environment))


def _kill_under_load(cluster: Cluster, base: str, password: str, kills: int) -> tuple[AnswerLog, list[float]]:
    """Kill one leader after another while readers and an editor are at work; what they were told, and when
    each leader was killed (time.monotonic())."""
    answers, stop = AnswerLog(), threading.Event()
    kill_times: list[float] = []
    clients = [threading.Thread(target=read, args=(base, answers, stop)) for _ in range(READERS)]
    clients.append(threading.Thread(target=edit, args=(base, password, answers, stop)))
    for client in clients:
        client.start()
    try:
        for number in range(1, kills + 1):
            time.sleep(_REST)
            cluster.wait_until_whole()
            leader = cluster.leader()
            assert leader is not None
            cluster.kill(leader)
            kill_times.append(time.monotonic())
            _wait_for_edit(answers, after=kill_times[-1])
            print(
                f"{number:3}  {leader.name} 被杀，{_pause(answers, kill_times[-1]):5.1f} 秒后又能保存",
                flush=True,
            )
            cluster.start_node(leader)
        time.sleep(_REST)
    finally:
        stop.set()
        for client in clients:
            client.join()
    return answers, kill_times


def _wait_for_edit(answers: AnswerLog, *, after: float) -> None:
    while time.monotonic() < after + 120 and _pause(answers, after) == float("inf"):
        time.sleep(0.1)


def _pause(answers: AnswerLog, kill_time: float) -> float:
    """Seconds from the kill until an edit that began after it was acknowledged."""
    saved = [
        answer.at
        for answer in answers.writes
        if answer.status == 200 and answer.at - answer.seconds > kill_time
    ]
    return min(saved, default=float("inf")) - kill_time


def kept_edits(environment: dict[str, str]) -> set[str]:
    """The words of all revisions of entities."""
    code = (
        "from articles.models import EntityRevision;"
        "print(*(r.snapshot.get('description', '') for r in EntityRevision.objects.all()), sep='\\n')"
    )
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return set(process.stdout.split("\n"))


def verification_result(environment: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "verify"]
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return (process.stdout + process.stderr).strip().splitlines()[-1]


def _report(answers: AnswerLog, kill_times: list[float], kept_words: set[str], verification: str) -> int:
    pauses = [_pause(answers, moment) for moment in kill_times]
    lost = [words for words in answers.edits if words not in kept_words]
    reads = Counter(answer.status for answer in answers.reads)
    writes = Counter(answer.status for answer in answers.writes)
    slowest = max((answer.seconds for answer in answers.reads), default=0.0)
    print(f"\n杀掉主库 {len(kill_times)} 次")
    print(f"确认保存的修改 {len(answers.edits)} 次，丢失 {len(lost)} 次")
    print(f"保存中断：中位 {sorted(pauses)[len(pauses) // 2]:.1f} 秒，最长 {max(pauses):.1f} 秒")
    print(f"读 {sum(reads.values())} 次：{dict(reads)}，最慢 {slowest:.1f} 秒")
    odd = answers.odd
    print(f"保存的回答：{dict(writes)}（503 是说明了没有保存）；没有说清的 {len(odd)} 次 {odd[:2]}")
    print(f"核对：{verification}")
    is_good = not lost and not answers.odd and max(pauses) <= LONGEST_PAUSE and "没有问题" in verification
    return 0 if is_good and set(reads) == {200} else 1


if __name__ == "__main__":
    sys.exit(main())
