"""Citations are answered first; what the knowledge base does not hold is not passed off as an answer."""

import pytest

from articles.search import search

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize(
    "citation",
    [
        "第二十五条",
        "第25条",
        "第六章第二十五条",
        "工信部联科[2009]232号第25条",
        "《国家产业技术政策》第二十五条",
    ],
)
def test_a_citation_is_answered_first(citation):
    first = search(citation).hits[0]
    assert (first.article.number, first.is_cited, first.is_weak) == (25, True, False)


@pytest.mark.parametrize(
    "query", ["婚姻登记", "如何办理护照", "公司拖欠工资怎么办", "机动车驾驶证年审", "离婚财产分割"]
)
def test_what_no_policy_is_about_has_no_answer(query):
    assert all(hit.is_weak for hit in search(query).hits)


@pytest.mark.parametrize(
    "query", ["小公司搞研发怎么贷款", "我们进口设备能免关税吗", "知识产权保护", "期权", "军民融合"]
)
def test_what_a_policy_is_about_is_an_answer(query):
    results = search(query)
    assert results.hits
    assert not results.is_weak


def test_near_misses_stand_apart(client):
    page = client.get("/search/", {"q": "公司拖欠工资怎么办"}).content.decode()
    assert "相近，但不是直接回答" in page
    assert "相近，但不是直接回答" not in client.get("/search/", {"q": "知识产权保护"}).content.decode()
    answer = client.get("/api/v1/search/", {"q": "公司拖欠工资怎么办"}).json()
    assert all(result["weak"] for result in answer["results"])


def test_expansions_show_in_page_and_api(client):
    page = client.get("/search/", {"q": "小公司贷款"}).content.decode()
    assert "贷款 → 信贷" in page
    assert "expand=0" in page
    assert "贷款 → 信贷" not in client.get("/search/", {"q": "小公司贷款", "expand": "0"}).content.decode()
    expansions = client.get("/api/v1/search/", {"q": "贷款"}).json()["query"]["expansions"]
    assert [(expansion["word"], expansion["means"]) for expansion in expansions] == [("贷款", ["信贷"])]
    assert "信贷" in expansions[0]["basis"]


class TestSubjects:
    """A subject is held by its official word; one that a best article holds is what the question is about."""

    LAW = (
        "侵权责任办法\n第一条 饲养的动物造成他人损害的，动物饲养人应当承担侵权责任。\n"
        "第二条 侵害隐私权的，应当承担民事责任。\n第三条 出租人应当维修租赁物。\n"
    )

    @pytest.mark.parametrize(
        ("query", "number"), [("养狗咬人", 1), ("乱闯女厕所，是否侵犯隐私权？", 2), ("房东不修房子怎么办", 3)]
    )
    def test_what_is_held_in_other_words_is_no_near_miss(self, db, import_text, query, number):
        import_text("liability", self.LAW)
        results = search(query)
        assert not results.is_weak
        assert results.hits[0].article.number == number

    @pytest.mark.parametrize(
        "query", ["养狗咬人", "是否侵犯隐私权？", "房东不修房子怎么办", "公积金和契税怎么交"]
    )
    def test_what_is_not_held_is(self, shipped, query):
        results = search(query)
        assert results.is_weak or not results.count
