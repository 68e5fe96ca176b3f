"""Support measures in the main search and among the suggestions."""

import pytest
from django.urls import reverse

from articles.models.postgres.content_versions import one_state
from articles.search.autocomplete import suggest
from articles.search.engine import search
from articles.search.queries.analysis import analyse_query
from articles.search.results.result_sources import ResultType
from articles.search.settings.configuration import using_configuration
from guidance.models import SupportMeasure
from guidance.questions.search_source import find_measures

pytestmark = pytest.mark.django_db
SEARCH = "/api/v1/search/"


def _types(text: str) -> list[str]:
    return [item.type.value for item in search(text).items]


def test_measures_stand_above_articles_where_support_is_asked_for(shipped):
    types = _types("进口设备免税")
    assert types[:2] == ["measure", "measure"]
    assert set(types[2:]) == {"article"}


@pytest.mark.parametrize("keyword", ["技术标准", "技术改造", "知识产权", "贷款", "第二十五条"])
def test_a_bare_keyword_leaves_articles_on_top(shipped, keyword):
    types = _types(keyword)
    above = types[: types.index("article")]
    assert "measure" not in above
    assert len(above) <= 1  # an entity of that name


@pytest.mark.parametrize("question", ["婚姻登记补贴", "公积金怎么申请", "出口退税怎么办", "养老院补贴政策"])
def test_a_question_that_no_measure_answers_shows_none(shipped, question):
    assert "measure" not in _types(question)


def test_the_page_shows_a_measure_with_marks_and_the_way_to_the_finder(client, shipped):
    response = client.get("/search/", {"q": "进口设备免税"})
    page = response.content.decode()
    assert '<span class="result__type">支持措施</span>' in page
    assert "<mark>免征进口</mark>关税" in page
    assert "/guidance/measures/import-duty-major-equipment/" in page
    assert "type=measure" in page
    assert page.count("普通生产设备不在此列") == 4  # under neither of them, in the answer and in the list
    assert f"{reverse('guidance:finder')}?q=%E8%BF%9B%E5%8F%A3" in page


def test_the_type_facet_leaves_measures_alone(client, shipped):
    answer = client.get(SEARCH, {"q": "进口设备免税", "type": "measure"}).json()
    assert {row["type"] for row in answer["results"]} == {"measure"}
    assert answer["count"] == 2


def test_the_api_gives_a_measure_its_article_and_exact_highlights(client, shipped):
    row = client.get(SEARCH, {"q": "小公司搞研发怎么贷款"}).json()["results"][0]
    assert (row["type"], row["policy"], row["number"], row["suffix"]) == ("measure", "gxblk-2009-232", 10, 0)
    assert (row["label"], row["heading"]) == ("第十条", "中小企业技术发展信贷和金融服务")
    assert row["url"].endswith("/guidance/measures/sme-technology-credit/")
    assert row["snippet"] in shipped.articles.get(number=10).text
    marked = [row["snippet"][mark["start"] : mark["end"]] for mark in row["highlights"]]
    assert "信贷" in marked


def test_filters_narrow_measures_and_count_them(client, shipped):
    parameters = {"q": "进口设备免税", "type": "measure"}
    answer = client.get(SEARCH, {**parameters, "ministry": "miit"}).json()
    assert [row["url"].rsplit("/", 2)[-2] for row in answer["results"]] == ["import-duty-major-equipment"]
    groups = {
        group["parameter"]: group["values"]
        for group in client.get(SEARCH, {**parameters, "facets": 1}).json()["facets"]
    }
    assert {"value": "import-tax-exemption", "count": 2}.items() <= {
        key: value for key, value in groups["instrument"][0].items() if key in ("value", "count")
    }.items()


def test_the_source_takes_one_statement_and_two_more_after_a_change(shipped, django_assert_num_queries):
    with using_configuration():  # as every search does
        query = analyse_query("进口设备免税")
        find_measures(query)
        with one_state(), django_assert_num_queries(1):
            find_measures(query)
        SupportMeasure.objects.with_slugs(["import-duty-major-equipment"]).update(status="withdrawn")
        with one_state(), django_assert_num_queries(3):
            hits = find_measures(query)
    assert [hit.url for hit in hits] == ["/guidance/measures/import-duty-major-projects/"]


def test_an_unpublished_policy_takes_its_measures_along(shipped):
    type(shipped).objects.filter(pk=shipped.pk).update(publication="draft")
    assert find_measures(analyse_query("进口设备免税")) == []


def test_a_hit_names_what_it_is(shipped):
    hit = find_measures(analyse_query("技改补贴"))[0]
    assert (hit.type, hit.label, hit.stands_above) == (ResultType.MEASURE, "第十三条", True)


@pytest.mark.parametrize("typed", ["技术创新服务中介", "jishuchuangxinfuwuzhongjiejigou", "中介机构扶持"])
def test_measures_are_suggested_by_their_title(shipped, typed):
    assert "/guidance/measures/innovation-intermediary-support/" in [
        suggestion.path for suggestion in suggest(typed)
    ]


def test_what_a_later_document_stopped_is_not_the_first_hit():
    hits = find_measures(analyse_query("自主创新产品政府采购有支持吗"))
    stopped = [place for place, hit in enumerate(hits) if hit.key == "innovation-product-procurement"]
    assert stopped == [len(hits) - 1]
    assert not hits[-1].stands_above
