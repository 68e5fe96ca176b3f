"""/goto/ and the search box: from a citation in any form to its article, or a plain word why not."""

import pytest

from articles.models import Policy
from articles.models.policies.policy_choices import Publication

A25 = "/policies/gxblk-2009-232/articles/25/"
NUMBER = "工信部联科〔2009〕232号"
TWIN = "国家产业技术政策\n第一条 甲。\n第二条 乙。\n"


@pytest.fixture
def visit(client, shipped):
    def visit_page(path: str, **query):
        return client.get(path, query)

    return visit_page


@pytest.mark.parametrize("path", ["/goto/", "/search/"])
class TestEitherWay:
    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("第二十五条", A25),
            ("第25条", A25),
            ("25", A25),
            ("２５", A25),
            ("第六章第二十五条", A25),
            (f"{NUMBER}第25条", A25),
            ("工信部联科[2009]232号第25条", A25),
            ("工信部联科【2009】232号第二十五条", A25),
            ("工信部联科(2009)232号 第 25 条", A25),
            ("《国家产业技术政策》第二十五条", A25),
            ("国家产业技术政策第25条", A25),
            ("第二十五條", A25),
            ("第二十五条第一款", f"{A25}#para_1"),
            ("第二十五条第九款", f"{A25}?cited_provision=k9"),
            ("第六章", "/policies/gxblk-2009-232/chapters/6/"),
            (NUMBER, "/policies/gxblk-2009-232/"),
            ("《国家产业技术政策》", "/policies/gxblk-2009-232/"),
            ("第一章第二十五条", f"{A25}?cited_chapter=1"),
            ("第九章第二十五条", f"{A25}?cited_chapter=9"),
        ],
    )
    def test_a_citation_leads_to_its_page(self, visit, path, typed, target):
        response = visit(path, q=typed)
        assert (response.status_code, response.headers["Location"]) == (302, target)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("第35条", "《国家产业技术政策》没有第三十五条，条号范围为第一条至第三十四条"),
            ("第二十五条之一", "没有第二十五条之一，条号范围为第一条至第三十四条"),
            ("第0条", "没有第0条，条号范围为第一条至第三十四条"),
            (f"第{'9' * 40}条", "条号范围为第一条至第三十四条"),
            ("第八章", "没有第八章，章号范围为第一章至第七章"),
            ("国经贸技术〔2002〕444号第三条", "没有收录发文字号为“国经贸技术〔2002〕444号”的文件"),
            ("《专利法》第五条", "没有收录《专利法》"),
        ],
    )
    def test_a_citation_of_nothing_says_what_there_is(self, visit, path, typed, says):
        response = visit(path, q=typed)
        assert response.status_code == 404
        assert says in response.content.decode()

    def test_policies_of_one_title_are_offered_by_number(self, visit, import_text, path):
        import_text("twin", TWIN)
        Policy.objects.filter(slug="twin").update(document_number="国经贸技术〔2002〕444号")
        response = visit(path, q="《国家产业技术政策》第二条")
        page = response.content.decode()
        assert response.status_code == 300
        assert "/policies/gxblk-2009-232/articles/2/" in page
        assert "/policies/twin/articles/2/" in page
        assert "国经贸技术〔2002〕444号" in page

    def test_a_number_alone_means_the_policy_the_reader_is_in(self, visit, import_text, path):
        import_text("other", TWIN.replace("国家产业技术政策", "某办法"))
        assert visit(path, q="2", within="other").headers["Location"] == "/policies/other/articles/2/"
        assert visit(path, q="2").headers["Location"] == "/policies/gxblk-2009-232/articles/2/"

    def test_what_is_not_published_is_not_there(self, visit, shipped, path):
        Policy.objects.filter(pk=shipped.pk).update(publication=Publication.DRAFT)
        assert visit(path, q="第25条").status_code == 404

    def test_posting_is_refused_and_head_answers(self, client, shipped, path):
        assert client.post(path, {"q": "25"}).status_code == 405
        assert client.head(path, {"q": "知识产权"}).status_code in (200, 404)


