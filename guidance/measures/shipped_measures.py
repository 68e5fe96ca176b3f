"""The measures that ship with the portal: data files under fixtures/guidance/, each version loaded once."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.models import Article, FormerAddress, Policy, ShippedFile
from articles.models.former_address import AddressKind
from articles.reading.former_addresses import policies_called
from articles.text.citing.article_citations import article_address
from guidance.measures.measure_records import MeasureRecordError, keep_measure, write_measure
from guidance.models import ArticleWithoutMeasure, Fact, MeasureStatus, SupportMeasure

logger = logging.getLogger(__name__)


@transaction.atomic
def load_shipped_measures() -> str:
    """Take in each file whose present version is not in the database yet; one summary line in Chinese.

    What is there stays as editors left it: only what is missing is added.
    """
    facts = _load_facts() if ShippedFile.objects.take_in(folder() / "facts.toml") else 0
    loaded = sum(_load_measures(policy, path) for policy, path in _policies_with_measures())
    if not facts and not loaded:
        return f"{SupportMeasure.objects.count()} 项支持措施已在库中"
    return f"载入 {loaded} 项支持措施、{facts} 个判断事项"


def folder() -> Path:
    return settings.CONTENT_DIR / "guidance"


def _policies_with_measures() -> list[tuple[Policy, Path]]:
    """Policies with their data file; a policy that was renamed is found by its former slug."""
    paths = {path.stem: path for path in (folder() / "measures").glob("*.toml")}
    return [(policy, paths[slug]) for slug, policy in policies_called(paths).items()]


def _load_facts() -> int:
    known = set(Fact.objects.values_list("code", flat=True))
    rows = [
        Fact(code=row["code"], question=row["question"], help=row.get("help", ""), position=number)
        for number, row in enumerate(_read(folder() / "facts.toml")["fact"], start=1)
        if row["code"] not in known
    ]
    Fact.objects.bulk_create(rows)
    return len(rows)


def _load_measures(policy: Policy, path: Path) -> int:
    present = SupportMeasure.objects.of_policy(policy)
    # A policy that was deleted and loaded again has no measures, although its file counts as loaded.
    if not ShippedFile.objects.take_in(path) and present.exists():
        return 0
    content = _read(path)
    articles = {
        article_address(article.number, article.suffix): article for article in policy.articles.for_reading()
    }
    known = {*present.values_list("slug", flat=True), *FormerAddress.objects.holders(AddressKind.MEASURE)}
    missing = [
        (number, record)
        for number, record in enumerate(content["measure"], start=1)
        if record["slug"] not in known
    ]
    _load_reasons(content.get("without", ()), articles)
    return sum(_load_measure(number, record, articles, path) for number, record in missing)


def _load_measure(number: int, record: dict, articles: dict[str, Article], path: Path) -> bool:
    article = articles.get(record["article"])
    try:
        if article is None:
            raise MeasureRecordError(f"没有第 {record['article']} 条")
        measure = SupportMeasure(
            slug=record["slug"], article=article, position=number, status=MeasureStatus.PUBLISHED
        )
        keep_measure(write_measure(measure, record), note="初次载入")
    except MeasureRecordError as error:  # an administrator has changed the text since
        logger.warning("%s [%s]：%s", path.name, record["slug"], error)
        return False
    return True


def _load_reasons(reasons: list[dict], articles: dict[str, Article]) -> None:
    for row in reasons:
        article = articles.get(row["article"])
        if article and not SupportMeasure.objects.of_article(article).not_withdrawn().exists():
            ArticleWithoutMeasure.objects.get_or_create(article=article, defaults={"reason": row["reason"]})


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))
