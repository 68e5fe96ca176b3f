"""The reading pages: right words, right status, a constant number of queries."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Policy, Reference
from articles.models.policies.policy_choices import Publication

POLICY = "/policies/gxblk-2009-232/"
PAGES = [
    "/",
    "/about/",
    "/policies/",
    POLICY,
    f"{POLICY}chapters/6/",
    f"{POLICY}articles/25/",
    "/search/?q=企业",
]


def shown_texts(page: str) -> list[str]:
    """The paragraphs of the provision as a reader sees them, marks and all."""
    paragraphs = re.findall(r'class="provision__paragraph".*?<p>(.*?)</p>', page, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", paragraph) for paragraph in paragraphs]


@pytest.fixture(scope="module")
def article_pages(module_transaction) -> dict[str, str]:
    """The page of each article of the shipped policy by its address."""
    articles = Policy.objects.get(slug="gxblk-2009-232").articles.in_order()
    responses = {
        address: Client().get(address) for address in (article.get_absolute_url() for article in articles)
    }
    assert {response.status_code for response in responses.values()} == {200}
    return {address: html.unescape(response.content.decode()) for address, response in responses.items()}


def test_every_article_page_shows_its_exact_text_once(article_pages, shipped):
    for article in shipped.articles.in_order():
        page = article_pages[article.get_absolute_url()]
        assert shown_texts(page) == [article.text]
        assert article.sha256 in page


def test_every_chapter_page_shows_its_articles_in_order(read, shipped):
    for chapter in shipped.divisions.chapters():
        page = read(chapter.get_absolute_url())
        assert unit_texts(page) == [article.text for article in chapter.articles.in_order()]
        assert chapter.title in page


def test_the_whole_text_is_one_page(read, shipped):
    page = read(f"{POLICY}full/")
    assert unit_texts(page) == [article.text for article in shipped.articles.in_order()]
    for chapter in shipped.divisions.chapters():
        assert f'id="{chapter.eid}">{chapter.heading}</h2>' in page
    anchors = re.findall(r'href="#(art_[^"]+)"><span class="contents__label">', page)
    assert anchors == [f"art_{article.address}" for article in shipped.articles.in_order()]


def test_the_whole_text_of_a_policy_without_chapters(read, import_text):
    import_text("plain", "某办法\n第一条 甲。\n第二条 乙。\n")
    page = read("/policies/plain/full/")
    assert unit_texts(page) == ["甲。", "乙。"]
    assert "<h3" not in page  # no heading is left out between h1 and the articles


def unit_texts(page: str) -> list[str]:
    """The texts of the units of a page, marks and all."""
    texts = re.findall(r"<div data-text>(.*?)</div>", page, flags=re.DOTALL)
    return ["\n".join(re.findall(r"<p>(.*?)</p>", re.sub(r"</?a\b[^>]*>", "", text))) for text in texts]


def test_the_policy_page_has_the_block_of_an_official_document(read):
    page = read(POLICY)
    for label in ("标题", "发文字号", "发文机关", "主送机关", "成文日期", "公布日期", "施行日期", "效力状态"):
        assert re.search(f"<dt>(<a [^>]+>)?{label}<", page)
    for value in ("工信部联科〔2009〕232号", "2009年5月15日", "待核实", "来源未载明", "推定"):
        assert value in page
    assert "科\u3000技\u3000部" in page
    assert page.count("/articles/") >= 34


def test_the_home_page_lists_seven_chapters_and_an_entrance_for_each_reader(read):
    page = read("/")
    assert [f"/chapters/{n}/" in page for n in range(1, 8)] == [True] * 7
    for reader in ("政府工作人员", "企业", "管理员", "研究与系统对接"):
        assert f">{reader}</h3>" in page
    assert re.search(r'<h3 id="for-systems">.*?<a href="/matrix/">交叉统计</a>', page, re.DOTALL)


def test_every_query_the_home_page_offers_is_answered(client, read):
    from policy_portal.views import EXAMPLES, TOPICS

    for query in (*EXAMPLES, *TOPICS):
        response = client.get("/search/", {"q": query}, follow=True)
        assert response.status_code == 200
        assert "没有找到" not in response.content.decode(), query


def test_an_article_without_caption_says_that_its_title_is_the_editors(read):
    assert "以上标题由编者拟定" in read(f"{POLICY}articles/12/")
    assert "以上标题由编者拟定" not in read(f"{POLICY}articles/13/")


def test_citations_are_ready_to_copy(read):
    page = read(f"{POLICY}articles/25/")
    assert "《国家产业技术政策》第二十五条" in page
    assert "《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条" in page
    assert "工业和信息化部, 科技部, 财政部, 等. 国家产业技术政策: 工信部联科〔2009〕232号: 第二十五条" in page
    assert "第二十五条[Z/OL]. (2009-05-15)[" in page


def test_next_leads_through_all_articles_across_chapters(article_pages, shipped):
    address, labels = f"{POLICY}articles/1/", []
    while address:
        page = article_pages[address]
        labels += re.findall(r"<h1.*?article-label[^>]*>([^<]+)<", page, re.DOTALL)
        following = re.search(r'neighbours__next" rel="next" href="([^"]+)"', page)
        address = following and following[1]
    assert len(labels) == len(set(labels)) == 34
    assert labels[-1] == "第三十四条"


def test_neighbours_lead_across_chapters(read):
    page = read(f"{POLICY}articles/4/")
    assert f'rel="prev" href="{POLICY}articles/3/"' in page
    assert f'rel="next" href="{POLICY}articles/5/"' in page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (f"{POLICY}articles/35/", "条号范围为第一条至第三十四条"),
        (f"{POLICY}articles/99999/", "条号范围为第一条至第三十四条"),
        (f"{POLICY}articles/25-1/", "没有第二十五条之一"),
        (f"{POLICY}chapters/8/", "章号范围为第一章至第七章"),
        (f"{POLICY}chapters/1-1/", "章号范围为第一章至第七章"),
        (f"{POLICY}articles/0/", "没有找到这一页"),
        ("/policies/no-such-policy/", "没有找到这一页"),
        ("/nowhere/", "没有找到这一页"),
    ],
)
def test_what_is_not_there_answers_404_in_chinese(client, shipped, path, says):
    response = client.get(path)
    assert response.status_code == 404
    assert says in response.content.decode()
    assert "No Policy matches" not in response.content.decode()


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_what_is_not_published_is_not_shown(client, shipped, publication):
    Policy.objects.filter(pk=shipped.pk).update(publication=publication)
    for path in (POLICY, f"{POLICY}chapters/6/", f"{POLICY}articles/25/"):
        assert client.get(path).status_code == 404
    assert "国家产业技术政策" not in client.get("/policies/").content.decode()
    assert client.get("/").status_code == 200


def test_an_empty_portal_has_pages_all_the_same(client, empty_portal):
    for path in ("/", "/about/", "/policies/", "/search/", "/search/?q=企业"):
        assert client.get(path).status_code == 200
    assert client.get("/goto/?q=25").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_head_and_refuse_post(client, shipped, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_content(client, shipped, import_text, path):
    before = statements_of(client, path)
    for name in "abc":
        chapters = "".join(f"第{n}章 甲\n第{n}条 企业乙。\n" for n in range(1, 30))
        import_text(name, f"某法{name}\n{chapters}")
    # With several policies, their chapters are no facet any more.
    assert len(statements_of(client, path)) <= len(before) + 1


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 3),
        ("/policies/gxblk-2009-232/", 4),
        ("/policies/gxblk-2009-232/chapters/6/", 2),
        ("/policies/gxblk-2009-232/full/", 3),
        ("/policies/gxblk-2009-232/articles/1/", 6),
        ("/policies/gxblk-2009-232/articles/25/", 4),
        ("/policies/gxblk-2009-232/articles/25.json", 5),
        ("/policies/gxblk-2009-232/articles/25.xml", 4),
        ("/ministries/mof/", 11),
        ("/instruments/", 1),
        ("/search/?q=知识产权", 7),
        ("/search/?q=企业&ministry=mof&kind=policy", 8),
        ("/guidance/?kind=enterprise&does=rd", 2),
    ],
)
def test_a_page_asks_the_database_little(client, shipped, path, most):
    assert len(statements_of(client, path)) <= most


def statements_of(client, path: str) -> list[str]:
    """The statements of a page whose policy another reader has just looked at."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return [query["sql"] for query in queries]


