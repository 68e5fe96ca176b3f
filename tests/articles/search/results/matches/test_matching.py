"""What counts as a result, and what a reader may demand of it beside relevance."""

import pytest
from django.db import transaction

from articles.models import Entity, Policy, Reference
from articles.models.links.evidence import LinkStatus
from articles.search.forms import SearchForm
from articles.search.results.filters.choices import Grouping
from articles.search.results.result_sources import ResultType
from tests.articles.conftest import store_text

RULES = """海港管理办法
第一章 引航
第一条 海港的引航由引航机构负责。
第二条 引航员应当申请登记。
第三条 船舶进入海港应当缴纳港务费，可以申请减免。
第二章 登记
第四条 可以申请登记的船舶，应当提交材料。
第五条 旅客可以凭证件登船。
"""
OTHER = "河流管理办法\n第一条 河流的船舶应当申请登记，依照《海港管理办法》第三条缴纳港务费。\n"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rules(module_transaction):
    return store_text("harbours", RULES), store_text("rivers", OTHER)


@pytest.fixture(scope="class")
def dated_rules(rules, django_db_blocker):
    """The rules with days and an issuer, for the tests of one class: then they are as they were."""
    with django_db_blocker.unblock(), transaction.atomic():
        harbours, rivers = (Policy.objects.get(pk=policy.pk) for policy in rules)
        harbours.published_on = harbours.effective_on = "2001-02-03"
        harbours.save()
        harbours.issuers.create(
            position=1, printed_name="浙江省人民政府", name="浙江省人民政府", official_name="浙江省人民政府"
        )
        rivers.published_on = rivers.effective_on = "2010-02-03"
        rivers.save()
        yield
        transaction.set_rollback(True)


def articles_found(**parameters) -> list[str]:
    form = SearchForm(parameters)
    assert form.is_valid(), form.errors
    return [f"{hit.policy}/{hit.article.number}" for hit in form.results(page=1, page_size=100).hits]


def refusal(**parameters) -> str:
    form = SearchForm(parameters)
    assert not form.is_valid()
    return form.first_error()


@pytest.mark.usefixtures("rules")
class TestWhatCounts:
    def test_a_sentence_does_not_count_what_shares_a_mere_word_with_it(self):
        assert "harbours/5" not in articles_found(q="引航员可以申请登记")
        assert "harbours/2" in articles_found(q="引航员可以申请登记")

    @pytest.mark.parametrize("q", ["申请 登记", "港务费 船舶"])
    def test_all_that_holds_every_word_counts(self, q):
        words = q.split()
        every = articles_found(q=q, match="all")
        assert len(every) >= 2
        assert set(every) <= set(articles_found(q=q))
        assert words

    def test_facets_count_what_is_listed(self):
        form = SearchForm({"q": "船舶申请登记"})
        assert form.is_valid()
        results = form.results(page=1, page_size=100)
        counts = {
            link.value: link.count
            for group in results.facets
            if group.name == "policy"
            for link in group.links
        }
        assert counts["harbours"] + counts["rivers"] == len(results.hits)


@pytest.mark.usefixtures("rules")
class TestDemands:
    def test_all_words(self):
        assert set(articles_found(q="船舶 登记", match="all")) == {"harbours/4", "rivers/1"}

    def test_exact_words(self):
        assert articles_found(q="申请登记的船舶", match="exact") == ["harbours/4"]
        assert articles_found(q="登记申请", match="exact") == []

    def test_titles_only(self):
        assert set(articles_found(q="引航", scope="title")) == {"harbours/1", "harbours/2", "harbours/3"}

    def test_a_document_whose_title_holds_the_words_is_found_once_and_first(self, import_text):
        import_text("pilots", "引航条例\n第一章 引航员\n第一条 引航员应当登记。\n")
        Entity.objects.create(kind="document", slug="pilots", name="引航条例", is_published=True)
        form = SearchForm({"q": "引航", "scope": "title"})
        assert form.is_valid()
        for grouping in Grouping:
            results = form.results(page=1, grouping=grouping)
            assert results.items[0].type == ResultType.POLICY
            assert results.items[0].title == "引航条例"
            assert {hit.policy for hit in results.hits} == {"harbours"}
            assert results.count == 4

    def test_within_the_results(self):
        assert articles_found(q="船舶", also="减免") == ["harbours/3"]
        assert articles_found(q="船舶", also="港务费 依照") == ["rivers/1"]

    def test_what_cites_an_article(self, rules):
        harbours, rivers = rules
        cited_article, citing_article = harbours.articles.get(number=3), rivers.articles.get()
        quote = "《海港管理办法》第三条"
        start = citing_article.text.index(quote)
        document = Entity.objects.create(kind="document", slug="hgbf", name=harbours.title, policy=harbours)
        Reference.objects.create(
            policy=rivers, article=citing_article, document=document, target=cited_article, number=3,
            quote=quote, start=start, end=start + len(quote), status=LinkStatus.PUBLISHED,
        )  # fmt: skip
        assert articles_found(q="船舶", cites="harbours:3") == ["rivers/1"]
        assert articles_found(q="船舶", cites="harbours:4") == []
        assert articles_found(cites="harbours:3") == ["rivers/1"], "without words, all that cite it"
        assert articles_found(q="引航", cites="harbours:3") == []

    def test_an_empty_page_says_how_to_undo_it(self, client):
        page = client.get("/search/", {"q": "船舶", "also": "飞机"}).content.decode()
        assert "没有找到符合筛选的" in page
        assert "不加筛选有" in page
        assert "取消全部筛选" in page

    def test_each_demand_can_be_taken_away(self, client):
        page = client.get("/search/", {"q": "船舶", "also": "减免", "match": "all"}).content.decode()
        assert "结果中含有：减免" in page
        assert 'href="?q=%E8%88%B9%E8%88%B6&amp;match=all"' in page


