"""The finder's page: what it answers to an address, and what it says to addresses that make no sense."""

import html
import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from guidance.finder.finder_page import Results, ShownMeasure, finder_page
from guidance.finder.parameters import read_finder_query, read_what_is_valid
from guidance.matching.profile_choices import Size
from guidance.matching.verdicts import Verdict
from guidance.models import Fact, SupportMeasure

pytestmark = pytest.mark.django_db
SMALL = "kind=enterprise&does=rd&needs=finance&size=small"
IMPORT = "kind=enterprise&does=goods_import&size=medium"
EXEMPTIONS = ["import-duty-major-projects", "import-duty-major-equipment"]


def entries_of(results: Results) -> list[ShownMeasure]:
    """All measures of a page, wherever they stand."""
    return [*results.claimable, *results.tasks, *results.stopped, *results.near, *results.far]


@pytest.fixture
def ask(client, shipped):
    """The page at an address of the finder; htmx asks for its results only."""

    def get(query: str = "", status: int = 200, **headers) -> str:
        response = client.get(f"{reverse('guidance:finder')}?{query}", **headers)
        page = html.unescape(response.content.decode())
        assert response.status_code == status, page
        return page

    return get


@pytest.fixture
def slugs_by_verdict(shipped):
    """What the page shows for an address: measures by verdict."""

    def judge(query: str) -> dict[str, list[str]]:
        by_verdict: dict[str, list[str]] = {verdict: [] for verdict in Verdict}
        for entry in entries_of(finder_page(read_what_is_valid(QueryDict(query))).results):
            by_verdict[entry.match.verdict].append(entry.measure.slug)
        return by_verdict

    return judge


def test_without_an_answer_there_are_an_invitation_and_examples(ask):
    page = ask()
    assert "一步一步问我" in page
    assert "自己填完整的表" in page
    assert "小型软件企业" in page
    assert 'name="robots"' not in page


def test_each_example_leads_to_results(ask):
    for query in re.findall(r'<a href="\?([^"#]+)#results">', ask()):
        assert "与您有关" in ask(query)


def test_each_measure_stands_with_verdict_reason_words_and_what_the_document_leaves_out(ask):
    page = ask(SMALL)
    measure = SupportMeasure.objects.get(slug="sme-technology-credit")
    card = page.split(f'id="m-{measure.slug}"')[1].split('class="judged__address"')[0]
    assert "条文条件已符合" in card
    assert measure.promise in card
    assert all(f">{row.quote}</blockquote>" in card for row in measure.quotes.all())
    assert re.search(r"符合</span> 企业规模：小型.{0,60}<q>增加中小企业</q>", card, re.DOTALL)
    assert re.search(r"<dt>文件没有规定</dt><dd>金额或幅度、期限、受理机构、申报渠道</dd>", card)
    assert measure.article.get_absolute_url() in card
    assert measure.get_absolute_url() in card
    assert all(row.ministry.get_absolute_url() in card for row in measure.competent.all())
    assert all(row.reason in card for row in measure.competent.all())


def test_every_quote_of_a_reason_stands_in_its_article(shipped):
    results = finder_page(read_what_is_valid(QueryDict(f"{SMALL}&{IMPORT}&does=ip&kind=university"))).results
    entries = entries_of(results)
    assert len(entries) == results.total
    for entry in entries:
        assert all(
            words in entry.measure.article.text for reason in entry.match.reasons for words in reason.quotes
        )


def test_counts_per_verdict_add_up_to_all_measures(slugs_by_verdict):
    slugs = slugs_by_verdict(SMALL)
    assert sum(map(len, slugs.values())) == SupportMeasure.objects.published().supports().count()


def test_ordinary_imports_wait_for_the_facts_and_say_what_decides(ask, slugs_by_verdict):
    assert set(EXEMPTIONS) <= set(slugs_by_verdict(IMPORT)[Verdict.CHECK])
    page = ask(IMPORT)
    assert "是否承担国家重大科技专项？" in page
    assert f"?{IMPORT}&fact_undertakes_national_major_project=yes#results" in page


def test_an_answer_decides_and_its_question_goes(ask, slugs_by_verdict):
    denied = f"{IMPORT}&fact_undertakes_national_major_project=no"
    assert EXEMPTIONS[0] in slugs_by_verdict(denied)[Verdict.EXCLUDED]
    page = ask(denied)
    assert "是否承担国家重大科技专项？</span>" not in page
    assert "只就" in page or "不在此列" in page


def test_not_knowing_is_an_answer_that_is_not_asked_for_again_above(shipped):
    query = read_what_is_valid(QueryDict(f"{IMPORT}&fact_undertakes_national_major_project=unknown"))
    results = finder_page(query).results
    codes = [question.code for question in results.questions]
    assert "fact:undertakes_national_major_project" not in codes
    assert "fact:imports_not_made_in_china" in codes