@pytest.mark.usefixtures("uncached")
def test_what_an_article_cites_is_asked_for_where_there_is_some_and_shown_at_once(client, import_text):
    law = import_text("law", "某办法\n第一条 甲。\n第二条 依照第一条办理。\n")
    first, second = law.articles.in_order()
    assert not any("articles_reference" in sql for sql in statements_of(client, second.get_absolute_url()))
    words = "第一条"
    start = second.text.index(words)
    place = {"quote": words, "start": start, "end": start + len(words), "number": 1}
    Reference.objects.create(policy=law, article=second, target=first, status="published", **place)
    links = [client.get(article.get_absolute_url()).context["links"] for article in (first, second)]
    assert [
        (len(links_of_article.references), len(links_of_article.cited_by)) for links_of_article in links
    ] == [(0, 1), (1, 0)]


def test_the_list_of_policies_is_filtered_by_name_number_issuer_and_status(client, shipped, import_text):
    import_text("other", "某办法\n第一条 甲。\n")

    def listed_slugs(**query) -> list[str]:
        return [policy.slug for policy in client.get("/policies/", query).context["page"]]

    assert listed_slugs() == ["gxblk-2009-232", "other"]
    assert listed_slugs(q="办法") == ["other"]
    assert listed_slugs(q="工信部联科[2009]232号") == ["gxblk-2009-232"]
    assert listed_slugs(issuer="科技部") == ["gxblk-2009-232"]
    assert listed_slugs(status="in_force") == []
    page = client.get("/policies/", {"status": "nonsense", "q": "\x00", "page": "x"})
    assert page.status_code == 200


