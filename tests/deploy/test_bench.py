"""make bench without its load: what it asks for is answered, and what it has measured becomes a table."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from articles.models import Article
from deploy.bench import generators, rounds, search_engines
from deploy.bench.generators import Load, put_load
from deploy.bench.installations import Served, installation_of
from deploy.bench.processes import running
from deploy.bench.queries import queries
from deploy.bench.rounds import Measurement, measure_rounds
from deploy.bench.search_engines import Document, PortalSearch, available, queries_to_ask, times
from deploy.bench.tables import engine_table, page_tables
from deploy.bench.targets import EMPTY, Server, Target, portal_targets, static_target

TARGETS = portal_targets()


@pytest.mark.django_db
@pytest.mark.urls("deploy.bench.urls")
@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_every_target_is_answered(client, target):
    assert [client.get(path).status_code for path in target.paths[:3]] == [200] * len(target.paths[:3])


@pytest.mark.django_db
@pytest.mark.urls("deploy.bench.urls")
def test_the_empty_view_has_the_middleware_of_a_page_and_is_never_kept(client):
    page, empty = client.get(TARGETS[1].paths[0]), client.get(EMPTY.paths[0])
    assert empty.content == b""
    assert {
        "Content-Security-Policy",
        "X-Frame-Options",
        "Referrer-Policy",
    } <= page.headers.keys() & empty.headers.keys()
    assert "no-store" in empty.headers["Cache-Control"]


def test_the_product_has_no_address_of_the_measurement(client):
    assert client.get(EMPTY.paths[0]).status_code == 404


def test_each_page_is_measured_as_kept_and_as_computed():
    cached = {target.paths for target in TARGETS if target.server is Server.PORTAL} - {EMPTY.paths}
    assert cached < {target.paths for target in TARGETS if target.server is Server.UNCACHED}


def test_queries_differ_and_come_in_the_same_order():
    assert queries() == queries()
    assert len(set(queries())) == len(queries()) > 1_000


def test_the_static_file_is_the_largest_sheet_under_the_name_that_pages_use(tmp_path):
    sheets = tmp_path / "css"
    sheets.mkdir()
    for name, size in {
        "base.css": 9,
        "base.1a2b.css": 9,
        "base.1a2b.css.gz": 99,
        "print.3c4d.css": 5,
    }.items():
        (sheets / name).write_text("x" * size)
    assert static_target(tmp_path).paths == ("/static/css/base.1a2b.css",)


def test_each_corpus_has_a_folder_of_its_own(tmp_path):
    named = [
        installation_of(tmp_path / name).data.name for name in ("national.tar.xz", "local.tar.xz", "laws")
    ]
    assert named == ["corpus-national", "corpus-local", "corpus-laws"]


# Load


def stand_in_for_wrk(folder, monkeypatch, answer: dict) -> None:
    script = folder / "wrk"
    script.write_text(
        f"#!/bin/sh\necho \"$*\" >{folder}/arguments\necho Running\necho '{json.dumps(answer)}'\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_what_wrk_says_is_read(tmp_path, monkeypatch):
    report = {"requests": 30, "seconds": 2.5, "p95": 7.5, "failed": 1, "refused": 2}
    stand_in_for_wrk(tmp_path, monkeypatch, report)
    assert put_load(8000, ["/a", "/b"], first=4, seconds=2) == Load(30, 2.5, 7.5, 3)
    arguments = (tmp_path / "arguments").read_text()
    assert "-d2s" in arguments
    assert arguments.endswith(".txt 4\n")


def test_without_wrk_the_own_readers_begin_where_the_last_ended(monkeypatch):
    addresses = []

    async def read(port, paths, *, seconds, readers):
        addresses.extend(paths)
        return generators.load.Answers(times=[1.0, 3.0], errors=1)

    monkeypatch.setattr(generators, "has_wrk", lambda: False)
    monkeypatch.setattr(generators.load, "read_without_pause", read)
    # In a thread of its own: browser tests may have left an event loop in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        load = elsewhere.submit(put_load, 8000, ["/a", "/b", "/c"], first=4, seconds=2).result()
    assert addresses == ["/b", "/c", "/a"]
    assert (load.requests, load.p95, load.errors) == (3, 3.0, 1)


@pytest.fixture
def loads(monkeypatch) -> list[tuple[int, int]]:
    """The port and the first address of each load that would have been put."""
    loads_put: list[tuple[int, int]] = []

    def load(port, paths, *, first, seconds):
        loads_put.append((port, first))
        return Load(10, seconds, 1.0, 0)

    monkeypatch.setattr(rounds, "put_load", load)
    monkeypatch.setattr(rounds, "status_of", lambda port, path: 200)
    return loads_put


def test_rounds_go_through_all_targets_and_on_with_their_addresses(loads):
    target, other_target = (Target(name, Server.PORTAL, ("/",)) for name in ("甲", "乙"))
    itself = psutil.Process()
    places = {
        "小": [Served(target, 1, (itself,), itself), Served(other_target, 2, (itself,))],
        "大": [Served(target, 3, (itself,), itself), Served(other_target, 4, (itself,))],
    }
    results = measure_rounds(places, rounds=2, seconds=5)
    assert loads == [(port, first) for first in (0, 10, 20) for port in (1, 3, 2, 4)]
    assert {
        label: {name: len(all) for name, all in by_target.items()} for label, by_target in results.items()
    } == {label: {"甲": 2, "乙": 2} for label in places}
    assert [measured.rate for measured in results["大"]["乙"]] == [2.0, 2.0]
    assert results["小"]["甲"][0].database is not None
    assert results["小"]["乙"][0].database is None


def test_a_target_without_an_answer_ends_the_measurement(loads, monkeypatch):
    monkeypatch.setattr(rounds, "status_of", lambda port, path: 503)
    with pytest.raises(SystemExit, match="503"):
        measure_rounds({"小": [Served(EMPTY, 1, ())]}, rounds=1, seconds=1)
    assert loads == []


# Tables


def measurement(rate: float, *, database: float | None = 0.5, errors: int = 0) -> Measurement:
    return Measurement(rate=rate, p95=2 * rate, server=4.125, database=database, errors=errors)


def test_a_table_holds_medians_and_ratios_of_the_same_round():
    small = {
        EMPTY.name: [measurement(1000), measurement(2000), measurement(3000)],
        "条文": [measurement(500), measurement(1600), measurement(900, errors=2)],
        "静态": [measurement(4000, database=None)] * 3,
    }
    large = {
        name: [measurement(measured.rate / 2) for measured in measurements]
        for name, measurements in small.items()
    }
    assert page_tables({"34 条": small, "58,000 条": large}) == (
        "34 条\n\n"
        "| 页面 | 请求/秒 | p95 ms | 服务器 CPU ms | PostgreSQL CPU ms | 与空视图之比 |\n"
        "| --- | --: | --: | --: | --: | --: |\n"
        "| 空视图 | 2,000 | 4000.0 | 4.12 | 0.50 | 1.000 |\n"
        "| 条文（出错 2 次） | 900 | 1800.0 | 4.12 | 0.50 | 0.500 |\n"
        "| 静态 | 4,000 | 8000.0 | 4.12 | — | 2.000 |\n\n"
        "58,000 条\n\n"
        "| 页面 | 请求/秒 | p95 ms | 服务器 CPU ms | PostgreSQL CPU ms | 与空视图之比 | 与 34 条之比 |\n"
        "| --- | --: | --: | --: | --: | --: | --: |\n"
        "| 空视图 | 1,000 | 2000.0 | 4.12 | 0.50 | 1.000 | 0.500 |\n"
        "| 条文 | 450 | 900.0 | 4.12 | 0.50 | 0.500 | 0.500 |\n"
        "| 静态 | 2,000 | 4000.0 | 4.12 | 0.50 | 2.000 | 0.500 |"
    )


def test_a_table_of_engines():
    table = engine_table({"甲": {"build": 1.5, "size": 1234.5, "p50": 0.25, "p95": 2}})
    assert table.splitlines()[-1] == "| 甲 | 1.50 | 1,234.50 | 0.25 | 2.00 |"


# Search engines


class Recorder:
    """An engine that notes in which order the engines are asked."""

    questions: list[tuple[str, str]]

    def __init__(self, name: str, questions: list[tuple[str, str]]) -> None:
        self.name, self.questions = name, questions

    def find(self, query: str) -> list[int]:
        self.questions.append((self.name, query))
        return []


def test_engines_take_turns_in_being_asked_first():
    questions: list[tuple[str, str]] = []
    seconds_by_engine = times({name: Recorder(name, questions) for name in "甲乙"}, ["一", "二", "三"])
    assert questions == [("甲", "一"), ("乙", "一"), ("乙", "二"), ("甲", "二"), ("甲", "三"), ("乙", "三")]
    assert {name: len(seconds) for name, seconds in seconds_by_engine.items()} == {"甲": 3, "乙": 3}


def test_the_queries_to_warm_up_with_are_none_of_the_measured(monkeypatch):
    monkeypatch.setattr(search_engines, "queries", lambda: [str(number) for number in range(53)])
    measured, warm_up = queries_to_ask(2)
    assert measured == ["0", "1"]
    assert (len(warm_up), set(warm_up) & set(measured)) == (search_engines.WARM_UP, set())
    assert len(queries_to_ask(3)[0]) == 3


@pytest.mark.parametrize("count", [-1, 0, 4])
def test_more_queries_than_there_are_and_none_at_all_are_refused(monkeypatch, count):
    monkeypatch.setattr(search_engines, "queries", lambda: [str(number) for number in range(53)])
    with pytest.raises(ValueError, match="1 至 3"):
        queries_to_ask(count)


def test_engines_that_are_not_installed_are_named(tmp_path, monkeypatch):
    for name in ("tantivy", "xapian"):
        monkeypatch.setitem(sys.modules, name, None)
    engines, missing = available(tmp_path)
    assert list(engines) == ["门户的 search()"]
    assert missing == ["Tantivy", "Xapian"]


@pytest.mark.django_db
def test_all_engines_get_the_published_articles_cut_by_the_tokenizer_of_the_portal():
    texts = {document.pk: document for document in search_engines.documents()}
    article = Article.objects.get(policy__slug="gxblk-2009-232", number=25)
    assert len(texts) == 34
    assert isinstance(texts[article.pk], Document)
    assert {"进口", "关税"} <= set(texts[article.pk].terms)
    assert PortalSearch().find("免征进口关税")[0] == article.pk


def test_where_one_command_cannot_be_started_the_others_are_ended(tmp_path):
    waiting = ["sleep", "314.159"]
    commands = (waiting, [str(tmp_path / "nowhere")])
    with pytest.raises(FileNotFoundError), running(commands, environment={}, log=tmp_path / "log"):
        pass
    children = psutil.Process().children(recursive=True)
    assert [child for child in children if child.cmdline() == waiting] == []
