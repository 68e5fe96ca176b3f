"""A running portal whose database is killed under load, and one in front of a streaming standby."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import psutil
import pytest
from django.conf import settings

from policy_portal.backup import take_backup
from policy_portal.database import account, binaries, embedded
from tests.policy_portal.conftest import fresh_folder
from tests.policy_portal.serving.test_serve import READY, Portal, is_alive, wait_until

ARTICLE = "/policies/gxblk-2009-232/articles/25/"
PAGES = ["/", ARTICLE, f"{ARTICLE[:-1]}.xml", f"/search/?{urlencode({'q': '知识产权'})}", "/feeds/policies/"]
READ = [*PAGES, "/api/v1/policies/"]
FALLS = 4
READERS = 3


@pytest.fixture(scope="module")
def portal(module_path, django_db_setup, django_db_blocker) -> Iterator[Portal]:
    """One with the shipped policy, copied from the database of the tests: a first start takes three times as
    long, and test_serve has one."""
    portal = Portal(module_path / "data")
    (settings.DATA_DIR / "compiled").mkdir(parents=True, exist_ok=True)
    share(settings.DATA_DIR, portal, "compiled")
    with django_db_blocker.unblock():
        dump, _ = take_backup(module_path)
    restore_into(embedded.EmbeddedCluster(portal.data_dir / "postgres"), dump)
    portal.start()
    yield portal
    if portal.process.poll() is None:
        portal.stop()


def share(data_dir: Path, portal: Portal, *names: str) -> None:
    """What a first start makes of the code alone. It takes five seconds, and test_serve has one."""
    portal.data_dir.mkdir(exist_ok=True)
    for name in names:
        (portal.data_dir / name).symlink_to(data_dir / name)


def restore_into(cluster: embedded.EmbeddedCluster, dump: Path) -> None:
    cluster.ensure_running()
    options = ["-h", cluster.socket_dir, "-U", embedded.SUPERUSER, "-d", embedded.APPLICATION_DATABASE]
    result = binaries.run("pg_restore", "--no-owner", *options, dump, account=account.database_account())
    cluster.release()
    assert result.returncode == 0, result.stderr


class Readers:
    """Read one page after another until told to stop; keep what was answered."""

    def __init__(self, portal: Portal):
        self.answers: list[tuple[str, int, str]] = []
        self._portal, self._is_over = portal, False
        self._threads = [Thread(target=self._read_pages) for _ in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        for thread in self._threads:
            thread.join()

    def _read_pages(self) -> None:
        while not self._is_over:
            for address in READ:
                self.answers.append((address, *self._portal.get(address)))

    def wait_for_more(self) -> None:
        before = len(self.answers)
        wait_until(lambda: len(self.answers) > before + 2 * READERS)


def kill_part_of(portal: Portal, is_session: bool, killed: list[psutil.Process]) -> bool:
    """Kill a session of the database if there is one and it shall be one, or else the server; whether that
    was done: sessions end by themselves as well, and a server that was killed may not be back yet."""
    postmaster = portal.postmaster()
    with suppress(psutil.NoSuchProcess):
        children = postmaster.children() if postmaster and is_session else []
        sessions = [child for child in children if "policy_portal" in " ".join(child.cmdline())]
        victims = [*sessions, *([postmaster] if postmaster else [])]
        for victim in victims[:1]:
            victim.kill()
            killed.append(victim)
    return bool(killed)


def test_no_page_is_an_error_of_ours_while_the_database_is_killed_again_and_again(portal):
    with Readers(portal) as readers:
        for fall in range(FALLS):
            readers.wait_for_more()
            killed: list[psutil.Process] = []
            wait_until(lambda fall=fall, killed=killed: kill_part_of(portal, fall % 2 == 1, killed))
            wait_until(lambda killed=killed: not is_alive(killed[0]))
        readers.wait_for_more()
    wrong = [(address, status) for address, status, _ in readers.answers if status not in (200, 503)]
    assert not wrong
    assert all("数据库暂时没有应答" in text for _, status, text in readers.answers if status == 503)
    assert statuses(portal) == {200}
    assert "Traceback" not in portal.output_text()


class Standby:
    """A streaming standby of a portal's database, on a socket of its own."""

    def __init__(self, primary: Portal, folder: Path):
        self._owner, self._folder = account.database_account(), folder
        self._owner.give(folder)
        source = ["-h", embedded.socket_dir(primary.data_dir / "postgres"), "-U", embedded.SUPERUSER]
        self._run("pg_basebackup", *source, "-D", self._cluster, "-R", "-c", "fast")

    @property
    def url(self) -> str:
        place = quote(str(self._folder), safe="")
        return f"postgres://{embedded.SUPERUSER}@{place}/{embedded.APPLICATION_DATABASE}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "start", "-w", "-D", self._cluster, "-l", self._folder / "log", "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-D", self._cluster, "-m", "immediate")

    @property
    def _cluster(self) -> Path:
        return self._folder / "standby"

    def _run(self, program: str, *arguments: str | Path) -> None:
        result = binaries.run(program, *arguments, account=self._owner)
        assert result.returncode == 0, result.stderr


@pytest.fixture
def standby(portal) -> Iterator[Standby]:
    for folder in fresh_folder():
        standby = Standby(portal, folder)
        standby.start()
        yield standby
        with suppress(AssertionError):  # a test may have stopped it
            standby.stop()


@pytest.fixture
def before_standby(portal, standby, tmp_path) -> Iterator[Portal]:
    """A portal that has the standby for its database."""
    other = Portal(tmp_path / "data")
    share(portal.data_dir, other, "compiled", "static", "static.fingerprint")
    other.launch(DATABASE_URL=standby.url)
    wait_until(lambda: READY in other.output_text() or other.process.poll() is not None)
    yield other
    other.stop()


def test_before_a_standby_all_that_is_to_be_read_is_and_while_it_is_gone_what_was_kept(
    before_standby, standby
):
    assert "只读：可以查阅，不能登录和修改" in before_standby.output_text(), before_standby.output_text()
    assert statuses(before_standby) == {200}
    assert '"mode": "read-only"' in before_standby.get("/healthz/ready")[1]
    assert "csrfmiddlewaretoken" in before_standby.get("/admin/login/")[1]
    standby.stop()
    assert statuses(before_standby) <= {200, 503}  # what a worker has kept it still shows
    status, page = before_standby.get("/policies/")  # asked for the first time
    assert (status, "数据库暂时没有应答" in page) == (503, True)
    assert before_standby.get("/healthz/live")[0] == 200
    standby.start()
    assert statuses(before_standby) == {200}
    assert before_standby.stop() == 0
    assert "Traceback" not in before_standby.output_text()


def statuses(portal: Portal) -> set[int]:
    return {portal.get(address)[0] for address in PAGES}
