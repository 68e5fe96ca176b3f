"""Filters written into a query (条:25, 部委:财政部): the articles that each of them leaves."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Division, Entity, Mention, Policy
from articles.models.articles.article_queries import ArticleQuerySet
from articles.models.articles.division import DivisionKind
from articles.text.citing.places.article_citations import parse_citation
from articles.text.numbers.numerals import HIGHEST, numeral_or_none
from articles.text.wording.characters.folding import fold


def articles_left(filters: Iterable[tuple[str, str]]) -> ArticleQuerySet:
    """The published articles that every one of `filters` (name, value as written) leaves."""
    articles = Article.objects.published()
    for name, value in filters:
        articles = _apply_filter(articles, name, value)
    return articles


def _apply_filter(articles: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
    match name:
        case "article":
            return _with_number(articles, value)
        case "chapter":
            return _in_chapter(articles, value)
        case "policy":
            return articles.of_policies(Policy.objects.published().named_like(value))
        case kind:
            entities = Entity.objects.published().of_kind(kind).named_like(value)
            mentions = Mention.objects.published().filter(entity__in=entities)
            return articles.filter(pk__in=mentions.article_ids())


def _with_number(articles: ArticleQuerySet, value: str) -> ArticleQuerySet:
    citation = parse_citation(value)
    if citation is None or citation.article is None or citation.article > HIGHEST:
        return articles.none()
    return articles.numbered(citation.article, citation.suffix)


def _in_chapter(articles: ArticleQuerySet, value: str) -> ArticleQuerySet:
    number = numeral_or_none(fold(value).removeprefix("第").removesuffix("章"))
    if number is None:
        return articles.none()
    chapters = Division.objects.numbered(DivisionKind.CHAPTER, min(number, HIGHEST))
    return articles.filter(division__in=Division.objects.within(chapters))
