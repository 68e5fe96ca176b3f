"""The server's worker with real sockets: who is silent, slow or wrong costs other readers nothing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from policy_portal.serving import request_parser, worker

PATIENCE = 60  # seconds for what should take none; only a hang reaches it
THREADS = 2
GET = b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = b"x" * 3_000_000


def application(environ, start_response):
    """Says what it was asked; /large is large, /stuck waits for the test."""
    body = {"/large": LARGE}.get(environ["PATH_INFO"]) or _request_summary(environ)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _request_summary(environ) -> bytes:
    size = len(environ["wsgi.input"].read())
    summary = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {environ['QUERY_STRING']} {size}"
    return f"{summary} {environ.get('HTTP_HOST')}".encode("latin-1")


@pytest.fixture
def port(settings) -> Iterator[int]:
    settings.PORTAL_REQUEST_TIMEOUT = PATIENCE
    with serving() as port:
        yield port


@contextmanager
def serving() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        server = worker.Server(application, listener, threads=THREADS)
        is_over = threading.Event()

        def loop() -> None:
            while not is_over.is_set():
                server.serve_once(seconds=0.05)

        thread = threading.Thread(target=loop)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            is_over.set()
            thread.join(PATIENCE)
            server.task_dispatcher.shutdown()
            for connection in list(server.active_channels.values()):
                connection.handle_close()
            server.trigger.close()


def open_connection(port: int, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall(sent)
    return connection


def answer_to(port: int, sent: bytes) -> bytes:
    with open_connection(port) as connection:
        connection.sendall(sent)
        return connection.makefile("rb").read()


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n",  # and nothing of the answer is read
    ],
    ids=["silent", "one byte", "half a head", "half a body", "half a chunk", "not reading"],
)
def test_whoever_holds_a_connection_holds_no_thread(port, beginning):
    with ExitStack() as others:
        for _ in range(40):
            others.enter_context(open_connection(port, beginning))
        for _ in range(5):
            assert status_of(answer_to(port, GET)) == 200


def test_there_is_always_room_for_one_more(port, monkeypatch):
    monkeypatch.setattr(worker, "MOST_CONNECTIONS", 20)
    with ExitStack() as others:
        connections = [others.enter_context(open_connection(port, b"GET")) for _ in range(60)]
        assert status_of(answer_to(port, GET)) == 200
        assert connections[0].recv(1) == b""  # who has waited longest is given up


def test_a_request_that_comes_in_pieces_is_one(port):
    whole = b"POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabcde"
    with open_connection(port) as connection:
        for place in range(len(whole)):
            connection.sendall(whole[place : place + 1])
        answer = connection.makefile("rb").read()
    assert answer.endswith(b"POST /page  5 localhost")


def test_a_request_that_is_late_is_told_so(settings):
    settings.PORTAL_REQUEST_TIMEOUT = 1
    with serving() as port:
        half = [b"GET / HTTP/1.1\r\nX: ", b"POST /api/v1/ HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"]
        answers = [answer_to(port, sent) for sent in half]
        assert [status_of(answer) for answer in answers] == [408, 408]
        assert "没有在规定的时间内发送完".encode() in answers[0]
        assert b"application/problem+json" in answers[1]
        assert answer_to(port, b"") == b""  # who has said nothing is told nothing


def test_what_dribbles_is_late_as_well(settings):
    settings.PORTAL_REQUEST_TIMEOUT = 1
    with serving() as port, open_connection(port, b"GET / HTTP/1.1\r\nX: ") as connection:
        connection.settimeout(0.2)
        answer = b""
        while not answer:
            connection.sendall(b"a")
            try:
                answer = connection.recv(1000)
            except TimeoutError:
                continue
    assert status_of(answer) == 408


def head(line: bytes = b"GET /page HTTP/1.1", *headers: bytes) -> bytes:
    return b"\r\n".join([line, b"Host: localhost", *headers, b"", b""])


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (head(b"GET /?q=" + b"a" * 250_000 + b" HTTP/1.1"), 200, "GET"),
        (head(b"GET /?q=" + b"a" * request_parser.LINE + b" HTTP/1.1"), 414, "网址过长，超过 256 KB"),
        (b"GET /?q=" + b"a" * 2 * request_parser.WHOLE_HEAD, 414, "网址过长"),
        (head(b"GET / HTTP/1.1", b"X: " + b"a" * 60_000), 200, "GET"),
        (head(b"GET / HTTP/1.1", b"X: " + b"a" * 70_000), 431, "请求头过大"),
        (head(b"GET / HTTP/1.1", b"X: " + b"a" * 2 * request_parser.WHOLE_HEAD), 431, "请求头过大"),
        (head(b"GET / HTTP/1.1", *[b"X-%d: a" % number for number in range(90)]), 200, "GET"),
        (head(b"GET / HTTP/1.1", *[b"X-%d: a" % number for number in range(200)]), 431, "或 100 项"),
        (head(b"POST / HTTP/1.1", b"Content-Length: 3000000"), 413, "超过 2.5 MB"),
        (head(b"POST / HTTP/1.1", b"Content-Length: 3000000", b"Expect: 100-continue"), 413, "超过 2.5 MB"),
        (head(b"POST / HTTP/1.1", b"Content-Length: " + b"9" * 4_000), 413, "超过 2.5 MB"),
        (head(b"POST / HTTP/1.1", b"Content-Length: 3000000") + LARGE, 413, "超过 2.5 MB"),
        (
            head(b"POST / HTTP/1.1", b"Transfer-Encoding: chunked") + b"%X\r\n" % len(LARGE) + LARGE,
            413,
            "超过 2.5 MB",
        ),
        (head(b"POST / HTTP/1.1", b"Content-Length: 2000000") + b"x" * 2_000_000, 200, "2000000"),
        (head(b"POST / HTTP/1.1", b"Content-Length: x"), 400, "无法识别"),
        (head(b"POST / HTTP/1.1", b"Content-Length: -1"), 400, "无法识别"),
        (head(b"POST / HTTP/1.1", b"Content-Length: 1", b"Content-Length: 2"), 400, "无法识别"),
        (head(b"POST / HTTP/1.1", b"Transfer-Encoding: gzip"), 501, "传输编码"),
        (head(b"GET / HTTP/1.1", b"No colon"), 400, "无法识别"),
        (head(b"GET / HTTP/1.1", b"X: a\x00b"), 400, "无法识别"),
        (head(b"nonsense"), 400, "无法识别"),
        (head(b"GET http://[ HTTP/1.1"), 400, "无法识别"),
        (head(b"GET http://[::1/ HTTP/1.1"), 400, "无法识别"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "无法识别"),
        (head("GET /策?q=第25条 HTTP/1.1".encode()), 200, "q=%E7%AC%AC25%E6%9D%A1"),
    ],
    ids=lambda value: ascii(value)[:40] if isinstance(value, bytes) else None,
)
def test_what_is_over_a_limit_or_wrong_is_refused_in_chinese(port, sent, status, words):
    answer = answer_to(port, sent)
    assert status_of(answer) == status
    assert words.encode() in answer


def test_a_refused_client_is_told_even_if_it_goes_on_sending(port):
    answer = answer_to(port, head(b"POST / HTTP/1.1", b"Content-Length: 20000000") + b"x" * 20_000_000)
    assert status_of(answer) == 413


def test_what_follows_a_refused_request_is_no_request(port):
    answer = answer_to(port, head(b"POST / HTTP/1.1", b"Content-Length: x") + GET + GET)
    assert answer.count(b"HTTP/1.1 ") + answer.count(b"HTTP/1.0 ") == 1


def test_the_api_is_refused_with_a_problem(port):
    answer = answer_to(port, head(b"POST /api/v1/guidance/match/ HTTP/1.1", b"Content-Length: 3000000"))
    assert b"Content-Type: application/problem+json" in answer
    assert b'"status": 413' in answer


def test_a_head_request_gets_the_size_and_no_body(port):
    answer = answer_to(port, b"HEAD /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"Content-Length: 3000000\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


def test_a_large_answer_arrives_whole(port):
    assert answer_to(port, b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").endswith(LARGE)


def test_a_connection_is_of_one_request(port):
    answer = answer_to(port, GET + GET)
    assert answer.count(b"HTTP/1.1 200") == 1
    assert b"Connection: close" in answer


def test_http_1_0_without_a_host_is_served(port):
    assert status_of(answer_to(port, b"GET /page HTTP/1.0\r\n\r\n")) == 200
