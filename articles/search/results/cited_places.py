"""The chapter, the part or the text of a year that a query cites with its document, as a result above all:
刑法分则第五章, 民法典合同编, 专利法2020. Articles that are cited lead the articles themselves."""

from __future__ import annotations

from articles.models import Article
from articles.models.policies.policy_choices import DocumentKind
from articles.reading.places.place_resolution import Resolved
from articles.search.queries.analysis import Query
from articles.search.results.result_sources import OtherHit, ResultType
from articles.text.citing.places.article_citations import Citation


def find_cited_places(query: Query) -> list[OtherHit]:
    """That one place, where the whole query is its citation; readers of the page are led there at once."""
    citation = None if query.filters else query.citation
    if citation is None or not _is_of_document(citation):
        return []
    place = query.resolution
    return [_hit(place)] if isinstance(place, Resolved) and not isinstance(place.target, Article) else []


def _is_of_document(citation: Citation) -> bool:
    """Whether it names a document and anything beside that is no article."""
    parts = (citation.part, citation.subpart, citation.chapter, citation.section, citation.version)
    names_part = any(part is not None for part in parts) or bool(citation.named_part or citation.amendment)
    return bool(citation.title) and citation.article is None and names_part


def _hit(place: Resolved) -> OtherHit:
    return OtherHit(
        type=ResultType.POLICY,
        name=place.full_name,
        summary="",
        url=place.url,
        score=1.0,
        label=DocumentKind(place.policy.kind).label,
        policy=place.policy.slug,
        stands_above=True,
    )
