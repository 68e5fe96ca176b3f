"""Former addresses (旧地址): former identifiers of rows, so that old addresses still work.

A trigger writes them whenever an identifier changes (migration 0021). Present identifiers come first; former
ones are used only if no row has the identifier now. A former address points to the row, not to another
address, so one step leads to the present one (docs/decisions/0029).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now


class AddressKind(models.TextChoices):
    """The kind of row an address identifies; the comment shows its form."""

    POLICY = "policy", "政策"  # slug
    WORK = "work", "永久标识"  # policy/2009/gxblk-232
    DIVISION = "division", "章节"  # eId, within a policy
    CHAPTER = "chapter", "章"  # 6, 2-1, within a policy
    ARTICLE = "article", "条文"  # 25, 12-1, within a policy
    ENTITY = "entity", "实体"  # goal/slug
    MEASURE = "measure", "支持措施"  # slug


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def holder(self, kind: AddressKind, address: str, *, within: int = 0) -> int | None:
        """The id of the row that last had this address."""
        rows = self.filter(kind=kind, within=within, address=address)
        return rows.values_list("row", flat=True).first()

    def holders(self, kind: AddressKind, *, within: int = 0) -> dict[str, int]:
        """All former addresses of a kind, and the ids of their rows."""
        return dict(self.filter(kind=kind, within=within).values_list("address", "row"))

    def beginning_with(self, kind: AddressKind, base: str) -> models.QuerySet:
        return self.filter(kind=kind, address__startswith=base).values_list("address", flat=True)

    def refuse_taken(self, kind: AddressKind, address: str, *, row: int | None) -> None:
        """Raise ValidationError for a slug that another row had."""
        if self.holder(kind, address) not in (None, row):
            message = f"这是另一{_COUNTED[kind]}从前的网址标识，仍转到那里；请另用一个。"
            raise ValidationError({"slug": message})


_COUNTED = {AddressKind.POLICY: "件政策", AddressKind.ENTITY: "个实体", AddressKind.MEASURE: "项支持措施"}


class FormerAddress(models.Model):
    """`row` is an id in the table of its kind. Not a foreign key: other packages store kinds of
    their own here, and the address of a deleted row leads nowhere."""

    kind = models.CharField("种类", max_length=10, choices=AddressKind)
    within = models.PositiveBigIntegerField("所在政策", default=0)
    address = models.CharField("旧地址", max_length=140)
    row = models.PositiveBigIntegerField("现在的记录")
    ended_at = models.DateTimeField("停用时间", db_default=Now())

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"
        constraints = [
            models.UniqueConstraint(fields=["kind", "within", "address"], name="former_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.address}"
