"""Which of the links that the linker finds are published without an editor."""

from __future__ import annotations

from django.db import models


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


def rule_condition(has_target: models.Q) -> models.Q:
    """The rows that the rules of their policies publish; `has_target` selects those with a stored target."""
    likely = models.Q(certainty__in=[Certainty.SURE, Certainty.IF_HELD])
    likely_with_target = likely & has_target & ~models.Q(policy__link_rule=LinkRule.NONE)
    return likely_with_target | models.Q(certainty=Certainty.SURE, policy__link_rule=LinkRule.SURE)
