"""What can be said of a measure and its criteria: closed vocabularies, whose codes never change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from django.db import models

from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size, sectors


class Force(models.TextChoices):
    """Operative force (效力性质), from the clause's own verb."""

    RIGID = "rigid", "刚性"
    GUIDING = "guiding", "导向"
    TASK = "task", "任务"


class Benefit(models.TextChoices):
    """What kind of thing a measure gives (类别)."""

    RELIEF = "relief", "减免"
    GRANT = "grant", "奖补"
    RIGHT = "right", "权益"
    STANDING = "standing", "资质"


class Purpose(models.TextChoices):
    """What a clause is to an applicant: it gives something, or it has to be heeded."""

    SUPPORT = "support", "支持措施"
    LIMIT = "limit", "须注意的限制"


#: What the State undertakes to do itself: nobody can apply for it.
STATE_TASK = "国家的任务"
STATE_TASK_IN_FULL = f"{STATE_TASK}，不能直接申请"


class Role(models.TextChoices):
    """What a criterion is for its measure."""

    BENEFICIARY = "beneficiary", "受益主体"  # any one of them is enough
    ACTIVITY = "activity", "涉及的活动"  # any one of them makes the measure relevant
    CONDITION = "condition", "条件"  # each has to be met


class Aspect(models.TextChoices):
    """Which answer of the profile a criterion looks at."""

    KIND = "kind", "单位类别"
    ACTIVITY = "activity", "开展的活动"
    SIZE = "size", "企业规模"
    OWNERSHIP = "ownership", "内资或外资"
    MULTINATIONAL = "multinational", "跨国公司"
    SECTOR = "sector", "行业"
    FACT = "fact", "判断事项"


class StatedName(models.TextChoices):
    """What applicants ask of every measure."""

    AMOUNT = "amount", "金额或幅度"
    DEADLINE = "deadline", "期限"
    OFFICE = "office", "受理机构"
    APPLICATION = "application", "申报渠道"


#: Of what the document does not state: never a blank, never an invention.
NOT_STATED = "文件未规定"


@lru_cache(maxsize=len(Aspect))
def labels_of(aspect: str) -> Mapping[str, str]:
    """The values that a criterion of this aspect may name, with their words; of a fact its answers."""
    if aspect == Aspect.SECTOR:
        return sectors()
    closed: dict[str, type[models.TextChoices]] = {
        Aspect.KIND: ApplicantKind,
        Aspect.ACTIVITY: Activity,
        Aspect.SIZE: Size,
        Aspect.OWNERSHIP: Ownership,
    }
    choices = closed.get(aspect, OpenAnswer).choices
    return MappingProxyType({value: label for value, label in choices if value != OpenAnswer.UNKNOWN})
