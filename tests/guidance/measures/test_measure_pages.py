"""The list of measures and the page of one, for readers."""

import re

import pytest
from django.urls import reverse

from articles.models import Article
from guidance.matching.measure_choices import Role
from guidance.models import ArticleWithoutMeasure, Fact, MeasureStatus, StatedValue, SupportMeasure

pytestmark = pytest.mark.django_db
LIST = "/guidance/measures/"


@pytest.fixture
def browse(client, shipped):
    def get(expected_status: int = 200, **parameters: str):
        response = client.get(LIST, parameters)
        assert response.status_code == expected_status
        return response.context["browsed"], response.content.decode()

    return get


def _slugs(browsed) -> list[str]:
    return [measure.slug for measure in browsed.measures]


def _lines(browsed, name: str) -> dict[str, int]:
    group = next(group for group in browsed.facets if group.name == name)
    return {link.label: link.count for link in group.links}


def _in_order(*, keep=lambda measure: True) -> list[str]:
    """In the order of the text, what a later document stopped behind all others."""
    slugs = [
        measure.slug for measure in SupportMeasure.objects.published().supports().in_order() if keep(measure)
    ]
    return sorted(slugs, key=lambda slug: slug == "innovation-product-procurement")


def _instrument_slugs(measure: SupportMeasure) -> set[str]:
    """The slugs of its instruments and of all that is above them."""
    line = list(measure.instruments.all())
    slugs = set()
    while line:
        slugs |= {instrument.slug for instrument in line}
        line = [instrument.parent for instrument in line if instrument.parent]
    return slugs


def _beneficiary_kinds(measure: SupportMeasure) -> set[str]:
    return {kind for row in measure.criteria.filter(role=Role.BENEFICIARY) for kind in row.values}


def test_the_list_has_every_measure_on_offer_in_the_order_of_the_text(browse):
    browsed, page = browse()
    offered = _in_order()
    assert _slugs(browsed) == offered
    assert f"共 {len(offered)} 项" in page
    assert page.count('class="result"') == 20


def test_the_pages_of_the_list_hold_each_measure_once(browse):
    slugs = []
    for number in ("1", "2", "3"):
        _, page = browse(page=number)
        slugs += re.findall(r'<h2><a href="/guidance/measures/([a-z0-9-]+)/">', page)
    assert sorted(slugs) == sorted(
        SupportMeasure.objects.published().supports().values_list("slug", flat=True)
    )


def test_every_article_stands_with_a_measure_or_with_the_reason_why_not(browse):
    browsed, page = browse()
    rows = ArticleWithoutMeasure.objects.all()
    assert {row.pk for row in browsed.without} == {row.pk for row in rows}
    assert all(row.reason in page for row in rows)
    measured = set(SupportMeasure.objects.supports().values_list("article__number", flat=True))
    without = {row.article.number for row in browsed.without}
    assert measured | without == set(Article.objects.values_list("number", flat=True))
    assert not measured & without


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("force", "rigid", lambda measure: measure.force == "rigid"),
        ("ministry", "pbc", lambda measure: measure.competent.filter(ministry__slug="pbc").exists()),
        (
            "activity",
            "finance",
            lambda measure: measure.criteria.filter(values__contains=["finance"]).exists(),
        ),
        ("chapter", "gxblk-2009-232/7", lambda measure: measure.article.chapter.number == 7),
        (
            "instrument",
            "import-tax-exemption",
            lambda measure: measure.article.number == 25 and measure.force == "rigid",
        ),
    ],
)
def test_a_filter_keeps_what_has_its_value(browse, name, value, expected):
    browsed, _ = browse(**{name: value})
    wanted = _in_order(keep=expected)
    assert _slugs(browsed) == wanted
    assert wanted


def test_a_class_of_instruments_holds_those_below_it(browse):
    above, _ = browse(instrument="supply")
    below, _ = browse(instrument="technology-bases-support")
    assert set(_slugs(below)) < set(_slugs(above))
    assert set(_slugs(above)) == set(_in_order(keep=lambda measure: "supply" in _instrument_slugs(measure)))
    assert "stock-options" in _slugs(above)  # its instrument is four deep


def test_a_kind_may_use_what_addresses_it_and_what_addresses_nobody(browse):
    browsed, _ = browse(kind="university")
    kinds = {
        measure.slug: _beneficiary_kinds(measure) for measure in SupportMeasure.objects.published().supports()
    }
    assert set(_slugs(browsed)) == {
        slug for slug, named in kinds.items() if not named or "university" in named
    }
    group, _ = browse(kind="group")
    enterprise, _ = browse(kind="enterprise")
    assert _slugs(group) == _slugs(enterprise)


