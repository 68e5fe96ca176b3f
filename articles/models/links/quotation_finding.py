"""What the check of the texts' quotations of each other has found (articles.checking.self_check)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from articles.models.articles.article import Article


class QuotationFindingQuerySet(models.QuerySet["QuotationFinding"]):
    def current(self) -> QuotationFindingQuerySet:
        """Those about the text that an article has now, where readers see it."""
        return self.filter(sha256=F("article__sha256"), article__in=Article.objects.published())

    def of_policies(self, ids: Iterable[int]) -> QuotationFindingQuerySet:
        return self.filter(article__policy__in=list(ids))

    def with_verdict(self, verdict: str) -> QuotationFindingQuerySet:
        return self.filter(verdict=verdict)

    def in_order(self) -> QuotationFindingQuerySet:
        """By policy and place, with what a list shows of them."""
        return self.select_related("article__policy").order_by(
            "article__policy__title", "article__policy", "article__position", "start"
        )


class QuotationFinding(models.Model):
    """The words [start, end) of an article's text say of another text what does not stand there.

    `sha256` is that of the article's text when it was checked: of an edited text the finding is no longer
    known to hold. Rows are written anew by each check.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="quotation_findings", verbose_name="条文"
    )
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    kind = models.CharField("种类", max_length=10)
    verdict = models.CharField("结论", max_length=15)
    words = models.TextField("文中的话")
    explanation = models.TextField("说明")
    right = models.TextField("应为", blank=True)
    target = models.CharField("核对的依据", max_length=300, blank=True)
    sha256 = models.CharField("核对时条文的 SHA-256", max_length=64)
    checked_at = models.DateTimeField("核对时间")

    objects = QuotationFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "引文的疑点"
        verbose_name_plural = "引文的疑点"
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quotation_finding_has_words"),
            models.UniqueConstraint(
                fields=["article", "start", "kind"], name="quotation_finding_once_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}：{self.words[:40]}"
