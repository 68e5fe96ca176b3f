"""A reranking service orders the best hundred; without it, or when it fails, words alone do."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from articles.search import search
from articles.search.scoring import reranking
from articles.search.scoring.services import Rest
from tests.articles.conftest import store_text

pytestmark = pytest.mark.django_db

#: More articles than the service is asked about.
MANY = 130


class _Service(BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.headers["Authorization"], request))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer or json.dumps({"results": self.rows(request)}).encode())

    def rows(self, request) -> list[dict]:
        """The documents that are about harbours are relevant; worst first, as the order is the client's."""
        scores = [float("港口" in document) for document in request["documents"]]
        rows = [{"index": place, "relevance_score": score} for place, score in enumerate(scores)]
        return sorted(rows, key=lambda row: row["relevance_score"])

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[HTTPServer]:
    monkeypatch.setattr(reranking, "_rest", Rest())
    server = HTTPServer(("127.0.0.1", 0), _Service)
    server.requests, server.answer, server.status = [], b"", 200
    Thread(target=server.serve_forever, daemon=True).start()
    settings.PORTAL_RERANK_URL = f"http://127.0.0.1:{server.server_port}/rerank"
    settings.PORTAL_RERANK_MODEL, settings.PORTAL_RERANK_KEY = "harbours", "secret"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def law(module_transaction):
    articles = [f"第{number}条 仓储经营者应当登记。" for number in range(1, MANY)]
    return store_text(
        "storage", "仓储办法\n" + "\n".join([*articles, f"第{MANY}条 港口的仓储由其他办法规定。"]) + "\n"
    )


def order(query: str) -> list[int]:
    return [hit.article.number for hit in search(query, page_size=200).hits]


class TestOff:
    def test_nobody_is_asked(self, law, service, settings):
        settings.PORTAL_RERANK_URL = ""
        assert order("仓储")
        assert service.requests == []


class TestOn:
    def test_what_is_relevant_rises_from_beyond_the_first_twenty(self, law, service, settings):
        service.answer = b'{"results": []}'
        plain = order("仓储")
        place = plain.index(plain[60])
        service.answer = json.dumps({"results": [{"index": place, "relevance_score": 9.0}]}).encode()
        reranking._rest.until = 0.0
        service.answer = json.dumps(
            {"results": [{"index": i, "relevance_score": float(i == place)} for i in range(100)]}
        ).encode()
        assert order("仓储")[0] == plain[60]

    def test_it_is_asked_in_the_usual_form_about_a_hundred(self, law, service):
        order("仓储")
        key, request = service.requests[0]
        assert key == "Bearer secret"
        assert (request["model"], request["query"], request["top_n"]) == ("harbours", "仓储", 100)
        assert len(request["documents"]) == 100
        assert request["documents"][0].startswith("仓储办法")

    def test_another_order_or_exact_words_ask_nobody(self, law, service, client):
        client.get("/search/", {"q": "仓储", "sort": "order"})
        client.get("/search/", {"q": "“仓储经营者”"})
        assert service.requests == []


class TestFailing:
    @pytest.mark.parametrize(
        ("status", "answer"),
        [
            (500, b"x"),
            (200, b"no json"),
            (200, b"[]"),
            (200, b'{"results": []}'),
            (200, b'{"results": [{"index": 400, "relevance_score": 1}]}'),
            (200, b'{"results": [{"index": 0, "relevance_score": NaN}]}'),
            (200, b'{"results": [{"index": 0}]}'),
            (302, b""),
        ],
    )
    def test_words_alone_order_and_the_page_says_so(self, law, service, settings, client, status, answer):
        url, settings.PORTAL_RERANK_URL = settings.PORTAL_RERANK_URL, ""
        plain = order("仓储")
        service.status, service.answer, settings.PORTAL_RERANK_URL = status, answer, url
        assert order("仓储") == plain
        assert "暂时没有回答" in client.get("/search/", {"q": "仓储"}).content.decode()
        assert len(service.requests) == 1, "it rests after a failure"
