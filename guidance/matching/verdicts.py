"""What matching gives: how each criterion fares, the verdict on a measure, and the notice beside it."""

from __future__ import annotations

from django.db import models


class Verdict(models.TextChoices):
    """In the order in which results are shown."""

    APPLIES = "applies", "条文条件已符合"
    OPEN = "open", "条文没有写条件"
    CHECK = "check", "还差几项情况"
    STOPPED = "stopped", "已停止执行（仅供沿革）"
    EXCLUDED = "excluded", "条件不符"


class CriterionFinding(models.TextChoices):
    """How one criterion fares against a profile."""

    MET = "met", "符合"
    FAILED = "failed", "不符合"
    STOPPED = "stopped", "停止执行"
    UNKNOWN = "unknown", "待核对"
    OPEN = "open", "没有限定"


#: Stands on every result: the finder reads the text, it does not decide.
NOTICE = (
    "本结果由系统按政策条文的字句和所填写的情况比对得出，仅供查阅参考，不是行政决定，也不构成对享受政策的承诺；"
    "是否适用以主管机关的决定为准。"
)
