"""Recognises entities and cited documents in a text, without the database."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from articles.text.citing.citations_in_text import (
    CitedArticle,
    CitedDocument,
    cited_articles,
    cited_documents,
)
from articles.text.citing.named_use import is_local_document
from articles.text.citing.titles import title_key
from articles.text.wording.mentions import FoundName, Matcher


@dataclass(frozen=True)
class RecognizedText:
    """Names of entities (none inside a title), titles in 《》 other than the text's own, cited articles."""

    names: tuple[FoundName, ...]
    documents: tuple[CitedDocument, ...]
    articles: tuple[CitedArticle, ...]

    @property
    def titles(self) -> list[str]:
        """The titles of all documents that the text cites."""
        titles = [document.title for document in self.documents]
        return titles + [article.title for article in self.articles if article.title]


def read_links(
    text: str,
    *,
    matcher: Matcher,
    own_title: str,
    known_titles: Container[str] = frozenset(),
    boundaries: Container[int] | None = None,
) -> RecognizedText:
    """Recognise names and citations in one text of the document `own_title`.

    `boundaries` are as `Matcher.find` takes them, `known_titles` as `cited_articles` does.
    """
    own = title_key(own_title)
    documents = tuple(document for document in cited_documents(text) if title_key(document.title) != own)
    names = matcher.find(text, boundaries=boundaries, is_local=is_local_document(own_title))
    cited = cited_articles(text, own_title=own_title, known_titles=known_titles)
    outside_titles = tuple(name for name in names if not _is_inside(name, documents))
    return RecognizedText(outside_titles, documents, tuple(cited))


def _is_inside(name: FoundName, documents: tuple[CitedDocument, ...]) -> bool:
    return any(document.start <= name.start and name.end <= document.end for document in documents)
