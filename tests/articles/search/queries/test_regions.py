"""A query that names a region: its documents first, the country's as they are, those of others last."""

import pytest

from articles.search import search
from articles.search.queries.analysis import analyse_query
from articles.search.results.matches.name_matches import find_policies
from articles.search.scoring.explanation import explain
from tests.articles.search.choosing import choices_of

LEAVE = "女职工生育享受产假九十八天。"
OTHER = "广告应当真实。"


@pytest.fixture
def documents(import_text, shipped):
    """A law, and local rules on the same matter and on another; the city's names neither."""
    import_text("law", f"中华人民共和国生育法\n第一条 {LEAVE}\n第二条 {OTHER}\n")
    import_text("zhejiang", f"浙江省生育条例\n第一条 本省{LEAVE}\n第二条 {OTHER}\n")
    import_text("hangzhou", f"杭州市生育条例\n第一条 本市{LEAVE}\n第二条 {OTHER}\n")
    import_text("qingdao", f"青岛市生育条例\n第一条 产假。{LEAVE}\n第二条 {OTHER}\n")


def regions_in(query: str) -> list[tuple[str, str]]:
    return [(region.name, region.written) for region in analyse_query(query).regions]


def policies_found(query: str) -> list[str]:
    return [hit.article.policy.slug for hit in search(query).hits]


@pytest.mark.usefixtures("documents")
class TestNames:
    @pytest.mark.parametrize(
        ("query", "regions"),
        [
            ("浙江产假多少天", [("浙江省", "浙江")]),
            ("浙江省产假", [("浙江省", "浙江省")]),
            ("浙江人的产假", [("浙江省", "浙江人")]),
            ("在浙江产假", [("浙江省", "浙江")]),
            ("浙江杭州的产假", [("杭州市", "杭州")]),
            ("内蒙古产假", [("内蒙古自治区", "内蒙古")]),
            ("延边州产假", [("延边朝鲜族自治州", "延边州")]),
            ("浦东新区产假", [("浦东新区", "浦东新区")]),
            ("青岛和杭州的产假", [("青岛市", "青岛"), ("杭州市", "杭州")]),
            ("吉林产假", [("吉林省", "吉林")]),
            ("吉林市产假", [("吉林市", "吉林市")]),
            ("大同市产假", [("大同市", "大同市")]),
        ],
    )
    def test_a_region_is_known_with_and_without_its_suffix(self, query, regions):
        assert regions_in(query) == regions

    @pytest.mark.parametrize(
        "query",
        ["中山服", "南京条约", "北京时间", "上海合作组织", "上海证券交易所退市", "长春花", "大同小异",
         "东方明珠",
         "普通化学品", "和平利用核能", "鼓楼", "开封后能退货吗", "延安精神", "长安汽车", "平安", "日照权",
         "白银交易",
         "北京大学", "台湾同胞投资", "“浙江” 产假"],
    )  # fmt: skip
    def test_other_words_are_no_regions(self, query):
        assert regions_in(query) == []

    def test_a_region_of_documents_is_known_that_is_in_no_table(self, import_text):
        assert regions_in("昆山市产假") == []
        import_text("kunshan", f"昆山市生育办法\n第一条 {LEAVE}\n")
        assert regions_in("昆山市产假") == [("昆山市", "昆山市")]


@pytest.mark.usefixtures("documents")
class TestOrder:
    @pytest.mark.parametrize("query", ["浙江产假", "浙江省产假多少天", "产假 浙江"])
    def test_a_provinces_own_come_first_and_other_regions_last(self, query):
        order = policies_found(query)
        assert order[0] == "zhejiang"
        assert order.index("law") < order.index("qingdao")

    def test_a_citys_own_come_before_its_provinces_and_other_cities_last(self):
        order = policies_found("杭州产假")
        assert order[0] == "hangzhou"
        assert order[-1] == "qingdao"
        assert {"law", "zhejiang"} <= set(order[1:-1])

    def test_where_nothing_is_of_the_region_its_province_comes_first(self):
        assert policies_found("温州产假")[0] == "zhejiang"

    def test_without_documents_of_the_region_the_law_comes_first(self):
        order = policies_found("江苏产假")
        assert order[0] == "law"
        assert not search("江苏产假").is_weak
        assert search("江苏产假").unmatched == ()

    def test_no_region_changes_nothing(self):
        assert policies_found("产假")[0] == "law"

    def test_a_title_in_full_leads_to_its_document(self):
        assert policies_found("杭州市生育条例 产假")[0] == "hangzhou"

    def test_a_title_with_the_short_name_of_its_region_is_known(self):
        first = search("杭州生育", sources=[find_policies]).lines[0]
        assert (first.name, first.stands_above) == ("杭州市生育条例", True)

    def test_a_region_alone_finds_its_documents(self, import_text):
        import_text("port", "青岛市港口条例\n第一条 青岛的港口。\n")
        assert policies_found("青岛") == ["port"]

    def test_the_parts_of_a_score_add_up(self):
        results = search("杭州产假")
        whys = explain(results.query, [hit.article.pk for hit in results.hits])
        for hit in results.hits:
            assert whys[hit.article.pk].total == pytest.approx(hit.score, abs=1e-2)
        amounts = {hit.article.policy.slug: whys[hit.article.pk].region_amount for hit in results.hits}
        assert amounts["hangzhou"] > 0 > amounts["qingdao"]

    def test_a_count_of_a_region_is_what_choosing_it_leaves(self):
        (region,) = [group for group in search("杭州产假").facets if group.name == "region"]
        for link in region.links:
            assert search("杭州产假", choices=choices_of(region=link.value)).count == link.count


@pytest.mark.usefixtures("documents")
class TestNotice:
    def page(self, client, query: str, **params) -> str:
        return client.get("/search/", {"q": query, **params}).content.decode()

    def test_the_page_says_what_comes_first_and_offers_both_ways_on(self, client):
        page = self.page(client, "浙江产假")
        assert "优先列浙江省的文件" in page
        assert "只看浙江省的（1 条）" in page
        assert "不看地方，检索“产假”" in page

    def test_it_says_that_nothing_is_held_of_a_region(self, client):
        page = self.page(client, "江苏产假")
        assert "本库没有收录江苏省的地方文件" in page
        assert "只看江苏省的" not in page
        assert "以下是浙江省和全国的规定" in self.page(client, "温州产假")

    def test_it_says_that_what_is_held_of_a_region_is_about_other_things(self, client, import_text):
        import_text("suzhou", f"苏州市广告办法\n第一条 {OTHER}\n")
        assert "本库收录的苏州市文件（1 件）里没有相合的条文" in self.page(client, "苏州产假")

    def test_who_has_chosen_a_region_is_told_nothing(self, client):
        assert "优先列" not in self.page(client, "浙江产假", region="浙江省")
        assert "优先列" not in self.page(client, "产假")

    def test_the_api_says_the_same(self, client):
        answer = client.get("/api/v1/search/", {"q": "杭州产假", "explain": 1}).json()
        assert answer["query"]["places"] == [
            {"name": "杭州市", "written": "杭州", "documents": 1, "count": 1, "province": "浙江省"}
        ]
        assert answer["results"][0]["why"]["place"] > 0
        assert client.get("/api/v1/search/", {"q": "产假"}).json()["query"]["places"] == []


def test_a_base_of_one_policy_knows_no_regions(shipped):
    assert regions_in("浙江产假") == []
