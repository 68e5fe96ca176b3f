"""Versions of the search settings: synonyms, stop words, dictionary and weights."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ConfigurationStatus(models.TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "生效"
    RETIRED = "retired", "已被取代"
    DROPPED = "dropped", "已放弃"


class SearchConfigurationQuerySet(models.QuerySet["SearchConfiguration"]):
    def in_force(self) -> SearchConfigurationQuerySet:
        return self.filter(status=ConfigurationStatus.PUBLISHED)

    def locked(self) -> SearchConfigurationQuerySet:
        return self.select_for_update(of=("self",))


class SearchConfiguration(models.Model):
    """One version of all search settings. Without a version in force the shipped files apply."""

    synonyms = models.TextField(
        "同义词",
        blank=True,
        help_text="每行：免税、减免税 → 免征 | 0.9 | 依据。左边是读者的说法，右边是条文的用语"
        "（用 + 连接的须同时出现），然后是权重（0 至 1）和使之成立的原文。# 开头的行是注释。即时生效。",
    )
    stop_words = models.TextField(
        "停用词",
        blank=True,
        help_text="不作为检索词的虚词和问句用语，一行一个。改动后索引在后台重建，期间检索照常。",
    )
    user_dictionary = models.TextField(
        "用户词典",
        blank=True,
        help_text="分词时不拆开的专门用语，一行一个，照条文的写法。改动后索引在后台重建，期间检索照常。",
    )
    weights = models.TextField(
        "权重",
        help_text="TOML 格式，各项含义见其中的说明。k1、[places]、[normalisation] 改动后索引在后台重建，"
        "其余即时生效。",
    )
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ConfigurationStatus,
        default=ConfigurationStatus.DRAFT,
        editable=False,
    )
    note = models.CharField(
        "修改说明", max_length=300, blank=True, help_text="改了什么、为什么；以后在版本列表里看得到。"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="编辑",
        editable=False,
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    published_at = models.DateTimeField("生效时间", null=True, blank=True, editable=False)

    objects = SearchConfigurationQuerySet.as_manager()

    class Meta:
        verbose_name = "检索设置"
        verbose_name_plural = "检索设置"
        permissions = [("publish_searchconfiguration", "可以使检索设置生效")]
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

    @property
    def is_draft(self) -> bool:
        return self.status == ConfigurationStatus.DRAFT
