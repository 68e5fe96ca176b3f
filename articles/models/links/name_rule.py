"""What a name stands for (名称规则): an editor says once that it always, or never, means an entity."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models.entities.entity import Entity
from articles.models.policies.policy import Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.wording.characters.folding import fold


class NameRuleVerdict(models.TextChoices):
    ALWAYS = "always", "总是指"
    NEVER = "never", "从不指"


class NameRuleQuerySet(models.QuerySet["NameRule"]):
    def active(self) -> NameRuleQuerySet:
        return self.filter(is_active=True)

    def of_verdict(self, verdict: str) -> NameRuleQuerySet:
        return self.filter(verdict=verdict)

    def about(self, name: str, entity: Entity, policy: Policy | None) -> NameRuleQuerySet:
        return self.filter(name_key=fold(name), entity=entity, policy=policy)

    def on(self, policy: Policy) -> NameRuleQuerySet:
        """The rules that hold in a policy: its own, and those for all."""
        return self.filter(models.Q(policy=None) | models.Q(policy=policy))


class NameRule(models.Model):
    """`policy` limits the rule to one; the linker applies it to all that it finds later."""

    name = models.CharField("名称", max_length=200)
    name_key = models.CharField("名称（归一）", max_length=200, editable=False)
    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="name_rules", verbose_name="实体"
    )
    policy = models.ForeignKey(
        Policy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="name_rules",
        verbose_name="只在这件政策",
        help_text="空白表示在全部政策中。",
    )
    verdict = models.CharField("规则", max_length=6, choices=NameRuleVerdict)
    is_active = models.BooleanField("状态", default=True, choices=[(True, "在用"), (False, "停用")])
    made_at = models.DateTimeField("时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="由谁"
    )

    objects = NameRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "名称规则"
        verbose_name_plural = "名称规则"
        permissions = [("publish_namerule", "可以设定和停用名称规则")]
        ordering = ("name_key", "entity", "policy")
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "entity", "policy"],
                nulls_distinct=False,
                name="name_rule_once",
                violation_error_message="这个名称对这个实体已有规则。",
            ),
            models.CheckConstraint(condition=~models.Q(name_key=""), name="name_rule_has_name"),
        ]

    def __str__(self) -> str:
        where = f"（只在{in_title_marks(self.policy.title)}）" if self.policy else ""
        return f"“{self.name}”{self.get_verdict_display()}{self.entity}{where}"

    def save(self, *args, **kwargs) -> None:
        self.name_key = fold(self.name)
        super().save(*args, **kwargs)
