"""Questions about a document itself are told from questions about what it says."""

import pytest

from articles.search.front_matter_answers import question_forms
from articles.text.wording.document_questions import DocumentQuestion

NAME = "国家产业技术政策"


def parse(query: str) -> DocumentQuestion | None:
    return question_forms().parse(query)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("谁发布的", "issuers"),
        ("谁发布的这个政策", "issuers"),
        ("是哪几个部门印发了这份文件呢", "issuers"),
        ("由哪些部门联合印发？", "issuers"),
        ("发文机关", "issuers"),
        ("这份文件是哪个部门发的", "issuers"),
        ("什么时候发布", "made"),
        ("哪年发布的这个政策", "made"),
        ("这份文件哪年出的", "made"),
        ("请问这个政策是哪一年出台的呢", "made"),
        ("发布时间", "made"),
        ("什么时候通过的", "adopted"),
        ("何时施行", "effective"),
        ("从什么时候开始实施", "effective"),
        ("最近一次修改是什么时候", "amended"),
        ("文号是多少", "number"),
        ("文号", "number"),
        ("主送哪些机关", "addressees"),
        ("这个文件印发给哪些单位", "addressees"),
        ("还有效吗", "status"),
        ("废止了吗", "status"),
        ("一共几章几条", "extent"),
        ("有多少条", "extent"),
        ("全文在哪里", "full_text"),
        ("哪里可以下载全文", "full_text"),
    ],
)
def test_a_question_is_understood_without_a_title(query, kind):
    assert parse(query) == DocumentQuestion(kind)


@pytest.mark.parametrize(
    ("query", "title", "is_quoted"),
    [
        ("国家产业技术政策是什么时候出台的", "国家产业技术政策", False),
        ("国家产业技术政策这个文件谁发的", "国家产业技术政策", False),
        ("谁制定了国家产业技术政策", "国家产业技术政策", False),
        ("谁发布的《国家产业技术政策》", "国家产业技术政策", True),
        ("《国家产业技术政策》的文号", "国家产业技术政策", True),
        ("科学技术进步法什么时候通过的", "科学技术进步法", False),
    ],
)
def test_the_document_may_be_named(query, title, is_quoted):
    question = parse(query)
    assert (question.title, question.is_quoted) == (title, is_quoted)


@pytest.mark.parametrize(
    "query",
    [
        "企业什么时候可以免税",
        "进口设备什么时候实施免税",
        "由谁负责技术标准",
        "谁制定技术标准",
        "哪些部门制定产业技术政策",
        "哪些部门发布禁止引进目录",
        "什么时候出台新的技术目录",
        "有效利用技术标准",
        "定期发布禁止引进目录",
        "企业有多少条件",
        "执行",
        "有效",
        "全文",
        "",
        "谁" * 100,
    ],
)
def test_a_question_about_the_content_is_none(query):
    assert parse(query) is None


@pytest.mark.parametrize(
    ("query", "kinds", "title"),
    [
        ("谁发布的，什么时候施行", ("issuers", "effective"), ""),
        (
            "哪些部门、什么时候发的",
            ("issuers", "made"),
            "",
        ),  # the first part is a question only beside the second
        ("哪些部门、什么时候发布的《国家产业技术政策》", ("issuers", "made"), NAME),
        ("国家产业技术政策是谁发布的、文号是多少", ("issuers", "number"), NAME),
        ("文号是多少，国家产业技术政策什么时候发布", ("number", "made"), NAME),
        ("什么时候发布和什么时候施行以及文号是多少", ("made", "effective", "number"), ""),
        ("国家产业技术政策谁发布的、国家产业技术政策什么时候发布", ("issuers", "made"), NAME),
        ("什么时候发布的、哪年施行的，还有效吗", ("made", "effective", "status"), ""),
        ("谁发布的、谁发布的", ("issuers",), ""),
        ("谁发布的、", ("issuers",), ""),
    ],
)
def test_several_questions_may_be_asked_of_one_document(query, kinds, title):
    question = parse(query)
    assert ((question.kind, *question.also), question.title) == (kinds, title)


@pytest.mark.parametrize(
    "query",
    [
        "《甲法》谁发布的、《乙法》什么时候施行",
        "甲促进法谁发布的、乙促进法什么时候施行",
        "什么时候发布、企业怎么申请",
        "哪些部门、企业怎么申请",
        "哪些部门、哪一年",
        "国家产业技术政策什么时候修改什么时候发布",
        "文号和",
    ],
)
def test_questions_of_different_documents_or_of_other_things_are_none(query):
    assert parse(query) is None


def test_a_quoted_name_and_a_part_of_one():
    assert parse("《产业技术政策》谁发布的") == DocumentQuestion("issuers", "产业技术政策", is_quoted=True)
    assert parse("产业技术政策谁发布的") == DocumentQuestion("issuers", "产业技术政策", may_be_part=True)
    assert parse("产业目录谁发布的") == DocumentQuestion("issuers", "产业目录")


@pytest.mark.parametrize(
    ("title", "may_be_part"), [("专利法", False), ("劳动合同法", True), ("商标条例", True)]
)
def test_a_short_name_is_whole(title, may_be_part):
    assert parse(f"{title}谁发布的").may_be_part is may_be_part


def test_idle_words_are_left_out_and_polite_ones_before_it():
    assert parse("那么请问国家产业技术政策到底是谁发布的呢") == DocumentQuestion(
        "issuers", NAME, may_be_part=True
    )
    assert parse("国家产业技术政策分别由哪些部门发布") == DocumentQuestion("issuers", NAME, may_be_part=True)


def test_a_question_has_eighty_characters_at_most():
    assert parse("谁发布的" + "？" * 76) == DocumentQuestion("issuers")
    assert parse("谁发布的" + "？" * 77) is None


@pytest.mark.parametrize(
    ("query", "kind"), [("文号？", "number"), ("主送", "addressees"), ("谁发的", "issuers")]
)
def test_few_characters_are_a_question_where_they_can_be_nothing_else(query, kind):
    assert parse(query).kind == kind


@pytest.mark.parametrize(
    ("question", "kind", "title"),
    [
        ("反家庭暴力法 谁通过的", "adopted", "反家庭暴力法"),
        ("安全生产法最近一次修改时间", "amended", "安全生产法"),
        ("商标法实施条例 国务院令", "number", "商标法实施条例"),
        ("某条例国务院令第几号", "number", "某条例"),
    ],
)
def test_questions_about_adoption_amendment_and_order(question, kind, title):
    parsed = question_forms().parse(question)
    assert (parsed.kind, parsed.title) == (kind, title)


def test_an_order_alone_is_no_question():
    assert question_forms().parse("国务院令") is None
