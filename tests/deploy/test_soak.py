"""What the soak test is made of: a proxy that loses connections, and a report that hides nothing."""

import socket
import threading

import pytest

from deploy.failover.load import AnswerLog, TimedAnswer
from deploy.soak.faults import faults
from deploy.soak.machine import Database, Portal
from deploy.soak.proxy import Proxy
from deploy.soak.report import FaultPeriod, SoakResult, is_good, pause, report

GOOD = "没有问题（用时 2.0 秒）。"


@pytest.fixture
def echo():
    """A server that says what it is told; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=repeat, args=(connection,), daemon=True).start()

    def repeat(connection: socket.socket) -> None:
        while content := connection.recv(100):
            connection.sendall(content)
        connection.close()

    threading.Thread(target=answer, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


@pytest.fixture
def proxy(echo):
    proxy = Proxy(echo)
    yield proxy
    proxy.stop()


def connect(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=60)


def answer_to(connection: socket.socket, words: bytes) -> bytes:
    try:
        connection.sendall(words)
        return connection.recv(100)
    except ConnectionError:
        return b""


class TestProxy:
    def test_it_passes_on_what_is_said(self, proxy):
        assert answer_to(connect(proxy), b"a") == b"a"

    def test_connections_that_are_dropped_end_and_new_ones_do_not(self, proxy):
        before = connect(proxy)
        assert answer_to(before, b"a") == b"a"
        proxy.drop()
        assert answer_to(before, b"b") == b""
        assert answer_to(connect(proxy), b"c") == b"c"

    def test_while_it_is_cut_none_is_to_be_had(self, proxy):
        proxy.cut()
        assert answer_to(connect(proxy), b"a") == b""
        proxy.restore()
        assert answer_to(connect(proxy), b"b") == b"b"

    def test_what_was_said_in_silence_arrives_afterwards(self, proxy):
        connection = connect(proxy)
        assert answer_to(connection, b"a") == b"a"
        proxy.silence()
        connection.sendall(b"b")
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(100)
        proxy.restore()
        connection.settimeout(60)
        assert connection.recv(100) == b"b"


def soak_result(**changed) -> SoakResult:
    answers = [TimedAnswer(at=10.0, status=200, seconds=0.5), TimedAnswer(at=12.0, status=503, seconds=0.5)]
    log = AnswerLog(reads=list(answers), writes=list(answers), edits=["第1次"])
    good = {
        "answers": log,
        "imported": ["某规定1号"],
        "kept_words": {"第1次"},
        "held_titles": {"某规定1号"},
    }
    return SoakResult(10, **{**good, "verification": GOOD, "stopped_after": 1.0, **changed})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"kept_words": set()}, False),
        ({"held_titles": set()}, False),
        ({"verification": "发现 1 个问题（用时 2.0 秒）。"}, False),
        ({"stopped_after": 5.1}, False),
        ({"log": "[1/7] 启动\nTraceback (most recent call last):\n"}, False),
        ({"answers": AnswerLog(reads=[TimedAnswer(1.0, 500, 0.1)])}, False),
        ({"answers": AnswerLog(writes=[TimedAnswer(1.0, 302, 0.1)])}, False),
        ({"answers": AnswerLog(odd=["?"])}, False),
    ],
)
def test_it_is_good_only_if_nothing_is_lost_and_all_is_told(changed, expected):
    assert is_good(soak_result(**changed)) == expected


def test_a_pause_lasts_until_a_request_that_began_later_is_answered_well():
    answers = [TimedAnswer(10.2, 200, 0.5), TimedAnswer(11.0, 503, 0.5), TimedAnswer(14.0, 200, 0.5)]
    assert pause(answers, 10.0) == pytest.approx(4.0)
    assert pause(answers, 20.0) == float("inf")


def test_the_report_names_what_was_lost_and_what_was_not_tried(capsys):
    periods = [FaultPeriod("数据库被杀", 5.0, 6.0)]
    assert report(soak_result(kept_words=set(), fault_periods=periods, not_tried=["磁盘写满：没有权限"])) == 1
    printed = capsys.readouterr().out
    assert "丢失 1：['第1次']" in printed
    assert "没有试：磁盘写满：没有权限" in printed
    assert "数据库被杀 1 次，每次至多 1 秒；之后最长 4.0 秒又能读" in printed


def test_what_cannot_be_had_here_says_why(tmp_path, monkeypatch, proxy):
    monkeypatch.setattr("deploy.soak.machine.shutil.which", lambda name: None)
    database = Database(tmp_path / "disk")
    missing = [fault.missing for fault in faults(database, Portal(tmp_path, proxy)) if fault.missing]
    assert len(missing) == 3
    assert "root" in missing[0]
