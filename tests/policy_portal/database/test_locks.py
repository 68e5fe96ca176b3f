"""What `make run` installs is pinned to the byte and names no place of this or any other machine."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-build.lock", "bench/requirements.lock"]


def lock_text(name: str) -> str:
    return (ROOT / "deploy" / name).read_text(encoding="utf-8")


def pinned_versions(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock_text(name), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_a_hash(name):
    entries = re.split(r"\n(?=\S)", lock_text(name).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_address_and_no_machine_path(name):
    assert not re.search(r"://|index-url|find-links|(?:^|[\s=@])/", lock_text(name))


def test_development_has_the_versions_of_the_runtime():
    development = pinned_versions("requirements-dev.lock")
    for package, version in pinned_versions("requirements.lock").items():
        assert development[package] == version


def test_the_locks_satisfy_the_ranges_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, ranges in [
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", project["optional-dependencies"]["dev"]),
    ]:
        for requirement in map(Requirement, ranges):
            assert requirement.specifier.contains(pinned_versions(name)[requirement.name.lower()]), (
                requirement
            )