def test_another_search_keeps_the_filters_that_are_chosen(browse):
    _, page = browse(force=["task", "rigid"], ministry="mof")
    form = page.split('class="measures-form"')[1].split("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', form)
    assert hidden == [("force", "task"), ("force", "rigid"), ("ministry", "mof")]


def test_each_facet_is_counted_without_its_own_filter(browse):
    everything, _ = browse()
    by_force, _ = browse(force="rigid")
    assert _lines(by_force, "force") == _lines(everything, "force")
    assert sum(_lines(by_force, "chapter").values()) == len(_slugs(by_force))


def test_the_number_of_each_value_is_what_choosing_it_leaves(browse, client):
    browsed, _ = browse(kind="enterprise")
    assert {link.level for link in browsed.facets[0].links} == {0, 1}  # class and sub-class
    for group in browsed.facets:
        for link in group.links:
            if not link.is_chosen:
                left = client.get(f"{LIST}?{link.query}").context["browsed"].measures
                assert len(left) == link.count, (group.name, link.label)


def test_a_question_finds_its_measure_and_chips_take_it_away(browse):
    browsed, page = browse(q="小公司搞研发怎么贷款", force="task")
    assert _slugs(browsed)[0] == "sme-technology-credit"
    assert [chip.label for chip in browsed.chips] == ["检索：小公司搞研发怎么贷款", "效力性质：任务"]
    assert browsed.chips[0].query == "force=task"
    assert 'value="小公司搞研发怎么贷款"' in page


def test_conditions_and_cautions_stand_with_the_answer(browse):
    browsed, page = browse(q="进口设备免税")
    assert {measure.slug for measure in browsed.measures} == {
        "import-duty-major-projects",
        "import-duty-major-equipment",
    }
    assert page.count("普通生产设备不在此列") == 2
    assert "<q>国内不能生产的</q>" in page
    assert "<q>确有必要进口的</q>" in page


def test_words_as_written_find_measures_too(browse):
    browsed, _ = browse(q="三位一体")
    assert _slugs(browsed) == ["overseas-talent"]


def test_nothing_found_says_so_and_leads_on(browse):
    browsed, page = browse(q="商标续展")
    assert browsed.measures == []
    assert "没有相应的措施：商标、专利和著作权的登记手续" in page
    assert "/search/?q=%E5%95%86%E6%A0%87%E7%BB%AD%E5%B1%95" in page


@pytest.mark.parametrize("parameters", [{"force": "xyz"}, {"ministry": "\0"}, {"chapter": "9" * 5_000}])
def test_a_value_that_means_nothing_is_named(browse, parameters):
    _, page = browse(expected_status=400, **parameters)
    assert "没有“" in page
    assert "查看全部措施" in page


@pytest.mark.parametrize("q", ["\0", " ", "<script>alert(1)</script>", "贷" * 20_000, "%00"])
def test_anything_may_be_searched_for(browse, q):
    _, page = browse(q=q)
    assert "<script>alert" not in page


def test_the_list_asks_the_database_little(client, shipped, uncached, django_assert_max_num_queries):
    client.get(LIST)
    with django_assert_max_num_queries(4):
        client.get(LIST, {"q": "进口设备免税", "force": "rigid"})


def test_a_measure_tells_everything_that_is_known_of_it(client, shipped):
    page = client.get(f"{LIST}import-duty-major-projects/").content.decode()
    measure = SupportMeasure.objects.get(slug="import-duty-major-projects")
    assert measure.promise in page
    for row in measure.criteria.all():
        assert f"<q>{row.quote}</q>" in page
    for fact in Fact.objects.filter(criteria__measure=measure):
        assert fact.question in page
    for row in measure.competent.all():
        assert row.ministry.name in page
        assert row.reason in page
    assert all(row.text in page and row.source in page for row in measure.cautions.all())
    assert page.count("文件未规定") == 4
    assert "待核实" in page
    assert "/eli/cn/policy/2009/gxblk-232/art_25" in page
    assert "《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条" in page
    assert "重大技术装备关键部件和原材料免税" in page  # another of the article
    assert f"{reverse('guidance:finder')}?kind=enterprise&amp;needs=goods_import" in page


def test_a_measure_lists_the_first_four_of_its_everyday_questions(client, shipped):
    measure = SupportMeasure.objects.get(slug="graduate-recruitment")
    assert len(measure.everyday_questions) > 4
    page = client.get(measure.get_absolute_url()).content.decode()
    questions = [question for question in measure.everyday_questions if f">{question}</a>" in page]
    assert questions == measure.everyday_questions[:4]


@pytest.mark.parametrize("slug", ["overseas-talent", "technical-renovation", "import-duty-major-projects"])
def test_the_quotes_stand_marked_in_their_sentences_word_for_word(client, shipped, slug):
    response = client.get(f"{LIST}{slug}/")
    measure = SupportMeasure.objects.get(slug=slug)
    excerpts = response.context["page"].excerpts
    texts = ["".join(segment.text for segment in excerpt.segments) for excerpt in excerpts]
    assert all(text in measure.article.text for text in texts)
    marked = "".join(segment.text for excerpt in excerpts for segment in excerpt.segments if segment.marks)
    assert sorted(marked) == sorted("".join(row.quote for row in measure.quotes.all()))


def test_what_the_document_states_is_shown_with_its_source(client, shipped):
    measure = SupportMeasure.objects.get(slug="technical-renovation")
    StatedValue.objects.create(measure=measure, name="deadline", value="每年三月", source="某办法第三条")
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "每年三月" in page
    assert "出处：某办法第三条" in page
    assert page.count("文件未规定") == 3


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (MeasureStatus.STALE, "正在复核"),
        (MeasureStatus.WITHDRAWN, "已经撤下"),
        (MeasureStatus.DRAFT, "没有这项"),
    ],
)
def test_a_measure_not_on_offer_says_what_became_of_it(client, shipped, status, words):
    SupportMeasure.objects.with_slugs(["stock-options"]).update(status=status)
    response = client.get(f"{LIST}stock-options/")
    assert response.status_code == 404
    assert words in response.content.decode()