def test_a_fact_of_the_code_of_a_question_does_not_take_its_place(shipped):
    Fact.objects.create(code="size", question="是否属于某种规模？")
    query = read_what_is_valid(QueryDict("kind=enterprise&does=finance"))
    (size,) = [question for question in finder_page(query).results.questions if question.code == "size"]
    assert size.text == "企业规模是哪一档？"


def test_nothing_is_asked_that_decides_nothing(shipped):
    query = read_what_is_valid(
        QueryDict(
            "kind=enterprise&does=finance&size=large&ownership=domestic&fact_major_key_or_common_technology=yes"
        )
    )
    assert finder_page(query).results.questions == ()


def test_figures_tell_the_size_and_the_page_says_by_what(ask, slugs_by_verdict):
    figures = "kind=enterprise&does=rd&needs=finance&industry=industry&employees=200&revenue=1,500"
    assert "sme-technology-credit" in slugs_by_verdict(figures)[Verdict.APPLIES]
    page = ask(figures)
    assert "按工业、从业人员 200 人、营业收入 1500 万元推算，为<strong>小型</strong>企业" in page
    assert "国统字〔2017〕213号" in page


def test_a_chosen_size_wins_over_figures_and_says_so(ask, slugs_by_verdict):
    figures = "kind=enterprise&needs=finance&size=large&industry=industry&employees=200&revenue=1500"
    assert "sme-technology-credit" in slugs_by_verdict(figures)[Verdict.EXCLUDED]
    assert "您直接选了“大型”，以所选为准" in ask(figures)


@pytest.mark.parametrize(
    ("figures", "message"),
    [("industry=industry&employees=200", "工业还要看营业收入（万元）"), ("employees=200", "还没有用上")],
)
def test_figures_that_are_not_enough_say_what_is_missing(ask, figures, message):
    assert message in ask(f"kind=enterprise&does=rd&{figures}")


def test_the_sentence_on_top_counts_the_tasks_of_the_state_too(shipped):
    results = finder_page(read_what_is_valid(QueryDict("does=ip"))).results
    total, *counts = map(int, re.findall(r"(\d+) 项", results.summary))
    assert total == sum(counts) == results.offered
    assert results.tasks
    assert f"{len(results.tasks)} 项是国家自己的任务" in results.summary


def test_filters_count_without_themselves_and_are_taken_back(shipped):
    narrowed = finder_page(read_what_is_valid(QueryDict(f"{SMALL}&force=task"))).results
    everything = finder_page(read_what_is_valid(QueryDict(SMALL))).results
    force = {group.name: group for group in narrowed.facets}["force"]
    before = {group.name: group for group in everything.facets}["force"]
    assert [(link.label, link.count) for link in force.links] == [
        (link.label, link.count) for link in before.links
    ]
    chosen = next(link for link in force.links if link.is_chosen)
    assert chosen.count == narrowed.offered
    assert "force" not in chosen.query


def test_a_class_of_instruments_counts_what_is_below_it(shipped):
    results = finder_page(read_what_is_valid(QueryDict(f"{SMALL}&instrument=environment"))).results
    assert "sme-technology-credit" in {entry.measure.slug for entry in entries_of(results)}
    group = next(group for group in results.facets if group.name == "instrument")
    assert next(link.count for link in group.links if link.is_chosen) == results.offered


def test_chips_take_one_answer_away_each(shipped):
    page = finder_page(
        read_what_is_valid(QueryDict(f"{SMALL}&fact_results_have_ip=yes&force=task&ministry=miit"))
    )
    for chip in page.chips:
        left = read_what_is_valid(QueryDict(chip.query))
        assert len(left.pairs) == len(page.query.pairs) - 1
    assert [chip.label for chip in page.chips][:2] == ["企业", "开展：研发"]


def test_nothing_fits_says_why_and_what_would_change_it(ask):
    page = ask("kind=individual&does=bidding")
    assert "没有可以直接援引的措施" in page
    assert "单位类别填的是“个人”，而原文写的是" in page


def test_what_is_excluded_though_it_is_about_the_activity_stands_with_reason_and_caution(ask):
    page = ask("kind=enterprise&size=large&needs=finance")
    section = page.split('id="excluded"')[1].split("</details>")[0]
    assert "中小企业技术发展信贷和金融服务" in section
    assert re.search(r"企业规模：大型.{0,60}<q>增加中小企业</q>", section, re.DOTALL)