class TestGoto:
    @pytest.mark.parametrize(
        "typed", ["知识产权", "<script>", "%", "\\", "'", '"', "(", "第", "1e9", "第25条 第26条"]
    )
    def test_other_words_get_examples_and_a_way_to_search(self, visit, typed):
        response = visit("/goto/", q=typed)
        page = response.content.decode()
        assert response.status_code == 404
        assert "没有认出条号" in page
        assert "<script>" not in page.replace("<script src=", "")
        assert "/search/?q=" in page

    @pytest.mark.parametrize("typed", ["", " ", "\x00", "第" * 10_000])
    def test_empty_and_endless_input_is_refused_with_a_reason(self, visit, typed):
        response = visit("/goto/", q=typed)
        assert response.status_code == 400
        assert "请输入条号" in response.content.decode() or "输入过长" in response.content.decode()

    def test_an_address_without_any_parameter_is_refused(self, visit):
        assert visit("/goto/").status_code == 400

    def test_a_bare_title_leads_to_its_policy(self, visit):
        assert visit("/goto/", q="国家产业技术政策").headers["Location"] == "/policies/gxblk-2009-232/"

    def test_a_number_beyond_the_last_article_says_the_range(self, visit):
        assert "第一条至第三十四条" in visit("/goto/", q="35").content.decode()


class TestMisplacedChapter:
    def test_the_article_says_where_it_stands(self, client, shipped):
        page = client.get("/goto/", {"q": "第一章第二十五条"}, follow=True).content.decode()
        assert "您引用的是第一章第二十五条；本条在" in page
        assert "第六章 广泛开展国际合作与交流 强化技术引进消化再创新" in page

    @pytest.mark.parametrize("cited", ["6", "", "x", "0", "-1", "９", "9" * 30, "<b>"])
    def test_a_right_or_senseless_chapter_says_nothing(self, visit, cited):
        response = visit(A25, cited_chapter=cited)
        assert response.status_code == 200
        assert "您引用的是" not in response.content.decode()


LISTS = (
    "某办法\n第一条 甲。\n第二条 下列情形：\n（一）子；\n（二）丑：\n1.寅；\n2.卯。\n前款另定。\n"
    "有下列的除外：\n（一）辰；\n（二）巳；\n（三）午。\n第三条 本法所称：\n（一）未；\n（二）申。\n"
)


class TestAbsentProvision:
    @pytest.mark.parametrize(
        ("place", "says"),
        [
            (
                "第二条第（五）项",
                "第二条没有第（五）项：它有三款，第一款有第（一）项至第（二）项，第三款有第（一）项至第（三）项。",
            ),
            ("第二条第一款第（三）项", "第二条没有第一款第（三）项：它有三款，"),
            ("第二条第四款", "第二条没有第四款：它有三款，"),
            ("第二条第一款第（二）项第9目", "第二条没有第一款第（二）项第9目"),
            ("第三条第（九）项", "第三条没有第（九）项：它只有一款，有第（一）项至第（二）项。"),
            ("第一条第（一）项", "第一条没有第（一）项：它只有一款，不分项。"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("path", ["/goto/", "/search/"])
    def test_the_article_says_that_it_has_none_and_which_it_has(self, client, import_text, path, place, says):
        import_text("lists", LISTS)
        page = client.get(path, {"q": f"《某办法》{place}"}, follow=True).content.decode()
        assert f"您引用的{says}" in page

    @pytest.mark.parametrize(
        "place", ["第二条第（二）项", "第二条第二款", "第二条第一款第（二）项第2目", "第三条"]
    )
    def test_what_is_there_is_opened_without_a_word(self, client, import_text, place):
        import_text("lists", LISTS)
        assert "cited_provision" not in client.get("/goto/", {"q": f"《某办法》{place}"}).headers["Location"]

    @pytest.mark.parametrize("cited", ["k1", "", "x", "k0", "0", "k", "１", "9" * 30, "<b>", "1.2.3.4"])
    def test_a_right_or_senseless_provision_says_nothing(self, visit, cited):
        response = visit(A25, cited_provision=cited)
        assert response.status_code == 200
        assert "您引用的" not in response.content.decode()


class TestSearchBox:
    @pytest.mark.parametrize("typed", ["2020", "35", "12-1", "知识产权", "国家产业技术政策", "《专利法》"])
    def test_words_that_only_look_like_a_citation_are_searched_for(self, visit, typed):
        assert visit("/search/", q=typed).status_code == 200

    def test_a_citation_can_be_searched_for_as_text(self, visit):
        assert visit("/search/", q="第25条", mode="text").status_code == 200
