"""On a read-only database (a standby) every page to read and the API work, and what writes says so."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError, connection

from articles.models import IndexRebuild, QueryLog
from articles.search.query_log.counting import count_click, write_counts
from policy_portal.serving import startup

POLICY = "/policies/gxblk-2009-232"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}
PAGES = [
    "/", "/about/", "/policies/", f"{POLICY}/", f"{POLICY}/chapters/6/", f"{POLICY}/articles/25/",
    *(f"{POLICY}.{kind}" for kind in ("json", "jsonld", "xml", "txt", "docx")),
    *(f"{POLICY}/articles/25.{kind}" for kind in ("json", "jsonld", "xml", "txt", "docx")),
    "/search/", "/search/?q=知识产权", "/search/?q=婚姻登记", "/search/?q=自主创薪",
    "/search/?q=企业&sort=order&page=2", "/search/why/?q=小公司贷款&article=gxblk-2009-232/10",
    "/suggest/?q=知识", "/suggest/?q=zscq",
    "/ministries/", "/goals/", "/instruments/", "/documents/", "/actors/", "/instruments/tax-incentives/",
    "/matrix/", "/graph/", "/graph/data/", "/compare/?a=24&b=25",
    "/guidance/", "/guidance/?q=小公司想贷款", "/guidance/measures/",
    *(f"/guidance/pack{kind}?kind=enterprise" for kind in ("/", ".xlsx", ".docx", ".txt")),
    "/feeds/", "/feeds/policies/", "/feeds/policies/gxblk-2009-232/", "/feeds/search/?q=企业",
    "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/healthz/live", "/healthz/ready", "/admin/login/",
    "/api/", "/api/docs/", "/api/schema/", "/api/v1/", "/api/v1/policies/",
    "/api/v1/policies/gxblk-2009-232/", "/api/v1/policies/gxblk-2009-232/divisions/",
    "/api/v1/policies/gxblk-2009-232/revisions/",
    "/api/v1/policies/gxblk-2009-232/articles/", "/api/v1/policies/gxblk-2009-232/articles/25/",
    "/api/v1/policies/gxblk-2009-232/articles/25/revisions/", "/api/v1/entities/", "/api/v1/search/?q=企业",
    "/api/v1/suggest/?q=知识", "/api/v1/goto/?q=第25条", "/api/v1/guidance/", "/api/v1/guidance/vocabulary/",
    "/api/v1/guidance/measures/",
]  # fmt: skip

pytestmark = pytest.mark.django_db


def make_read_only() -> None:
    """From here to the end of the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


@pytest.mark.parametrize("address", PAGES)
def test_what_is_to_be_read_is_there(client, address):
    make_read_only()
    assert client.get(address, headers=BROWSER, follow=True).status_code == 200


def test_searches_lead_on_and_clicks_are_taken(client):
    make_read_only()
    assert client.get("/search/", {"q": "第25条"}).status_code == 302
    assert client.get("/goto/", {"q": "第25条"}).status_code == 302
    sent = client.post(
        "/search/clicked/", {"q": "企业", "position": "1"}, headers={"Origin": "http://testserver"}
    )
    assert sent.status_code == 204
    profile = {"kind": "enterprise"}
    matched = client.post("/api/v1/guidance/match/", profile, content_type="application/json")
    assert matched.status_code == 200, matched.content


class TestWhatWrites:
    def test_counts_are_dropped_in_silence(self, client, caplog):
        client.get("/search/", {"q": "企业"}, headers=BROWSER)
        count_click("企业", 1, day=date(2026, 11, 24))
        make_read_only()
        with pytest.raises(InternalError):  # which the writer takes for what it is
            write_counts()
        write_counts()  # nothing is left
        assert not QueryLog.objects.exists()

    def test_signing_in_says_that_it_is_not_possible(self, client, django_user_model):
        django_user_model.objects.create_superuser("admin", password="long-enough-1")
        client.raise_request_exception = False
        make_read_only()
        sent = {"username": "admin", "password": "long-enough-1"}
        response = client.post("/admin/login/", sent)
        assert response.status_code == 503
        page = response.content.decode()
        assert "网站暂时以只读方式运行，不能登录、修改" in page
        assert "long-enough-1" not in page

    def test_the_administration_can_be_read_and_keeps_what_was_typed(self, admin_client):
        IndexRebuild.objects.create(status="running")
        admin_client.raise_request_exception = False
        make_read_only()
        for page in ("", "articles/policy/", "articles/querylog/popular/", "articles/searchconfiguration/"):
            assert admin_client.get(f"/admin/{page}").status_code == 200, page
        response = admin_client.post("/admin/auth/group/add/", {"name": "新的一组"})
        assert response.status_code == 503
        assert '<input type="hidden" name="name" value="新的一组">' in response.content.decode()


class TestStart:
    def test_what_is_there_is_served_and_the_start_says_how(self, settings, tmp_path):
        settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
        make_read_only()
        lines = []
        startup.prepare(begin=lines.append, end=lines.append)
        assert "只读：可以查阅，不能登录和修改" in lines[1]
        assert sum("数据库只读，沿用已有的" in line for line in lines) == 4

    def test_what_lacks_a_migration_is_not(self, monkeypatch):
        plan = [("articles", "9999_later")]
        monkeypatch.setattr("policy_portal.upgrades.MigrationExecutor.migration_plan", lambda *_: plan)
        make_read_only()
        with pytest.raises(ImproperlyConfigured, match="数据库是只读的，而它还缺少 1 个迁移"):
            startup.migrate()
