"""On a read-only database (a standby) every page to read and the API work, and what writes says so."""

import pytest
from django.db import connection
from rest_framework.views import APIView

POLICY = "/policies/gxblk-2009-232"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}
PAGES = [
    "/", "/about/", "/policies/", f"{POLICY}/", f"{POLICY}/chapters/6/", f"{POLICY}/articles/25/",
    *(f"{POLICY}.{kind}" for kind in ("json", "jsonld", "xml", "txt", "docx")),
    *(f"{POLICY}/articles/25.{kind}" for kind in ("json", "jsonld", "xml", "txt", "docx")),
    "/search/", "/search/?q=知识产权", "/search/?q=婚姻登记", "/search/?q=自主创薪", "/search/?q=企业&sort=order&page=2",
    "/search/why/?q=小公司贷款&article=gxblk-2009-232/10", "/suggest/?q=知识", "/suggest/?q=zscq",
    "/ministries/", "/goals/", "/instruments/", "/documents/", "/actors/", "/instruments/tax-incentives/",
    "/matrix/", "/graph/", "/graph/data/", "/compare/?a=24&b=25",
    "/guidance/", "/guidance/?q=小公司想贷款", "/guidance/measures/", "/guidance/pack/", "/guidance/pack.xlsx",
    "/guidance/pack.docx", "/guidance/pack.txt",
    "/feeds/", "/feeds/policies/", "/feeds/policies/gxblk-2009-232/", "/feeds/search/?q=企业",
    "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/healthz/live", "/healthz/ready", "/admin/login/",
    "/api/", "/api/docs/", "/api/schema/", "/api/v1/", "/api/v1/policies/", "/api/v1/policies/gxblk-2009-232/",
    "/api/v1/policies/gxblk-2009-232/divisions/", "/api/v1/policies/gxblk-2009-232/revisions/",
    "/api/v1/policies/gxblk-2009-232/articles/", "/api/v1/policies/gxblk-2009-232/articles/25/",
    "/api/v1/policies/gxblk-2009-232/articles/25/revisions/", "/api/v1/entities/", "/api/v1/search/?q=企业",
    "/api/v1/suggest/?q=知识", "/api/v1/goto/?q=第25条", "/api/v1/guidance/", "/api/v1/guidance/vocabulary/",
    "/api/v1/guidance/measures/",
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("shipped_here")


@pytest.fixture
def shipped_here(db, monkeypatch):
    monkeypatch.setattr(APIView, "throttle_classes", [])  # calls are counted elsewhere than in the views


def read_only() -> None:
    """From here to the end of the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


@pytest.mark.parametrize("address", PAGES)
def test_what_is_to_be_read_is_there(client, address):
    read_only()
    assert client.get(address, headers=BROWSER, follow=True).status_code == 200


def test_searches_lead_on_and_clicks_are_taken(client):
    read_only()
    assert client.get("/search/", {"q": "第25条"}).status_code == 302
    assert client.get("/goto/", {"q": "第25条"}).status_code == 302
    sent = client.post(
        "/search/clicked/", {"q": "企业", "position": "1"}, headers={"Origin": "http://testserver"}
    )
    assert sent.status_code == 204
    assert client.post("/api/v1/guidance/match/", {}, content_type="application/json").status_code in (
        200,
        400,
    )
