"""Who issued a policy and to whom it is addressed, in the order of the document."""

from __future__ import annotations

from django.db import models

from articles.models.policies.policy import Policy


class PlacedInPolicyManager(models.Manager):
    """For rows identified by their policy and position."""

    def get_by_natural_key(self, slug: str, position: int) -> models.Model:
        return self.get(policy__slug=slug, position=position)


class IssuerManager(PlacedInPolicyManager):
    def names_in_use(self) -> models.QuerySet:
        """The names of all bodies that have issued a published policy."""
        published = self.filter(policy__in=Policy.objects.published())
        return published.order_by("name").values_list("name", flat=True).distinct()


class Issuer(models.Model):
    """An issuing body (发文机关), in signing order."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="issuers", verbose_name="政策")
    position = models.PositiveSmallIntegerField("次序")
    printed_name = models.CharField("落款原文", max_length=100, help_text="照原文，字间空白也保留。")
    name = models.CharField("机关名称", max_length=100)
    official_name = models.CharField("全称", max_length=100, help_text="发文时的机关全称。")

    objects = IssuerManager()

    class Meta:
        verbose_name = "发文机关"
        verbose_name_plural = "发文机关"
        ordering = ("policy", "position")
        constraints = [models.UniqueConstraint(fields=["policy", "position"], name="issuer_position_unique")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, int]:
        return (self.policy.slug, self.position)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way


class Addressee(models.Model):
    """A body the covering notice is sent to (主送机关), with the regions it is meant for."""

    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="addressees", verbose_name="政策"
    )
    position = models.PositiveSmallIntegerField("次序")
    regions = models.CharField("地区", max_length=200, blank=True)
    body = models.CharField("机关", max_length=100)

    objects = PlacedInPolicyManager()

    class Meta:
        verbose_name = "主送机关"
        verbose_name_plural = "主送机关"
        ordering = ("policy", "position")
        constraints = [
            models.UniqueConstraint(fields=["policy", "position"], name="addressee_position_unique")
        ]

    def __str__(self) -> str:
        return self.body

    def natural_key(self) -> tuple[str, int]:
        return (self.policy.slug, self.position)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way
