"""Everyday questions: what they say of the one who asks, and which measures answer them, or none."""

import gc
import weakref

import pytest

from articles.models.postgres.content_versions import one_state
from articles.search import analyse_query
from guidance.matching.profile_choices import Activity, ApplicantKind, Ownership, Size
from guidance.models import SupportMeasure
from guidance.questions.understanding import understand, understand_question

pytestmark = pytest.mark.django_db

EXEMPTIONS = {"import-duty-major-projects", "import-duty-major-equipment"}
#: Question → the measure that answers it; the words are none of the measures' own questions.
ANSWERED = {
    "从德国买一台机床要交关税吗": "import-duty-major-projects",
    "小公司搞研发怎么贷款": "sme-technology-credit",
    "我们厂想借钱搞共性技术": "credit-key-common-technology",
    "老厂想换一批新设备，政府有没有补贴": "technical-renovation",
    "产品被别人抄袭了怎么维权": "ip-protection",
    "给骨干员工分股份可以吗": "stock-options",
    "今年打算招一批应届生，有没有补贴": "graduate-recruitment",
    "怎么才能让政府买我们的产品": "innovation-product-procurement",
    "民营企业参与军工生产有政策吗": "civil-military-transfer-platform",
    "污水处理技术能得到什么支持": "circular-economy-technology",
    "送技术员去进修，国家支持吗": "continuing-education",
    "想在美国开一个研究院": "overseas-research-institutions",
    "想在国外某地开一个研究所": "overseas-research-institutions",
    "想多招一些刚毕业的大学生": "graduate-recruitment",
}
UNANSWERED = [
    "婚姻登记怎么办",
    "交通罚款去哪里交",
    "公积金怎么提取",
    "去越南建厂有补贴吗",
    "租房补贴怎么申请",
    "出口退税怎么办理",
    "研发费用加计扣除比例是多少",
    "排污许可怎么申请",
    "商标续展要多少钱",
    # Nothing lists these as known to be outside: too few of their words are words of a measure.
    "养老院有什么补贴",
    "我想学游泳",
    "技术移民政策",
    "残疾人免税吗",
    "公司团建费用怎么报销",
    "电动车上牌照支持吗",
    "企业食堂补助",
]


def _slugs(question: str) -> list[str]:
    return [slug for slug, _ in understand_question(question).measures]


@pytest.mark.parametrize(("question", "slug"), ANSWERED.items())
def test_an_everyday_question_finds_its_measure_first(shipped, question, slug):
    assert _slugs(question)[:1] == [slug]


@pytest.mark.parametrize("question", UNANSWERED)
def test_a_question_that_no_measure_answers_finds_none(shipped, question):
    assert _slugs(question) == []


@pytest.mark.parametrize("question", ["进口设备免税", "我们进口设备能免关税吗", "设备进口免不免税"])
def test_both_exemptions_answer_a_question_about_imported_equipment(shipped, question):
    assert set(_slugs(question)) == EXEMPTIONS


def test_every_question_that_editors_wrote_finds_its_measure(shipped):
    measures = SupportMeasure.objects.published()
    written = [(question, measure.slug) for measure in measures for question in measure.everyday_questions]
    with one_state():  # as in a request: nothing is written between the questions
        missed = [(question, slug) for question, slug in written if slug not in _slugs(question)]
    assert len(missed) <= len(written) * 0.05, missed


def _add_question(slug: str, question: str) -> None:
    measure = SupportMeasure.objects.get(slug=slug)
    measure.questions = f"{measure.questions}\n{question}"
    measure.save()


def test_a_question_like_one_that_editors_wrote_finds_the_measure(shipped):
    assert _slugs("隔壁老王天天偷看咱家配方") == []
    _add_question("ip-protection", "老王偷看我家配方咋整")
    assert _slugs("隔壁老王天天偷看咱家配方") == ["ip-protection"]


def test_a_question_known_to_be_outside_answers_only_where_editors_wrote_it(shipped):
    _add_question("ip-protection", "商标续展跟不跟知识产权保护沾边")
    assert _slugs("商标续展跟不跟知识产权保护沾边")[:1] == ["ip-protection"]
    assert _slugs("商标续展怎么办") == []


def test_a_subject_of_other_laws_is_not_answered_by_likeness(shipped):
    _add_question("graduate-recruitment", "新来的小年轻闹着要走咋整")
    assert _slugs("新来的小年轻闹着要走，咋整") == ["graduate-recruitment"]
    assert _slugs("小年轻闹着要走，劳动合同咋整") == []