def test_an_unknown_measure_is_not_found(client, shipped):
    response = client.get(f"{LIST}no-such-measure/")
    assert response.status_code == 404
    assert "没有这项支持措施" in response.content.decode()


def test_every_measure_has_its_page(client, shipped):
    for measure in SupportMeasure.objects.published():
        response = client.get(measure.get_absolute_url())
        assert response.status_code == 200
        assert measure.title in response.content.decode()


@pytest.mark.parametrize("slug", ["stock-options", "import-duty-major-projects"])
def test_a_measure_takes_one_statement_once_the_measures_are_known(
    client, shipped, uncached, django_assert_num_queries, slug
):
    client.get(LIST)
    with django_assert_num_queries(1):
        client.get(f"{LIST}{slug}/")


def test_the_page_of_an_article_leads_to_its_measures(client, shipped):
    page = client.get("/policies/gxblk-2009-232/articles/25/").content.decode()
    assert "本条的支持措施" in page
    for measure in SupportMeasure.objects.published().of_article(shipped.articles.get(number=25)):
        assert f'href="{measure.get_absolute_url()}"' in page
    assert "本条的支持措施" not in client.get("/policies/gxblk-2009-232/articles/1/").content.decode()


def test_limits_stand_in_a_section_of_their_own_and_are_counted_apart(browse, client):
    browsed, page = browse()
    assert {limit.article.number for limit in browsed.limits} == {2, 19, 23, 24}
    assert "须注意的限制" in page
    assert browsed.total == len(browsed.measures) == 45
    assert {limit.slug for limit in browsed.limits}.isdisjoint(_slugs(browsed))
    imports, _ = browse(activity="bidding")
    assert [limit.slug for limit in imports.limits] == ["subcontracting-by-foreign-bidders"]
    named, _ = browse(q="盲目重复引进")
    assert [limit.slug for limit in named.limits] == ["prohibited-and-restricted-imports"]


def test_a_limit_has_its_page_and_stands_on_the_page_of_its_article(client, shipped):
    path = "/guidance/measures/prohibited-and-restricted-imports/"
    page = client.get(path).content.decode()
    assert "这一句写的是限制或义务，不是支持" in page
    assert "国家的任务" not in page
    assert path in client.get(shipped.articles.get(number=23).get_absolute_url()).content.decode()


def test_a_task_of_the_state_says_that_nobody_can_apply_for_it(client, shipped):
    words = "国家的任务，不能直接申请"
    assert words in client.get("/guidance/measures/key-technology-campaigns/").content.decode()
    assert words not in client.get("/guidance/measures/stock-options/").content.decode()
    assert words in client.get(shipped.articles.get(number=7).get_absolute_url()).content.decode()
    results = client.get("/guidance/?kind=enterprise&needs=key_tech_rd").content.decode()
    assert "国家自己的任务" in results
    assert "不能直接申请" in results
    assert words not in client.get("/guidance/measures/sme-technology-credit/").content.decode()


def test_a_ministry_of_some_applicants_says_of_which(client, shipped):
    page = client.get("/guidance/measures/stock-options/").content.decode()
    assert "只在“是否为国有企业”答“是”时" in page
    address = "/guidance/?kind=enterprise&needs=equity_incentive"
    assert "fact_state_owned=no" in client.get(address).content.decode()
    assert (
        "国有资产监督"
        not in client.get(f"{address}&fact_state_owned=no").content.decode().split("results")[1]
    )


def test_the_sitemap_lists_the_measures_on_offer(client, shipped):
    SupportMeasure.objects.with_slugs(["stock-options"]).update(status=MeasureStatus.WITHDRAWN)
    listed = client.get("/sitemap-measures.xml").content.decode()
    assert listed.count("<loc>") == SupportMeasure.objects.published().count()
    assert "/guidance/measures/overseas-talent/" in listed
    assert "stock-options" not in listed
    assert "sitemap-measures.xml" in client.get("/sitemap.xml").content.decode()
    assert "/guidance/measures/</loc>" in client.get("/sitemap-guidance.xml").content.decode()
