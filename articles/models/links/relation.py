"""What a document does to another that it names (关系)."""

from __future__ import annotations

from django.db import models

from articles.text.citing.relations import RelationKind


class Relation(models.TextChoices):
    BASIS = RelationKind.BASIS.value, "依据"
    CITES = RelationKind.CITES.value, "引用"
    AMENDS = RelationKind.AMENDS.value, "修改"
    AMENDED_BY = RelationKind.AMENDED_BY.value, "被修改"
    REPEALS = RelationKind.REPEALS.value, "废止"
    EXPIRES = RelationKind.EXPIRES.value, "宣布失效"
    EXTENDS = RelationKind.EXTENDS.value, "延长有效期"
    REPLACES = RelationKind.REPLACES.value, "替代"
    FORWARDS = RelationKind.FORWARDS.value, "转发"
    PRINTS = RelationKind.PRINTS.value, "印发"
    IMPLEMENTS = RelationKind.IMPLEMENTS.value, "配套"
    EXPLAINS = RelationKind.EXPLAINS.value, "解读"


#: What makes another document possibly no longer valid.
ENDING = (Relation.REPEALS, Relation.EXPIRES, Relation.REPLACES)
#: What tells how long another document holds.
OF_VALIDITY = (*ENDING, Relation.EXTENDS)
#: What the heading of a list says of the documents below it.
STATED_IN_LISTS = (*OF_VALIDITY, Relation.AMENDS)
