"""Compare gunicorn, as `make run` uses it, with granian on an article page; same database, same concurrency.

Rounds alternate between the two, so that whatever else the machine does falls on both. Loopback only.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PAGE = "/policies/gxblk-2009-232/articles/25/"
LONG_QUERY = "/search/?q=" + urllib.parse.quote("政" * 10_000)
WORKERS, THREADS = 2, 4
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Server:
    name: str
    command: list[str]
    port: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@dataclass(frozen=True)
class Measurement:
    per_second: float
    median: float  # milliseconds
    p99: float
    errors: int
    memory: float  # MB, unique to the server's processes
    long_query: str  # HTTP status


def servers(port: int) -> list[Server]:
    python = sys.executable
    serve = [python, "manage.py", "serve", "--port", str(port), "--workers", str(WORKERS)]
    granian = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port + 1)]
    granian += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning"]
    return [
        Server("gunicorn", serve, port),
        Server("granian", [*granian, "policy_portal.wsgi:application"], port + 1),
    ]


def measure(server: Server, *, extra: str, connections: int, seconds: int) -> Measurement:
    environment = {**os.environ, "PYTHONPATH": f"{extra}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(server.command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_answering(server)
        run_wrk(server, connections=connections, seconds=3)  # caches and connections are warm afterwards
        output = run_wrk(server, connections=connections, seconds=seconds)
        return read_wrk(output, memory=memory_of(process.pid), long_query=status_of(server.url(LONG_QUERY)))
    finally:
        process.terminate()
        process.wait(60)


def wait_until_answering(server: Server) -> None:
    deadline = time.monotonic() + 60
    while status_of(server.url(PAGE)) != "200":
        if time.monotonic() > deadline:
            sys.exit(f"{server.name} does not answer {PAGE}")
        time.sleep(0.2)


def status_of(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return str(response.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError as error:
        return type(error).__name__


def run_wrk(server: Server, *, connections: int, seconds: int) -> str:
    command = ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s", server.url(PAGE)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read_wrk(output: str, *, memory: float, long_query: str) -> Measurement:
    def milliseconds(share: str) -> float:
        number, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", output).groups()
        return float(number) * MILLISECONDS[unit]

    failed = re.findall(r"(?:connect|read|write|timeout) (\d+)|Non-2xx.*: (\d+)", output)
    return Measurement(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
        median=milliseconds("50"),
        p99=milliseconds("99"),
        errors=sum(int(a or b) for a, b in failed),
        memory=memory,
        long_query=long_query,
    )


def memory_of(pid: int) -> float:
    parent = psutil.Process(pid)
    return sum(p.memory_full_info().pss for p in [parent, *parent.children(recursive=True)]) / 1_000_000


def table(results: dict[str, list[Measurement]]) -> str:
    lines = [
        "| | 请求/秒（各轮） | 中位 | p50 ms | p99 ms | 出错 | 内存 MB | 一万字查询 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, rounds in results.items():
        middle = {
            key: statistics.median(getattr(r, key) for r in rounds)
            for key in ("per_second", "median", "p99", "memory")
        }
        each = " ".join(f"{r.per_second:.0f}" for r in rounds)
        lines.append(
            f"| {name} | {each} | {middle['per_second']:.0f} | {middle['median']:.1f} | {middle['p99']:.1f} "
            f"| {sum(r.errors for r in rounds)} | {middle['memory']:.0f} | {rounds[-1].long_query} |"
        )
    return "\n".join(lines)


def keep_database() -> None:
    """Prepare the database and hold a share in it, so that neither server has to start it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policy_portal.settings")
    import django

    django.setup()
    from policy_portal.startup import prepare

    prepare(
        begin=lambda text: print(text, end="", file=sys.stderr), end=lambda text: print("✓", file=sys.stderr)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extra", help="folder with granian")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--port", type=int, default=8180)
    options = parser.parse_args()
    keep_database()
    results: dict[str, list[Measurement]] = {}
    for _ in range(options.rounds):
        for server in servers(options.port):
            measured = measure(
                server, extra=options.extra, connections=options.connections, seconds=options.seconds
            )
            results.setdefault(server.name, []).append(measured)
            print(f"{server.name}: {measured}", file=sys.stderr)
    print(table(results))


if __name__ == "__main__":
    main()
