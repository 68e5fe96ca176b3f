"""Of what kind an entity is, and by which key its names are compared."""

from __future__ import annotations

from django.db import models

from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters.folding import fold


class EntityKind(models.TextChoices):
    MINISTRY = "ministry", "部委"
    GOAL = "goal", "目标"
    INSTRUMENT = "instrument", "政策工具"
    DOCUMENT = "document", "引用文件"
    ACTOR = "actor", "主体"
    FORCE = "force", "效力性质"


def name_key(kind: str, name: str) -> str:
    """The key by which names are compared: `title_key` for documents, else folded."""
    return title_key(name) if kind == EntityKind.DOCUMENT else fold(name)
