"""Golden questions: the file, the database, and back."""

import json

import pytest

from articles.models import GoldenQuestion, ShippedFile
from articles.models.search.golden_question import QuestionOrigin
from articles.search.trials.evaluation import Question, evaluate_search
from articles.search.trials.golden_files import (
    GoldenFileError,
    golden_as_lines,
    load_shipped_golden_questions,
    parse_golden,
    store_golden_questions,
)

QUESTIONS = "/admin/articles/goldenquestion/"


def line(query: str, *numbers: str, policy: str = "国家产业技术政策") -> str:
    relevant = [{"policy": policy, "number": number} for number in numbers]
    return json.dumps({"query": query, "relevant": relevant}, ensure_ascii=False)


def stored_answers() -> dict[str, set[int]]:
    """The ids of the articles that answer each question."""
    questions = GoldenQuestion.objects.prefetch_related("answers")
    return {
        question.query: {answer.article_id for answer in question.answers.all()} for question in questions
    }


def test_every_line_that_cannot_be_read_is_named():
    text = "\n".join(
        [
            line("好的", "25"),
            "{",
            "[]",
            '{"query": "甲"}',
            line("乙", "二"),
            line("  ", "1"),
        ]
    )
    with pytest.raises(GoldenFileError) as caught:
        parse_golden(text)
    assert [problem.partition("：")[0] for problem in caught.value.problems] == [
        f"第 {number} 行" for number in (2, 3, 4, 5, 6)
    ]


def test_an_empty_file_is_told():
    with pytest.raises(GoldenFileError, match="没有问题"):
        parse_golden("\n \n")


@pytest.mark.usefixtures("shipped")
class TestTakingIn:
    @pytest.mark.parametrize(
        "policy", ["国家产业技术政策", "《国家产业技术政策》", "gxblk-2009-232", "工信部联科〔2009〕232号"]
    )
    def test_a_policy_may_be_named_in_each_of_its_ways(self, policy):
        counts = store_golden_questions(
            parse_golden(line("新问题", "25", "3", policy=policy)), origin=QuestionOrigin.UPLOADED
        )
        assert (counts.added, counts.replaced) == (1, 0)
        answers = GoldenQuestion.objects.get(query="新问题").answers
        assert sorted(answers.values_list("article__number", flat=True)) == [3, 25]

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ([line("好的", "25"), line("好的", "1")], "第 2 行：“好的”在第 1 行已有"),
            ([line("长" * 201, "25")], "第 1 行：问题至多 200 字"),
        ],
    )
    def test_what_cannot_be_stored_is_named(self, written, message):
        with pytest.raises(GoldenFileError, match=message):
            store_golden_questions(parse_golden("\n".join(written)), origin=QuestionOrigin.UPLOADED)

    def test_one_unknown_article_keeps_the_whole_file_out(self):
        lines = parse_golden("\n".join([line("新问题", "25"), line("错问题", "99")]))
        with pytest.raises(GoldenFileError, match=r"第 2 行：《国家产业技术政策》第 99 条不在知识库中"):
            store_golden_questions(lines, origin=QuestionOrigin.UPLOADED)
        assert not GoldenQuestion.objects.asking(["新问题"]).exists()

    def test_policies_of_the_same_title_have_to_be_told_apart(self, import_text):
        import_text("other", "国家产业技术政策\n第一条 另一件。\n")
        with pytest.raises(GoldenFileError, match="有 2 条"):
            store_golden_questions(parse_golden(line("新问题", "1")), origin=QuestionOrigin.UPLOADED)

    def test_a_question_that_is_there_gets_the_answers_of_the_file(self):
        store_golden_questions(parse_golden(line("新问题", "25")), origin=QuestionOrigin.EDITED)
        counts = store_golden_questions(parse_golden(line("新问题")), origin=QuestionOrigin.UPLOADED)
        question = GoldenQuestion.objects.get(query="新问题")
        assert (counts.replaced, question.has_no_answer, question.answers.count()) == (1, True, 0)
        assert question.origin == QuestionOrigin.EDITED

    def test_what_is_exported_can_be_taken_in_again(self):
        text = "".join(golden_as_lines(GoldenQuestion.objects.with_answers()))
        answers_before = stored_answers()
        store_golden_questions(parse_golden(text), origin=QuestionOrigin.UPLOADED)
        assert answers_before == stored_answers() != {}

    def test_the_shipped_questions_are_taken_in_once_and_edits_stay(self):
        first = GoldenQuestion.objects.first()
        first.delete()
        assert load_shipped_golden_questions() == 0
        ShippedFile.objects.filter(path="search/golden.jsonl").update(sha256="")
        assert load_shipped_golden_questions() == 1


