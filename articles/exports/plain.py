"""Plain text: the document's head, then every article with its label and exact text."""

from __future__ import annotations

from articles.exports.exported_content import Content
from articles.models import Article
from articles.text.numbers.dates import written_date


def plain_text(content: Content, *, url: str) -> str:
    """Return the export; lines end with LF. Labels are spaced as official texts print them."""
    policy = content.policy
    lines = [policy.title, *_head(content), ""]
    if content.is_whole:
        for part in (policy.addressees_text, policy.notice, policy.introduction):
            lines += [part, ""] if part else []
    for opened_divisions, article in content.with_headings(content.articles, content.divisions):
        for division in opened_divisions:
            lines += [division.heading, *([division.opening] if division.opening else []), ""]
        if article:
            label = "" if article.is_paragraph else _label(article, content)
            lines += [f"{label}{article.text}", ""]
    lines += _later_rules(content)
    if content.is_whole and policy.annex:
        lines += [policy.annex, ""]
    return "\n".join([*lines, f"来源：{url}"]) + "\n"


def _label(article: Article, content: Content) -> str:
    """As printed in the whole text, as cited where it stands alone."""
    return article.spaced_label if content.is_whole else f"{article.label}\u3000"


def _later_rules(content: Content) -> list[str]:
    """What later documents did to the articles, apart from the text: it is no part of it."""
    rules = [
        f"{article.label}\u3000{rule.sentence}"
        for article in content.articles
        for rule in article.later_rules
    ]
    return ["后来的规定（由编者收录，不是原文）：", *rules, ""] if rules else []


def _head(content: Content) -> list[str]:
    policy = content.policy
    issuers = "、".join(issuer.name for issuer in policy.issuers.all())
    signed = written_date(policy.signed_on) if policy.signed_on else ""
    metadata = (policy.document_number, issuers, policy.adoption, signed)
    version = [f"版本：{content.version}"] if content.version else []
    return [*(line for line in metadata if line), f"年份与效力：{policy.standing}", *version]
