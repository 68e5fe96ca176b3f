"""Questions about a document are answered from its front matter, and what is unknown is said to be."""

import pytest

from articles.models import Policy
from articles.models.policies.policy_choices import PolicyStatus
from articles.search import AskedQuestion, analyse_query, answer_fact, policy_named, search
from articles.search.results.filters.choices import in_policy

pytestmark = pytest.mark.usefixtures("shipped")

LAW = """# 中华人民共和国试验法

1993年7月2日 第八届全国人民代表大会常务委员会第二次会议通过
2021年12月24日 第十三届全国人民代表大会常务委员会第三十二次会议修订

## 第一章 总则

第一条 为了试验，制定本法。

第二条 本法自2022年1月1日起施行。
"""


def answer_to(query: str):
    return answer_fact(AskedQuestion(analyse_query(query)))


def quote_of(answer) -> str:
    return "\n".join(passage.quote for line in answer.lines for passage in line.passages)


@pytest.fixture
def law(import_file) -> Policy:
    return import_file("试验法.md", LAW)


@pytest.fixture
def import_file(db, tmp_path):
    from articles.importing.batch import import_files

    def take_in(name: str, text: str) -> Policy:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (outcome,) = import_files([path])
        return outcome.policy

    return take_in


@pytest.mark.parametrize(
    ("query", "text", "quote"),
    [
        ("谁发布的", "由工业和信息化部、科技部、财政部、税务总局联合印发", "税 务 总 局"),
        ("什么时候印发的", "成文日期（落款）为2009年5月15日；公布日期来源未载明", "二○○九年五月十五日"),
        ("什么时候施行", "施行日期：来源未载明", "二○○九年五月十五日"),
        ("文号是多少", "工信部联科〔2009〕232号", "工信部联科〔2009〕232号"),
        ("主送哪些机关", "新疆生产建设兵团工业和信息化主管部门", "各省、自治区、直辖市、计划单列市"),
        ("还有效吗", "待核实", ""),
        ("有没有修改过", "来源未载明", ""),
        ("一共几章几条", "共七章、三十四条", ""),
        ("全文在哪里", "全文在政策页", ""),
    ],
)
def test_the_shipped_policy_answers_for_itself(shipped, query, text, quote):
    answer = answer_to(query)
    assert text in answer.text
    assert quote in quote_of(answer)
    assert answer.documents[0].slug == shipped.slug


def test_every_quote_stands_in_the_source(shipped):
    source = "\n".join([
        shipped.notice, shipped.addressees_text, shipped.passage_text("issuers"), shipped.signed_on_text,
        shipped.document_number,
    ])  # fmt: skip
    for query in ("谁发布的", "什么时候发布", "主送哪些机关", "文号", "什么时候施行"):
        assert quote_of(answer_to(query)) in source


def test_a_status_that_an_editor_has_set_is_told_with_its_basis(shipped):
    shipped.status, shipped.status_basis = PolicyStatus.REPEALED, "某年某号公告"
    shipped.save()
    answer = answer_to("国家产业技术政策失效了吗")
    assert "已废止" in answer.text
    assert "某年某号公告" in answer.text


@pytest.mark.parametrize(
    ("query", "text", "quote"),
    [
        ("试验法什么时候通过的", "1993年7月2日通过", "1993年7月2日 第八届"),
        ("中华人民共和国试验法什么时候施行", "自2022年1月1日起施行", "本法自2022年1月1日起施行。"),
        ("《试验法》最近一次修订是什么时候", "2021年12月24日", "第三十二次会议修订"),
        ("试验法有几条", "共一章、二条", ""),
    ],
)
def test_an_imported_law_answers_to_its_title(law, query, text, quote):
    answer = answer_to(query)
    assert answer.documents[0].slug == law.slug
    assert text in answer.text
    assert quote in quote_of(answer)


@pytest.mark.parametrize("query", ["没有的法什么时候通过的", "技术标准由谁制定", "第六章有几条"])
def test_no_document_is_guessed(query):
    assert answer_to(query) is None


@pytest.mark.parametrize("number", ["市场监管总局令第43号", "国家市场监督管理总局令第43号"])
def test_a_number_is_that_of_a_body_however_it_is_called(law, number):
    key = "国家市场监督管理总局令第43号"
    Policy.objects.filter(pk=law.pk).update(document_number=key, document_number_key=key)
    assert [document.slug for document in answer_to(f"{number}什么时候施行").documents] == [law.slug]
    assert policy_named(f"{number}怎么申请") == law


def test_a_draft_is_not_asked(law):
    law.publication = "draft"
    law.save()
    assert answer_to("试验法什么时候通过的") is None


def test_the_answer_stands_above_the_results(client):
    page = client.get("/search/", {"q": "谁发布的"}).content.decode()
    assert "由工业和信息化部、科技部、财政部、税务总局联合印发。" in page
    assert "没有找到" not in page
    response = client.get("/api/v1/search/", {"q": "谁发布的"}).json()
    assert response["answer"]["kind"] == "issuers"
    assert response["answer"]["url"].endswith("/policies/gxblk-2009-232/#notice-title")
    assert all(result["weak"] for result in response["results"])
    assert client.get("/api/v1/search/", {"q": "知识产权"}).json()["answer"] is None


def test_within_a_policy_the_question_is_about_that_one(law):
    assert search("什么时候通过的", choices=in_policy(law)).answer.documents[0].slug == law.slug
