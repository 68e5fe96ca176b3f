"""What the finder adds to the dump of open data (articles.exports.open_data)."""

from articles.exports.open_data import DataFile
from guidance.api.representations import measure_object
from guidance.models import ArticleWithoutMeasure, Fact, SupportMeasure


def files() -> dict[str, DataFile]:
    measures = SupportMeasure.objects.published().in_order().for_matching()
    without = ArticleWithoutMeasure.objects.of_published().in_order()
    return {
        "measures": DataFile(measures, _measure, "支持措施 support measures with criteria and quotes"),
        "facts": DataFile(Fact.objects.in_order(), _fact, "判断事项 facts that criteria turn on"),
        "articles_without_measure": DataFile(without, _without, "没有措施的条文 articles without a measure"),
    }


def _measure(row: SupportMeasure) -> dict:
    return measure_object(row, str)


def _fact(row: Fact) -> dict:
    return {"code": row.code, "question": row.question, "help": row.help}


def _without(row: ArticleWithoutMeasure) -> dict:
    article = row.article
    return {
        "policy": article.policy.slug,
        "number": article.number,
        "suffix": article.suffix,
        "reason": row.reason,
    }
