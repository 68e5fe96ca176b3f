"""Quotations among the portal's texts that differ from what they quote (`manage.py check_own_quotations`)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from articles.checking.self_check import self_check_findings
from articles.models import QuotationFinding
from articles.quality.checks import QualityCheck


class FaultyQuotations(QualityCheck):
    name, label, model = "faulty-quotations", "引文与所引的原文不符", QuotationFinding
    reason = "一件文件照录另一件的话，两边应当一字不差：有出入，总有一边录错了，或者所引的是旧文本。"

    def rows(self) -> QuerySet:
        return self_check_findings()

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.in_order()  # type: ignore[attr-defined]

    def place(self, row: QuotationFinding) -> str:
        return row.article.short_citation

    def problem(self, row: QuotationFinding) -> str:
        return f"“{row.words[:60]}”：{row.explanation}"

    def mend(self, row: QuotationFinding) -> str:
        return reverse("admin:articles_article_change", args=[row.article_id])
