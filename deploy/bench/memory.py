"""Measure what the portal needs: how soon it answers after a start, and what its processes hold.

    make memory ARGS="--data FOLDER --minutes 10"

Starts `make run` on a data folder that is prepared already (else the first start prepares it). Memory is the
proportional set size (PSS): pages that processes share count in each with its share of them.
"""

import argparse
import http.client
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from articles.text.wording.tokens import Tokenizer  # noqa: E402

CLIENTS = 4
NO_LIMIT = "1000000"
RATES = ("API", "SEARCH", "SUGGEST", "FINDER", "ANALYSIS", "EXPORT")
TEXTS = 600  # articles whose words make the queries
QUESTIONS = ("{}怎么办", "{}有什么支持", "哪些企业可以申请{}", "{}由谁负责", "如何申请{}")
_WORD = re.compile(r"[一-龥]{2,6}")
PARTS = ("Private_Dirty", "Private_Clean", "Shared_Dirty", "Shared_Clean")


class Portal:
    """A portal started by `make run`."""

    def __init__(self, port: int, data: Path) -> None:
        self.port = port
        self.log = tempfile.TemporaryFile()  # noqa: SIM115
        environment = {**os.environ, "PORTAL_DATA_DIR": str(data), "PORT": str(port)}
        environment |= {f"PORTAL_{name}_RATE": NO_LIMIT for name in RATES}
        started = time.monotonic()
        self._make = psutil.Popen(["make", "-s", "run"], cwd=ROOT, env=environment, stdout=self.log)
        while self.status("/") != 200:
            if self._make.poll() is not None or time.monotonic() > started + 1800:
                sys.exit("the portal does not answer")
            time.sleep(0.01)
        self.seconds_to_answer = time.monotonic() - started
        self.processor_seconds = sum(
            map(_processor_seconds, [self._make, *self._make.children(recursive=True)])
        )
        self.log.seek(0)
        self.steps = re.findall(r"^\[\d/\d\] (\S+) .*?（([\d.]+) 秒）", self.log.read().decode(), re.M | re.S)

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def status(self, path: str) -> int | None:
        try:
            return self.get(path)[0]
        except (OSError, http.client.HTTPException):
            return None

    @property
    def master(self) -> psutil.Process:
        return next(
            child for child in self._make.children() if child.exe() == os.path.realpath(sys.executable)
        )

    @property
    def workers(self) -> list[psutil.Process]:
        return [child for child in self.master.children() if not child.name().startswith("postgres")]

    def replace_workers(self) -> None:
        before = {worker.pid for worker in self.workers}
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        while len({worker.pid for worker in self.workers} - before) < len(before):
            time.sleep(0.1)
        time.sleep(3)  # they prepare themselves

    def stop(self) -> None:
        self.master.send_signal(signal.SIGTERM)
        self._make.wait(60)


@contextmanager
def portal(port: int, data: Path) -> Iterator[Portal]:
    running = Portal(port, data)
    try:
        yield running
    finally:
        running.stop()


def measure_starts(starts: int, *, port: int, data: Path) -> None:
    """Seconds from `make run` to the first answered page."""
    seconds_to_answer, busy = [], []
    for _ in range(starts):
        with portal(port, data) as running:
            seconds_to_answer.append(running.seconds_to_answer)
            busy.append(running.processor_seconds)
    starts_in_words = " ".join(f"{seconds:.2f}" for seconds in seconds_to_answer)
    print(f"start: median {statistics.median(seconds_to_answer):.2f} s of {starts_in_words}")
    load = os.getloadavg()[0]
    print(f"       of the processor {statistics.median(busy):.2f} s; load of the machine {load:.1f}")
    print("       the last:", "，".join(f"{title} {took}" for title, took in running.steps))


def print_memory(running: Portal, title: str) -> None:
    print(f"{title}:")
    for name, process in (("master", running.master), *(("worker", worker) for worker in running.workers)):
        sizes = _sizes(process.pid)
        parts = ", ".join(f"{part.lower().replace('_', ' ')} {sizes[part]:.0f}" for part in PARTS)
        print(f"  {name} {process.pid}: PSS {sizes['Pss']:6.1f} MB ({parts})")
    sys.stdout.flush()


def measure_first_queries(running: Portal, queries: Iterable[str]) -> None:
    """Milliseconds of the first queries after all workers were replaced, one after another."""
    running.replace_workers()
    times = []
    for query in queries:
        started = time.perf_counter()
        running.get(search(query))
        times.append((time.perf_counter() - started) * 1000)
    print("first queries of fresh workers: ms", *(f"{milliseconds:.0f}" for milliseconds in times))


