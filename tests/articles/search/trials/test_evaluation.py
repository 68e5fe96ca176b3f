"""The measures, worked out by hand, and the command."""

import json
from math import log2

import pytest
from django.core.management import CommandError, call_command

from articles.models import EverydayQuestion
from articles.search.settings.configuration import shipped_configuration
from articles.search.trials.evaluation import (
    Question,
    QuestionOutcome,
    mean_scores,
    paired_bootstrap,
    read_questions,
)
from articles.search.trials.golden_files import GoldenFileError

_QUESTION = Question("问", (("某法", 1, 0), ("某法", 2, 0)))


def test_measures_of_a_question():
    outcome = QuestionOutcome(_QUESTION, (2, 15), 30, 0.01)
    assert outcome.reciprocal_rank == 0.5
    assert (outcome.recall(10), outcome.recall(100)) == (0.5, 1.0)
    assert outcome.ndcg == pytest.approx((1 / log2(3)) / (1 / log2(2) + 1 / log2(3)))
    assert QuestionOutcome(_QUESTION, (None, 11), 1, 0).reciprocal_rank == 0


def test_means_over_questions():
    scores = mean_scores(
        [QuestionOutcome(_QUESTION, (1, None), 9, 0.001), QuestionOutcome(_QUESTION, (None, None), 0, 0.003)]
    )
    assert (scores.mrr, scores.recall_10, scores.unanswered) == (0.5, 0.25, 0.5)
    assert scores.p50 == pytest.approx(2.0)


def test_the_bootstrap_tells_a_difference_from_none():
    low, high = paired_bootstrap([0.0] * 50, [1.0] * 50)
    assert (low, high) == (1.0, 1.0)
    low, high = paired_bootstrap([0.0, 1.0] * 50, [1.0, 0.0] * 50)
    assert low < 0 < high


@pytest.mark.parametrize(
    "text", ["", "{", '{"query": "问"}', '{"query": "问", "relevant": [{"policy": "甲", "number": "x"}]}']
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, text):
    path = tmp_path / "q.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldenFileError, match=r"q\.jsonl"):
        read_questions(path)


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "q.jsonl"
    rows = [
        {"query": "进口设备免税", "relevant": [{"policy": "国家产业技术政策", "number": "25"}]},
        {"query": "员工持股", "relevant": [{"policy": "国家产业技术政策", "number": "33"}]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.usefixtures("shipped")
class TestCommand:
    def test_it_prints_its_metrics(self, questions, capsys):
        call_command("evaluate_search", questions)
        output = capsys.readouterr().out
        assert "问题数：2" in output
        assert "MRR@10：1.0000" in output
        assert "没有结果：0.0000" in output

    def test_it_compares_two_configurations(self, questions, capsys):
        EverydayQuestion.objects.all().delete()  # they lead to the answer without synonyms as well
        call_command("evaluate_search", questions, no_synonyms=True)
        output = capsys.readouterr().out
        assert output.index("现行设置") < output.index("对比设置")
        assert "MRR@10 之差的 95% 区间：-" in output

    def test_weights_that_are_stored_in_the_index_cannot_be_compared_so(self, questions, tmp_path):
        other = tmp_path / "w.toml"
        other.write_text(shipped_configuration().weights.replace("k1 = 0.9", "k1 = 1.2"), encoding="utf-8")
        with pytest.raises(CommandError, match="重建索引"):
            call_command("evaluate_search", questions, weights=other)
