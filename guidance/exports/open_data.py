"""What the finder adds to the dump of open data (articles.exports.open_data)."""

from articles.exports.open_data import DataFile, writer
from articles.models.links.later_rule import public_later_rules
from guidance.api.fields import MeasureFields
from guidance.models import ArticleWithoutMeasure, Fact, SupportMeasure
from guidance.models.catalogue import measure_of, with_parts


def files() -> dict[str, DataFile]:
    public = SupportMeasure.objects.published().in_order()
    write = writer(MeasureFields)
    without = ArticleWithoutMeasure.objects.of_published().in_order()
    return {
        "measures": DataFile(
            with_parts(public.supports()),
            lambda row: write(measure_of(row, public_later_rules())),
            "支持措施 support measures with criteria and quotes",
        ),
        "limits": DataFile(
            with_parts(public.limits()),
            lambda row: write(measure_of(row, public_later_rules())),
            "须注意的限制 limits and duties with criteria and quotes",
        ),
        "facts": DataFile(Fact.objects.in_order(), _fact, "判断事项 facts that criteria turn on"),
        "articles_without_measure": DataFile(
            without, _article_without_measure, "没有措施的条文 articles without a measure"
        ),
    }


def _fact(row: Fact) -> dict:
    return {"code": row.code, "question": row.question, "help": row.help}


def _article_without_measure(row: ArticleWithoutMeasure) -> dict:
    article = row.article
    return {
        "policy": article.policy.slug,
        "number": article.number,
        "suffix": article.suffix,
        "reason": row.reason,
    }