def test_htmx_gets_the_same_results_and_the_clean_address(client, shipped):
    query = "kind=enterprise&size=&does=rd&q="
    whole = client.get(f"/guidance/?{query}").content.decode()
    part = client.get(f"/guidance/?{query}", headers={"HX-Request": "true"})
    section = re.compile(r'<section id="results".*?\n</section>', re.DOTALL)
    assert section.search(whole)[0] == section.search(part.content.decode())[0]
    assert "<html" not in part.content.decode()
    assert part["HX-Push-Url"] == "/guidance/?kind=enterprise&does=rd"
    assert "HX-Request" in part["Vary"]
    assert "private" in part["Cache-Control"]


def test_another_question_leads_htmx_to_its_page_before_anything_is_judged(client, shipped, monkeypatch):
    monkeypatch.delattr("guidance.finder.views.finder_page")
    response = client.get("/guidance/?kind=enterprise&q=怎么贷款&read=", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/guidance/?q=")


def test_going_back_in_the_browser_gets_the_whole_page(client, shipped):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(f"/guidance/?{SMALL}", headers=headers).content.decode()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("size=-1", "企业规模没有“-1”这一项"),
        ("size=small&size=large", "企业规模只能有一个回答"),
        ("employees=-5", "从业人员（人）须在 0 与一万亿之间"),
        ("employees=2.5", "从业人员（人）须是整数"),
        ("revenue=NaN", "营业收入（万元）须在"),
        ("revenue=1e400", "营业收入（万元）须在"),
        ("assets=很多", "资产总额（万元）“很多”不是数字"),
        ("kind=xyz", "单位类别没有“xyz”这一项"),
        ("does=xyz", "开展的活动没有“xyz”这一项"),
        ("needs=%00", "寻求支持的活动没有“�”这一项"),
        ("sector=ZZ", "行业没有“ZZ”这一项"),
        ("industry=zzz", "划分企业规模的行业没有“zzz”这一项"),
        ("ownership=mine", "内资或外资没有“mine”这一项"),
        ("multinational=maybe", "是否跨国公司没有“maybe”这一项"),
        ("fact_zzz=yes", "没有“zzz”这个判断事项"),
        ("fact_results_have_ip=perhaps", "判断事项的回答没有“perhaps”这一项"),
        ("ministry=%00", "主管部委没有“�”这一项"),
        ("instrument=none-such", "政策工具没有“none-such”这一项"),
        ("force=strong", "效力性质没有“strong”这一项"),
        ("ignore=everything", "不采用的提示没有“everything”这一项"),
        ("q=%00", "问题含有不能识别的字符"),
        (f"q={'x' * 20_000}", "问题有 20000 个字，只用了前 500 个字"),
        ("&".join(["does=rd"] * 900), "开展的活动写了 901 项，至多 100 项"),
        ("&".join(f"fact_{n}=yes" for n in range(500)), "判断事项写了 500 项，至多 100 项"),
    ],
    ids=lambda value: value[:24],
)
def test_what_makes_no_sense_is_named_and_the_rest_counts(ask, query, message):
    page = ask(f"kind=enterprise&does=ip&{query}", status=400)
    assert message in page
    assert "知识产权保护" in page.split('id="results"')[1]
    assert re.search(r'value="enterprise" checked', page)


def test_a_thousand_and_more_parameters_get_the_form_again(ask):
    page = ask("&".join(f"does=rd&x{n}=1" for n in range(1_000)), status=400)
    assert "参数超过 1,000 个" in page
    assert 'id="finder-form"' in page


@pytest.mark.parametrize(
    "query",
    ["q=%FF%FE", "kind", "kind[]=enterprise", "&&&=", "%", "does=%ED%A0%80", "q=<script>alert(1)</script>"],
)
def test_any_query_string_gets_a_page(client, shipped, query):
    response = client.get(f"/guidance/?{query}")
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.content.decode()


def test_the_page_takes_few_statements_however_much_is_asked(
    client, shipped, uncached, django_assert_max_num_queries
):
    client.get(f"/guidance/?{SMALL}")
    with django_assert_max_num_queries(7):
        client.get(f"/guidance/?{SMALL}&{IMPORT}&force=task&ministry=miit&fact_results_have_ip=yes")


def test_nothing_is_stored(client, shipped):
    response = client.get(f"/guidance/?{SMALL}&q=小公司贷款")
    assert not response.cookies
    from django.contrib.sessions.models import Session

    assert not Session.objects.exists()


def test_an_address_is_the_same_whatever_the_order_of_answers(shipped):
    query = read_finder_query(QueryDict("does=rd&kind=enterprise&does=ip&size=small"))
    turned = read_finder_query(QueryDict("size=small&does=ip&does=rd&kind=enterprise"))
    assert query.encoded == turned.encoded
    assert read_finder_query(QueryDict(query.encoded)).profile == query.profile


