"""What a document does to another that it names (关系), and which links are published by rule."""

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


class Certainty(models.TextChoices):
    """How sure the linker is of a link that it found; "" for links that people or shipped files made."""

    SURE = "sure", "有把握"
    IF_HELD = "if_held", "收录了所指的才有把握"
    OPEN = "open", "须编辑判断"


class LinkRule(models.TextChoices):
    """Which of the links found in a policy are published without an editor."""

    SURE = "sure", "有把握的由规则发布，其余待审"
    HELD = "held", "只发布能对到本库政策、条文和机构名录的，其余待审"
    NONE = "none", "全部由编辑审定"


def is_published_by(rule: str, *, certainty: str, is_held: bool) -> bool:
    """Whether a rule publishes a link; `published_by_rule` of the QuerySets says the same in SQL."""
    if rule == LinkRule.NONE or certainty not in (Certainty.SURE, Certainty.IF_HELD):
        return False
    return is_held or (rule == LinkRule.SURE and certainty == Certainty.SURE)


def rule_condition(held: models.Q) -> models.Q:
    """The rows that the rules of their policies publish; `held` finds those whose target is held."""
    found = models.Q(certainty__in=[Certainty.SURE, Certainty.IF_HELD])
    is_held = found & held & ~models.Q(policy__link_rule=LinkRule.NONE)
    return is_held | models.Q(certainty=Certainty.SURE, policy__link_rule=LinkRule.SURE)
