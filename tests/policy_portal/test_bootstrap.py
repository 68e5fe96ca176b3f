"""deploy/bootstrap.sh with stand-ins for Python: which one it takes, what it says, when it installs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.policy_portal.accounts import ORDINARY

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TOOLS = ["sh", "cat", "cksum", "tr", "grep", "dirname", "tail", "rm", "touch", "mkdir", "cp", "flock"]

# Answers what the script asks of a Python; `-m venv` makes a folder that holds a copy of the stand-in.
STAND_IN = """#!/bin/sh
here=$0
case "$*" in
    *"sys.version_info < (3, 11)"*) exit {too_old} ;;
    *"import venv, ensurepip"*) exit {no_venv} ;;
    *"-m venv"*) mkdir -p "$3/bin"; cp "$here" "$3/bin/python"; echo venv >>"$CALLS" ;;
    *"-m pip --version"*) ;;
    *"-m pip install"*) echo "$*" >>"$CALLS"; echo "{pip_says}"; exit {pip_fails} ;;
    *) echo "{version}" ;;
esac
"""


class Project:
    """A copy of the deploy folder with a PATH of its own."""

    def __init__(self, folder: Path):
        self.folder = folder / "project"
        self.bin = folder / "bin"
        self.calls_file = folder / "calls"
        shutil.copytree(DEPLOY, self.folder / "deploy")
        self.bin.mkdir()
        for tool in TOOLS:
            if program := shutil.which(tool):
                (self.bin / tool).symlink_to(program)

    def add_python(self, name="python3", *, version="3.12.1", too_old=0, no_venv=0, pip_says="", pip_fails=0):
        script = STAND_IN.format(
            version=version, too_old=too_old, no_venv=no_venv, pip_says=pip_says, pip_fails=pip_fails
        )
        (self.bin / name).write_text(script)
        (self.bin / name).chmod(0o755)

    def bootstrap(
        self, kind="runtime", *, user: int | None = None, **environment
    ) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["deploy/bootstrap.sh", kind],
            cwd=self.folder,
            env={
                "PATH": str(self.bin),
                "CALLS": str(self.calls_file),
                "SYSTEM_PYTHON": str(self.folder.parent / "system-python"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
            user=user,
        )

    def calls(self) -> list[str]:
        lines = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return lines


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def assert_refused(result: subprocess.CompletedProcess, *words: str) -> None:
    assert result.returncode == 1
    for word in words:
        assert word in result.stderr


def test_no_python(project):
    assert_refused(project.bootstrap(), "没有找到 Python", "3.11")


def test_python_too_old(project):
    project.add_python(version="3.9.18", too_old=1)
    assert_refused(project.bootstrap(), "需要 Python 3.11", "3.9.18")


def test_python_without_venv(project):
    project.add_python(no_venv=1)
    assert_refused(project.bootstrap(), "apt-get install python3-venv")


def test_a_named_python_that_does_not_run(project):
    project.add_python()
    assert_refused(project.bootstrap(PYTHON="/nowhere/python3"), "PYTHON=/nowhere/python3 不能运行")


def test_a_newer_python_beside_an_old_one_is_found(project):
    project.add_python("python3", version="3.9.18", too_old=1)
    project.add_python("python3.12")
    assert project.bootstrap().returncode == 0


def test_the_systems_own_python_comes_before_the_one_on_the_path(project):
    project.add_python("python3", version="3.13.0")
    project.add_python("../system-python", version="3.11.2")
    assert "Python 3.11.2" in project.bootstrap().stdout


@pytest.mark.parametrize("lacking", [{"too_old": 1}, {"no_venv": 1}])
def test_a_system_python_that_cannot_do_it_is_passed_over(project, lacking):
    project.add_python("python3", version="3.13.0")
    project.add_python("../system-python", version="3.11.2", **lacking)
    assert "Python 3.13.0" in project.bootstrap().stdout


def test_a_named_python_comes_before_the_systems_own(project):
    project.add_python("python3.12", version="3.12.1")
    project.add_python("../system-python", version="3.11.2")
    assert "Python 3.12.1" in project.bootstrap(PYTHON="python3.12").stdout


def test_the_second_run_installs_nothing(project):
    project.add_python()
    assert "依赖已就绪" in project.bootstrap().stdout
    assert project.calls()[0] == "venv"
    assert project.bootstrap().stdout == ""
    assert project.calls() == []


def test_everything_is_installed_by_hash(project):
    project.add_python()
    project.bootstrap()
    installs = [call for call in project.calls() if "pip install" in call]
    assert len(installs) == 2
    assert all("--require-hashes" in call for call in installs)


def test_the_runtime_is_part_of_the_development_environment(project):
    project.add_python()
    project.bootstrap("dev")
    project.calls()
    assert project.bootstrap("runtime").returncode == 0
    assert project.calls() == []


def test_a_changed_lock_is_installed_into_the_same_environment(project):
    project.add_python()
    project.bootstrap()
    project.calls()
    with (project.folder / "deploy" / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    project.bootstrap()
    calls = project.calls()
    assert "venv" not in calls
    assert len(calls) == 2


def test_an_interrupted_installation_starts_afresh(project):
    project.add_python()
    project.bootstrap()
    project.calls()
    (project.folder / ".venv" / ".installed").unlink()
    (project.folder / ".venv" / ".installing").touch()
    assert project.bootstrap().returncode == 0
    assert project.calls()[0] == "venv"


def test_a_broken_environment_is_made_again(project):
    project.add_python()
    project.bootstrap()
    project.calls()
    (project.folder / ".venv" / "bin" / "python").unlink()
    assert project.bootstrap().returncode == 0
    assert project.calls()[0] == "venv"


def test_what_pip_said_is_shown_when_it_fails(project):
    project.add_python(pip_says="THESE PACKAGES DO NOT MATCH THE HASHES", pip_fails=1)
    assert_refused(project.bootstrap(), "安装依赖失败", "DO NOT MATCH")
    assert not (project.folder / ".venv" / ".installed").exists()


def test_a_project_folder_that_cannot_be_written(project):
    project.add_python()
    project.folder.chmod(0o555)
    assert_refused(project.bootstrap(user=ORDINARY), "项目目录不可写")