def test_figures_stand_in_the_address_instead_of_the_size_they_give(shipped):
    query = read_finder_query(QueryDict("kind=enterprise&industry=industry&employees=２００&revenue=1500.50"))
    assert query.profile.size == Size.SMALL
    assert query.encoded == "kind=enterprise&industry=industry&employees=200&revenue=1500.5"


def test_the_pack_is_made_of_the_same_answers(client, shipped, ask):
    page = ask(f"{SMALL}&fact_results_have_ip=yes")
    link = re.search(r'href="(/guidance/pack/\?[^"]+)"', page)[1]
    assert client.get(link).status_code == 200
    assert "拟转化的创新成果" in client.get(link).content.decode()


# —— questions in everyday words


def test_a_question_puts_what_answers_it_first_and_says_what_was_read(ask, slugs_by_verdict):
    question = "q=小公司搞研发怎么贷款"
    slugs = slugs_by_verdict(question)
    assert "sme-technology-credit" in slugs[Verdict.APPLIES] + slugs[Verdict.CHECK]
    assert sum(map(len, slugs.values())) == SupportMeasure.objects.published().supports().count()
    page = ask(question)
    assert "从您的问题读出" in page
    assert "融资贷款<span" in page


def test_importing_free_of_duty_shows_both_exemptions_with_what_they_turn_on(ask, slugs_by_verdict):
    for question in ("q=进口设备免税", "q=我们进口设备能免关税吗"):
        assert set(EXEMPTIONS) <= set(slugs_by_verdict(question)[Verdict.CHECK])
        page = ask(question)
        assert "普通生产设备不在此列" in page
        assert "国内不能生产" in page


def test_what_was_read_never_overrides_what_was_chosen(shipped):
    page = finder_page(read_what_is_valid(QueryDict("q=小公司搞研发怎么贷款&size=large&does=ip")))
    assert page.read.profile.size == Size.LARGE
    assert page.read.profile.all_activities == {"ip"}


@pytest.mark.parametrize("answers", ["topic=rights", "topic=funds", "does=none"])
def test_a_wish_and_the_answer_none_stand_beside_a_question(shipped, answers):
    own = read_what_is_valid(QueryDict(answers)).profile
    judged = finder_page(read_what_is_valid(QueryDict(f"q=小公司搞研发怎么贷款&{answers}"))).judged_query
    assert judged.profile.has_no_activity == own.has_no_activity == (not judged.profile.all_activities)
    assert ("ip" in judged.profile.possible) == (answers == "topic=rights")
    assert read_what_is_valid(QueryDict(judged.encoded)).profile == judged.profile


def test_what_was_read_can_be_taken_away(shipped):
    page = finder_page(read_what_is_valid(QueryDict("q=小公司搞研发怎么贷款")))
    size = next(hint for hint in page.read.hints if "小型" in hint.label)
    again = finder_page(read_what_is_valid(QueryDict(size.query)))
    assert again.query.mistakes == ()
    assert again.read.profile.size == Size.UNKNOWN
    assert all("小型" not in hint.label for hint in again.read.hints)


@pytest.mark.parametrize("question", ["婚姻登记怎么办", "公积金怎么提取", "交通罚款去哪里交"])
def test_a_question_that_nothing_answers_says_so(ask, question):
    page = ask(f"q={question}")
    assert "收录的条文没有写" in page
    assert "/search/?q=" in page
    assert "项可以查看" not in page


def test_a_question_becomes_answers_of_ones_own(shipped):
    page = finder_page(read_what_is_valid(QueryDict("q=小公司搞研发怎么贷款")))
    query = read_finder_query(QueryDict(page.judged_query.encoded))
    assert query.question == ""
    assert query.profile == page.read.profile


def test_a_result_is_picked_on_its_line_without_opening_it(ask):
    page = ask(SMALL)
    rows = re.findall(r'<div class="judged-item"><details class="judged" id="m-([\w-]+)"', page)
    boxes = re.findall(
        r'</details>\s*<label class="pick"><input type="checkbox" name="measure" value="([\w-]+)"', page
    )
    assert rows
    assert boxes == rows


def test_the_results_without_the_question_are_those_of_the_answers_read_out_of_it(ask, shipped):
    page = ask("q=小公司搞研发怎么贷款")
    link = re.search(r'href="\?([^"#]*)#results">去掉问题', page)[1]
    adopted = finder_page(read_what_is_valid(QueryDict("q=小公司搞研发怎么贷款"))).judged_query
    assert read_what_is_valid(QueryDict(link)).profile == adopted.profile
    assert "与您有关" in ask(link)
