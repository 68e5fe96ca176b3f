"""The operating system account PostgreSQL runs under: the caller's own, or a dedicated one for root.

PostgreSQL refuses to run as root.
"""

import logging
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_portal.database.errors import EmbeddedDatabaseError

DEDICATED = "policy-portal-db"
FALLBACK = "postgres"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        return self.uid == os.geteuid()

    def as_subprocess_arguments(self) -> dict:
        return {} if self.is_own else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if not self.is_own:
            os.chown(path, self.uid, self.gid)


def database_account() -> Account:
    """Return the account to run PostgreSQL under, creating the dedicated one if root needs it."""
    uid = os.geteuid()
    if uid != 0:
        return Account(name_of(uid), uid, os.getegid())
    entry = _entry(DEDICATED) or _create_entry() or _entry(FALLBACK)
    if entry is None:
        raise EmbeddedDatabaseError(
            f"PostgreSQL 不能以 root 身份运行，而系统里没有 useradd，也没有 {FALLBACK} 用户。"
            f"请先建立系统用户 {DEDICATED}，或以普通用户运行。"
        )
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def name_of(uid: int) -> str:
    """The account's name, or its uid: in a container it may have no passwd entry."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def let_traverse(*paths: Path) -> None:
    """Make the parents of `paths` traversable (not listable) for other accounts; print those changed."""
    parents = sorted({parent for path in paths for parent in path.resolve().parents})
    opened = [str(parent) for parent in parents if _add_mode(parent, stat.S_IXOTH)]
    if opened:
        logger.warning(
            "为使数据库用户能够进入，已允许其他用户通过（o+x，不能列出内容）：%s", "、".join(opened)
        )


def let_read(folder: Path) -> None:
    """Make `folder` readable and executable for other accounts: with umask 077 it is private."""
    for path in _tree(folder):
        mode = stat.S_IROTH
        if path.is_dir() or path.stat().st_mode & stat.S_IXUSR:
            mode |= stat.S_IXOTH
        _add_mode(path, mode)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create_entry() -> pwd.struct_passwd | None:
    # useradd is in /usr/sbin, which `su` without `-` leaves out of PATH.
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    subprocess.run([useradd, *options, "--shell", "/bin/false", DEDICATED], capture_output=True, check=False)
    return _entry(DEDICATED)


def _tree(folder: Path) -> Iterator[Path]:
    if folder.exists():
        yield folder
        yield from (path for path in folder.rglob("*") if not path.is_symlink())


def _add_mode(path: Path, wanted: int) -> bool:
    """Return whether the mode had to be changed."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & wanted == wanted:
        return False
    try:
        path.chmod(mode | wanted)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"无法让数据库用户访问 {path}（{error.strerror}）。请以普通用户运行。"
        ) from error
    return True
