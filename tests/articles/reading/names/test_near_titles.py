"""Names that nearly fit held titles are answered by a list; nothing is opened that might not be meant."""

import pytest

from articles.models.postgres.content_versions import one_state
from articles.reading.names.documents_not_held import missing_document
from articles.reading.names.policy_names import policies_named, policies_near
from articles.reading.names.region_table import leading_region
from articles.search import search
from tests.articles.conftest import store_text

TITLES = {
    "internet": "互联网上网服务营业场所管理条例",
    "smoke": "上海市公共场所控制吸烟条例",
    "waste": "上海市生活垃圾管理条例",
    "fishery-boats": "中华人民共和国渔业船舶检验条例",
    "fishery-rules": "中华人民共和国渔业法实施细则",
    "zhejiang-fishery": "浙江省渔业管理条例",
    "mapping": "中华人民共和国测绘成果管理条例",
    "base-mapping": "基础测绘条例",
    "mediators": "人民调解委员会组织条例",
    "mediation": "宁波市人民调解条例",
    "upbringing": "中华人民共和国家庭教育促进法",
    "violence": "中华人民共和国反家庭暴力法",
    "donations": "中华人民共和国公益事业捐赠法",
    "unemployment": "失业保险条例",
    "marks": "最高人民法院关于审理商标民事纠纷案件适用法律若干问题的解释",
    "famous-marks": "最高人民法院关于审理涉及驰名商标保护的民事纠纷案件应用法律若干问题的解释",
    "police-cases": "公安机关办理行政案件程序规定",
    "court-cases": "最高人民法院关于行政申请再审案件立案程序的规定",
    "wine": "烟台葡萄酒产区保护条例",
    "lifts": "济南市既有多层住宅增设电梯规定",
    "consumers": "浙江省实施《中华人民共和国消费者权益保护法》办法",
}


@pytest.fixture(scope="module")
def stored_library(module_transaction):
    for slug, title in TITLES.items():
        store_text(slug, f"{title}\n第一条 甲。\n第二条 乙。\n")


@pytest.fixture
def library(db, stored_library):
    """The documents with these titles beside the shipped one."""


def _slugs(policies):
    return {policy.slug for policy in policies}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("上海控烟条例", "smoke"),
        ("上海垃圾分类条例", "waste"),
        ("公益法", "donations"),
    ],
)
def test_a_name_that_nearly_fits_is_answered_by_what_it_fits(client, library, name, slug):
    assert slug in _slugs(policies_near([name]))
    response = client.get("/goto/", {"q": name})
    page = response.content.decode()
    assert response.status_code == 404
    assert "没有收录" not in page
    assert "您是不是要找" in page
    assert f'href="/policies/{slug}/"' in page
    assert f"/policies/{slug}/" in client.get("/api/v1/goto/", {"q": name}).json()["detail"]


@pytest.mark.parametrize("name", ["上海奶茶条例", "广州养犬条例", "广州市控制吸烟条例", "上海市渔业管理条例"])
def test_what_fits_no_title_of_its_place_is_not_held(client, library, name):
    assert policies_near([name]) == []
    assert "没有收录" in client.get("/search/", {"q": name}).content.decode()


def test_an_article_cited_with_everyday_words_is_offered(client, library):
    page = client.get("/goto/", {"q": "网吧管理条例第2条"}).content.decode()
    assert 'href="/policies/internet/articles/2/"' in page


def test_everyday_words_are_put_as_titles_put_them(library):
    results = search("网吧管理条例")
    assert (results.lines[0].policy, results.lines[0].label.split(" ")[0]) == ("internet", "您是不是要找")


@pytest.mark.parametrize("name", ["网吧管理条例", "上海控烟"])
def test_a_name_that_a_page_asks_for_again_is_remembered(library, django_assert_num_queries, name):
    def lookups() -> tuple[object, ...]:
        return policies_named(name), missing_document(name), policies_near([name, f"{name}规定"])

    with one_state():
        first = lookups()
        with django_assert_num_queries(1 if first[2] else 0):  # those that are offered
            assert lookups() == first


def test_rules_of_a_place_are_offered_however_many_words_their_title_has(library):
    line = search("济南加装电梯规定").lines[0]
    assert (line.policy, line.label.split(" ")[0]) == ("lifts", "您是不是要找")


def test_a_number_behind_a_place_and_a_subject_leads_to_the_article(client, library):
    line = search("上海控烟 第2条").lines[0]
    assert (line.url, line.policy) == ("/policies/smoke/articles/2/", "smoke")


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("渔业条例", {"fishery-boats", "fishery-rules", "zhejiang-fishery"}),
        ("测绘条例", {"mapping", "base-mapping"}),
        ("人民调解条例", {"mediators", "mediation"}),
        ("家庭法", {"upbringing", "violence"}),
        ("商标规定", {"marks", "famous-marks"}),
        ("行政案件程序规定", {"police-cases", "court-cases"}),
    ],
)
def test_no_name_opens_one_of_several_that_fit(client, library, name, slugs):
    for citation in (name, f"{name}第2条"):
        response = client.get("/goto/", {"q": citation})
        page = response.content.decode()
        assert response.status_code in (300, 404)
        assert all(f"/policies/{slug}/" in page for slug in slugs)
    assert client.get("/search/", {"q": f"{name}第2条"}).status_code != 302


@pytest.mark.parametrize(
    ("name", "slug"), [("失业条例", "unemployment"), ("浙江省渔业条例", "zhejiang-fishery")]
)
def test_a_name_that_leaves_out_little_opens_the_only_one(library, name, slug):
    assert _slugs(policies_named(name)) == {slug}


def test_what_asks_for_a_list_is_no_name(client, library):
    assert "没有收录" not in client.get("/search/", {"q": "国务院 2009年 条例"}).content.decode()


def test_a_place_in_front_is_read_in_full():
    assert leading_region("浙江省杭州养犬条例") == ("杭州市", "养犬条例")
    assert leading_region("浙江养老条例") == ("浙江省", "养老条例")
    assert leading_region("渔业条例") == ("", "渔业条例")
