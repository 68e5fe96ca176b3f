"""Help, glossary and statements: what they say of this portal is so."""

import re

import pytest
from lxml import html

from articles.models import Article, Policy
from articles.models.links.evidence import Basis
from articles.models.policies.policy_choices import PolicyStatus
from guidance.matching.verdicts import Verdict
from policy_portal.holdings import holdings
from tests.addresses import ABOUT

pytestmark = pytest.mark.django_db


def test_every_page_leads_to_them(client, db):
    foot = client.get("/").content.decode().partition("<footer")[2]
    assert [page for page in ("/about/", *ABOUT) if f'href="{page}"' not in foot] == []


@pytest.mark.parametrize("page", ["/about/", *ABOUT])
def test_they_lead_nowhere_that_is_not_there(client, db, page):
    links = html.fromstring(client.get(page).content.decode()).xpath("//main//a/@href")
    for link in {link for link in links if link.startswith("/")}:
        path, _, fragment = link.partition("#")
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, link
        assert not fragment or f'id="{fragment}"' in answer.content.decode(), link


def test_the_glossary_explains_the_words_that_pages_use(client, db):
    page = client.get("/about/glossary/").content.decode()
    words = [
        *Basis.labels,
        *PolicyStatus.labels,
        *Verdict.labels,
        "刚性",
        "导向",
        "任务",
        "交叉统计",
        "关系图",
    ]
    assert [word for word in words if word not in page] == []


def test_the_numbers_are_those_of_the_database(client, db):
    assert "34 条" in client.get("/about/data/").content.decode()
    assert "1 件政策的效力状态是“待核实”" in client.get("/about/data/").content.decode()
    Policy.objects.update(publication="withdrawn")
    page = re.sub(r"<[^>]+>", "", client.get("/about/data/").content.decode())
    assert "0 条" in page
    assert holdings().links == ()
    assert Article.objects.exists()


def test_what_is_recorded_is_said_as_it_is_set(client, db, settings):
    assert "按日累计各检索词" in client.get("/about/data/").content.decode()
    settings.PORTAL_QUERY_LOG = False
    settings.PORTAL_EMBEDDINGS_URL = "https://vectors.example/v1/embeddings"
    page = client.get("/about/data/?changed").content.decode()
    assert "按日累计各检索词" not in page
    assert "检索词会发给本站所用的语义检索服务" in page


def test_who_answers_is_what_the_operator_has_set(client, db, settings):
    assert "还没有提供联系方式" in client.get("/about/contact/").content.decode()
    settings.PORTAL_CONTACT = {"department": "办公室", "email": "a@example.gov.cn", "phone": ""}
    for address in ("/about/contact/?set", "/about/accessibility/?set"):
        page = client.get(address).content.decode()
        assert '办公室，电子邮件 <a href="mailto:a@example.gov.cn">' in page
        assert "电话" not in page.partition("办公室")[2][:100]


def test_reading_sets_no_cookie(client, db):
    for page in ("/", "/about/data/", "/search/?q=税", "/guidance/", "/policies/gxblk-2009-232/articles/25/"):
        assert not client.get(page).cookies


def test_words_lead_to_their_explanation(client, db):
    glossary = client.get("/about/glossary/").content.decode()
    pages = [
        "/policies/gxblk-2009-232/",
        "/policies/gxblk-2009-232/articles/25/",
        "/guidance/",
        "/about/components/",
    ]
    pages.append("/guidance/measures/import-duty-major-projects/")
    for page in pages:
        anchors = re.findall(
            r'class="term" href="/about/glossary/#([\w-]+)"', client.get(page).content.decode()
        )
        assert anchors, page
        assert [anchor for anchor in anchors if f'id="{anchor}"' not in glossary] == []
