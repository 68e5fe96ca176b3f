"""Filters written into a query (条:25, 部委:财政部): the articles that each of them leaves."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Division, Entity, Mention, Policy
from articles.models.article import ArticleQuerySet
from articles.models.division import DivisionKind
from articles.text.citing.article_citations import parse_citation
from articles.text.citing.numerals import HIGHEST, NumeralError, parse_numeral
from articles.text.wording.folding import fold


def articles_left(filters: Iterable[tuple[str, str]]) -> ArticleQuerySet:
    """The published articles that every one of `filters` (name, value as written) leaves."""
    articles = Article.objects.published()
    for name, value in filters:
        articles = articles.with_ids(_ids(name, value))
    return articles


def _ids(name: str, value: str) -> list[int]:
    match name:
        case "article":
            found = _numbered(value)
        case "chapter":
            found = _in_chapter(value)
        case "policy":
            found = Article.objects.filter(policy__in=Policy.objects.published().named_like(value))
        case kind:
            named = Entity.objects.published().of_kind(kind).named_with(fold(value))
            return list(Mention.objects.published().filter(entity__in=named).article_ids())
    return list(found.values_list("pk", flat=True))


def _numbered(value: str) -> ArticleQuerySet:
    citation = parse_citation(value)
    if citation is None or citation.article is None or citation.article > HIGHEST:
        return Article.objects.none()
    return Article.objects.numbered(citation.article, citation.suffix)


def _in_chapter(value: str) -> ArticleQuerySet:
    try:
        number = parse_numeral(fold(value).removeprefix("第").removesuffix("章"))
    except NumeralError:
        return Article.objects.none()
    chapters = Division.objects.numbered(DivisionKind.CHAPTER, min(number, HIGHEST))
    return Article.objects.filter(division__in=Division.objects.within(chapters))