class TestAdmin:
    @pytest.fixture
    def values(self, article):
        def build(**changes):
            rows = {
                "answers-TOTAL_FORMS": "1",
                "answers-INITIAL_FORMS": "0",
                "answers-0-article": article(25).pk,
            }
            return {"query": "新问题", **rows, **changes}

        return build

    def test_an_editor_names_the_articles(self, admin_client, values):
        assert admin_client.post(f"{QUESTIONS}add/", values()).status_code == 302
        question = GoldenQuestion.objects.get(query="新问题")
        assert [answer.article.number for answer in question.answers.all()] == [25]

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"answers-0-article": ""}, "至少一条"),
            ({"has_no_answer": "on"}, "不能列出条文"),
        ],
    )
    def test_a_question_has_answers_or_says_that_it_has_none(self, admin_client, values, changes, message):
        response = admin_client.post(f"{QUESTIONS}add/", values(**changes))
        assert response.status_code == 200
        assert message in response.content.decode()

    def test_a_file_is_uploaded(self, admin_client, shipped):
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile("q.jsonl", line("新问题", "25").encode())
        response = admin_client.post(f"{QUESTIONS}upload/", {"file": file}, follow=True)
        assert "新增 1 个测试问题" in response.content.decode()

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"{", "第 1 行：不是 JSON"),
            ("婚".encode("gbk"), "不是 UTF-8"),
            (line("新问题", "99").encode(), "不在知识库中"),
        ],
    )
    def test_a_file_that_does_not_fit_is_refused_in_words(self, admin_client, shipped, content, message):
        from django.core.files.uploadedfile import SimpleUploadedFile

        response = admin_client.post(f"{QUESTIONS}upload/", {"file": SimpleUploadedFile("q.jsonl", content)})
        assert response.status_code == 400
        assert message in response.content.decode()

    def test_the_list_the_search_and_the_export_open(self, admin_client, shipped):
        assert "不应有答案" in admin_client.get(f"{QUESTIONS}?q=婚姻").content.decode()
        exported_text = admin_client.get(f"{QUESTIONS}golden.jsonl").content.decode()
        assert len(parse_golden(exported_text)) == GoldenQuestion.objects.count()

    def test_a_question_can_be_begun_by_a_link(self, admin_client, shipped):
        page = admin_client.get(f"{QUESTIONS}add/?query=小微贷&note=来自检索记录").content.decode()
        assert 'value="小微贷"' in page


@pytest.mark.usefixtures("shipped")
class TestScope:
    """A question may be about one policy: it is asked within it, whatever else is stored."""

    def test_it_is_read_stored_and_written_again(self, shipped):
        row = json.loads(line("新问题", "25")) | {"scope": "工信部联科〔2009〕232号"}
        store_golden_questions(parse_golden(json.dumps(row)), origin=QuestionOrigin.UPLOADED)
        question = GoldenQuestion.objects.get(query="新问题")
        assert question.scope == shipped
        assert json.loads(next(golden_as_lines([question])))["scope"] == "gxblk-2009-232"

    def test_one_that_names_no_policy_is_told(self):
        row = json.loads(line("新问题", "25")) | {"scope": "没有的法"}
        with pytest.raises(GoldenFileError, match="第 1 行：范围《没有的法》不在知识库中"):
            store_golden_questions(parse_golden(json.dumps(row)), origin=QuestionOrigin.UPLOADED)

    def test_the_questions_that_ship_are_about_the_shipped_policy(self, shipped):
        questions = GoldenQuestion.objects.filter(origin=QuestionOrigin.SHIPPED)
        assert questions.exists()
        assert not questions.exclude(scope=shipped).exists()

    def test_another_law_does_not_change_how_they_are_judged(self, shipped, import_text):
        import_text("loans", "贷款办法\n第一条 小公司搞研发怎么贷款，由本办法规定。\n")
        (outcome_within,) = evaluate_search([Question("小公司搞研发怎么贷款", _TEN, scope="gxblk-2009-232")])
        (outcome_among_all,) = evaluate_search([Question("小公司搞研发怎么贷款", _TEN)])
        assert outcome_within.ranks == (1,)
        assert outcome_among_all.ranks != (1,)

    def test_a_scope_that_is_not_stored_is_an_error(self):
        with pytest.raises(GoldenFileError, match="没有的法"):
            list(evaluate_search([Question("问", _TEN, scope="没有的法")]))


_TEN = (("国家产业技术政策", 10, 0),)
