"""The page of results: types, facets, chips, orders, refusals, and what is counted of it."""

import re

import pytest
from django.urls import reverse

from articles.models import Entity, QueryClick, QueryLog
from articles.reading import citation_resolution
from articles.reading.citation_resolution import resolve
from articles.search.queries import analysis
from articles.search.query_log.counting import write_counts

pytestmark = pytest.mark.usefixtures("shipped")
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}


def page_of(client, expected: int = 200, **parameters: str) -> str:
    response = client.get("/search/", parameters)
    assert response.status_code == expected
    return response.content.decode()


@pytest.mark.parametrize("typed", ["2020", "第35条 研发", "研发方案二"])
def test_what_a_query_cites_is_resolved_once_for_redirect_and_results(client, monkeypatch, typed):
    resolved = []

    def resolve_and_note(citation, **options):
        resolved.append(citation)
        return resolve(citation, **options)

    for module in (analysis, citation_resolution):
        monkeypatch.setattr(module, "resolve", resolve_and_note)
    page_of(client, q=typed)
    assert len(resolved) == 1


class TestPage:
    def test_types_are_offered_with_counts(self, client):
        page = page_of(client, q="知识产权")
        types = re.search(r'<nav class="result-types".*?</nav>', page, re.DOTALL)[0]
        assert re.findall(r">(\S+) <span>(\d+)\+?</span>", types)[:3] == [
            ("全部", "13"),
            ("条文", "4"),
            ("支持措施", "4"),
        ]
        assert "条文" in page_of(client, q="知识产权", type="entity")

    def test_an_entity_is_a_result(self, client):
        page = page_of(client, q="财政")
        assert page.index('href="/ministries/mof/"') < page.index("</ol>")

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("财政部", "财政部"),
            ("中华人民共和国财政部", "财政部"),
            ("哪些条文与财政部有关", "财政部"),
            ("跟税务总局有关的条款", "国家税务总局"),
            ("工信部负责什么", "工业和信息化部"),
            ("涉及知识产权保护的条文", "知识产权保护"),
            ("税收优惠", "税收优惠"),
        ],
    )
    def test_a_search_for_a_name_opens_with_its_card(self, client, query, name):
        page = page_of(client, q=query)
        card = page[page.index('class="entity-card"') :].partition("</section>")[0]
        assert re.search(rf"<a href=[^>]*>{name}</a></h2>", card)
        assert 'name="unit"' in card
        assert ".docx" in card
        assert "没有找到" not in page
        assert "知识库里没有" not in page

    def test_a_law_that_is_stored_leads_the_results_of_its_name_and_has_no_card(self, client, import_text):
        import_text("rivers", "中华人民共和国河流法\n第一条 河流属于国家。\n")
        Entity.objects.create(kind="document", slug="hlf", name="中华人民共和国河流法")
        page = page_of(client, q="河流法", mode="text")
        assert "entity-card" not in page
        assert page.index('href="/policies/rivers/"') < page.index('href="/documents/hlf/"')

    @pytest.mark.parametrize("query", ["财政部有钱吗", "婚姻登记", "-财政部", "知识产权", "企业怎么申请贷款"])
    def test_other_searches_have_no_card(self, client, query):
        assert "entity-card" not in page_of(client, q=query)

    def test_two_names_have_a_card_each(self, client):
        page = page_of(client, q="财政部和税务总局")
        assert page.count('class="entity-card"') == 2

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("知识产权", ["国家知识产权局", "知识产权保护"]),  # held by the names
            ("财政部的采购", ["财政部"]),  # stands in the query
            ("税收", ["税收优惠"]),  # beside what is said not to be written
        ],
    )
    def test_names_near_the_query_stand_above_the_results(self, client, query, names):
        names_near = re.search(r'<nav class="names-near".*?</nav>', page_of(client, q=query), re.DOTALL)[0]
        assert all(f">{name} <" in names_near for name in names), names_near

    def test_names_near_are_not_those_of_the_cards_and_leave_room_for_an_answer(self, client):
        names_near = re.search(r'<nav class="names-near".*?</nav>', page_of(client, q="企业"), re.DOTALL)[0]
        assert ">企业 <" not in names_near
        assert "names-near" not in page_of(client, q="企业怎么申请贷款")
        assert "names-near" not in page_of(client, q="企业", page="2")

    def test_the_number_of_an_article_is_never_called_missing(self, client):
        assert "条文中没有 “第十条”" not in page_of(client, q="第十条是给谁的")

    def test_a_name_is_never_called_missing(self, client):
        assert "条文中没有 “优惠”" not in page_of(client, q="税收优惠的办法")
        missing_words = re.search(r"知识库里没有(.*?)。下面", page_of(client, q="财政部怎么减免婚姻登记费用"))
        assert missing_words is None or "财政部" not in missing_words[1]

    def test_a_card_is_not_repeated_on_other_pages_and_among_filtered_results(self, client):
        assert "entity-card" in page_of(client, q="企业")
        assert "entity-card" not in page_of(client, q="企业", page="2")
        assert "entity-card" not in page_of(client, q="企业", chapter="5", policy="gxblk-2009-232")

    def test_chosen_filters_are_chips_that_take_themselves_away(self, client):
        page = page_of(client, q="知识产权", policy="gxblk-2009-232", chapter="5", kind="policy")
        chips = re.search(r'<div class="chips".*?</div>', page, re.DOTALL)[0]
        assert "章：第五章" in chips
        assert "文件种类：政策文件" in chips
        links = re.findall(r'href="([^"]+)"', chips)
        assert len(links) == 4
        assert "chapter=" not in links[0]  # without its policy a chapter means nothing
        assert "kind=policy" in links[1]
        assert "policy=gxblk" in links[1]
        assert links[-1] == "?q=%E7%9F%A5%E8%AF%86%E4%BA%A7%E6%9D%83"

    def test_pages_facets_and_orders_keep_everything_else(self, client):
        page = page_of(client, q="企业", kind="policy", sort="order", expand="0")
        assert (
            'rel="next" href="?q=%E4%BC%81%E4%B8%9A&amp;kind=policy&amp;sort=order&amp;expand=0&amp;page=2"'
            in page
        )
        sorts = re.search(r'<nav class="sorts".*?</nav>', page, re.DOTALL)[0]
        assert "kind=policy" in sorts
        assert "page=" not in sorts
        assert re.search(r'aria-current="true">条文次序', sorts)

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"type": "law"}, "类型没有“law”一项；可以是 article、measure、entity、policy。"),
            ({"ministry": "nobody"}, "没有标识为“nobody”的部委"),
            ({"instrument": "x"}, "没有标识为“x”的政策工具"),
            ({"goal": "x"}, "没有标识为“x”的目标"),
            ({"actor": "x"}, "没有标识为“x”的主体"),
            ({"kind": "x"}, "文件种类没有“x”一项"),
            ({"status": "x"}, "效力状态没有“x”一项"),
            ({"sort": "x"}, "排序没有“x”一项"),
            ({"policy": "x"}, "没有标识为“x”的政策"),
            ({"chapter": "99"}, "没有第“99”章"),
            ({"ministry": "'--"}, "没有标识为“'--”的部委"),
        ],
    )
    def test_what_does_not_exist_is_refused_by_name(self, client, parameters, message):
        assert message in page_of(client, 400, q="企业", **parameters).replace("&#x27;", "'")

    def test_filters_that_leave_nothing_say_how_many_there_are_without(self, client):
        page = page_of(client, q="知识产权", kind="law")
        assert "不加筛选有 4 条条文" in page
        assert "取消全部筛选" in page

    def test_nothing_found_says_what_was_tried_and_offers_ways_on(self, client):
        page = page_of(client, q="“婚姻登记”")
        assert "没有找到" in page
        assert "去掉引号和减号再查" in page
        assert "/policies/" in page

    @pytest.mark.parametrize("query", ["企业", "知识产权", "财政部", "婚姻登记"])
    def test_the_number_of_statements_is_bounded(
        self, client, query, uncached, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(22):
            client.get("/search/", {"q": query}, headers=BROWSER)

    def test_a_feed_follows_the_filters(self, client):
        feed = reverse("articles:feed_search")
        whole_feed = client.get(feed, {"q": "知识产权"}).content.decode()
        chapter_feed = client.get(feed, {"q": "知识产权", "chapter": "5"}).content.decode()
        assert (whole_feed.count("<entry>"), chapter_feed.count("<entry>")) == (4, 2)
        assert client.get(feed, {"q": "知识产权", "goal": "x"}).status_code == 400

    def test_the_feed_of_a_further_page_follows_all_results(self, client):
        page = client.get("/search/", {"q": "企业", "page": "2"}, headers=BROWSER).content.decode()
        feed = reverse("articles:feed_search")
        addresses = re.findall(rf'href="{feed}\?([^"]*)"', page)
        assert {"page" in address for address in addresses} == {False}

    def test_feed_and_file_read_a_query_as_its_page_does(self, client, import_text):
        import_text("lottery", "体育彩票管理办法\n第一条 彩票由国家发行。\n")
        corrected, as_typed = {"q": "自主创薪"}, {"q": "自主创薪", "correct": "0"}
        for path in ("/search.txt", "/feeds/search/"):
            assert re.search("检索[“：]自主创新", client.get(path, corrected).content.decode())
            assert re.search("检索[“：]自主创薪", client.get(path, as_typed).content.decode())
            title = {"q": "体育彩票管理办发"}  # of no word that articles have: a name alone tells
            assert "体育彩票管理办法" in client.get(path, title).content.decode()


class TestLog:
    def search(self, client, method="get", **parameters):
        headers = {**BROWSER, **parameters.pop("headers", {})}
        return getattr(client, method)("/search/", parameters, headers=headers)

    def test_a_reader_search_is_counted(self, client):
        self.search(client, q="  知识产权 ")
        self.search(client, q="婚姻登记")
        self.search(client, q="公司拖欠工资怎么办")
        write_counts()
        rows = QueryLog.objects.values_list("query", "searches", "outcome")
        assert set(rows) == {
            ("知识产权", 1, "answered"), ("婚姻登记", 1, "empty"), ("公司拖欠工资怎么办", 1, "weak"),
        }  # fmt: skip

    def test_one_whose_answer_the_reader_has_already_is_counted_too(self, client):
        etag = self.search(client, q="知识产权")["ETag"]
        response = self.search(client, q="知识产权", headers={"If-None-Match": etag})
        assert response.status_code == 304
        write_counts()
        assert QueryLog.objects.get().searches == 2

    @pytest.mark.parametrize(
        "parameters",
        [
            {"q": "企业", "page": "2"}, {"q": "企业", "type": "article"}, {"q": "企业", "sort": "order"},
            {"q": "企业", "kind": "policy"}, {"q": ""}, {"q": "第二十五条"}, {"q": "企业" * 40},
            {"q": "13800138000"}, {"q": "张三 zhangsan@example.cn"}, {"q": "11010519491231002X 补贴"},
            {"q": "企业", "method": "head"},
            {"q": "企业", "headers": {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"}},
            {"q": "企业", "headers": {"User-Agent": "curl/8.5"}},
            {"q": "企业", "headers": {"User-Agent": ""}},
            {"q": "企业", "headers": {"Sec-Purpose": "prefetch;prerender"}},
        ],
    )  # fmt: skip
    def test_nothing_else_is(self, client, parameters):
        self.search(client, **parameters)
        write_counts()
        assert not QueryLog.objects.exists()

    def test_feeds_and_the_api_count_nothing(self, client):
        client.get("/feeds/search/", {"q": "企业"}, headers=BROWSER)
        client.get("/api/v1/search/", {"q": "企业"}, headers=BROWSER)
        write_counts()
        assert not QueryLog.objects.exists()

    def test_it_can_be_turned_off(self, client, settings):
        settings.PORTAL_QUERY_LOG = False
        page = self.search(client, q="企业").content.decode()
        write_counts()
        assert not QueryLog.objects.exists()
        assert "data-clicked" not in page


class TestClicks:
    def click(self, client, status: int, origin: str = "http://testserver", **parameters: str):
        response = client.post("/search/clicked/", parameters, headers={"Origin": origin} if origin else {})
        assert response.status_code == status

    @pytest.fixture(autouse=True)
    def logged_search(self, client, shipped):
        client.get("/search/", {"q": "企业"}, headers=BROWSER)

    def test_an_opened_result_is_counted_by_its_position(self, client):
        self.click(client, 204, q="企业", position="3")
        write_counts()
        click = QueryClick.objects.get()
        assert (click.entry.query, click.position, click.clicks) == ("企业", 3, 1)

    def test_what_was_not_searched_for_is_not(self, client):
        self.click(client, 204, q="没有人查过", position="1")
        self.click(client, 204, q="13800138000", position="1")
        write_counts()
        assert not QueryClick.objects.exists()

    @pytest.mark.parametrize("position", ["", "0", "21", "-1", "x", "9" * 30])
    def test_a_position_that_cannot_be_is_refused(self, client, position):
        self.click(client, 400, q="企业", position=position)

    @pytest.mark.parametrize("origin", ["", "null", "https://example.com", "http://testserver.example.com"])
    def test_other_sites_cannot_count(self, client, origin):
        self.click(client, 403, origin, q="企业", position="1")
        write_counts()
        assert not QueryClick.objects.exists()

    def test_reading_it_is_not_allowed(self, client):
        assert client.get("/search/clicked/").status_code == 405
