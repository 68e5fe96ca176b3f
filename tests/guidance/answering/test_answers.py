"""Each question gets the kind of answer that it asks for, in words of the sources, and never a false no."""

import json
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Policy
from articles.models.postgres.content_versions import one_state
from articles.search import AnswerKind, search
from guidance.models import SupportMeasure

pytestmark = pytest.mark.usefixtures("shipped")

TABLE = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
ROWS = [(kind, *row) for kind, rows in TABLE.items() if kind != "-" for row in rows]
LOCAL = """某市专精特新企业奖补办法

第一条 为了促进中小企业发展，根据《中华人民共和国中小企业促进法》，制定本办法。
第二条 本办法适用于在本市注册的专精特新企业。
第三条 对认定的专精特新企业给予一次性奖励，最高不超过50万元。
第四条 申报企业应当于每年6月30日前向所在地工业和信息化主管部门提出申请，提交申请表和营业执照复印件。
第五条 房租补贴按实际租金的百分之三十给予。
第六条 联系电话：0551-6260000。
"""


def ask(text: str, **choices):
    return search(text, **choices).answer


def words_of(answer) -> str:
    parts = [answer.text, *answer.understood]
    for line in answer.lines:
        parts += [line.text, line.label, line.title, *(passage.quote for passage in line.passages)]
        parts += ["还要看", *line.decides] if line.decides else []
    return "\n".join(parts)


@pytest.mark.parametrize(("kind", "question", "expected"), [(row[0], row[1], row[2:]) for row in ROWS])
def test_a_question_gets_the_kind_of_answer_that_it_asks_for(kind, question, expected):
    answer = ask(question)
    assert answer is not None
    assert answer.kind == kind, answer.text
    assert all(words in words_of(answer) for words in expected), words_of(answer)


@pytest.mark.parametrize("question", [row[0] for row in TABLE["-"]])
def test_what_is_no_question_of_these_kinds_is_left_to_the_results(question):
    assert ask(question) is None


def test_articles_behind_a_document_number_are_those_of_the_document():
    answer = ask("工信部联科〔2009〕232号第二十五条和第十条有什么不同")
    assert [line.label for line in answer.lines] == ["第二十五条", "第十条"]


def test_what_an_editor_has_stated_of_a_measure_is_told_with_its_source():
    measure = SupportMeasure.objects.get(slug="technical-renovation")
    measure.stated_values.create(name="deadline", value="每年六月底前", source="某市通知")
    assert "每年六月底前（出处：某市通知）" in words_of(ask("技术改造什么时候截止"))


def test_every_quote_stands_in_the_source(shipped):
    source = "\n".join([
        shipped.title, shipped.document_number, shipped.notice, shipped.addressees_text,
        shipped.signed_on_text, shipped.passage_text("issuers"),
        *(article.text for article in shipped.articles.all()),
        *(division.title for division in shipped.divisions.all()),
    ])  # fmt: skip
    with one_state():  # as in a request: nothing is written between the questions
        answers = {question: ask(question) for _, question, *_ in ROWS}
    for question, answer in answers.items():
        quotes = [passage.quote for line in answer.lines for passage in line.passages]
        assert all(quote in source for quote in quotes), question


def test_an_answer_says_how_old_its_document_is_and_whether_it_holds():
    (document,) = ask("进口设备免税吗").documents
    assert (document.year, document.status, document.standing) == (2009, "待核实", "2009年文件，效力待核实")


class TestImported:
    """What is said of the shipped policy is said of every policy held."""

    @pytest.fixture(autouse=True)
    def local(self, import_text) -> Policy:
        return import_text("local", LOCAL)

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("某市专精特新企业奖补办法适用范围", "本办法适用于在本市注册的专精特新企业。"),
            ("《某市专精特新企业奖补办法》是根据什么制定的", "《中华人民共和国中小企业促进法》"),
            ("专精特新奖补办法有几条", "六条"),
        ],
    )
    def test_facts(self, local, question, expected):
        answer = ask(question)
        assert answer.kind == AnswerKind.FACT
        assert answer.documents[0].slug == local.slug
        assert expected in words_of(answer)

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("某市专精特新企业奖补办法申报截止什么时候", "每年6月30日前"),
            ("专精特新企业奖励最高多少钱", "最高不超过50万元"),
            ("专精特新企业奖励要交什么材料", "申请表和营业执照复印件"),
            ("《某市专精特新企业奖补办法》联系电话是多少", "0551-6260000"),
        ],
    )
    def test_what_the_text_says_of_a_procedure_is_shown(self, question, expected):
        answer = ask(question)
        assert answer.kind == AnswerKind.PROCEDURE
        assert expected in words_of(answer)

    def test_a_definition_is_told_before_other_sentences(self, import_text):
        import_text(
            "terms", "某办法\n第一条 鼓励发展新材料。\n第二条 本办法所称新材料，是指性能优异的材料。\n"
        )
        answer = ask("什么叫新材料")
        assert answer.kind == AnswerKind.DEFINITION
        assert "写明“新材料”的含义" in answer.text
        assert answer.lines[0].passages[0].quote == "本办法所称新材料，是指性能优异的材料。"

    def test_what_some_document_writes_of_is_not_denied(self):
        answer = ask("房租补贴有吗")
        assert answer is None or answer.kind != AnswerKind.OUTSIDE

    def test_within_a_policy_the_question_is_about_that_one(self, local):
        from articles.search import in_policy

        answer = ask("什么时候截止", choices=in_policy(local))
        assert "每年6月30日前" in words_of(answer)
        assert {document.slug for document in answer.documents} == {local.slug}


def test_a_question_with_a_slip_is_answered_as_it_was_meant():
    assert ask("知识产全怎么保护").kind == AnswerKind.BENEFIT


def test_of_the_golden_questions_none_that_has_an_answer_is_denied_and_none_that_has_none_is_granted():
    golden = Path(settings.CONTENT_DIR, "search/golden.jsonl").read_text(encoding="utf-8").splitlines()
    questions, denied, granted = [json.loads(line) for line in golden], [], []
    with one_state():  # as in a request: nothing is written between the questions
        answers = [ask(question["query"]) for question in questions]
    for question, answer in zip(questions, answers, strict=True):
        kind = answer.kind if answer else None
        if question["relevant"] and kind == AnswerKind.OUTSIDE:
            denied.append(question["query"])
        if not question["relevant"] and kind not in (None, AnswerKind.OUTSIDE):
            granted.append(question["query"])
    assert (denied, granted) == ([], [])


def test_near_misses_stand_apart():
    results = search("谁发布的")
    assert results.items
    assert all(item.is_weak for item in results.items)
