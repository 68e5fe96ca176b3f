"""Known weaknesses of what the lock file pins, by pip-audit: online, or from an archive of OSV.

PORTAL_ADVISORIES names such an archive (OSV publishes one for PyPI: all.zip, one JSON file a weakness), for
machines without a network. Exit status 1: something was found; 3: nothing could be asked, nothing is known.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from pip_audit._dependency_source import RequirementSource
from pip_audit._service import OsvService, VulnerabilityService
from pip_audit._service.interface import Dependency, ResolvedDependency, ServiceError, VulnerabilityResult
from requests import RequestException

LOCK = Path(__file__).parent / "requirements.lock"
UNKNOWN = 3
_SECONDS = 10


class OsvArchive(VulnerabilityService):
    """The same questions as to OSV's service, answered from a file."""

    def __init__(self, archive: Path) -> None:
        self._by_package: dict[str, list[tuple[dict, dict]]] = defaultdict(list)
        with zipfile.ZipFile(archive) as files:
            for name in files.namelist():
                entry = json.loads(files.read(name))
                for affected in [] if "withdrawn" in entry else entry.get("affected", []):
                    package = affected.get("package", {})
                    if package.get("ecosystem") == "PyPI":
                        self._by_package[canonicalize_name(package["name"])].append((entry, affected))

    def __len__(self) -> int:
        return sum(map(len, self._by_package.values()))

    def query(self, spec: Dependency) -> tuple[Dependency, list[VulnerabilityResult]]:
        assert isinstance(spec, ResolvedDependency)
        entries = self._by_package[spec.canonical_name]
        return spec, [
            _result(entry, affected) for entry, affected in entries if is_affected(spec.version, affected)
        ]


def is_affected(version: Version, affected: dict[str, Any]) -> bool:
    """Whether OSV's member `affected` is about this version: listed, or within a range of versions."""
    if any(_version(listed_version) == version for listed_version in affected.get("versions", [])):
        return True
    ranges = (
        affected_range["events"]
        for affected_range in affected.get("ranges", [])
        if affected_range.get("type") == "ECOSYSTEM"
    )
    return any(_is_within(version, events) for events in ranges)


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """OSV's rule: events in the order of versions open and close a range; `last_affected` is within it."""
    is_open = False
    in_order = sorted(((_version(at), kind) for event in events for kind, at in event.items()))
    for at, kind in in_order:
        if kind == "introduced" and version >= at:
            is_open = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            is_open = False
    return is_open


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")  # "0" itself is OSV's first of all


def _result(entry: dict[str, Any], affected: dict[str, Any]) -> VulnerabilityResult:
    events = [event for affected_range in affected.get("ranges", []) for event in affected_range["events"]]
    fixed = sorted(_version(event["fixed"]) for event in events if "fixed" in event)
    words = " ".join((entry.get("summary") or entry.get("details") or "").split())
    return VulnerabilityResult.create([entry["id"], *entry.get("aliases", [])], words, fixed, None)


def weaknesses(service: VulnerabilityService) -> Iterator[str]:
    source = RequirementSource([LOCK], require_hashes=True, no_deps=True, disable_pip=True)
    for dependency, results in service.query_all(source.collect()):
        for result in results:
            fixed = "、".join(map(str, result.fix_versions)) or "尚无"
            version = getattr(dependency, "version", "")
            yield f"{dependency.name} {version}：{result.id} {result.description[:120]}（修复于 {fixed}）"


def main() -> int:
    archive = os.environ.get("PORTAL_ADVISORIES", "")
    service: VulnerabilityService = OsvArchive(Path(archive)) if archive else OsvService(timeout=_SECONDS)
    try:
        problems = list(weaknesses(service))
    except (ServiceError, RequestException):
        print("没有运行：问不到漏洞数据库；离线时用 PORTAL_ADVISORIES 指定 OSV 的 PyPI 档案（all.zip）。")
        return UNKNOWN
    for problem in problems:
        print(problem)
    print(f"发现 {len(problems)} 项已知漏洞。" if problems else "没有已知漏洞。")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