@pytest.mark.usefixtures("dated_rules")
class TestDocuments:
    @pytest.mark.parametrize(
        ("facet", "value"),
        [
            ("year", "2001"),
            ("effective", "2001"),
            ("issuer", "浙江省人民政府"),
            ("region", "浙江省"),
            ("level", "省级"),
        ],
    )
    def test_filters_leave_the_documents_that_have_the_value(self, facet, value):
        assert {name.partition("/")[0] for name in articles_found(q="船舶", **{facet: value})} == {"harbours"}

    def test_several_values_of_a_filter_are_alternatives(self):
        every = articles_found(q="船舶")
        assert articles_found(q="船舶", year=["2001", "2010"]) == every
        assert articles_found(q="船舶", year=["2001", "2010"], region=["浙江省"]) == articles_found(
            q="船舶", region="浙江省"
        )
        assert articles_found(q="船舶", policy=["harbours", "rivers"]) == every

    def test_documents_without_a_date_have_a_year_to_choose(self, rules):
        Policy.objects.with_slugs(["rivers"]).update(published_on=None, effective_on=None)
        for facet in ("year", "effective"):
            form = SearchForm({"q": "船舶"})
            assert form.is_valid()
            [group] = [group for group in form.results(page=1).facets if group.name == facet]
            assert [(link.value, link.count) for link in group.links] == [("2001", 2), ("未载明", 1)]
            assert articles_found(q="船舶", **{facet: "未载明"}) == ["rivers/1"]
            assert set(articles_found(q="船舶", **{facet: ["未载明", "2001"]})) == set(
                articles_found(q="船舶")
            )

    def test_blank_values_do_not_count(self):
        years = [str(year) for year in range(2001, 2051)]
        assert articles_found(q="船舶", year=[*years, " "]) == articles_found(q="船舶", year=years)

    def test_the_latest_first(self):
        assert articles_found(q="船舶", sort="date")[0] == "rivers/1"
        assert articles_found(q="船舶", sort="date")[1:] == ["harbours/3", "harbours/4"]

    def test_by_title(self):
        assert articles_found(q="船舶", sort="title")[0] == "rivers/1"

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"year": "12"}, "四位数字"),
            ({"year": ["2001", "x"]}, "四位数字"),
            ({"kind": ["law", "x"]}, "文件种类没有“x”一项"),
            ({"issuer": [str(n) for n in range(60)]}, "发文机关写了 60 项，至多 50 项"),
            ({"policy": ["harbours", "rivers"], "chapter": "1"}, "请写明是哪一件政策的章"),
            ({"effective": "x"}, "四位数字"),
            ({"issuer": "火星"}, "没有发文机关为“火星”的文件"),
            ({"region": "火星"}, "没有地区为“火星”的文件"),
            ({"level": "乡"}, "乡"),
            ({"cites": "harbours:99"}, "没有“harbours:99”这一条"),
            ({"cites": "x"}, "gxblk-2009-232:25"),
            ({"match": "some"}, "all"),
            ({"scope": "x"}, "title"),
            ({"by": "x"}, "document"),
        ],
    )
    def test_what_there_is_not_is_said(self, parameters, message):
        assert message in refusal(q="船舶", **parameters)


@pytest.mark.usefixtures("rules")
class TestByDocument:
    def results(self, **parameters):
        form = SearchForm({"q": "船舶", **parameters})
        assert form.is_valid()
        return form.results(page=1)

    def test_each_document_stands_once_with_its_best_units(self):
        results = self.results(by="document")
        assert sorted(group.policy.slug for group in results.documents) == ["harbours", "rivers"]
        assert results.documents[0].hits[0].article == self.results().hits[0].article
        assert {group.policy.slug: group.count for group in results.documents} == {"harbours": 2, "rivers": 1}
        assert results.count == self.results().count

    def test_a_term_stands_by_document_and_a_sentence_by_article(self, client):
        term = client.get("/search/", {"q": "船舶"}).content.decode()
        assert 'class="units"' in term
        assert 'class="units"' not in client.get("/search/", {"q": "船舶", "by": "unit"}).content.decode()
        sentence = client.get("/search/", {"q": "船舶进入海港缴纳港务费登记"}).content.decode()
        assert 'class="units"' not in sentence

    def test_the_api_has_headings_with_titles_and_documents(self, client):
        answer = client.get("/api/v1/search/", {"q": "船舶", "by": "document"}).json()
        assert {result["document"] for result in answer["results"]} == {"海港管理办法", "河流管理办法"}
        assert answer["documents"][0]["policy"] == answer["results"][0]["policy"]
        assert answer["document_count"] == 2
        assert client.get("/api/v1/search/", {"q": "船舶"}).json()["documents"] == []
