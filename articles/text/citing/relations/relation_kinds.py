"""The kinds of relations between documents, and a document as a text names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """What a document does to another that it names; the values are stored."""

    BASIS = "basis"  # 依据
    CITES = "cites"  # 引用
    AMENDS = "amends"  # 修改
    AMENDED_BY = "amended_by"  # 被修改: the document tells what amended it
    REPEALS = "repeals"  # 废止
    EXPIRES = "expires"  # 宣布失效: it declares that the other holds no longer
    EXTENDS = "extends"  # 延长有效期
    REPLACES = "replaces"  # 替代
    FORWARDS = "forwards"  # 转发
    PRINTS = "prints"  # 印发
    IMPLEMENTS = "implements"  # 配套
    EXPLAINS = "explains"  # 解读


@dataclass(frozen=True)
class NamedDocument:
    """The words [start, end) name the document `title` (in full where the words are its short name).

    `title` is a document number where nothing else names it. `is_sure`: the name ends as those of documents
    do (条例, 意见), so that it is no book, form or project.
    """

    kind: RelationKind
    title: str
    start: int
    end: int
    is_sure: bool
