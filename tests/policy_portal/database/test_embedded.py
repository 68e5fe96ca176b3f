"""The embedded PostgreSQL's life, with real clusters."""

import os
import signal
import stat
import subprocess
import sys

import psutil
import psycopg2
import pytest

from policy_portal.database import binaries, embedded, processes
from policy_portal.database.embedded import EmbeddedCluster
from policy_portal.database.errors import EmbeddedDatabaseError
from policy_portal.database.leases import Lease
from tests.policy_portal.accounts import ordinary_user

USE_CLUSTER = """
import sys
from pathlib import Path
from policy_portal.database.embedded import EmbeddedCluster
cluster = EmbeddedCluster(Path(sys.argv[1]))
cluster.ensure_running()
print("in use", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def home(module_path):
    """The folder of the cluster that the tests of this file start, kill and heal. Making one takes longer
    than any test, so there is one: its path would trip up a shell, and a first start there was killed."""
    home = module_path / "产业 技术'政策" / "postgres"
    half_made = home / "cluster.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    return home


@pytest.fixture
def cluster(home):
    cluster = EmbeddedCluster(home)
    cluster.ensure_running()
    yield cluster
    cluster.release()


@pytest.fixture
def moved_to(cluster):
    """Moves the cluster's data into another folder, until the end of the test."""
    elsewhere = []

    def move(home) -> EmbeddedCluster:
        cluster.release()
        home.mkdir(parents=True)
        elsewhere.append(EmbeddedCluster(home))
        cluster.path.rename(elsewhere[-1].path)
        return elsewhere[-1]

    yield move
    for moved in elsewhere:
        moved.release()
        moved.path.rename(cluster.path)


def query(cluster: EmbeddedCluster, statement: str):
    connection = psycopg2.connect(
        dbname=embedded.APPLICATION_DATABASE,
        user=embedded.SUPERUSER,
        host=cluster.socket_dir,
        port=embedded.PORT,
    )
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def postmaster(cluster: EmbeddedCluster) -> int:
    return processes.running_postmaster(cluster.path).pid


def kill_postmaster(cluster: EmbeddedCluster) -> int:
    pid = postmaster(cluster)
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)], timeout=5) if psutil.pid_exists(pid) else None
    return pid


