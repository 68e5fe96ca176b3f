"""`manage.py serve` from outside, as `make run` starts it: with a database and a port of its own.

What ends the portal comes last: each start takes seconds, and what only looks at it shares one.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from policy_portal.database import processes
from policy_portal.database.embedded import EmbeddedCluster
from tests.policy_portal.database.test_embedded import query

ROOT = Path(__file__).resolve().parents[3]
READY = "门户已就绪"
WORKERS = 2
PATIENCE = 300  # seconds for what should take two, or on a machine that is overloaded a minute
FOREIGN = ("SECRET_KEY", "DATABASE_URL", "PORTAL_DATA_DIR", "DJANGO_SETTINGS_MODULE")


class Portal:
    """An installation: a data folder and a port; at most one server process at a time."""

    def __init__(self, data_dir: Path):
        self.data_dir = data_dir
        self._reserved = reserved_port()
        self.port = self._reserved.getsockname()[1]
        self.output = data_dir.with_suffix(".log")
        self.process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if key not in FOREIGN}
        return {**inherited, "PORTAL_DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1"}

    def launch(self, *arguments: str, **environment: str) -> None:
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "manage.py",
                    "serve",
                    "--port",
                    str(self.port),
                    "--workers",
                    str(WORKERS),
                    *arguments,
                ],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self, **environment: str) -> str:
        """Start it, wait until it serves, return what it said."""
        self.launch(**environment)
        wait_until(lambda: READY in self.output_text() or self.process.poll() is not None)
        assert READY in self.output_text(), self.output_text()
        return self.output_text()

    def output_text(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def connection(self, sent: str) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.sendall(sent.encode())
        return connection

    def answer_to(self, sent: str) -> str:
        with self.connection(sent) as connection:
            return connection.makefile("rb").read().decode()

    def query(self, statement: str):
        return query(EmbeddedCluster(self.data_dir / "postgres"), statement)

    def workers(self) -> list[psutil.Process]:
        """All of them: it calls itself ready once the address is open, and only then makes its workers."""
        master = psutil.Process(self.process.pid)
        wait_until(lambda: len(master.children()) == WORKERS)
        return master.children()

    def postmaster(self) -> psutil.Process | None:
        return processes.running_postmaster(self.data_dir / "postgres" / "cluster")


def reserved_port() -> socket.socket:
    """A port that nobody else is given while this is open: it is bound and does not listen, so that a server,
    which sets SO_REUSEADDR as well, may."""
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    return reserved


def wait_until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE  # which a container's init may never collect
    except psutil.NoSuchProcess:
        return False


def assert_all_stops(portal: Portal, number: int) -> None:
    """A signal ends the portal in good order: the web server, then the database, which nobody else uses."""
    assert portal.stop(number) == 0
    assert portal.postmaster() is None
    assert "网页服务器已停止" in portal.output_text()
    assert "数据库已停止" in portal.output_text()
    assert "Traceback" not in portal.output_text()


@pytest.fixture(scope="module")
def installation(module_path):
    """Started once before the tests: the data folder of an installation that has been in use and edited."""
    portal = Portal(module_path / "data")
    portal.first_words = portal.start()
    portal.first_styles = [
        portal.get(path)[0] for path in re.findall(r'href="(/static/[^"]+)"', portal.get("/")[1])
    ]
    portal.query("UPDATE articles_policy SET title = '改过的标题'")
    yield portal
    if portal.process.poll() is None:
        portal.stop()


@pytest.fixture
def portal(installation):
    """The installation, running."""
    if installation.process.poll() is not None:
        installation.start()
    return installation


@pytest.fixture
def restarted_portal(portal):
    """The installation, running and not for the first time."""
    if portal.output_text().startswith(portal.first_words):
        portal.stop()
        portal.start()
    return portal


class TestStart:
    def test_the_first_start_says_each_step_and_where_to_go(self, portal):
        assert re.findall(r"\[(\d)/7\]", portal.first_words) == list("1234567")
        assert f"http://127.0.0.1:{portal.port}/admin/" in portal.first_words

    def test_the_first_start_serves_what_its_pages_look_like(self, portal):
        assert set(portal.first_styles) == {200}

    def test_it_is_ready_and_answers(self, portal):
        assert portal.get("/healthz/ready")[0] == 200
        assert portal.get("/")[0] == 200

    def test_a_command_beside_it_does_not_stop_the_database(self, portal):
        before = portal.postmaster().pid
        command = [sys.executable, "manage.py", "migrate", "--check"]  # fails where one is missing
        subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, check=True)
        assert portal.postmaster().pid == before


class TestRequests:
    def test_a_question_of_ten_thousand_characters_reaches_the_application(self, portal):
        status, page = portal.get("/search/?q=" + urllib.parse.quote("政策" * 5000))
        assert status in (200, 400, 414)
        assert "<html lang" in page  # one of the portal's own pages

    def test_an_address_beyond_all_measure_is_refused_in_chinese(self, portal):
        status, page = portal.get("/search/?q=" + "a" * 300_000)
        assert status == 414
        assert "网址过长" in page

    def test_chinese_characters_sent_as_they_are_are_read(self, portal):
        answer = portal.answer_to("GET /goto/?q=第25条 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert answer.startswith("HTTP/1.1 302")
        assert "Location: /policies/gxblk-2009-232/articles/25/" in answer

    def test_whoever_is_silent_or_slow_keeps_nobody_waiting(self, portal):
        slow = "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000\r\n\r\nuser"
        with ExitStack() as others:
            for beginning in ["", "GET / HTTP/1.1\r\nHost: "] * 60 + [slow] * 20:
                others.enter_context(portal.connection(beginning))
            for _ in range(5):
                assert portal.get("/policies/gxblk-2009-232/articles/25/")[0] == 200

    @pytest.mark.parametrize("host", ["", "evil.example", "[::1", "127.0.0.1\r\nHost: 127.0.0.1", "a\x01b"])
    def test_a_host_that_is_not_ours_is_a_bad_request(self, portal, host):
        for path in ("/", "/api/v1/policies/", "/feeds/policies/", "/admin/"):
            answer = portal.answer_to(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")
            assert answer.split()[1] == "400"
        assert "Traceback" not in portal.output_text()

    def test_all_workers_count_together(self, portal):
        answers = [portal.answer_to("GET /suggest/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") for _ in range(8)]
        remaining = [
            int(re.search(r"RateLimit-Remaining: (\d+)", answer, re.I).group(1)) for answer in answers
        ]
        assert remaining[-1] <= remaining[0] - 7 or remaining[-1] > remaining[0]  # or a new minute has begun

    def test_a_head_request_gets_no_body(self, portal):
        answer = portal.answer_to("HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert answer.startswith("HTTP/1.1 200")
        assert answer.endswith("\r\n\r\n")


class TestRefusals:
    def refusal_of_start(self, tmp_path, *arguments: str, **environment: str) -> str:
        portal = Portal(tmp_path / "data")
        portal.launch(*arguments, **environment)
        assert portal.process.wait(PATIENCE) not in (0, None)
        assert "Traceback" not in portal.output_text()
        return portal.output_text()

    def test_a_busy_port(self, portal, tmp_path):
        message = self.refusal_of_start(tmp_path, "--port", str(portal.port))
        assert f"端口 {portal.port} 已被占用" in message
        assert f"make run PORT={portal.port + 1}" in message

    def test_sqlite(self, tmp_path):
        assert "只使用 PostgreSQL" in self.refusal_of_start(tmp_path, DATABASE_URL="sqlite:///db.sqlite3")

    def test_a_database_server_that_does_not_answer(self, tmp_path):
        with reserved_port() as reserved:
            url = f"postgres://portal:hush@127.0.0.1:{reserved.getsockname()[1]}/portal"
            message = self.refusal_of_start(tmp_path, DATABASE_URL=url)
        assert "无法连接数据库" in message
        assert "hush" not in message

    def test_a_data_folder_that_cannot_be_written(self, tmp_path):
        (tmp_path / "file").touch()
        assert "数据目录不可写" in self.refusal_of_start(
            tmp_path, PORTAL_DATA_DIR=str(tmp_path / "file" / "data")
        )


class TestCrash:
    def test_a_killed_web_server_starts_again_at_once(self, portal):
        portal.process.kill()
        portal.process.wait()
        portal.start()
        assert portal.get("/healthz/ready")[0] == 200

    def test_a_killed_worker_is_replaced(self, portal):
        killed = portal.workers()[0]
        killed.kill()
        wait_until(lambda: killed.pid not in [worker.pid for worker in portal.workers()])
        assert portal.get("/healthz/ready")[0] == 200

    def test_a_killed_database_comes_back_with_the_next_request(self, portal):
        postmaster = portal.postmaster()
        family = [postmaster, *postmaster.children(True)]
        postmaster.kill()
        # A request that one of the dying processes still took would rightly end with an error.
        wait_until(lambda: not any(is_alive(process) for process in family))
        assert portal.get("/healthz/ready")[0] == 200

    def test_everything_killed_at_once_loses_nothing(self, portal):
        portal.query("INSERT INTO auth_group (name) VALUES ('新的一组')")
        family = [portal.process.pid, *(worker.pid for worker in portal.workers())]
        postmaster = portal.postmaster()
        family += [postmaster.pid, *(child.pid for child in postmaster.children(True))]
        for pid in family:
            with suppress(ProcessLookupError):  # PostgreSQL's children go by themselves once it is dead
                os.kill(pid, signal.SIGKILL)
        portal.process.wait()
        portal.start()
        assert portal.query("SELECT count(*) FROM auth_group WHERE name = '新的一组'") == 1


class TestRestart:
    def test_the_password_is_shown_on_the_first_start_only(self, restarted_portal):
        assert restarted_portal.first_words.count("密  码：") == 1
        assert "密  码：" not in restarted_portal.output_text()

    def test_an_edit_survives_a_restart(self, restarted_portal):
        assert restarted_portal.query("SELECT title FROM articles_policy") == "改过的标题"


class TestStop:
    """Each needs a start of its own, so each signal is sent once: plainly, to a portal with a worker that
    hangs (a closed terminal), and to one with an exporter beside the workers (Ctrl-C, in TestMetrics)."""

    def test_a_signal_stops_the_web_server_and_the_database(self, portal):
        assert_all_stops(portal, signal.SIGTERM)

    def test_a_worker_that_hangs_does_not_keep_the_database_running(self, portal):
        worker = portal.workers()[0]
        worker.suspend()  # it hears no SIGTERM: what ends it is the SIGKILL after the grace
        assert_all_stops(portal, signal.SIGHUP)
        assert not worker.is_running()

    def test_a_signal_amid_a_finalizer_stops_the_preparation_all_the_same(self):
        """Python ignores what is raised there: the portal went on to serve."""
        script = """
