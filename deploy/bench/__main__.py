"""make bench: the portal's pages and its search, beside what they can be compared with, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import psutil

from deploy.bench.generators import READERS, has_wrk
from deploy.bench.installations import FOLDER, Installation, has_nginx, installation_of, served
from deploy.bench.processes import ROOT
from deploy.bench.rounds import Results, measure_rounds
from deploy.bench.tables import engine_table, page_tables


def existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"没有这个文件或文件夹：{text}")
    return path


def read_options() -> argparse.Namespace:
    about = "页面与检索的测量；方法见 docs/benchmarks.md"
    parser = argparse.ArgumentParser(prog="make bench", description=about)
    parser.add_argument("packages", help=argparse.SUPPRESS)
    parser.add_argument(
        "--corpus", type=existing, help="另外再测一遍：加上这个文件夹或 .tar.xz 里的法律（Markdown）"
    )
    parser.add_argument("--rounds", type=int, default=5, help="轮数")
    parser.add_argument("--seconds", type=int, default=3, help="每轮每项的秒数")
    parser.add_argument("--queries", type=int, default=500, help="各检索引擎各答几个检索词")
    parser.add_argument("--markdown", type=Path, help="把结果写进这个文件")
    return parser.parse_args()


def measured_engines(installation: Installation, *, packages: str, queries: int) -> dict:
    environment = {**installation.environment, "PYTHONPATH": packages}
    folder = installation.data / "engines"
    command = [sys.executable, "-m", "deploy.bench.search_engines", str(folder), str(queries)]
    process = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(process.stdout.splitlines()[-1])


def surroundings(options: argparse.Namespace) -> str:
    """What the figures depend on beside the portal."""
    memory, busy = psutil.virtual_memory().total / 2**30, os.getloadavg()[0]
    generator = "wrk" if has_wrk() else "load.py（没有 wrk；它自己占去不少处理器）"
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC；{_processor()}，{os.cpu_count()} 核，{memory:.0f} GB；"
        f"{platform.system()}，Python {platform.python_version()}；开始时负载 {busy:.1f}；"
        f"{generator}，{READERS} 个读者，{options.rounds} 轮，每轮每项 {options.seconds} 秒。"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def left_out(options: argparse.Namespace, missing: list[str]) -> str:
    reasons = [f"{name}（没有能装的软件包）" for name in missing]
    reasons += [] if has_nginx() else ["静态文件（没有 nginx）"]
    reasons += [] if options.corpus else ["大的语料（没有给出 --corpus）"]
    return f"没有测：{'、'.join(reasons)}。" if reasons else "全部都测了。"


def engines_part(label: str, measurement: dict) -> str:
    cut = f"切词 {measurement['cutting']:.2f} 秒（三者共用；门户的建索引时间另含它自己的切词）"
    return f"{label}；{cut}\n\n{engine_table(measurement['engines'])}"


def all_engines(installations: list[Installation], options: argparse.Namespace) -> dict[str, dict]:
    """Number of articles → what was measured of the search engines on them; prepares the installations."""
    engines: dict[str, dict] = {}
    for installation in installations:
        installation.prepare()
        measurement = measured_engines(installation, packages=options.packages, queries=options.queries)
        if (label := f"{measurement['articles']:,} 条") in engines:
            folder = installation.data
            sys.exit(f"语料里没有导入任何条文，见 {folder / 'import.txt'}；重来之前请删去 {folder}")
        engines[label] = measurement
    return engines


def all_pages(places: dict[str, Installation], options: argparse.Namespace) -> Results:
    with ExitStack() as stack:
        running = {label: stack.enter_context(served(installation)) for label, installation in places.items()}
        return measure_rounds(running, rounds=options.rounds, seconds=options.seconds)


def main() -> None:
    options = read_options()
    about = surroundings(options)
    installations = [Installation(FOLDER / "portal")]
    installations += [installation_of(options.corpus)] if options.corpus else []
    engines = all_engines(installations, options)
    pages = all_pages(dict(zip(engines, installations, strict=True)), options)
    missing = next(iter(engines.values()))["missing"]
    parts = [about, left_out(options, missing), "### 页面", page_tables(pages), "### 检索引擎"]
    parts += [engines_part(label, measurement) for label, measurement in engines.items()]
    report = "\n\n".join(parts)
    print(f"\n{report}")
    if options.markdown:
        options.markdown.write_text(f"{report}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
