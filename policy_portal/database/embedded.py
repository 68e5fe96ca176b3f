"""The embedded PostgreSQL: create, start, stop with its last user, recover after a crash.

Layout of its folder (`EMBEDDED_HOME`): `cluster/` the data, `run/` the socket, `server.log`, two lock files.
It listens on the socket only, which only this account (and root) can reach; that is why it needs no password.
"""

import atexit
import os
import shlex
import shutil
import socket
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from policy_portal.database import account, binaries, leases, processes
from policy_portal.database.errors import EmbeddedDatabaseError

SUPERUSER = "postgres"
APPLICATION_DATABASE = "policy_portal"
PORT = "5432"  # names the socket file; there is no TCP port
SOCKET_PATH_LIMIT = 103  # bytes: sun_path of macOS less its final zero; Linux has four more
START_TIMEOUT = 60  # seconds; recovery after a crash is part of it
STOP_TIMEOUT = 15
LOG_LIMIT = 1_000_000  # bytes kept before the log is moved to server.log.1

# The same order and case rules on every machine, whatever locales it has; before 17 those of the C library.
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
EARLIER_LOCALE = ["--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"]


@cache
def cluster_at(home: Path) -> "EmbeddedCluster":
    return EmbeddedCluster(home)


def socket_dir(home: Path) -> Path:
    """Return the folder of the cluster's socket: in `home`, or under /tmp if its path is too long for one."""
    inside = home / "run"
    if len(os.fsencode(_socket_file(inside))) <= SOCKET_PATH_LIMIT:
        return inside
    # /tmp and not TMPDIR: every process must find the same folder.
    return Path("/tmp") / f"policy-portal-{sha256(os.fsencode(home)).hexdigest()[:16]}"  # nosec B108 - its owner is checked


def _socket_file(folder: Path) -> Path:
    return folder / f".s.PGSQL.{PORT}"


