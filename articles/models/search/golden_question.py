"""Golden questions (测试问题): queries with known answers, to evaluate changes of search settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import Q

from articles.models.articles.article import Article
from articles.models.policies.policy import Policy


class QuestionOrigin(models.TextChoices):
    SHIPPED = "shipped", "随附"
    EDITED = "edited", "编辑填写"
    UPLOADED = "uploaded", "文件导入"
    LOGGED = "logged", "检索记录"


class GoldenQuestionQuerySet(models.QuerySet["GoldenQuestion"]):
    def with_answers(self) -> GoldenQuestionQuerySet:
        """Prefetch the answers that count; others stay in the database."""
        standing = GoldenAnswer.objects.standing().select_related("article__policy")
        return self.select_related("scope").prefetch_related(models.Prefetch("answers", standing))

    def measurable(self) -> GoldenQuestionQuerySet:
        """Questions with a known answer, and those marked as having none."""
        return self.filter(_is_measurable())

    def unmeasurable(self) -> GoldenQuestionQuerySet:
        """Questions without answers, or whose answers' articles were removed."""
        return self.exclude(_is_measurable())

    def asking(self, queries: Iterable[str]) -> GoldenQuestionQuerySet:
        return self.filter(query__in=list(queries))


def _is_measurable() -> Q:
    return Q(has_no_answer=True) | Q(pk__in=GoldenAnswer.objects.standing().values("question"))


class GoldenQuestion(models.Model):
    """`has_no_answer`: search must not return any answer."""

    query = models.CharField(
        "问题", max_length=200, unique=True, help_text="照读者会输入的样子写，如 小公司贷款。"
    )
    has_no_answer = models.BooleanField(
        "不应有答案",
        default=False,
        help_text="知识库里没有相关规定：检索不得把任何一条当作答案列出（可以列在“也许相关”之下）。",
    )
    scope = models.ForeignKey(
        Policy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="范围",
        help_text="问题是就哪一件政策提的：试运行只在它之内检索。留空即在全库。",
    )
    note = models.CharField("说明", max_length=300, blank=True, help_text="为什么是这几条，或问题从哪里来。")
    origin = models.CharField(
        "来源", max_length=10, choices=QuestionOrigin, default=QuestionOrigin.EDITED, editable=False
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = GoldenQuestionQuerySet.as_manager()
    kept_parts = ("answers",)  # of its revisions

    class Meta:
        verbose_name = "测试问题"
        verbose_name_plural = "测试问题"
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(query=""), name="golden_question_asks_something")]

    def __str__(self) -> str:
        return self.query

    def answer_by(self, articles: Sequence[Article]) -> None:
        """Make these the only answers; suggested and closed answers stay as they are."""
        self.answers.standing().exclude(article__in=articles).delete()
        self.answers.of_articles(articles).update(closed_because="")
        rows = (GoldenAnswer(question=self, article=article) for article in articles)
        GoldenAnswer.objects.bulk_create(rows, ignore_conflicts=True)


class GoldenAnswerQuerySet(models.QuerySet["GoldenAnswer"]):
    def open(self) -> GoldenAnswerQuerySet:
        return self.filter(closed_because="")

    def standing(self) -> GoldenAnswerQuerySet:
        """Answers that count: not closed, and the article is in the present text."""
        return self.open().filter(article__in=Article.objects.in_text())

    def of_articles(self, articles: Iterable[Article]) -> GoldenAnswerQuerySet:
        return self.filter(article__in=articles)


class GoldenAnswer(models.Model):
    """An article that answers the question."""

    question = models.ForeignKey(
        GoldenQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name="问题"
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", verbose_name="条文")
    closed_because = models.CharField(
        "收起的理由", max_length=300, blank=True, help_text="填写之后不再计入试运行；清空即恢复。"
    )

    objects = GoldenAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "应找到的条文"
        verbose_name_plural = "应找到的条文"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["question", "article"], name="golden_answer_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.question} → {self.article.short_citation}"
