"""What a table is: its columns, its rows, and how a row of a sheet becomes a row of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from articles.exports.office_files import printable
from articles.models import Policy
from articles.tables.columns import Column, RowError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Why a row has changed, as its history says.
NOTE = "表格导入"
KEY = Column("id", "编号", "这一行在库中的编号，请勿改动；新增的行留空。", 8)
STAMP = Column("stamp", "核对码", "请勿改动：用来发现导出之后别人是否改过这一行。", 14)


class Table:
    """A table; a subclass says which. Values are texts, as cells write them, by the keys of the columns.

    `said` is help for editors: on the page of the table, and on the sheet that explains the columns.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    said: ClassVar[str] = ""
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[Column, ...]]
    may_add: ClassVar[bool] = False
    is_by_policy: ClassVar[bool] = False

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        """All rows, or those of one policy, in order and with what their values need."""
        raise NotImplementedError

    def values(self, row: Any) -> dict[str, str]:
        raise NotImplementedError

    def save(self, row: Any, values: Mapping[str, str], *, by: User) -> models.Model:
        """Store the given values, those that differ, in a row or as a new one (None), as a form would.

        Raises RowError.
        """
        raise NotImplementedError

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return (KEY, *self.columns, STAMP)

    def cells(self, row: Any) -> list[str]:
        """The row as a sheet writes it."""
        values = self.values(row)
        return [str(row.pk), *(values[column.key] for column in self.columns), stamp_of(values)]

    def rights(self) -> tuple[str, str]:
        """The permissions to change and to add rows."""
        label, name = self.model._meta.app_label, self.model._meta.model_name
        return f"{label}.change_{name}", f"{label}.add_{name}"


def stamp_of(values: Mapping[str, str]) -> str:
    """Tells whether a row has changed since it was written out."""
    return sha256("\x1f".join(map(comparable, values.values())).encode()).hexdigest()[:12]


def comparable(text: str) -> str:
    """A value without what a spreadsheet cannot keep."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t").strip()


@cache
def tables() -> dict[str, Table]:
    """All tables by name, those of other apps (`settings.PORTAL_TABLES`) among them."""
    instances: Iterable[Table] = (import_string(path)() for path in settings.PORTAL_TABLES)
    return {table.name: table for table in instances}


def place_of(text: str, heading: str):
    """The article that `gxblk-2009-232:25` names. Raises RowError."""
    from articles.models import Article

    slug, _, address = text.strip().partition(":")
    article = (
        Article.objects.in_text().of_policies(Policy.objects.with_slugs([slug])).addressed([address]).first()
    )
    if article is None:
        raise RowError(
            (heading, f"没有“{text[:60]}”这一条，写作 政策的网址标识:条的地址，如 gxblk-2009-232:25")
        )
    return article


def policy_of(text: str, heading: str) -> Policy:
    policy = Policy.objects.with_slugs([text.strip()]).first()
    if policy is None:
        raise RowError((heading, f"没有网址标识是“{text[:60]}”的政策"))
    return policy
