"""The later rules that ship: fixtures/links/<policy>/later_rules.toml, each version loaded once."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.content_files import content_table
from articles.models import Article, LaterRule, Policy, ShippedFile
from articles.models.links.evidence import LinkStatus
from articles.reading.former_addresses import policies_called
from articles.text.citing.quoting.quote_notation import QuoteError, quoted

logger = logging.getLogger(__name__)

_PLAIN = (
    *("document", "issuer", "document_number", "date", "effect", "explanation"),
    *("source", "source_url", "checked_on"),
)


def load_shipped_later_rules() -> int:
    """Load the file of each shipped policy, also of one that was renamed; return how many rules are new."""
    paths = {path.parent.name: path for path in (settings.CONTENT_DIR / "links").glob("*/later_rules.toml")}
    return sum(_load_file(policy, paths[slug]) for slug, policy in policies_called(paths).items())


@transaction.atomic
def _load_file(policy: Policy, path: Path) -> int:
    """Add the rules of the file that the policy does not have; what editors changed or withdrew stays."""
    if not ShippedFile.objects.take_in(path):
        return 0
    articles = {article.address: article for article in policy.articles.in_text()}
    existing_rules = set(LaterRule.objects.of_policy(policy).values_list("article", "document"))
    entries = content_table(path)["rule"]
    return sum(_load_rule(entry, articles, existing_rules, path) for entry in entries)


def _load_rule(entry: dict, articles: dict[str, Article], existing_rules: set, path: Path) -> bool:
    article = articles.get(entry["article"])
    if article is None:  # an administrator has changed the text since
        logger.warning("%s：没有第 %s 条", path.name, entry["article"])
        return False
    if (article.pk, entry["document"]) in existing_rules:
        return False
    rule = LaterRule(policy_id=article.policy_id, article=article, status=LinkStatus.PUBLISHED)
    for name in _PLAIN:
        setattr(rule, name, entry.get(name, ""))
    try:
        if entry.get("quote"):
            rule.quote, rule.start, rule.end = quoted(article.text, entry["quote"])
    except QuoteError as error:
        logger.warning("%s [%s]：%s", path.name, entry["article"], error)
        return False
    rule.save()
    return True
