from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.search import (
    GoldenFileError,
    MeanScores,
    QuestionOutcome,
    WeightsError,
    configuration,
    evaluate_search,
    mean_scores,
    paired_bootstrap,
    parse_weights,
    read_questions,
    search,
    stored_weights,
    using_configuration,
)

_LABELS = {
    "questions": "问题数",
    "mrr": "MRR@10",
    "recall_10": "Recall@10",
    "recall_100": "Recall@100",
    "ndcg": "nDCG@10",
    "unanswered": "没有结果",
    "p50": "p50 毫秒",
    "p95": "p95 毫秒",
}


class Command(BaseCommand):
    help = (
        '用已知答案的问题衡量检索：每行一个 JSON，{"query", "relevant": [{"policy", "number"}], "scope"}。'
        "给出 --weights 或 --no-synonyms 时与现行设置对比，差值附 95% 区间（配对自助法）。"
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, help="问题文件（JSON Lines）")
        parser.add_argument("--weights", type=Path, help="与另一份权重（TOML）对比，只限即时生效的各项")
        parser.add_argument("--no-synonyms", action="store_true", help="对比不按同义词扩展的结果")

    def handle(self, *args, files, weights, no_synonyms, **options):
        questions = self._questions(files)
        other = self._other(weights)
        search("预热")
        before = list(evaluate_search(questions))
        self._print("现行设置", mean_scores(before))
        if not (other or no_synonyms):
            return
        with using_configuration(other):
            search("预热")
            after = list(evaluate_search(questions, expand=not no_synonyms))
        self._print("对比设置", mean_scores(after))
        for name, score in (("MRR@10", _reciprocal_rank), ("Recall@10", _recall)):
            low, high = paired_bootstrap(
                [score(outcome) for outcome in before], [score(outcome) for outcome in after]
            )
            self.stdout.write(f"{name} 之差的 95% 区间：{low:+.4f} 至 {high:+.4f}")

    def _questions(self, files):
        try:
            return [question for file in files for question in read_questions(file)]
        except (GoldenFileError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error

    def _other(self, weights):
        if not weights:
            return None
        try:
            text = weights.read_text(encoding="utf-8")
            parse_weights(text)
        except (WeightsError, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{weights}：{error}") from error
        other = configuration().with_weights(text)
        with using_configuration(other):
            stored = stored_weights()
        if stored != stored_weights():
            raise CommandError("k1、[places]、[normalisation] 存在索引里，须换上并重建索引后再衡量。")
        return other

    def _print(self, title: str, scores: MeanScores) -> None:
        self.stdout.write(title)
        for name, value in asdict(scores).items():
            digits = {"questions": 0, "p50": 1, "p95": 1}.get(name, 4)
            self.stdout.write(f"  {_LABELS[name]}：{value:.{digits}f}")


def _reciprocal_rank(outcome: QuestionOutcome) -> float:
    return outcome.reciprocal_rank


def _recall(outcome: QuestionOutcome) -> float:
    return outcome.recall(10)