def other_process(cluster: EmbeddedCluster) -> subprocess.Popen:
    """A process that uses the same cluster until something is written to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE_CLUSTER, cluster.home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "in use\n"
    return process


def is_running(cluster: EmbeddedCluster) -> bool:
    return processes.running_postmaster(cluster.path) is not None


class TestRunning:
    def test_it_listens_on_a_private_socket_only(self, cluster):
        assert query(cluster, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700

    def test_it_orders_and_folds_text_the_same_on_every_machine(self, cluster):
        ordered = "SELECT string_agg(lower(t), '' ORDER BY t) FROM unnest(ARRAY['a', 'Z', 'É', '条']) t"
        assert query(cluster, ordered) == "zaé条"
        assert query(cluster, "SHOW server_encoding") == "UTF8"

    def test_it_is_started_once(self, cluster):
        before = postmaster(cluster)
        cluster.ensure_running()
        assert postmaster(cluster) == before

    def test_it_stops_with_its_last_user(self, home):
        cluster = EmbeddedCluster(home)
        process = other_process(cluster)
        assert is_running(cluster)
        process.communicate("leave\n", timeout=30)
        assert not is_running(cluster)

    def test_a_second_user_neither_starts_nor_stops_it(self, cluster):
        before = postmaster(cluster)
        other_process(cluster).communicate("leave\n", timeout=30)
        assert postmaster(cluster) == before

    def test_a_killed_user_does_not_keep_it_running(self, home):
        cluster = EmbeddedCluster(home)
        cluster.ensure_running()
        process = other_process(cluster)
        process.kill()
        process.communicate()
        assert cluster.release() is True
        assert not is_running(cluster)

    def test_it_does_not_stop_while_another_process_uses_it(self, home):
        cluster = EmbeddedCluster(home)
        cluster.ensure_running()
        process = other_process(cluster)
        assert cluster.release() is False
        assert is_running(cluster)
        process.communicate("leave\n", timeout=30)
        assert not is_running(cluster)


class TestHealing:
    def test_what_was_committed_survives_a_killed_server(self, cluster):
        query(cluster, "CREATE TABLE IF NOT EXISTS note (text text)")
        query(cluster, "INSERT INTO note VALUES ('第二十五条')")
        killed = kill_postmaster(cluster)
        cluster.ensure_running()
        assert postmaster(cluster) != killed
        assert query(cluster, "SELECT text FROM note") == "第二十五条"

    def test_lock_files_with_a_pid_in_use_by_another_program_are_cleared(self, cluster):
        pid = kill_postmaster(cluster)
        for path in (cluster.path / "postmaster.pid", cluster.socket_dir / ".s.PGSQL.5432.lock"):
            path.write_text(path.read_text().replace(str(pid), str(os.getpid()), 1))
        cluster.ensure_running()
        assert query(cluster, "SELECT 1") == 1

    def test_a_backend_that_dies_does_not_lose_the_next_connection(self, cluster):
        checkpointer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
        os.kill(query(cluster, checkpointer), signal.SIGKILL)
        cluster.recover()
        assert query(cluster, "SELECT 1") == 1

    def test_a_server_that_hangs_while_stopping_is_replaced(self, cluster, monkeypatch):
        monkeypatch.setattr(embedded, "STOP_TIMEOUT", 1)
        checkpointer = query(cluster, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
        before = postmaster(cluster)
        os.kill(checkpointer, signal.SIGSTOP)  # without it, a stop never ends
        os.kill(before, signal.SIGINT)
        cluster.recover()
        assert postmaster(cluster) != before
        assert query(cluster, "SELECT 1") == 1

    def test_a_first_start_that_was_killed_begins_again(self, home, cluster):
        assert query(cluster, "SELECT current_database()::text") == embedded.APPLICATION_DATABASE
        assert not (home / "cluster.new").exists()


class TestPlaces:
    def test_a_folder_with_spaces_and_chinese_will_do(self, cluster):
        assert {" ", "'", "策"} <= set(str(cluster.path))
        assert query(cluster, "SELECT 1") == 1
        assert cluster.release()

    def test_a_path_too_long_for_a_socket_gets_a_private_one_under_tmp(self, tmp_path, moved_to):
        cluster = moved_to(tmp_path / ("长" * 40) / "postgres")
        assert len(os.fsencode(cluster.socket_dir / ".s.PGSQL.5432")) <= embedded.SOCKET_PATH_LIMIT
        cluster.ensure_running()
        assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
        assert query(cluster, "SELECT 1") == 1
        assert cluster.release()
        assert not cluster.socket_dir.exists()

    def test_a_socket_folder_somebody_else_put_there_is_refused(self, tmp_path, home, monkeypatch):
        trap = tmp_path / "trap"
        (tmp_path / "elsewhere").mkdir()
        trap.symlink_to(tmp_path / "elsewhere")
        monkeypatch.setattr(embedded, "socket_dir", lambda home: trap)
        cluster = EmbeddedCluster(home)
        with pytest.raises(EmbeddedDatabaseError, match="套接字目录"):
            cluster.ensure_running()
        cluster.release()


class TestMessages:
    def test_a_folder_that_cannot_be_written(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(EmbeddedDatabaseError, match=r"数据目录不可写.*PORTAL_DATA_DIR"):
            EmbeddedCluster(tmp_path / "file" / "postgres").ensure_running()

    def test_a_folder_without_write_permission(self, tmp_path):
        tmp_path.chmod(0o555)
        with ordinary_user(), pytest.raises(EmbeddedDatabaseError, match="数据目录不可写"):
            EmbeddedCluster(tmp_path / "postgres").ensure_running()

    def test_a_folder_of_another_user(self, tmp_path, monkeypatch):
        (tmp_path / "postgres").mkdir()
        monkeypatch.setattr(os, "geteuid", lambda: 54321)
        with pytest.raises(EmbeddedDatabaseError, match="而当前用户是 54321"):
            EmbeddedCluster(tmp_path / "postgres").ensure_running()

    def test_data_of_another_version_is_left_alone(self, home, cluster):
        cluster.release()
        version = cluster.path / "PG_VERSION"
        version.write_text("9\n")
        message = (
            f"由 PostgreSQL 9 建立，而现在的程序是 PostgreSQL {binaries.major_version()}.*PORTAL_POSTGRES="
        )
        with pytest.raises(EmbeddedDatabaseError, match=message):
            cluster.ensure_running()
        version.write_text(f"{binaries.major_version()}\n")

    def test_a_failed_start_shows_the_end_of_the_log(self, home, cluster):
        cluster.release()
        automatic = cluster.path / "postgresql.auto.conf"
        settings_text = automatic.read_text()
        automatic.write_text("nonsense = 1\n")
        with pytest.raises(EmbeddedDatabaseError, match="nonsense"):
            cluster.ensure_running()
        automatic.write_text(settings_text)


class TestLease:
    def test_only_the_last_to_let_go_is_last(self, tmp_path):
        first, second = Lease(tmp_path / "lock"), Lease(tmp_path / "lock")
        first.take()
        second.take()
        assert first.release() is False
        assert second.release() is True

    def test_without_a_lease_nobody_is_last(self, tmp_path):
        assert Lease(tmp_path / "lock").release() is False

    def test_a_forked_child_does_not_hold_its_parents_lease(self, tmp_path, monkeypatch):
        lease = Lease(tmp_path / "lock")
        lease.take()
        monkeypatch.setattr(os, "getpid", lambda: -1)
        assert not lease.is_held