def ask_all(running: Portal, paths: Iterable[str]) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        statuses = list(clients.map(running.status, paths))
    seconds = time.monotonic() - started
    failed = sum(status is None or status >= 500 for status in statuses)
    print(f"{len(statuses)} requests in {seconds:.0f} s, {failed} failed")


def mixed(running: Portal, queries: list[str]) -> Callable[[], str]:
    """Addresses as readers ask for them: three pages of four from the site map, the fourth a query."""
    pages = [path for path in site_map(running) if not path.endswith((".docx", ".xlsx"))]
    query_addresses = [search, lambda query: f"/guidance/?{q(query)}", lambda query: f"/suggest/?{q(query)}"]

    def path() -> str:
        return (
            random.choice(query_addresses)(random.choice(queries))
            if random.random() < 0.25
            else random.choice(pages)
        )

    return path


def measure_growth(running: Portal, path: Callable[[], str], *, minutes: float) -> None:
    """PSS of each worker every half minute under a load of mixed pages."""
    end = time.monotonic() + minutes * 60
    print(f"mixed load for {minutes:g} minutes, PSS of the workers in MB every half minute:")
    with ThreadPoolExecutor(CLIENTS) as clients:
        while time.monotonic() < end:
            until = min(end, time.monotonic() + 30)
            requests = sum(
                clients.map(lambda _, until=until: _ask_until(running, path, until), range(CLIENTS))
            )
            sizes = " ".join(f"{_sizes(worker.pid)['Pss']:6.1f}" for worker in running.workers)
            print(f"  {sizes}   ({requests} requests)", flush=True)


def _ask_until(running: Portal, path: Callable[[], str], until: float) -> int:
    requests = 0
    while time.monotonic() < until:
        running.status(path())
        requests += 1
    return requests


def different_queries(running: Portal, number: int) -> list[str]:
    """Words of the articles, one to three, questions with them, and citations; the same at each run."""
    chance = random.Random(14)
    articles = [path for path in site_map(running) if re.fullmatch(r"/policies/[^/]+/articles/[^/]+/", path)]
    chosen = chance.sample(articles, min(TEXTS, len(articles)))
    texts = (running.get(f"{path.rstrip('/')}.txt")[1].decode() for path in chosen)
    cut = Tokenizer(user_words=[], stop_words=[]).cut
    words = sorted({word for text in texts for word in cut(text) if _WORD.fullmatch(word)})
    queries: set[str] = set()
    while len(queries) < number:
        kind = chance.random()
        if kind < 0.1:
            queries.add(chance.choice(QUESTIONS).format("".join(chance.sample(words, 2))))
        elif kind < 0.12:
            queries.add(f"{chance.choice(words)}第{chance.randrange(1, 400)}条")
        else:
            queries.add(" ".join(chance.sample(words, chance.choice((1, 2, 2, 3, 3)))))
    return sorted(queries, key=lambda query: chance.random())


def site_map(running: Portal) -> list[str]:
    sections = _locations(running.get("/sitemap.xml")[1])
    return [path for section in sections for path in _locations(running.get(section)[1])]


def search(query: str) -> str:
    return f"/search/?{q(query)}"


def q(query: str) -> str:
    return urllib.parse.urlencode({"q": query})


def _locations(xml: bytes) -> list[str]:
    urls = re.findall(r"<loc>([^<]+)</loc>", xml.decode())
    return [
        urllib.parse.urlsplit(url)._replace(scheme="", netloc="").geturl().replace("&amp;", "&")
        for url in urls
    ]


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def _sizes(pid: int) -> dict[str, float]:
    """MB by name, as Linux counts them (proc(5), smaps_rollup)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(value.split()[0]) / 1024 for name, value in (line.split(":") for line in lines)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--data", type=Path, default=ROOT / ".data/bench/memory", help="folder of the database"
    )
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=0, help="of mixed load at the end")
    options = parser.parse_args()
    with portal(options.port, options.data):
        pass  # prepares the data, and the caches of the machine's disk
    measure_starts(options.starts, port=options.port, data=options.data)
    with portal(options.port, options.data) as running:
        print_memory(running, "after the start")
        queries = different_queries(running, options.queries + 100)
        ask_all(running, map(search, queries[: options.queries]))
        print_memory(running, f"after {options.queries} different queries")
        if options.minutes:
            measure_growth(running, mixed(running, queries), minutes=options.minutes)
            print_memory(running, "at the end")
        measure_first_queries(running, queries[options.queries : options.queries + 8])


if __name__ == "__main__":
    main()
