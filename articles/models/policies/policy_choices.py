"""What a policy may be: its validity, its rank, and whether readers see it."""

from __future__ import annotations

from django.db import models


class PolicyStatus(models.TextChoices):
    """Validity (效力状态); anything but unverified is set by an editor or stated by the source."""

    UNVERIFIED = "unverified", "待核实"
    NOT_YET = "not_yet", "尚未施行"
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已被修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "已失效"


class DocumentKind(models.TextChoices):
    """The rank of a document (效力位阶); the English names are used in ELI and AKN identifiers."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    INTERPRETATION = "interpretation", "司法解释"
    RULE = "rule", "部门规章"
    LOCAL = "local", "地方性法规"
    POLICY = "policy", "政策文件"
    # Below, not by rank: the index stores the place of a kind in this list.
    LOCAL_RULE = "localrule", "地方政府规章"
    NORMATIVE = "normative", "规范性文件"
    PARTY = "party", "党内法规"
    OTHER = "other", "其他"


class Publication(models.TextChoices):
    """Whether readers see a policy; a withdrawn one is visible to editors only."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"
