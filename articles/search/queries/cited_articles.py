"""Articles that a synonym cites: 诈骗罪 stands for 《刑法》第二百六十六条, whose text does not say 诈骗罪."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.models import Article
from articles.reading.citation_resolution import Resolved, resolve
from articles.search.queries.everyday_questions import SimilarQuestion
from articles.text.citing.places.article_citations import parse_citation
from articles.text.wording.synonyms import Synonym

_TITLE_BEGINS = "《"


def articles_cited_by(synonyms: Iterable[Synonym]) -> dict[int, SimilarQuestion]:
    """By article (id) the word that is its name."""
    cited = ((synonym.word, _article(text)) for synonym in synonyms for text in _citations(synonym))
    named = ((article.pk, word) for word, article in cited if article)
    return {pk: SimilarQuestion(word, likeness=1.0, is_name=True) for pk, word in named}


def _citations(synonym: Synonym) -> Iterator[str]:
    return (text for (text, *_) in synonym.means if text.startswith(_TITLE_BEGINS))


def _article(text: str) -> Article | None:
    citation = parse_citation(text)
    resolved = resolve(citation) if citation else None
    target = resolved.target if isinstance(resolved, Resolved) else None
    return target if isinstance(target, Article) else None