class EmbeddedCluster:
    """One cluster in one folder, as seen by this process."""

    def __init__(self, home: Path):
        self.home = home
        self.path = home / "cluster"
        self.socket_dir = socket_dir(home)
        self.log = home / "server.log"
        self._start_lock = home / "start.lock"
        self._lease = leases.Lease(home / "leases.lock")
        self._is_registered = False

    def ensure_running(self) -> None:
        """Start the server if needed and keep it running while this process needs it.

        Cheap if it is running already. Raises EmbeddedDatabaseError.
        """
        if self._lease.is_held and self._is_listening():
            return
        self._prepare_home()
        with leases.exclusive(self._start_lock):
            self._take_lease()
            self._bring_up()

    def recover(self) -> None:
        """Make a server that refused a connection accept the next: wait for its recovery, or restart it."""
        self._prepare_home()
        with leases.exclusive(self._start_lock):
            self._bring_up()

    def release(self) -> bool:
        """Give up this process's use of the server; return whether it was the last one and stopped it."""
        if not self._lease.is_held:
            return False
        with leases.exclusive(self._start_lock):
            is_last = self._lease.release()
            if is_last:
                self._stop()
            return is_last

    def _take_lease(self) -> None:
        self._lease.take()
        if not self._is_registered:  # a forked child inherits the registration along with this object
            atexit.register(self.release)
            self._is_registered = True

    def _is_listening(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(_socket_file(self.socket_dir)))
            except OSError:
                return False
        return True

    def _is_ready(self) -> bool:
        return (
            binaries.run("pg_isready", "-h", self.socket_dir, "-p", PORT, account=self._account).returncode
            == 0
        )

    @property
    def _account(self) -> account.Account:
        return account.database_account()

    def _prepare_home(self) -> None:
        binaries.programs_folder()  # fail here if there are no programs, before anything is started
        try:
            self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
            owner = self.home.stat().st_uid
        except OSError as error:
            raise _unwritable_error(self.home, error) from error
        if owner != os.geteuid():
            raise EmbeddedDatabaseError(
                f"数据目录 {self.home} 属于用户 {account.name_of(owner)}，"
                f"而当前用户是 {account.name_of(os.geteuid())}。请以 {account.name_of(owner)} 的身份运行，"
                "或用 PORTAL_DATA_DIR=其他目录 另建一个数据库。"
            )
        if not os.access(self.home, os.W_OK | os.X_OK):
            raise _unwritable_error(self.home, PermissionError(13, "Permission denied"))

    def _create_if_missing(self) -> None:
        """Create the cluster with its application database in a temporary folder, then move it into place."""
        if self.path.exists():
            return
        owner = self._open_up_for(self._account)
        locale = LOCALE if int(binaries.major_version()) >= 17 else EARLIER_LOCALE
        scratch = self.path.with_name("cluster.new")
        shutil.rmtree(scratch, ignore_errors=True)  # of a first start that was killed
        try:
            scratch.mkdir(mode=0o700)
            owner.give(scratch)
        except OSError as error:
            raise _unwritable_error(self.home, error) from error
        _run_or_raise(
            "建立数据库失败",
            "initdb", "-D", scratch, "-U", SUPERUSER, "--auth=trust", *locale, account=owner,
        )  # fmt: skip
        # Single-user mode, so that a cluster in place always has its database.
        _run_or_raise(
            "建立数据库失败",
            "postgres", "--single", "-D", scratch, "postgres",
            account=owner, stdin=f"CREATE DATABASE {APPLICATION_DATABASE}\n",
        )  # fmt: skip
        scratch.rename(self.path)

    def _open_up_for(self, owner: account.Account) -> account.Account:
        if not owner.is_own:
            account.let_traverse(self.path, binaries.program("postgres"))
            for folder in binaries.installed_folders():
                account.let_read(folder)
        return owner

    def _bring_up(self) -> None:
        # Nobody else starts or stops it now: the start lock is held.
        self._create_if_missing()
        if self._becomes_ready(within=START_TIMEOUT):
            return
        self._force_stop()
        self._start()

    def _becomes_ready(self, *, within: float) -> bool:
        """Wait for a running server to accept connections; shorter if it is stopping."""
        started = time.monotonic()
        while processes.running_postmaster(self.path):
            if self._is_ready():
                return True
            patience = STOP_TIMEOUT if processes.is_stopping(self.path) else within
            if time.monotonic() - started > patience:
                return False
            time.sleep(0.1)
        return False

    def _start(self) -> None:
        self._refuse_other_version()
        self._clear_traces_of_crash()
        owner = self._open_up_for(self._account)
        self._make_socket_dir(owner)
        self._open_log(owner)
        options = {"listen_addresses": "", "unix_socket_directories": f'"{self.socket_dir}"',
                   "unix_socket_permissions": "0700", "port": PORT, "lc_messages": "C"}  # fmt: skip
        line = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
        result = binaries.run(
            "pg_ctl", "start", "-w", "-t", str(START_TIMEOUT), "-D", self.path, "-l", self.log, "-o", line,
            account=owner,
        )  # fmt: skip
        if result.returncode != 0:
            raise EmbeddedDatabaseError(
                f"内置 PostgreSQL 启动失败。日志 {self.log} 的末尾：\n{self._log_tail()}"
            )

    def _clear_traces_of_crash(self) -> None:
        processes.end_orphans(self.path)
        # PostgreSQL removes its lock files itself, but refuses to start if the pid in them is in use again.
        socket_file = _socket_file(self.socket_dir)
        for path in (
            self.path / "postmaster.pid",
            socket_file,
            socket_file.with_name(f"{socket_file.name}.lock"),
        ):
            path.unlink(missing_ok=True)

    def _refuse_other_version(self) -> None:
        try:
            version = (self.path / "PG_VERSION").read_text(encoding="ascii").strip()
        except OSError as error:
            raise EmbeddedDatabaseError(
                f"{self.path} 不是完整的数据库目录（{error.strerror}：PG_VERSION）。"
            ) from error
        if version != binaries.major_version():
            raise EmbeddedDatabaseError(
                f"{self.path} 由 PostgreSQL {version} 建立，"
                f"而现在的程序是 PostgreSQL {binaries.major_version()}（{binaries.programs_folder()}）。"
                "数据没有改动。请用 PORTAL_POSTGRES=原版本程序的目录 启动（软件包里的则删去这个设置），"
                "或导出再导入（步骤见 docs/decisions/0001），"
                "或用 PORTAL_DATA_DIR=其他目录 另建一个数据库。"
            )

    def _make_socket_dir(self, owner: account.Account) -> None:
        folder = self.socket_dir
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            status = folder.lstat()
            if status.st_uid == os.geteuid() and folder.is_dir() and not folder.is_symlink():
                folder.chmod(0o700)
                owner.give(folder)
                status = folder.lstat()
        except OSError as error:
            raise _unwritable_error(folder, error) from error
        # Under /tmp anyone could have made it first, to sit between the portal and its database.
        if status.st_uid != owner.uid or folder.is_symlink() or status.st_mode & 0o077:
            raise EmbeddedDatabaseError(
                f"套接字目录 {folder} 不属于用户 {owner.name} 或权限过宽，请删除后重试。"
            )

    def _open_log(self, owner: account.Account) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_name("server.log.1"))
        self.log.touch(mode=0o600)
        owner.give(self.log)

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])

    def _stop(self) -> None:
        # PostgreSQL 18 hangs if it is told to stop while it recovers from the crash of one of its processes.
        self._becomes_ready(within=STOP_TIMEOUT)
        # `fast` ends open connections and writes everything down; nobody holds a lease any more.
        self._pg_ctl_stop("fast")
        self._force_stop()
        if self.socket_dir.parent != self.home:
            with suppress(OSError):
                self.socket_dir.rmdir()

    def _force_stop(self) -> None:
        """Kill a server that does not stop otherwise; committed data is recovered at the next start."""
        if processes.running_postmaster(self.path):
            self._pg_ctl_stop("immediate")
        if stuck := processes.running_postmaster(self.path):
            processes.end(stuck)

    def _pg_ctl_stop(self, mode: str) -> None:
        arguments: list[str | Path] = ["stop", "-w", "-m", mode, "-t", str(STOP_TIMEOUT), "-D", self.path]
        binaries.run("pg_ctl", *arguments, account=self._account)


def _run_or_raise(failure: str, name: str, *arguments: str | Path, **options: Any) -> None:
    result = binaries.run(name, *arguments, **options)
    if result.returncode != 0:
        raise EmbeddedDatabaseError(
            f"{failure}（{name}）：\n{result.stderr.strip() or result.stdout.strip()}"
        )


def _unwritable_error(path: Path, error: OSError) -> EmbeddedDatabaseError:
    return EmbeddedDatabaseError(
        f"数据目录不可写：{path}（{error.strerror}）。"
        "请修改该目录的权限，或用 PORTAL_DATA_DIR=其他目录 指定一个可写的目录。"
    )
