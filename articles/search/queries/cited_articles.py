"""Articles that a synonym cites: 诈骗罪 stands for 《刑法》第二百六十六条, whose text does not say 诈骗罪."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.models import Alias, Article, Division, Entity, Issuer, Policy, PolicyVersion
from articles.models.postgres.content_versions import remembered
from articles.reading.citation_resolution import Resolved, resolve
from articles.search.queries.everyday_questions import SimilarQuestion
from articles.text.citing.places.article_citations import parse_citation
from articles.text.wording.synonym_tables.synonyms import Synonym

_TITLE_BEGINS = "《"
#: As many citations as the shipped tables have, and more.
_MOST_REMEMBERED = 5_000


def articles_cited_by(synonyms: Iterable[Synonym]) -> dict[int, SimilarQuestion]:
    """By article (id) the word that is its name."""
    cited = ((synonym.word, _cited_article_id(text)) for synonym in synonyms for text in _citations(synonym))
    return {pk: SimilarQuestion(name, likeness=1.0, is_name=True) for name, pk in cited if pk is not None}


def _citations(synonym: Synonym) -> Iterator[str]:
    return (text for (text, *_) in synonym.means if text.startswith(_TITLE_BEGINS))


@remembered(Policy, PolicyVersion, Issuer, Division, Article, Entity, Alias, most=_MOST_REMEMBERED)
def _cited_article_id(text: str) -> int | None:
    """The article (id) that a synonym cites."""
    citation = parse_citation(text)
    resolved = resolve(citation) if citation else None
    target = resolved.target if isinstance(resolved, Resolved) else None
    return target.pk if isinstance(target, Article) else None