def test_search_parameters_that_name_nothing_are_refused_with_a_reason(client, shipped):
    for query, says in (
        ({"q": "企业", "policy": "none"}, "没有标识为“none”的政策"),
        ({"q": "企业", "chapter": "99"}, "没有第“99”章"),
        ({"q": "企业", "policy": "\x00"}, "空字符"),
    ):
        response = client.get("/search/", query)
        assert response.status_code == 400
        assert says in html.unescape(response.content.decode())


def test_a_pasted_page_is_not_repeated_in_the_links_of_its_results(client, shipped):
    response = client.get("/search/", {"q": "产业技术政策" * 2000})
    assert response.status_code == 200
    assert "只用了前 500 个字" in response.content.decode()
    assert len(response.content) < 700_000  # 100 kB for each link, if they held all of it


def test_hostile_words_are_escaped(client, shipped):
    page = client.get("/search/", {"q": "<script>alert(1)</script>\"'"}).content.decode()
    assert "<script>alert" not in page


def test_an_error_of_ours_has_a_page_of_its_own(shipped, monkeypatch):
    monkeypatch.setattr("policy_portal.views.contents_of", lambda slug: 1 / 0)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "服务暂时出错" in response.content.decode()


@pytest.mark.parametrize("path", [f"{POLICY}chapters/5/", f"{POLICY}full/"])
def test_what_was_stopped_later_says_so_wherever_its_text_stands(read, path):
    page = html.unescape(read(path))
    unit = re.search(r'<section class="unit" id="art_20".*?</section>', page, re.DOTALL)[0]
    assert "停止执行</strong> 财政部" in unit
    assert "停止执行" not in re.search(r"<div data-text>.*?</div>", unit, re.DOTALL)[0]  # it is not copied
