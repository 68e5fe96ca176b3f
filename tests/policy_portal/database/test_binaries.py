"""Which PostgreSQL the embedded database runs: the package's, or the one that PORTAL_POSTGRES names."""

import os
from pathlib import Path

import pytest

from policy_portal.database import binaries
from policy_portal.database.embedded import EmbeddedCluster
from policy_portal.database.errors import EmbeddedDatabaseError


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A machine without PostgreSQL: nothing on PATH, nothing where Debian keeps it."""
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(binaries, "SYSTEM_FOLDER", tmp_path / "postgresql")
    binaries._chosen_folder.cache_clear()
    yield tmp_path
    binaries._chosen_folder.cache_clear()


def install(folder: Path, version: str, *, without: str = "") -> Path:
    folder.mkdir(parents=True)
    for name in set(binaries.PROGRAMS) - {without}:
        (folder / name).write_text(f'#!/bin/sh\necho "postgres (PostgreSQL) {version}"\n')
        (folder / name).chmod(0o755)
    return folder


def test_without_the_setting_it_is_the_package_whatever_the_system_has(elsewhere, monkeypatch):
    install(elsewhere / "postgresql/17/bin", "17.2")
    for unset in ("", " "):
        monkeypatch.setenv("PORTAL_POSTGRES", unset)
        assert binaries.PACKAGE in str(binaries.program("initdb"))
        assert binaries.installed_folders()


def test_the_systems_newest_version_is_taken(elsewhere, monkeypatch):
    monkeypatch.setenv("PORTAL_POSTGRES", "system")
    for version in ("9.6", "15", "17"):
        install(elsewhere / "postgresql" / version / "bin", f"{version}.4 (Debian {version}.4-0+deb12u1)")
    assert binaries.program("pg_ctl") == elsewhere / "postgresql/17/bin/pg_ctl"
    assert binaries.major_version() == "17"
    assert binaries.installed_folders() == []  # what the system owns is not opened up


def test_what_is_on_path_comes_first_and_is_followed_to_its_folder(elsewhere, monkeypatch):
    monkeypatch.setenv("PORTAL_POSTGRES", "system")
    install(elsewhere / "postgresql/17/bin", "17.2")
    own = install(elsewhere / "opt/bin", "16.1")
    (elsewhere / "path").mkdir()
    (elsewhere / "path/postgres").symlink_to(own / "postgres")
    assert binaries.programs_folder() == own


def test_a_folder_can_be_named(elsewhere, monkeypatch):
    monkeypatch.setenv("PORTAL_POSTGRES", str(install(elsewhere / "我的 程序/bin", "18beta1")))
    assert binaries.program("initdb") == elsewhere / "我的 程序/bin/initdb"
    assert binaries.major_version() == "18"


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("system", r"PATH 和 .*postgresql 里都没有 PostgreSQL.*apt-get install postgresql"),
        ("nowhere", r"没有 initdb、pg_ctl、postgres、pg_isready。.*或删去 PORTAL_POSTGRES"),
        ("half", r"没有 pg_isready。"),
        ("old", r"是 PostgreSQL 13，需要 15 或更高的版本"),
        ("broken", r"postgres 不能运行"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_made(elsewhere, monkeypatch, chosen, message):
    install(elsewhere / "half", "17.2", without="pg_isready")
    install(elsewhere / "old", "13.4")
    install(elsewhere / "broken", "?")
    monkeypatch.setenv("PORTAL_POSTGRES", chosen if chosen == "system" else str(elsewhere / chosen))
    cluster = EmbeddedCluster(elsewhere / "data/postgres")
    with pytest.raises(EmbeddedDatabaseError, match=message):
        cluster.ensure_running()
    assert not os.path.exists(elsewhere / "data")
