"""Meaning beside words: off by default, only for who asks for it, and never in a reader's way."""

import json
import logging
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from articles.search import search
from articles.search.index.maintenance import index_article
from articles.search.scoring import embedding
from articles.search.scoring.embedding import embedder
from articles.search.scoring.semantic import embed_articles
from articles.search.scoring.services import Rest

TARIFF, PATENT = "tax exemption for imported equipment", "who protects inventions"

#: No direction, so nothing that it means.
ZERO = b'{"data": [{"index": 0, "embedding": [0, 0, 0]}]}'


def vector_of(text: str) -> list[float]:
    """A model that knows three things: tariffs, intellectual property, and that all else is different."""
    tariff = float("进口关税" in text or "import" in text)
    patent = float("知识产权" in text or "invention" in text or text == "技术")
    return [tariff, patent, 0.2]


class _Service(BaseHTTPRequestHandler):
    """An embeddings endpoint that answers out of order, as it may."""

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.headers["Authorization"], request))
        vectors = [vector_of(text) for text in request["input"]]
        rows = [{"index": place, "embedding": vector} for place, vector in enumerate(vectors)]
        body = json.dumps({"data": rows[::-1]}).encode() if not self.server.answer else self.server.answer
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings) -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Service)
    server.requests, server.answer, server.status = [], b"", 200
    Thread(target=server.serve_forever, daemon=True).start()
    settings.PORTAL_EMBEDDINGS_URL = f"http://127.0.0.1:{server.server_port}/v1/embeddings"
    settings.PORTAL_EMBEDDINGS_MODEL, settings.PORTAL_EMBEDDINGS_KEY = "three-things", "secret"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def fresh_rest(monkeypatch):
    monkeypatch.setattr(embedding, "_rest", Rest())


@pytest.fixture
def embedding_service(shipped, service) -> HTTPServer:
    call_command("embed_articles", verbosity=0)
    service.requests.clear()
    return service


def has_table() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('articles_embedding') IS NOT NULL")
        return cursor.fetchone()[0]


def texts(query: str) -> list[str]:
    return [hit.article.text for hit in search(query, page_size=100).hits]


def places_of(word: str, texts_found: list[str]) -> int:
    """The sum of the places of the texts that hold a word; less is better."""
    return sum(place for place, text in enumerate(texts_found) if word in text)


class TestOff:
    def test_nothing_is_made_or_asked_for(self, shipped):
        assert embedder() is None
        assert search(TARIFF).count == 0
        assert not has_table()

    def test_the_command_says_how_to_switch_it_on(self, db):
        with pytest.raises(CommandError, match="PORTAL_EMBEDDINGS_URL"):
            call_command("embed_articles")

    def test_an_unknown_package_is_named(self, db, settings):
        settings.PORTAL_EMBEDDINGS = "nanoe6"
        with pytest.raises(CommandError, match="nanoe6"):
            call_command("embed_articles")

    def test_a_query_goes_nowhere_before_articles_have_vectors(self, shipped, service):
        assert search(TARIFF).count == 0


class TestFinding:
    def test_an_english_question_finds_chinese_articles_as_near_misses(self, embedding_service):
        results = search(TARIFF)
        assert "进口关税" in results.hits[0].article.text
        assert results.is_weak
        assert all(hit.is_weak for hit in results.hits)

    def test_of_the_first_articles_those_that_are_meant_rise(self, embedding_service, settings):
        reranked = texts("技术")
        settings.PORTAL_EMBEDDINGS_URL = ""
        plain = texts("技术")
        assert sorted(reranked) == sorted(plain)
        assert places_of("知识产权", reranked) < places_of("知识产权", plain)

    def test_a_phrase_has_to_be_held_whatever_is_meant(self, embedding_service):
        assert search(f"“{TARIFF}”").count == 0

    def test_pinyin_is_still_corrected(self, embedding_service):
        results = search("zhishichanquan")
        assert results.correction.text == "知识产权"
        assert not results.is_weak

    def test_what_the_public_may_not_read_is_not_near(self, embedding_service):
        Article.objects.first().policy.__class__.objects.update(publication="withdrawn")
        assert search(TARIFF).count == 0


class TestVectors:
    def test_a_second_run_asks_for_nothing_but_the_width(self, embedding_service):
        assert embed_articles(embedder()) == 0
        assert [request["input"] for _, request in embedding_service.requests] in ([], [["试"]])

    def test_an_edited_article_is_not_found_by_what_it_said(self, embedding_service, import_text):
        import_text("customs", "口岸办法\n第一条 减免进口关税的，应当备案。\n第二条 略。\n")
        assert embed_articles(embedder()) == 2
        article = Article.objects.get(policy__slug="customs", number=1)
        assert article.pk in [hit.article.pk for hit in search(TARIFF).hits[:3]]
        article.text = "应当备案。"
        article.save()
        index_article(article)
        assert article.pk not in [hit.article.pk for hit in search(TARIFF).hits]
        assert embed_articles(embedder()) == 1

    def test_another_model_starts_anew(self, embedding_service, settings):
        settings.PORTAL_EMBEDDINGS_MODEL = "other"
        assert search(TARIFF).count == 0
        assert embed_articles(embedder()) == Article.objects.count()

    def test_the_key_and_the_model_are_sent(self, embedding_service):
        search(f"{PATENT} now")
        key, request = embedding_service.requests[-1]
        assert (key, request["model"], request["input"]) == (
            "Bearer secret",
            "three-things",
            [f"{PATENT} now"],
        )


def answer_once(listener: socket.socket, sent: bytes | None) -> None:
    """Take a question and send these bytes back; None sends nothing, as long as the asker waits."""
    connection, _ = listener.accept()
    with connection:
        connection.recv(65_536)
        if sent is None:
            connection.recv(1)  # until the asker gives up
        else:
            connection.sendall(sent)


class TestFailures:
    @pytest.mark.parametrize(
        ("status", "answer"),
        [(500, b"x"), (200, b"no json"), (200, b"{}"), (200, b'{"data": []}'), (200, ZERO), (302, b"x")],
    )
    def test_search_goes_on_by_words_and_says_so_once(self, embedding_service, caplog, status, answer):
        embedding._remembered_vector.cache_clear()
        plain = texts("进口关税")
        embedding._remembered_vector.cache_clear()
        embedding_service.status, embedding_service.answer = status, answer
        embedding_service.requests.clear()
        with caplog.at_level(logging.WARNING):
            for query in ("进口关税", "知识产权", PATENT):
                search(query)
        assert texts("进口关税") == plain
        assert len(embedding_service.requests) == 1
        assert [record.getMessage()[:8] for record in caplog.records] == ["语义检索暂不可用"]

    @pytest.mark.parametrize(
        "sent", [None, b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"]
    )
    def test_a_service_that_breaks_off_or_says_nothing_costs_one_reader_a_moment(
        self, embedding_service, settings, monkeypatch, sent
    ):
        monkeypatch.setattr(embedding, "_QUERY_TIMEOUT", 0.3)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            settings.PORTAL_EMBEDDINGS_URL = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/embeddings"
            embedding._rest.until = 0.0
            Thread(target=answer_once, args=(listener, sent), daemon=True).start()
            assert embedding.query_vector("进口关税") is None
            assert embedding._rest.until > 0.0
            assert search("进口关税").hits[0].article.number == 25

    def test_the_command_says_what_failed(self, shipped, service):
        service.status = 500
        with pytest.raises(CommandError, match="向量服务"):
            call_command("embed_articles", verbosity=0)
