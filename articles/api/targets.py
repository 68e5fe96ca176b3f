"""What a citation names, with the words that stand there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles.models import Article, Division
from articles.reading.citation_resolution import Resolved
from articles.versions.version_texts import dated_text


@dataclass(frozen=True)
class ResolvedTarget:
    """A resolved citation as `fields.TargetFields` reads it; of an article, the text of the day it means."""

    place: Resolved

    @cached_property
    def article(self) -> Article | None:
        """None for a chapter and for a whole policy."""
        article, day = self.place.target, self.place.at
        if not isinstance(article, Article) or day is None:
            return article if isinstance(article, Article) else None
        return dated_text(article.policy.slug, day).contents.article(article.address)

    @property
    def citation(self) -> str:
        """《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"""
        unit = self.place.target
        label = unit.cited_place if isinstance(unit, Division) else ""
        return unit.citation if isinstance(unit, Article) else f"{self.place.policy.citation}{label}"

    @property
    def unit(self) -> str | None:
        """Its address within the policy: 25, 2.6."""
        return self.article.address if self.article else None

    @property
    def text(self) -> str:
        return self.article.text if self.article else ""

    @property
    def sha256(self) -> str | None:
        return self.article.sha256 if self.article else None
