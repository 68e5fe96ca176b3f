"""What administrators set for search: synonyms, stop words, dictionary and weights, version by version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ConfigurationStatus(models.TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "生效"
    RETIRED = "retired", "已被取代"
    DROPPED = "dropped", "已放弃"


class SearchConfigurationQuerySet(models.QuerySet):
    def in_force(self) -> SearchConfigurationQuerySet:
        return self.filter(status=ConfigurationStatus.PUBLISHED)


class SearchConfiguration(models.Model):
    """One version of all settings of search. Without a version in force the shipped files hold."""

    synonyms = models.TextField("同义词", blank=True, help_text="每行：免税、减免税 → 免征 | 0.9 | 依据。")
    stop_words = models.TextField("停用词", blank=True, help_text="不作为检索词的词，一行一个。")
    user_dictionary = models.TextField("用户词典", blank=True, help_text="不拆开的专门用语，一行一个。")
    weights = models.TextField("权重", help_text="TOML 格式，各项含义见其中的说明。")
    status = models.CharField(
        "状态", max_length=10, choices=ConfigurationStatus, default=ConfigurationStatus.DRAFT
    )
    note = models.CharField("修改说明", max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="编辑"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    published_at = models.DateTimeField("生效时间", null=True, blank=True)

    objects = SearchConfigurationQuerySet.as_manager()

    class Meta:
        verbose_name = "检索设置"
        verbose_name_plural = "检索设置"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=ConfigurationStatus.PUBLISHED),
                name="one_search_configuration_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"检索设置 {self.pk}（{self.get_status_display()}）"
