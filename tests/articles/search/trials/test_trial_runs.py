"""Trying settings out: what is measured is what would be in force."""

import pytest

from articles.jobs import carry_out, settle_jobs
from articles.models import Article, GoldenQuestion, SearchTrial
from articles.models.work.job import JobStatus
from articles.search import search
from articles.search.index.maintenance import ensure_index
from articles.search.settings.configuration import configuration, configuration_of, using_configuration
from articles.search.trials.publishing import current_trial
from articles.search.trials.trial_index import QueriedTerms, TrialIndex
from articles.search.trials.trial_runs import compare, start_trial
from tests.articles.search.settings.drafts import (
    ask_few,
    ask_only,
    draft,
    finished_trial,
    with_word,
    without_synonyms,
)

QUERIES = ["进口设备免税", "知识产权保护", "小公司贷款", "国家急需的重大技术装备", "技术市场"]

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def few_questions(shipped) -> None:
    ask_few()


def report_nothing(step: str, done: int, total: int) -> None:
    pass


def ranking(query: str, **index) -> list[tuple[int, float]]:
    return [(hit.article.number, round(hit.score, 4)) for hit in search(query, page_size=100, **index).hits]


@pytest.mark.parametrize(
    "changes",
    [
        lambda texts: {"user_dictionary": texts.user_dictionary + "国家急需\n重大技术装备\n"},
        lambda texts: {"stop_words": texts.stop_words + "国家\n技术\n"},
        lambda texts: {"weights": texts.weights.replace("k1 = 0.9", "k1 = 2.0")},
        lambda texts: {"weights": texts.weights.replace("context = 2.0", "context = 9.0")},
    ],
)
def test_an_index_in_memory_ranks_as_the_rebuilt_index_does(changes):
    version = draft(**changes(configuration()))
    with using_configuration(configuration_of(version)):
        terms = QueriedTerms()
        for query in QUERIES:
            search(query, index=terms.read)
        index = TrialIndex(terms, report_nothing).read
        rankings = [ranking(query, index=index) for query in QUERIES]
        assert ensure_index() == "为 34 条建立检索索引"
        assert [ranking(query) for query in QUERIES] == rankings
    assert any(rankings)


def test_a_term_that_was_not_noted_is_read_when_asked_for():
    index = TrialIndex(QueriedTerms(), report_nothing).read
    assert search("进口关税", index=index).hits[0].article.number == 25


@pytest.mark.usefixtures("few_questions")
def test_a_trial_leaves_the_index_as_it_is():
    version = draft(**with_word("国家急需"))
    score_before = search("国家急需").hits[0].score
    assert finished_trial(version).results["after"]["in_memory"] == Article.objects.count()
    assert search("国家急需").hits[0].score == score_before
    assert ensure_index().startswith("索引完整")


@pytest.mark.usefixtures("few_questions")
def test_settings_that_leave_the_index_alone_are_measured_on_it():
    results = finished_trial(draft(**without_synonyms("免税"))).results
    assert (results["before"]["in_memory"], results["after"]["in_memory"]) == (0, 0)


def test_each_question_that_gets_worse_comes_first_with_its_ranks():
    ask_only(进口关税=25, 员工持股=33)
    results = finished_trial(draft(**without_synonyms("期权"))).results
    first = results["questions"][0]
    assert (first["query"], first["verdict"], results["worse"]) == ("员工持股", "worse", 1)
    assert first["answers"] == ["第三十三条"]
    assert (first["before"]["ranks"], first["after"]["ranks"]) == ([1], [None])
    assert results["after"]["mrr"] < results["before"]["mrr"]


@pytest.mark.usefixtures("few_questions")
def test_a_question_without_an_answer_that_gets_one_is_worse():
    question = GoldenQuestion.objects.create(query="匾额题字", has_no_answer=True)
    texts = configuration()
    result = compare(
        texts,
        configuration_of(draft(synonyms=f"{texts.synonyms}\n匾额题字 → 知识产权 | 1\n")),
        report_nothing,
    )
    row = next(row for row in result.questions if row.question == question.pk)
    assert (row.before.is_answered, row.after.is_answered, row.verdict) == (False, True, "worse")
    assert result.after.misled == result.before.misled + 1


@pytest.mark.usefixtures("few_questions")
def test_questions_whose_articles_are_unknown_are_left_out_and_named():
    GoldenQuestion.objects.create(query="没有条文的问题")
    results = finished_trial(draft(note="x", **without_synonyms("免税"))).results
    assert results["left_out"] == ["没有条文的问题"]
    assert "没有条文的问题" not in [row["query"] for row in results["questions"]]


def test_without_questions_nothing_is_measured_and_no_number_shown():
    GoldenQuestion.objects.all().delete()
    results = finished_trial(draft(**without_synonyms("免税"))).results
    assert (results["before"], results["after"], results["questions"]) == (None, None, [])


class TestStanding:
    @pytest.mark.usefixtures("few_questions")
    def test_a_trial_holds_until_what_it_compared_changes(self):
        version = draft(**without_synonyms("免税"))
        trial = finished_trial(version)
        assert current_trial(version) == trial
        GoldenQuestion.objects.create(query="又一个", has_no_answer=True)
        assert current_trial(version) is None
        version.synonyms += "\n# 又改了\n"
        version.save()
        assert current_trial(version) is None

    def test_one_trial_of_a_version_runs_at_a_time(self):
        version = draft()
        assert start_trial(version) == start_trial(version)

    def test_a_stopped_trial_ends_at_its_next_report_and_keeps_no_result(self):
        trial = start_trial(draft())

        def work(report):
            SearchTrial.objects.of_version(trial.version).stop()
            report("提问", 1, 1)
            pytest.fail("the report lets it go on")

        carry_out(trial, work)
        trial.refresh_from_db()
        assert (trial.status, trial.results) == (JobStatus.STOPPED, None)

    def test_an_error_is_kept_with_the_trial(self):
        trial = start_trial(draft())

        def work(report):
            raise OSError("磁盘满")

        with pytest.raises(OSError, match="磁盘满"):
            carry_out(trial, work)
        trial.refresh_from_db()
        assert trial.status == JobStatus.FAILED
        assert "磁盘满" in trial.message

    def test_a_trial_whose_process_is_gone_is_told_and_can_be_started_anew(self):
        trial = start_trial(draft())
        SearchTrial.objects.report(trial.pk, status=JobStatus.RUNNING)
        settle_jobs(SearchTrial)
        trial.refresh_from_db()
        assert trial.status == JobStatus.FAILED
        assert "中断" in trial.message
        assert start_trial(trial.version) != trial

    def test_a_trial_that_works_is_alive(self):
        trial = start_trial(draft())

        def work(report):
            settle_jobs(SearchTrial)
            assert SearchTrial.objects.unfinished().count() == 1
            return {"results": {}}

        carry_out(trial, work)
        trial.refresh_from_db()
        assert trial.status == JobStatus.DONE