def test_joint_research_with_foreigners_is_not_founding_an_institute_abroad(shipped):
    slugs = _slugs("和日本企业一起做研发可以吗")
    assert slugs[:2] == ["joint-research-with-foreign-firms", "international-research-cooperation"]
    assert "overseas-research-institutions" not in slugs


def test_what_one_is_going_to_found_is_not_who_asks(shipped):
    assert understand_question("想在国外开一个研究所").kinds == ()
    assert understand_question("我们是一个研究所").kinds == (ApplicantKind.RESEARCH_INSTITUTE,)


def test_a_question_says_who_asks_for_what(shipped):
    understood = understand_question("小公司搞研发怎么贷款")
    assert understood.kinds == (ApplicantKind.ENTERPRISE,)
    assert understood.sizes == (Size.MICRO, Size.SMALL)
    assert understood.size == Size.SMALL
    assert understood.needs == (Activity.FINANCE,)
    assert understood.activities == (Activity.RD,)
    assert understood.profile.needs == {Activity.FINANCE}
    assert understood.labels == ("企业", "微型或小型", "融资贷款", "研发")


def test_what_is_told_alone_is_what_is_asked_for(shipped):
    understood = understand_question("搞研发有补贴吗")
    assert (understood.needs, understood.activities) == ((Activity.RD,), ())


def test_measures_for_others_do_not_answer(shipped):
    assert "large-enterprise-common-technology" in _slugs("大企业组建技术联盟有支持吗")
    assert "large-enterprise-common-technology" not in _slugs("小公司组建技术联盟有支持吗")
    assert "overseas-research-institutions" in _slugs("民营企业到海外设研发机构有支持吗")
    assert "overseas-research-institutions" not in _slugs("外资企业到海外设研发机构有支持吗")


def test_whom_one_works_with_is_not_who_asks(shipped):
    assert understand_question("和高校联合培养研究生有政策吗").kinds == ()
    assert understand_question("高校科研成果怎么转化").kinds == (ApplicantKind.UNIVERSITY,)
    assert understand_question("跟外企合作研发").ownership == Ownership.UNKNOWN
    assert understand_question("外企能申请吗").ownership == Ownership.FOREIGN


def test_a_fact_that_is_told_is_a_hint(shipped):
    understood = understand_question("我们承担了国家重大科技专项，进口仪器免税吗")
    assert understood.facts == ("undertakes_national_major_project",)
    assert understood.measures[0][0] == "import-duty-major-projects"


@pytest.mark.parametrize("keyword", ["技术标准", "贷款", "免税", "国家产业技术政策", "技术改造"])
def test_a_bare_keyword_is_no_question_for_support(shipped, keyword):
    assert not understand_question(keyword).is_support_question


@pytest.mark.parametrize("question", ["进口设备免税", "技改补贴", "小公司 贷款", "怎么申请技术改造"])
def test_asking_for_support_is_recognised(shipped, question):
    assert understand_question(question).is_support_question


def test_a_word_inside_another_is_not_said(shipped):
    assert understand_question("市场调研发现").needs == ()


def test_a_question_known_to_be_about_something_else_says_so(shipped):
    understood = understand_question("商标续展怎么办")
    assert understood.outside.startswith("商标、专利和著作权的登记手续")
    assert understood.measures == ()


def test_traditional_characters_and_wide_letters_are_read(shipped):
    assert _slugs("進口設備免稅") == _slugs("进口设备免税")
    assert understand_question("ＩＳＯ标准").needs == understand_question("iso标准").needs


@pytest.mark.parametrize("text", ["", " ", "？", "\0", "补贴", "的" * 20_000, "-贷款", "条:25", "𠀀🙂"])
def test_anything_may_come_in(shipped, text):
    assert understand_question(text).measures == ()


def test_a_query_is_read_once_and_kept_by_nothing(shipped):
    query = analyse_query("小公司搞研发怎么贷款")
    assert understand(query) is understand(query)
    reference = weakref.ref(query)
    del query
    gc.collect()
    assert reference() is None


def test_an_edit_holds_at_once(shipped):
    assert _slugs("给骨干员工分股份可以吗") == ["stock-options"]
    SupportMeasure.objects.with_slugs(["stock-options"]).update(status="withdrawn")
    assert _slugs("给骨干员工分股份可以吗") == []
    SupportMeasure.objects.with_slugs(["stock-options"]).update(status="published")
    assert _slugs("给骨干员工分股份可以吗") == ["stock-options"]


def test_a_question_takes_one_statement_more_only_after_a_change(shipped, django_assert_max_num_queries):
    understand_question("技改补贴")
    # The settings of search, the version of the measures, the state of the everyday questions.
    with django_assert_max_num_queries(3):
        understand_question("技改补贴")
