"""Whether readers see an article."""

from __future__ import annotations

from django.db import models

from articles.models.policies.policy_choices import Publication


class ArticlePublication(models.TextChoices):
    """Whether readers see an article: as `Publication`, plus the state of one that a newer text has removed.

    Only an import sets the last; the rows about the article wait with it (articles.review).
    """

    DRAFT = Publication.DRAFT.value, Publication.DRAFT.label
    PUBLISHED = Publication.PUBLISHED.value, Publication.PUBLISHED.label
    WITHDRAWN = Publication.WITHDRAWN.value, Publication.WITHDRAWN.label
    REMOVED = "removed", "现行文本已无"
