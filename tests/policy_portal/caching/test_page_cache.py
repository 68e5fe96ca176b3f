"""The response cache: computed once for each state of the content, and never stale, personal or another's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.utils.timezone import localdate

from articles.editing import save_article
from articles.models import Article, Division, Entity, EverydayQuestion, Mention, Policy, QueryLog
from articles.models.postgres.content_versions import version_of_all
from articles.search.query_log.counting import write_counts
from guidance.models import SupportMeasure
from policy_portal.caching import page_cache
from policy_portal.caching.page_store import BoundedCache, Page, PageSerializer
from policy_portal.caching.redis_store import SharedCache
from tests.addresses import API, ARTICLE, FILES, PAGES, PERSONAL

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}


def page_of(size: int, state: str = "1") -> Page:
    return Page(state, (("Content-Type", "text/plain"),), b"x" * size, None, None, None)


@pytest.mark.parametrize("address", [*PAGES, *FILES, *API])
def test_what_all_read_is_computed_once_until_a_change_and_others_must_ask_again(
    client, db, django_assert_num_queries, address
):
    first = client.get(address)
    if "?" in address:  # of which there is no end: only the second time is it kept
        assert not kept_page_count()
        first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address)
    assert (again.status_code, again.content) == (200, first.content)
    own = ("RateLimit-", "X-Request-ID")
    count = {name: value for name, value in first.headers.items() if name.startswith(own)}
    assert {**again.headers, **count} == dict(first.headers)
    assert not first.cookies
    others_may_hold_it(client, address)
    EverydayQuestion.objects.create(article=Article.objects.first(), text="怎么申请")
    assert state_now() not in states_of_kept()
    client.get(address)
    assert state_now() in states_of_kept()  # beside that of the compressed page, which nobody has asked for


def others_may_hold_it(client, address: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert ("Content-Encoding" in answer.headers) <= ("Accept-Encoding" in answer.get("Vary", ""))
    again = client.get(address, headers={"If-None-Match": answer["ETag"], "Accept-Encoding": "br"})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == answer["ETag"]
    assert again["Cache-Control"] == answer["Cache-Control"]


@pytest.mark.parametrize(
    "address", [*PERSONAL, "/search/?q=张三 13800138000", "/api/v1/search/?q=zhangsan@example.cn"]
)
def test_what_one_reader_asks_for_themselves_is_not_kept(client, db, address):
    answer = [client.get(address) for _ in range(3)][-1]
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert not kept_page_count()


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/policies/nothing/",
        "/goto/?q=第九十九条",
        "/search/?q=第二十五条",
        "/admin/login/",
        "/healthz/live",
    ],
)
def test_what_is_no_page_is_not_kept(client, db, address):
    client.get(address)
    assert not kept_page_count()


def kept_page_count() -> int:
    return len(caches["pages"]._pages)


def state_now() -> str:
    return f"{version_of_all()} {localdate()}"


def states_of_kept() -> set[str]:
    return {page.state for page in caches["pages"]._pages.values()}


def edit_text() -> None:
    article = Article.objects.get(policy__slug="gxblk-2009-232", number=25)
    article.text = article.text.replace("免征", "免予征收")
    save_article(article)


def retitle(title: str):
    def change() -> None:
        Policy.objects.filter(slug="gxblk-2009-232").update(title=title)

    return change


CHANGES = {
    "article": (edit_text, ARTICLE),
    "link": (
        lambda: Mention.objects.filter(entity__slug="mof").update(status="withdrawn"),
        "/ministries/mof/",
    ),
    "entity": (lambda: Entity.objects.filter(slug="mof").update(name="财政总部"), ARTICLE),
    "measure": (lambda: SupportMeasure.objects.all().update(status="withdrawn"), "/guidance/measures/"),
    "policy": (retitle("国家产业技术政策（试）"), "/"),
    "policy in the sitemap": (
        lambda: Policy.objects.filter(slug="gxblk-2009-232").update(publication="withdrawn"),
        "/sitemap-articles.xml",
    ),
    "policy in the API": (retitle("国家产业技术政策（试）"), "/api/v1/policies/"),
    "chapter": (
        lambda: Division.objects.filter(policy__slug="gxblk-2009-232", number=6).update(title_first="别的"),
        "/policies/gxblk-2009-232/",
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_shows_at_the_next_request(client, db, kind):
    change, address = CHANGES[kind]
    before = client.get(address)
    change()
    after = client.get(address)
    assert after.status_code == 200
    assert after.content != before.content
    assert after["ETag"] != before["ETag"]


class Counted:
    """Asserts a number of statements."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> None:
        self.count = 0
        self.wrapper = connection.execute_wrapper(self._count_statement)
        self.wrapper.__enter__()

    def __exit__(self, *error) -> None:
        self.wrapper.__exit__(*error)
        assert self.count == self.number

    def _count_statement(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_pages_of_yesterday_are_computed_again(client, db, monkeypatch):
    monkeypatch.setattr(page_cache, "localdate", lambda: date(2026, 1, 1))
    client.get("/about/")
    monkeypatch.setattr(page_cache, "localdate", lambda: date(2026, 1, 2))
    with pytest.raises(AssertionError), Counted(1):
        client.get("/about/")


class TestWhoAsks:
    @pytest.fixture
    def staff(self, client, db):
        client.force_login(get_user_model().objects.create_superuser("editor", password="x" * 12))
        return client

    def test_somebody_who_signed_in_gets_their_own(self, staff):
        answer = staff.get(ARTICLE)
        assert "private" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert not kept_page_count()

    def test_nor_do_they_get_what_was_kept_for_all(self, staff):
        staff.__class__().get(ARTICLE)
        assert kept_page_count()
        with pytest.raises(AssertionError), Counted(1):
            assert "private" in staff.get(ARTICLE)["Cache-Control"]

    def test_a_token_is_never_in_a_shared_answer(self, client, db):
        answer = client.get("/api/v1/policies/", headers={"Authorization": "Bearer abc"})
        assert "private" in answer["Cache-Control"]
        assert not kept_page_count()

    def test_parts_for_htmx_are_not_kept(self, client, db):
        address = "/search/why/?q=小公司贷款&article=gxblk-2009-232/10"
        part = client.get(address, headers={"HX-Request": "true"})
        assert not kept_page_count()
        whole = [client.get(address) for _ in range(2)][-1]
        assert b"<html" in whole.content
        assert b"<html" not in client.get(address, headers={"HX-Request": "true"}).content
        assert b"<html" not in part.content

    def test_a_host_that_is_not_ours_is_refused_all_the_same(self, client, db):
        client.get("/about/")
        assert client.get("/about/", headers={"host": "evil.example"}).status_code == 400

    def test_http_is_still_led_to_https(self, client, db, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert client.get("/about/", secure=True).status_code == 200
        assert kept_page_count()
        assert client.get("/about/").status_code == 301

    def test_the_format_that_is_asked_for(self, client, db):
        for accept in (
            "application/vnd.oai.openapi+json",
            "application/yaml",
            "application/vnd.oai.openapi+json",
        ):
            assert client.get("/api/schema/", headers={"Accept": accept})["Content-Type"].startswith(accept)
        assert client.get("/api/v1/policies/").status_code == 200
        assert client.get("/api/v1/policies/", headers={"Accept": "text/html"}).status_code == 406

    def test_head_is_answered_from_the_same(self, client, db, django_assert_num_queries):
        whole = client.get(ARTICLE)
        with django_assert_num_queries(1):
            head = client.head(ARTICLE)
        assert (head.status_code, head["ETag"], head["Content-Length"]) == (
            200,
            whole["ETag"],
            whole["Content-Length"],
        )

    def test_other_sites_may_read_the_api(self, client, db):
        client.get("/api/v1/policies/")
        for origin in ("https://a.example", "https://b.example"):
            assert (
                client.get("/api/v1/policies/", headers={"Origin": origin})["Access-Control-Allow-Origin"]
                == "*"
            )


class TestCounting:
    def test_rate_limits_count_what_is_kept(self, client, db, settings):
        settings.PORTAL_SEARCH_RATE = 3
        answers = [client.get("/search/?q=税") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]

    def test_searches_count_however_they_are_answered(self, client, db):
        for _ in range(3):
            client.get("/search/?q=知识产权", headers=BROWSER)
        client.get("/search/?q=知识产权", headers={"User-Agent": "curl/8.5"})
        client.head("/search/?q=知识产权", headers=BROWSER)
        write_counts()
        assert QueryLog.objects.get().searches == 3


class TestOutages:
    @pytest.fixture
    def away(self, client, db, monkeypatch):
        client.get(ARTICLE)

        def fail(*args):
            raise OperationalError("server closed the connection unexpectedly")

        return lambda: connection.execute_wrapper(fail)

    def test_the_last_good_page_is_shown(self, client, away):
        good = client.get(ARTICLE)
        with away():
            answer = client.get(ARTICLE)
        assert (answer.status_code, answer.content) == (200, good.content)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Warning"]

    def test_even_if_it_is_older_than_the_last_change(self, client, away):
        good = client.get(ARTICLE)
        edit_text()
        with away():
            assert client.get(ARTICLE).content == good.content

    def test_what_was_not_kept_is_a_503(self, client, away):
        with away():
            answer = client.get("/policies/")
        assert answer.status_code == 503
        assert answer["Retry-After"]


class TestStores:
    def test_all_threads_of_a_process_keep_their_pages_together(self):
        with ThreadPoolExecutor(1) as other_thread:
            other_thread.submit(lambda: caches["pages"].set("kept by another", page_of(100))).result()
        assert caches["pages"].get("kept by another")

    def test_the_pages_used_last_are_kept_within_the_bound(self):
        store = BoundedCache("used last", {"OPTIONS": {"MAX_BYTES": 64_000}})
        for name in "abcdefghijklmnopqrst":
            store.set(name, page_of(3_000))
            store.get("a")
        assert store.get("a")
        assert store.get("b") is None
        assert store.get("t")
        assert store._pages.currsize <= 64_000

    def test_a_page_that_would_drive_out_the_others_is_not_kept(self):
        store = BoundedCache("large", {"OPTIONS": {"MAX_BYTES": 64_000}})
        store.set("small", page_of(100))
        store.set("grown", page_of(100))
        store.set("grown", page_of(5_000))
        assert store.get("grown") is None
        assert store.get("small")

    def test_a_page_comes_back_from_another_machine_as_it_was(self, client, db):
        for _ in range(2):
            client.get("/search/?q=知识产权", headers={"Accept-Encoding": "gzip"})
        (page,) = caches["pages"]._pages.values()
        assert PageSerializer().loads(PageSerializer().dumps(page)) == page

    @pytest.mark.parametrize(
        "stored",
        [b"", b"x", b"[]\n", b"[1]\n", b'["1", [], ["q"], null, null]\nx', b"\x80\x04K\x01.", b"1\n"],
    )
    def test_what_is_no_page_is_refused(self, stored):
        with pytest.raises(ValueError):  # noqa: PT011 - its subclasses, too
            PageSerializer().loads(stored)

    def test_without_the_shared_store_pages_are_computed(self, client, db, tmp_path, monkeypatch, caplog):
        location = f"unix://{tmp_path}/none.sock"
        options = {"OPTIONS": {"serializer": "policy_portal.caching.page_store.PageSerializer"}}
        monkeypatch.setattr(page_cache, "caches", {"pages": SharedCache(location, options)})
        assert [client.get("/about/").status_code for _ in range(2)] == [200, 200]
        assert "共用的网页缓存没有应答" in caplog.text


class TestMiddleware:
    """What the portal's own views never do, but one of tomorrow might."""

    @staticmethod
    def answer(*, cookie: str = "", headers: dict[str, str] | None = None) -> HttpResponse:
        response = HttpResponse("x" * 600, headers=headers or {})
        if cookie:
            response.set_cookie(cookie, "b")
        return response

    @pytest.mark.parametrize(
        "change",
        [
            {"cookie": "a"},
            {"headers": {"Vary": "Cookie"}},
            {"headers": {"Vary": "*"}},
            {"headers": {"Vary": "Accept-Language"}},
            {"headers": {"Cache-Control": "no-store"}},
            {"headers": {"Cache-Control": "max-age=60, private"}},
            {"headers": {"Cache-Control": "no-cache"}},
        ],
    )
    def test_an_answer_for_one_reader_is_not_kept(self, client, db, monkeypatch, change):
        monkeypatch.setattr("policy_portal.views.render", lambda request, *args: self.answer(**change))
        answer = client.get("/about/")
        assert "private" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert not kept_page_count()
