"""Questions about a document itself are told from questions about what it says."""

import pytest

from articles.search.front_matter_answers import question_forms
from articles.text.wording.document_questions import DocumentQuestion


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
