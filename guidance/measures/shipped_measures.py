"""The measures that ship with the portal: data files under fixtures/guidance/, each version loaded once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.content_files import content_table
from articles.models import Article, FormerAddress, Policy, ShippedFile
from articles.models.former_address import AddressKind
from articles.reading.former_addresses import policies_called
from guidance.matching.measure_choices import Purpose
from guidance.measures.measure_records import MeasureRecordError, keep_measure, write_measure
from guidance.models import ArticleWithoutMeasure, Fact, MeasureStatus, SupportMeasure
from guidance.models.measure import SupportMeasureQuerySet

logger = logging.getLogger(__name__)
_FIRST, _UPDATED = "初次载入", "随门户更新"
_LOADED = (_FIRST, _UPDATED)


@transaction.atomic
def load_shipped_measures() -> str:
    """Take in each file whose present version is not in the database yet; one summary line in Chinese.

    What is missing is added, and what nobody has edited since it was loaded follows the file. What editors
    have changed stays as they left it.
    """
    facts = _load_facts() if ShippedFile.objects.take_in(folder() / "facts.toml") else 0
    loaded = sum((_load_measures(policy, path) for policy, path in _policies_with_measures()), Counter())
    if not facts and not loaded:
        return f"{SupportMeasure.objects.count()} 项支持措施和限制已在库中"
    words = [f"载入 {loaded['new']} 项支持措施和限制、{facts} 个判断事项"]
    words += [f"更新 {loaded['updated']} 项"] if loaded["updated"] else []
    words += [f"编辑改过的 {loaded['edited']} 项没有动"] if loaded["edited"] else []
    return "，".join(words)


def folder() -> Path:
    return settings.CONTENT_DIR / "guidance"


def shipped_records() -> list[dict]:
    """The measures and limits of every file that ships."""
    paths = sorted((folder() / "measures").glob("*.toml"))
    return [record for path in paths for record in clauses_of(content_table(path))]


def _policies_with_measures() -> list[tuple[Policy, Path]]:
    """Policies with their data file; a policy that was renamed is found by its former slug."""
    paths = {path.stem: path for path in (folder() / "measures").glob("*.toml")}
    return [(policy, paths[slug]) for slug, policy in policies_called(paths).items()]


def _load_facts() -> int:
    known_codes = set(Fact.objects.values_list("code", flat=True))
    rows = [
        Fact(code=row["code"], question=row["question"], help=row.get("help", ""), position=number)
        for number, row in enumerate(content_table(folder() / "facts.toml")["fact"], start=1)
        if row["code"] not in known_codes
    ]
    Fact.objects.bulk_create(rows)
    return len(rows)


def _load_measures(policy: Policy, path: Path) -> Counter[str]:
    """How many are new, updated, and left as editors changed them."""
    present = SupportMeasure.objects.of_policy(policy)
    # A policy that was deleted and loaded again has no measures, although its file counts as loaded.
    if not ShippedFile.objects.take_in(path) and present.exists():
        return Counter()
    content = content_table(path)
    articles = {article.address: article for article in policy.articles.for_reading()}
    records = {record["slug"]: (number, record) for number, record in enumerate(clauses_of(content), start=1)}
    missing = _records_not_stored(records, present)
    changed = _update_present(present, records)
    _load_reasons(content.get("without", ()), articles)
    new = sum(_load_measure(number, record, articles, path) for number, record in missing)
    return +Counter({"new": new, "updated": changed["updated"], "edited": changed["edited"]})


_Records = Mapping[str, tuple[int, dict]]


def _records_not_stored(records: _Records, present: SupportMeasureQuerySet) -> list[tuple[int, dict]]:
    """Those whose measure is not there, under its present address or a former one."""
    known_slugs = {
        *present.values_list("slug", flat=True),
        *FormerAddress.objects.holders(AddressKind.MEASURE),
    }
    return [row for slug, row in records.items() if slug not in known_slugs]


def _update_present(present: SupportMeasureQuerySet, records: _Records) -> Counter[str]:
    """What became of the measures that the file has too: how many are updated, edited, the same."""
    return Counter(_update(measure, records) for measure in present.with_slugs(records))


def clauses_of(content: Mapping) -> list[dict]:
    """The records of a file: its measures, then its limits."""
    limits = ({**record, "purpose": Purpose.LIMIT.value} for record in content.get("limit", ()))
    return [*content["measure"], *limits]


def _update(measure: SupportMeasure, records: _Records) -> str:
    """Give a measure that nobody has touched what the file says now; return what became of it."""
    number, record = records[measure.slug]
    latest = measure.revisions.order_by("-number").first()
    if latest is None or latest.created_by_id or latest.note not in _LOADED:
        return "edited"
    measure.position = number
    try:
        revision = keep_measure(write_measure(measure, record), note=_UPDATED)
    except MeasureRecordError as error:  # an administrator has changed the text since
        logger.warning("%s：%s", measure.slug, error)
        return "edited"
    return "updated" if revision else "same"


def _load_measure(number: int, record: dict, articles: dict[str, Article], path: Path) -> bool:
    article = articles.get(record["article"])
    try:
        if article is None:
            raise MeasureRecordError(f"没有第 {record['article']} 条")
        measure = SupportMeasure(
            slug=record["slug"], article=article, position=number, status=MeasureStatus.PUBLISHED
        )
        keep_measure(write_measure(measure, record), note=_FIRST)
    except MeasureRecordError as error:  # an administrator has changed the text since
        logger.warning("%s [%s]：%s", path.name, record["slug"], error)
        return False
    return True


def _load_reasons(reasons: list[dict], articles: dict[str, Article]) -> None:
    for row in reasons:
        article = articles.get(row["article"])
        if article and not SupportMeasure.objects.of_article(article).supports().not_withdrawn().exists():
            ArticleWithoutMeasure.objects.get_or_create(article=article, defaults={"reason": row["reason"]})
