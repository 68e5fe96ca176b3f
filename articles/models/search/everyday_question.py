"""Everyday questions (日常问法): how people ask about an article, written by editors."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from articles.models.articles.article import Article
from articles.models.policies.policy import Policy


class EverydayQuestionQuerySet(models.QuerySet["EverydayQuestion"]):
    def of_policy(self, policy: Policy) -> EverydayQuestionQuerySet:
        return self.filter(article__policy=policy)

    def open(self) -> EverydayQuestionQuerySet:
        """Questions in use; a closed one is kept with its reason."""
        return self.filter(closed_because="")

    def of_articles(self, articles: Iterable[Article]) -> EverydayQuestionQuerySet:
        return self.filter(article__in=articles)


class EverydayQuestion(models.Model):
    """A question that the article answers, as somebody who does not know the text would ask it.

    It is not part of the law: it helps to find the article and is shown as written by an editor.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="everyday_questions", verbose_name="条文"
    )
    text = models.CharField("日常问法", max_length=100, help_text="用日常的话问到这一条所写的内容。")
    closed_because = models.CharField(
        "收起的理由", max_length=300, blank=True, help_text="填写之后不再用于检索；清空即恢复。"
    )

    objects = EverydayQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "日常问法"
        verbose_name_plural = "日常问法"
        ordering = ("article", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "text"],
                name="everyday_question_once",
                violation_error_message="这一条已有这个问法。",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="everyday_question_present",
                violation_error_message="问法不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return self.text
