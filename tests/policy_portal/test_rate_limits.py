import multiprocessing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from policy_portal import rate_limits
from policy_portal.clients import networks

pytestmark = pytest.mark.django_db
POLICY = "/policies/gxblk-2009-232"
HALF_PAST = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> SimpleNamespace:
    clock = SimpleNamespace(time=HALF_PAST, now=lambda: clock.time)
    monkeypatch.setattr(rate_limits, "timezone", clock)
    return clock


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("PORTAL_SEARCH_RATE", "/search/?q=技术"),
        ("PORTAL_SEARCH_RATE", "/search/why/?q=技术&article=25"),
        ("PORTAL_SEARCH_RATE", "/goto/?q=25"),
        ("PORTAL_SEARCH_RATE", "/feeds/search/?q=技术"),
        ("PORTAL_SUGGEST_RATE", "/suggest/?q=技"),
        ("PORTAL_FINDER_RATE", "/guidance/"),
        ("PORTAL_FINDER_RATE", "/guidance/pack/"),
        ("PORTAL_FINDER_RATE", "/guidance/step/who/"),
        ("PORTAL_FINDER_RATE", "/guidance/compare/"),
        ("PORTAL_FINDER_RATE", "/guidance/pack.xlsx"),
        ("PORTAL_FINDER_RATE", "/guidance/pack.docx"),
        ("PORTAL_ANALYSIS_RATE", "/compare/"),
        ("PORTAL_ANALYSIS_RATE", "/graph/"),
        ("PORTAL_ANALYSIS_RATE", "/graph/data/"),
        ("PORTAL_ANALYSIS_RATE", "/graph.svg"),
        ("PORTAL_ANALYSIS_RATE", "/matrix/"),
        ("PORTAL_ANALYSIS_RATE", "/matrix/cell/"),
        ("PORTAL_EXPORT_RATE", f"{POLICY}.docx"),
        ("PORTAL_EXPORT_RATE", f"{POLICY}/articles/25.txt"),
        ("PORTAL_API_RATE", "/api/v1/search/?q=技术"),
        ("PORTAL_API_RATE", "/api/v1/guidance/vocabulary/"),
        ("PORTAL_API_RATE", "/api/v1/nothing/"),
        ("PORTAL_API_RATE", f"{POLICY}.json"),
    ],
)
def test_what_costs_much_has_a_limit_a_minute(client, settings, setting, address):
    setattr(settings, setting, 2)
    answers = [client.get(address) for _ in range(3)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert {answer["RateLimit-Limit"] for answer in answers} == {"2"}
    assert answers[2]["Retry-After"] == "30"


def test_every_address_with_a_limit_exists():
    arguments = {
        "articles:versions": ["x"],
        "articles:policy_format": ["x", "txt"],
        "articles:article_format": ["x", "1", "txt"],
        "articles:chapter_file": ["x", "1", "txt"],
        "selection:file": ["txt"],
        "articles:entity_file": ["ministry", "x", "txt"],
        "articles:cell_file": ["txt"],
        "articles:search_file": ["txt"],
        "articles:policy_picture": ["x"],
        "articles:article_picture": ["x", "1"],
        "articles:report_state": ["x"],
        "articles:policy_json": ["x"],
        "articles:article_json": ["x", "1"],
        "guidance:pack": ["xlsx"],
        "guidance:step": ["who"],
        "articles:check_file": ["docx"],
    }
    for names in rate_limits.GROUPS.values():
        for name in names:
            assert reverse(name, args=arguments.get(name))


def test_a_reader_is_told_in_chinese_and_a_program_as_a_problem(client, settings):
    settings.PORTAL_SEARCH_RATE = settings.PORTAL_API_RATE = 0
    page = client.get("/search/?q=技术")
    assert "请求过于频繁，请在 30 秒后重试" in page.content.decode()
    assert "site-header" in page.content.decode()
    problem = client.get("/api/v1/search/?q=技术", headers={"origin": "https://example.org"})
    assert problem["Content-Type"] == "application/problem+json"
    assert (problem.json()["status"], problem.json()["title"]) == (429, "请求过于频繁")
    assert "Retry-After" in problem["Access-Control-Expose-Headers"]


def test_reading_has_no_limit(client, settings):
    for names in rate_limits.GROUPS:
        setattr(settings, names, 0)
    for address in ("/", f"{POLICY}/", f"{POLICY}/articles/25/", "/api/", "/healthz/live", "/admin/login/"):
        assert client.get(address).status_code == 200


def test_trying_passwords_has_a_limit_and_the_form_has_none(client, settings):
    settings.PORTAL_LOGIN_RATE = 1
    tried = [client.post("/admin/login/", {"username": "a", "password": "b"}) for _ in range(2)]
    assert [answer.status_code for answer in tried] == [200, 429]
    assert client.get("/admin/login/").status_code == 200


def test_the_next_minute_begins_anew(client, settings, clock):
    settings.PORTAL_SEARCH_RATE = 1
    statuses = []
    for seconds in (0, 1, 29, 30, 31, 3600):
        clock.time = HALF_PAST + timedelta(seconds=seconds)
        statuses.append(client.get("/goto/?q=25").status_code)
    assert statuses == [302, 429, 429, 302, 429, 302]


def test_one_client_does_not_use_up_what_others_may_ask(client, settings):
    settings.PORTAL_SEARCH_RATE = 1
    settings.PORTAL_TRUSTED_PROXIES = networks("127.0.0.1")

    def status_of(**headers: str) -> int:
        return client.get("/goto/?q=25", headers=headers).status_code

    assert status_of(x_forwarded_for="198.51.100.1") == 302
    assert status_of(x_forwarded_for="198.51.100.2") == 302
    assert status_of(x_forwarded_for="6.6.6.6, 198.51.100.2") == 429  # its own words
    assert status_of(x_forwarded_for="2001:db8::1") == 302
    assert status_of(x_forwarded_for="2001:db8::2") == 429  # the same network
    assert status_of(x_forwarded_for="2001:db8:0:1::1") == 302


def test_counting_writes_nothing(client, django_assert_num_queries):
    client.get("/suggest/")
    with django_assert_num_queries(2):  # the content versions, twice
        client.get("/suggest/")
        assert client.get("/api/v1/nothing/").status_code == 404


def test_processes_that_are_forked_count_together():
    counters = rate_limits.Counters()
    add = lambda: counters.add("client", minute=1)  # noqa: E731
    workers = [multiprocessing.get_context("fork").Process(target=add) for _ in range(3)]
    for worker in workers:
        worker.start()
        worker.join()
    assert counters.add("client", minute=1) == 4
    assert counters.add("client", minute=2) == 1


def test_a_crowd_does_not_weigh_on_one_client():
    counters = rate_limits.Counters()
    for number in range(2000):
        counters.add(f"client {number}", minute=1)
    assert counters.add("another", minute=1) <= 2