import signal, time
from policy_portal.management.commands.serve import _turn_signals_into_exit

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

_turn_signals_into_exit()
Finalized()
print("finalized", flush=True)
time.sleep(60)
print("went on")
"""
        ended = subprocess.run(
            [sys.executable, "-c", script],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert ended.returncode == 0
        assert "正在停止" in ended.stdout
        assert "went on" not in ended.stdout
        assert ended.stderr == ""


class TestMetrics:
    def test_a_process_beside_the_workers_serves_them_and_leaves_with_the_rest(self, installation):
        if installation.process.poll() is None:
            installation.stop()
        with reserved_port() as reserved:
            address = f"127.0.0.1:{reserved.getsockname()[1]}"
            words = installation.start(PORTAL_METRICS=address)
            assert f"http://{address}/metrics" in words
            assert installation.get("/policies/gxblk-2009-232/")[0] == 200
            with urllib.request.urlopen(f"http://{address}/metrics", timeout=PATIENCE) as response:
                metrics = response.read().decode()
            children = psutil.Process(installation.process.pid).children()
            assert_all_stops(installation, signal.SIGINT)
        values = {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(metrics)
            for sample in family.samples
        }
        assert values["portal_requests_total", "GET", "200", "articles:policy"] == 1
        assert sum(value for key, value in values.items() if key[0] == "portal_requests_total") == 1
        assert values["portal_database_up",] == 1
        assert not any(map(is_alive, children))
