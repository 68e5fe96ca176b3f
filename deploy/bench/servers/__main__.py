"""Compare web servers: how fast are readers answered while others hold connections open?

Every candidate serves the same application on the same database with the same processes and threads. Rounds
alternate between the candidates, so that whatever else the machine does falls on all of them; the processor's
milliseconds for a request do not depend on it at all.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.bench import load
from deploy.bench.prepare import prepare_portal
from deploy.bench.processes import (
    ROOT,
    memory_of,
    processor_of,
    running,
    status_of,
    wait_until_answering,
)

LONG = {
    "一万字": "/search/?q=" + urllib.parse.quote("政" * 10_000),
    "一万字（基本平面外）": "/search/?q=" + urllib.parse.quote("𠮷" * 10_000),
}
WORKERS, THREADS = 2, 4
WSGI = "policy_portal.wsgi:application"
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 2000; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  large_client_header_buffers 4 256k;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host $http_host; }}
  }}
}}
"""


@dataclass
class Measurement:
    memory: float  # MB, unique to the server's processes
    answers: dict[str, load.Answers]  # by hindrance
    statuses: str  # of what must reach the application


def candidates(port: int) -> dict[str, list[list[str]]]:
    """Name → the commands that run together; the last listens on `port`."""
    python, address = sys.executable, f"127.0.0.1:{port}"
    gunicorn = [python, "-m", "gunicorn", WSGI, "-w", str(WORKERS), "--limit-request-line", "0"]
    gthread = [*gunicorn, "--preload", "-k", "gthread", "--threads", str(THREADS), "--keep-alive", "0"]
    serve = [python, "manage.py", "serve", "--port", str(port), "--workers", str(WORKERS)]
    waitress = [python, "-m", "waitress", f"--listen={address}", "--threads", str(WORKERS * THREADS)]
    granian = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "error"]
    uvicorn = [python, "-m", "uvicorn", "deploy.bench.servers.asgi:application", "--port", str(port)]
    commands_by_name = {
        "gunicorn gthread": [[*gthread, "-b", address]],
        "gunicorn gevent": [[*gunicorn, "-k", "gevent", "-b", address]],
        "granian": [[*granian, WSGI]],
        "uvicorn": [[*uvicorn, "--workers", str(WORKERS), "--log-level", "error", "--no-access-log"]],
        "waitress": [[*waitress, "--connection-limit=1000", "--asyncore-use-poll", WSGI]],
        "make run": [serve],
    }
    if shutil.which("nginx"):
        folder = tempfile.mkdtemp(prefix="bench-nginx")
        config = Path(folder, "nginx.conf")
        config.write_text(NGINX.format(folder=folder, port=port, behind=port + 1))
        front = ["nginx", "-p", folder, "-c", str(config)]
        commands_by_name["nginx + gthread"] = [[*gthread, "-b", f"127.0.0.1:{port + 1}"], front]
    return commands_by_name


async def measure(port: int, seconds: float, processes: list[psutil.Process]) -> dict[str, load.Answers]:
    await load.warm_up(port)
    answers = {}
    for name, hindrance in load.HINDRANCES.items():
        holding = asyncio.create_task(hindrance(port)) if hindrance else None
        await asyncio.sleep(2)
        before = processor_of(processes)
        answers[name] = await load.read_for(port, seconds)
        answers[name].processor = processor_of(processes) - before
        if holding:
            holding.cancel()
            await asyncio.wait([holding])
    return answers


def measured(commands: list[list[str]], *, port: int, extra: str, seconds: float) -> Measurement:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([extra, str(ROOT)])}
    with running(commands, environment=environment, log=Path(os.devnull)) as processes:
        wait_until_answering(port, load.PAGE)
        statuses = " ".join(str(status_of(port, path)) for path in LONG.values())
        answers = asyncio.run(measure(port, seconds, processes))
        return Measurement(memory_of(processes), answers, statuses)


def table(results: dict[str, list[Measurement]]) -> str:
    columns = [*LONG, *(f"{name}：p50 / p95 / 出错 / 处理器" for name in load.HINDRANCES)]
    lines = [f"| | 内存 MB | {' | '.join(columns)} |", "|---" * (2 + len(columns)) + "|"]
    for name, rounds in results.items():
        cells = [
            name,
            f"{statistics.median(measurement.memory for measurement in rounds):.0f}",
            *rounds[-1].statuses.split(),
            *(
                _cell([measurement.answers[hindrance] for measurement in rounds])
                for hindrance in load.HINDRANCES
            ),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(rounds: list[load.Answers]) -> str:
    times = [milliseconds for measurement in rounds for milliseconds in measurement.times]
    combined = load.Answers(
        times,
        sum(measurement.errors for measurement in rounds),
        sum(measurement.processor for measurement in rounds),
    )
    per_request = combined.processor / (len(times) + combined.errors)
    return f"{combined.share(50):.0f} / {combined.share(95):.0f} / {combined.errors} / {per_request:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extra", help="folder with the other servers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--port", type=int, default=8180)
    parser.add_argument("--only", nargs="*", help="names of candidates")
    options = parser.parse_args()
    prepare_portal()
    results: dict[str, list[Measurement]] = {}
    for _ in range(options.rounds):
        for name, commands in candidates(options.port).items():
            if options.only and name not in options.only:
                continue
            measurement = measured(commands, port=options.port, extra=options.extra, seconds=options.seconds)
            results.setdefault(name, []).append(measurement)
            print(table({name: [measurement]}).splitlines()[-1], file=sys.stderr)
    print(table(results))


if __name__ == "__main__":
    main()
